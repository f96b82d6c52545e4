import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { DecisionSignal } from './decision-signal';
import type { FailoverDetectionOptions } from './detection-options';
import { deepCheck } from './detection-rules';
import { detectionSignals } from './detection-signals';
import { RegionWatch } from './region-watch';
import { RegionalDetection } from './regional-detection';
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
 * which Region is active.
 *
 * A conclusion moves nothing: it is an alarm (`RegionalDetection.decisionAlarm`) that people, or recovery, act on.
 */
export class FailoverDetection extends Construct {
  private readonly topology: DrTopology;
  private readonly watches: PerRegion<RegionWatch>;
  private readonly regions: PerRegion<RegionalDetection>;

  /**
   * @throws ConfigurationError for a deep check that Route 53 could not make either; and at synthesis, when a Region could never notice
   * the loss of the other one
   */
  constructor(scope: Construct, id: string, props: FailoverDetectionProps) {
    super(scope, id);
    const { topology, dns } = props;
    const deep = deepCheck(this, props);
    this.topology = topology;
    this.watches = new PerRegion(this, topology, region =>
      new RegionWatch(topology._scope(this, 'detection', region, StackLayer.RECOVERY), { topology, dns, region, deep, owner: this }));
    this.regions = new PerRegion(this, topology, region => this.handleOf(region));
    this.node.addValidation({ validate: () => topology.regions.flatMap(region => this.watches.get(region).validate()) });
  }

  /**
   * What one Region sees.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalDetection {
    return this.regions.get(region);
  }

  /**
   * Lets an alarm of yours join a Region's decision to leave the other one. Add one like it in the other Region.
   *
   * @param region the Region that decides, in which the alarm is
   * @param alarm an alarm that is healthy while nothing is wrong
   * @param meaning what the alarm means to the decision
   * @throws ConfigurationError when the alarm is in another Region or account, or joins twice
   */
  public addSignal(region: DrRegion, alarm: cloudwatch.IAlarm, meaning: DecisionSignal): void {
    this.forRegion(region).addSignal(alarm, meaning);
  }

  /** What tells, in both Regions, that nobody probes. `DrMonitoring` watches it. */
  public healthSignals(): HealthSignal[] {
    return this.topology.regions.flatMap(region => detectionSignals(region, this.watches.get(region)));
  }

  private handleOf(region: DrRegion): RegionalDetection {
    const watch = this.watches.get(region);
    return RegionalDetection._of({
      region,
      decisionAlarm: watch.decisionAlarm,
      endpointAlarms: watch.probes.map(probe => probe.alarm),
      addSignal: (alarm, meaning) => watch.addSignal(alarm, meaning),
      metric: (probed, depth, options) => watch.metric(probed, depth, options),
    });
  }
}
