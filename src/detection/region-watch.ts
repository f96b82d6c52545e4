import { Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { DecisionInputs } from './decision-rule';
import { bothFailRule, decisionRule } from './decision-rule';
import type { SignalOfTeam } from './decision-signal';
import { DecisionSignal } from './decision-signal';
import type { DetectionSettings } from './detection-rules';
import { EndpointProber, settingsError } from './endpoint-prober';
import type { ProberSettings } from './handlers/prober-settings';
import { literalAlarmName } from './literal-alarm-name';
import { probeAlarm } from './probe-alarm';
import { ProbeDepth } from './probe-depth';
import { probeMetric } from './probe-metric';
import { probedOf, probesOf } from './probed-endpoint';
import { validateSignal } from './signal-rules';
import { witnessAlarm } from './witness-alarm';
import type { FailoverDns } from '../dns';
import { AlarmExpression } from '../monitoring/alarm-expression';
import type { AlarmTerm } from '../monitoring/alarm-term';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { metricNamespace } from '../topology/metric-namespace';
import { NAME_KINDS } from '../topology/name-kinds';

export interface RegionWatchProps {
  readonly topology: DrTopology;
  readonly dns: FailoverDns;
  /** The Region that looks. */
  readonly region: DrRegion;
  readonly settings: DetectionSettings;
  /** Who answers for errors, and gives the names. */
  readonly owner: Construct;
}

/** One probe and the alarm on it. */
interface WatchedProbe {
  readonly probed: DrRegion;
  readonly depth: ProbeDepth;
  readonly alarm: cloudwatch.Alarm;
  readonly alarmName: string;
}

/** The own Region's probes count early: what disturbs both Regions must hold the decision back before it lets the peer look lost. */
const OWN_DATAPOINTS_TO_ALARM = 2;

/** The rule of an alarm that never fires. Rendered before the synthesis fails for it. */
const NEVER = 'FALSE';

/** What one Region makes of what it sees. */
export class RegionWatch {
  public readonly decisionAlarm: cloudwatch.CompositeAlarm;
  public readonly decisionAlarmName: string;
  /** Absent where nothing is probed. */
  public readonly prober?: EndpointProber;
  public readonly probes: readonly WatchedProbe[];
  public readonly signals: SignalOfTeam[] = [];
  /** What a third Region says of the other one. Empty without a witness. */
  public readonly witnessed: readonly WatchedProbe[];

  private readonly seen: readonly DrRegion[];

  constructor(private readonly scope: Construct, private readonly props: RegionWatchProps) {
    const { topology, dns, region, settings, owner } = props;
    const { probes } = settings;
    this.seen = probedOf([region.peer, region], dns, probes);
    this.prober = this.seen.length === 0 ? undefined : new EndpointProber(scope, 'prober', {
      topology, region, component: owner.node.id, domainName: dns.domainName, settings: () => this.proberSettings(),
    });
    const depths = [ProbeDepth.SHALLOW, ...probes._deep ? [ProbeDepth.DEEP] : []];
    this.probes = this.seen.flatMap(probed => depths.map(depth => this.watch(probed, depth)));
    this.witnessed = settings.witness === undefined ? [] : this.probes
      .filter(({ probed }) => probed === region.peer)
      .map(({ probed, depth }) => this.believe(settings.witness!, probed, depth));
    this.decisionAlarmName = topology._name(NAME_KINDS.alarm, `${owner.node.id}/decision`, region);
    this.decisionAlarm = this.decide();
  }

  /** The metric of a probe from this Region. */
  public metric(probed: DrRegion, depth: ProbeDepth, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const { owner, region } = this.props;
    if (!this.probes.some(each => each.probed === probed && each.depth === depth)) {
      refuse(owner, {
        prop: 'metricEndpointFailed',
        value: `${depth} probe of ${probed.name} from ${region.name}`,
        rule: `that probe is not made; there are: ${this.probes.map(each => `${each.depth} of ${each.probed.name}`).join(', ') || 'none'}`,
        remedy: depth === ProbeDepth.DEEP ? 'Give probes: EndpointProbes.deep(path)' : 'Use the metric by which you tell the endpoint\'s health',
      });
    }
    return this.probeMetric(probed, depth, options);
  }

  /** The metric of a probe from the witness, as this Region is told. */
  public witnessMetric(witness: string, probed: DrRegion, depth: ProbeDepth, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const { topology, dns, region: observer } = this.props;
    return probeMetric({ namespace: metricNamespace(topology), record: dns.domainName, observer, probed, depth, witness }, options);
  }

  public addSignal(alarm: cloudwatch.IAlarm, meaning: DecisionSignal): void {
    const { owner, region } = this.props;
    validateSignal(owner, { alarm, region, decisionStack: this.decisionAlarm.stack, joined: this.signals });
    this.signals.push({ alarm, meaning });
  }

  /** The alarms that decide, by their names, as far as those are literal. */
  public alarmNames(): string[] {
    const joined = this.signals.flatMap(({ alarm }) => literalAlarmName(alarm) ?? []);
    return [this.decisionAlarmName, ...this.probes.map(({ alarmName }) => alarmName), ...joined];
  }

  /** The alarms on probes of the Region itself, by name. */
  public ownAlarmNames(): string[] {
    return this.probes.filter(({ probed }) => probed === this.props.region).map(({ alarmName }) => alarmName);
  }

  /** True while the other Region fails and this one is not fit to take over, as far as the alarms that decide can tell. Absent where they never can. */
  public bothFail(): AlarmTerm | undefined {
    return bothFailRule(this.inputs())?._term();
  }

  /** What is wrong once everything is told. */
  public validate(): string[] {
    const { dns, region } = this.props;
    const restricted = this.seen.filter(each => dns.forRegion(each)._admitsCheckersOnly);
    const unseen = !this.seen.includes(region) && !this.signals.some(({ meaning }) => meaning === DecisionSignal.BLOCKING);
    return [
      ...restricted.map(each => `the endpoint of ${each.name} admits only Route 53's health checkers, of which the prober of ${region.name} is none: its probes `
        + 'would fail for ever. Give probes: EndpointProbes.none(), and signals of your own by forRegion(region).addSignal(alarm, meaning).'),
      ...this.rule() ? [] : [
        `the loss of ${region.peer.name} cannot be noticed: nothing of it is probed from ${region.name}. `
        + 'Call forRegion(region).addSignal(alarm, DecisionSignal.REQUIRED) with an alarm of your own in each Region.',
      ],
      ...unseen ? [
        `${region.name} would hold ${region.peer.name} for lost without a look at itself: its own endpoint is not probed. `
        + 'Call forRegion(region).addSignal(alarm, DecisionSignal.BLOCKING) with an alarm that fires while this Region is not fit to take over.',
      ] : [],
      ...this.prober ? settingsError(this.proberSettings()) : [],
    ];
  }

  private proberSettings(): ProberSettings {
    const { topology, dns, settings } = this.props;
    return {
      namespace: metricNamespace(topology),
      record: dns.domainName,
      targets: this.seen.flatMap(each => probesOf(dns.forRegion(each), settings.probes)),
    };
  }

  private watch(probed: DrRegion, depth: ProbeDepth): WatchedProbe {
    const { topology, dns, region, settings, owner } = this.props;
    const alarmName = topology._name(NAME_KINDS.alarm, `${owner.node.id}/${depth}-probe-of-${probed.role}`, region);
    const alarm = probeAlarm(this.scope, {
      alarmName,
      observer: region,
      probed,
      depth,
      domainName: dns.forRegion(probed).domainName,
      metric: this.probeMetric(probed, depth),
      datapointsToAlarm: probed === region ? Math.min(OWN_DATAPOINTS_TO_ALARM, settings.datapointsToAlarm) : settings.datapointsToAlarm,
    });
    return { probed, depth, alarm, alarmName };
  }

  private believe(witness: string, probed: DrRegion, depth: ProbeDepth): WatchedProbe {
    const { topology, dns, region, settings: { datapointsToAlarm }, owner } = this.props;
    const alarmName = topology._name(NAME_KINDS.alarm, `${owner.node.id}/witness-sees-${depth}-${probed.role}`, region);
    const alarm = witnessAlarm(this.scope, {
      alarmName,
      observer: region,
      probed,
      depth,
      witness,
      domainName: dns.forRegion(probed).domainName,
      metric: this.witnessMetric(witness, probed, depth),
      datapointsToAlarm,
    });
    return { probed, depth, alarm, alarmName };
  }

  private probeMetric(probed: DrRegion, depth: ProbeDepth, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const { topology, dns, region: observer } = this.props;
    return probeMetric({ namespace: metricNamespace(topology), record: dns.domainName, observer, probed, depth }, options);
  }

  private decide(): cloudwatch.CompositeAlarm {
    const { region } = this.props;
    const alarm = new cloudwatch.CompositeAlarm(this.scope, 'decision', {
      compositeAlarmName: this.decisionAlarmName,
      alarmDescription: `${region.name} holds ${region.peer.name} for lost and itself for fit to take over. Whether anybody acts on it is in the recovery state.`,
      alarmRule: { renderAlarmRule: () => Lazy.string({ produce: () => this.rule()?.renderAlarmRule() ?? NEVER }) },
      actionsEnabled: true,
    });
    alarm.node.addDependency(...[...this.probes, ...this.witnessed].map(probe => probe.alarm));
    return alarm;
  }

  private rule() {
    return decisionRule(this.inputs());
  }

  private inputs(): DecisionInputs {
    const named = (probes: readonly WatchedProbe[]) => probes.map(({ alarm, alarmName }) => AlarmExpression.named(alarm, alarmName));
    const fails = (region: DrRegion) => named(this.probes.filter(({ probed }) => probed === region));
    const { region } = this.props;
    return { peerFails: fails(region.peer), ownFails: fails(region), peerWorksForWitness: named(this.witnessed), signals: this.signals };
  }
}
