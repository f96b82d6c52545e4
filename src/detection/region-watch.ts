import { Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { decisionRule } from './decision-rule';
import type { SignalOfTeam } from './decision-signal';
import { DecisionSignal } from './decision-signal';
import { endpointAlarm } from './endpoint-alarms';
import { EndpointProber } from './endpoint-prober';
import { ProbeDepth } from './probe-depth';
import { probeMetric } from './probe-metric';
import type { DeepCheck } from './probed-endpoint';
import { isPublic, probesOf } from './probed-endpoint';
import type { FailoverDns } from '../dns';
import { AlarmExpression } from '../monitoring/alarm-expression';
import { metricNamespace } from '../recovery/metric-namespace';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';
import { NAME_KINDS } from '../topology/name-kinds';

export interface RegionWatchProps {
  readonly topology: DrTopology;
  readonly dns: FailoverDns;
  /** The Region that looks. */
  readonly region: DrRegion;
  readonly deep?: DeepCheck;
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

/** The rule of an alarm that never fires. Rendered before the synthesis fails for it. */
const NEVER = 'FALSE';

/** What one Region makes of what it sees. */
export class RegionWatch {
  public readonly decisionAlarm: cloudwatch.CompositeAlarm;
  /** Absent where no endpoint is on the Internet. */
  public readonly prober?: EndpointProber;
  public readonly probes: readonly WatchedProbe[];

  private readonly signals: SignalOfTeam[] = [];

  constructor(scope: Construct, private readonly props: RegionWatchProps) {
    const { topology, dns, region, deep, owner } = props;
    const seen = [region.peer, region].filter(each => isPublic(dns.forRegion(each)));
    const depths = [ProbeDepth.SHALLOW, ...deep ? [ProbeDepth.DEEP] : []];
    this.prober = seen.length === 0 ? undefined : new EndpointProber(scope, 'prober', {
      topology,
      region,
      component: owner.node.id,
      domainName: dns.domainName,
      settings: () => ({
        namespace: metricNamespace(topology),
        record: dns.domainName,
        targets: seen.flatMap(each => probesOf(dns.forRegion(each), deep)),
      }),
    });
    this.probes = seen.flatMap(probed => depths.map(depth => this.watch(scope, probed, depth)));
    this.decisionAlarm = this.decide(scope);
  }

  /** The metric of a probe from this Region. */
  public metric(probed: DrRegion, depth: ProbeDepth, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const { owner, region } = this.props;
    if (!this.probes.some(each => each.probed === probed && each.depth === depth)) {
      refuse(owner, {
        prop: 'metricEndpointFailed',
        value: `${depth} probe of ${probed.name} from ${region.name}`,
        rule: `that probe is not made; there are: ${this.probes.map(each => `${each.depth} of ${each.probed.name}`).join(', ') || 'none'}`,
        remedy: depth === ProbeDepth.DEEP ? 'Give "deepPath"' : 'Use the metric by which you tell the endpoint\'s health',
      });
    }
    return this.probeMetric(probed, depth, options);
  }

  public addSignal(alarm: cloudwatch.IAlarm, meaning: DecisionSignal): void {
    const { owner, region } = this.props;
    const { account, region: place } = Stack.of(alarm);
    const reject = (rule: string, remedy: string) => refuse(owner, { prop: 'alarm', value: `"${alarm.node.path}"`, rule, remedy });
    if (differs(place, region.name) || differs(account, region.env.account!)) {
      reject(`it is in ${account}/${place}, and the decision of ${region.name} sees alarms of its own Region and account only`,
        'Publish what is to be seen as a metric in this Region, and alarm on that');
    }
    if (this.signals.some(each => each.alarm === alarm)) {
      reject('it has joined the decision already', 'Add it once');
    }
    this.signals.push({ alarm, meaning });
  }

  /** What is wrong once everything is told. */
  public validate(): string[] {
    const { region } = this.props;
    return this.rule() ? [] : [
      `the loss of ${region.peer.name} cannot be noticed: its endpoint is not on the Internet, where ${region.name} could probe it. `
      + 'Call addSignal(region, alarm, DecisionSignal.REQUIRED) with an alarm of your own in each Region.',
    ];
  }

  private watch(scope: Construct, probed: DrRegion, depth: ProbeDepth): WatchedProbe {
    const { topology, dns, region, owner } = this.props;
    const alarmName = topology._name(NAME_KINDS.alarm, `${owner.node.id}/${depth}-probe-of-${probed.role}`, region);
    const alarm = endpointAlarm(scope, {
      alarmName,
      observer: region,
      probed,
      depth,
      domainName: dns.forRegion(probed).domainName,
      metric: this.probeMetric(probed, depth),
    });
    return { probed, depth, alarm, alarmName };
  }

  private probeMetric(probed: DrRegion, depth: ProbeDepth, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const { topology, dns, region: observer } = this.props;
    return probeMetric({ namespace: metricNamespace(topology), record: dns.domainName, observer, probed, depth }, options);
  }

  private decide(scope: Construct): cloudwatch.CompositeAlarm {
    const { topology, region, owner } = this.props;
    const alarm = new cloudwatch.CompositeAlarm(scope, 'decision', {
      compositeAlarmName: topology._name(NAME_KINDS.alarm, `${owner.node.id}/decision`, region),
      alarmDescription: `${region.name} holds ${region.peer.name} for lost and itself for fit to take over. Whether anybody acts on it is in the recovery state.`,
      alarmRule: { renderAlarmRule: () => Lazy.string({ produce: () => this.rule()?.renderAlarmRule() ?? NEVER }) },
      actionsEnabled: true,
    });
    alarm.node.addDependency(...this.probes.map(probe => probe.alarm));
    return alarm;
  }

  private rule() {
    const fails = (region: DrRegion) => this.probes
      .filter(({ probed }) => probed === region)
      .map(({ alarm, alarmName }) => AlarmExpression.named(alarm, alarmName));
    const { region } = this.props;
    return decisionRule({ peerFails: fails(region.peer), ownFails: fails(region), signals: this.signals });
  }
}
