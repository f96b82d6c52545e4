import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlertOptions } from './alert-options';
import { AlertSeverity } from './alert-severity';
import { createAlertTopic, subscribe } from './alert-topic';
import { addGraphs, createDashboard } from './regional-dashboard';
import { RegionalMonitoring } from './regional-monitoring';
import { createReplicationAlarm } from './replication-alarm';
import { collectSignals } from './signal-rules';
import type { WatchedSignal } from './watched-signal';
import type { IRecoverable } from '../recovery';
import { validateAddition, validateRecoverables } from '../recovery/identifier-rules';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { PerRegion } from '../topology/per-region';

/** What `DrMonitoring` can be told beside what it watches. */
export interface DrMonitoringOptions {
  /**
   * Who is told, by severity.
   * @default - nobody; a warning is given while nobody is subscribed to critical alerts
   */
  readonly alerts?: AlertOptions;
}

/** Properties of `DrMonitoring`. */
export interface DrMonitoringProps extends DrMonitoringOptions {
  /** The two Regions and their stacks. */
  readonly topology: DrTopology;
  /** The stores whose replication is watched. Empty for a workload without stores. */
  readonly recoverables: IRecoverable[];
}

/**
 * Sight of a topology, from both Regions: in each an encrypted topic per severity, an alarm for every replication signal that the
 * Region publishes, and a dashboard with the signals of both.
 *
 * A replication lag above its limit is critical: a Region lost at that moment costs more data than its objective allows.
 */
export class DrMonitoring extends Construct {
  private readonly topology: DrTopology;
  private readonly recoverables: IRecoverable[] = [];
  private readonly signals: WatchedSignal[] = [];
  private readonly regions: PerRegion<RegionalMonitoring>;

  /**
   * @throws ConfigurationError when two stores, or two signals of a store, have one id; when a signal cannot be watched in the Region
   * that publishes it; when a subscriber of `alerts` lives in a Region
   */
  constructor(scope: Construct, id: string, props: DrMonitoringProps) {
    super(scope, id);
    const { topology, recoverables, alerts = {} } = props;
    validateRecoverables(this, recoverables);
    this.topology = topology;
    this.regions = new PerRegion(this, topology, region => this.equip(region, alerts));
    this.watch(recoverables);
  }

  /**
   * Watches a further store as those given at first: an alarm for each of its replication signals, in the Region that publishes it,
   * and a graph on both dashboards, below what they have.
   *
   * @param store a store of this topology
   * @throws ConfigurationError when another store has its id, when two of its signals have one id, and when a signal cannot be
   * watched in the Region that publishes it
   */
  public addRecoverable(store: IRecoverable): void {
    validateAddition(this, this.recoverables, store);
    this.watch([store]);
  }

  /**
   * The monitoring of one Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalMonitoring {
    return this.regions.get(region);
  }

  /**
   * The topic of a severity in a Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public topic(region: DrRegion, severity: AlertSeverity): sns.ITopic {
    return this.forRegion(region).topic(severity);
  }

  /**
   * Sends an alarm, and its return to normal, to the topic of a severity.
   *
   * @param region the alarm's Region
   * @param alarm a metric alarm or composite alarm in a stack of that Region
   * @param severity how urgent the alarm is
   * @throws ConfigurationError for a Region of another topology, and when the alarm is in another Region
   */
  public addAlarm(region: DrRegion, alarm: cloudwatch.AlarmBase, severity: AlertSeverity): void {
    this.forRegion(region).addAlarm(alarm, severity);
  }

  private equip(region: DrRegion, alerts: AlertOptions): RegionalMonitoring {
    const { topology, node: { id: component } } = this;
    const place = this.placeIn(region);
    const topicOf = (severity: AlertSeverity) => {
      const topic = createAlertTopic(place, { topology, region, severity, component });
      alerts[severity]?.forEach((subscription, index) => subscribe(this, topic.topic, subscription, `alerts.${severity}[${index}]`));
      return topic;
    };
    const topics = { [AlertSeverity.CRITICAL]: topicOf(AlertSeverity.CRITICAL), [AlertSeverity.WARNING]: topicOf(AlertSeverity.WARNING) };
    const dashboard = createDashboard(place, topology, region, this.signals, topology._name(NAME_KINDS.dashboard, component, region));
    return RegionalMonitoring._of(this, region, topics, dashboard);
  }

  private watch(recoverables: readonly IRecoverable[]): void {
    const signals = collectSignals(this, this.topology, recoverables);
    this.recoverables.push(...recoverables);
    this.signals.push(...signals);
    for (const region of this.topology.regions) {
      addGraphs(this.forRegion(region).dashboard, signals);
      for (const watched of signals.filter(({ signal }) => signal.publishedIn === region)) {
        const alarmName = this.topology._name(NAME_KINDS.alarm, `${this.node.id}/${watched.recoverableId}/${watched.signal.id}`, region);
        this.addAlarm(region, createReplicationAlarm(this.placeIn(region), watched, alarmName), AlertSeverity.CRITICAL);
      }
    }
  }

  private placeIn(region: DrRegion): Construct {
    return this.topology._scope(this, 'monitoring', region, StackLayer.RECOVERY);
  }
}
