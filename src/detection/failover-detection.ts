import { AspectPriority, Aspects } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { FailoverDetectionOptions } from './detection-options';
import { detectionSettings } from './detection-rules';
import { detectionSignals } from './detection-signals';
import type { EndpointProbes } from './endpoint-probes';
import { RegionWatch } from './region-watch';
import { RegionalDetection } from './regional-detection';
import { SignalSymmetry } from './signal-symmetry';
import { WitnessProber } from './witness-prober';
import type { FailoverDns } from '../dns';
import type { HealthSignal } from '../monitoring/health-signal';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { PerRegion } from '../topology/per-region';

/** Properties of `FailoverDetection`. */
export interface FailoverDetectionProps extends FailoverDetectionOptions {
  /** The two Regions and their stacks. */
  readonly topology: DrTopology;
  /** The names that lead to each Region, and how Route 53 checks them. */
  readonly dns: FailoverDns;
}

/**
 * Eyes of a topology, in both Regions: each probes the endpoints of both every ten seconds, from outside of any VPC, and concludes whether
 * the other one is lost while it is itself fit to take over. Symmetric from the first deployment: who watches whom does not depend on
 * which Region is active. A witness in a third Region may confirm what they see.
 *
 * A conclusion moves nothing: it is an alarm (`RegionalDetection.decisionAlarm`) that people, or recovery, act on.
 */
export class FailoverDetection extends Construct {
  /**
   * What is asked of endpoints. Runs ask the same.
   * @internal
   */
  public readonly _probes: EndpointProbes;
  private readonly topology: DrTopology;
  private readonly witness?: string;
  private readonly watches: PerRegion<RegionWatch>;
  private readonly regions: PerRegion<RegionalDetection>;

  /**
   * @throws ConfigurationError for a deep path that no prober could ask, a number of failures that no alarm could count, and a witness
   * without a Region, a stack or anything to probe; and at synthesis, when a Region could never notice the loss of the other one, would not look at itself, or could not reach what it is to probe
   */
  constructor(scope: Construct, id: string, props: FailoverDetectionProps) {
    super(scope, id);
    const { topology, dns } = props;
    const settings = detectionSettings(this, topology, props);
    this.topology = topology;
    this.watches = new PerRegion(this, topology, region =>
      new RegionWatch(topology._scope(this, 'detection', region, StackLayer.RECOVERY), { topology, dns, region, settings, owner: this }));
    this.regions = new PerRegion(this, topology, region => this.handleOf(region));
    const watches = topology.regions.map(region => this.watches.get(region));
    Aspects.of(watches[0].decisionAlarm).add(new SignalSymmetry(watches), { priority: AspectPriority.READONLY });
    this._probes = settings.probes;
    this.witness = settings.witness;
    const witnesses = this.witness === undefined ? [] : [new WitnessProber({ topology, dns, settings, region: this.witness, owner: this })];
    this.node.addValidation({ validate: () => [...watches, ...witnesses].flatMap(each => each.validate()) });
  }

  /**
   * What one Region sees.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalDetection {
    return this.regions.get(region);
  }

  /** What tells, in both Regions, that nobody probes, or no witness does. `DrMonitoring` watches it. */
  public healthSignals(): HealthSignal[] {
    return this.topology.regions.flatMap(region => detectionSignals(region, this.watches.get(region), this.witness));
  }

  private handleOf(region: DrRegion): RegionalDetection {
    const watch = this.watches.get(region);
    return RegionalDetection._of({
      region,
      decisionAlarm: watch.decisionAlarm,
      decisionAlarmName: watch.decisionAlarmName,
      endpointAlarms: watch.probes.map(probe => probe.alarm),
      addSignal: (alarm, meaning) => watch.addSignal(alarm, meaning),
      alarmNames: () => watch.alarmNames(),
      ownAlarmNames: () => watch.ownAlarmNames(),
      bothFail: () => watch.bothFail(),
      metric: (probed, depth, options) => watch.metric(probed, depth, options),
    });
  }
}
