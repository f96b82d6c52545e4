import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmOverrides } from './alarm-overrides';
import { AlertSeverity } from './alert-severity';
import { ALERTS_SOURCE, deliverySignals } from './delivery-signals';
import { latchSignals, TRAFFIC_SOURCE } from './dns-signals';
import type { DrMonitoringProps } from './dr-monitoring-props';
import { EVENTS_SOURCE } from './event-routes';
import type { GlobalMonitoring } from './global-monitoring';
import { createGlobalParts } from './global-parts';
import type { HealthSignal } from './health-signal';
import { DETECTION_SOURCE, METRIC_STREAMS_SOURCE, RECOVERY_STATE_SOURCE, requireOwnSource } from './library-sources';
import type { MetricStreamOptions } from './metric-stream-options';
import { streamMetrics } from './metric-streams';
import { holderOf } from './one-holder';
import type { DashboardContent } from './regional-dashboard';
import type { RegionalEquipment } from './regional-equipment';
import { equip } from './regional-equipment';
import type { RegionalMonitoring } from './regional-monitoring';
import type { AlarmPlace } from './resource-watcher';
import type { RegionStatus } from './status-line';
import { WatchedSignals } from './watched-signals';
import type { FailoverDetection } from '../detection';
import type { FailoverDns } from '../dns';
import type { IRecoverable } from '../recovery';
import { validateAddition, validateRecoverables } from '../recovery/plan/identifier-rules';
import { RecoveryState } from '../recovery/regional-state/recovery-state';
import type { ReplicatedBucket } from '../storage/replicated-bucket';
import type { DrRegion, DrTopology } from '../topology';
import { PerRegion } from '../topology/per-region';

/**
 * Sight of a topology, from both Regions: in each an encrypted topic per severity, an alarm for every signal that the Region
 * publishes, one page per severity and stack however many of them fire, and a dashboard with the signals of both.
 *
 * A replication lag above its limit is critical: a Region lost at that moment costs more data than its objective allows.
 */
export class DrMonitoring extends Construct {
  /** Where `metricStreams` write the metrics of both Regions, in each Region. Absent without them. */
  public readonly metricsBucket?: ReplicatedBucket;

  private readonly topology: DrTopology;
  private readonly state: RecoveryState;
  private readonly recoverables: IRecoverable[] = [];
  private readonly overrides: AlarmOverrides;
  private readonly regions: PerRegion<RegionalEquipment>;
  private readonly watched: WatchedSignals;
  private readonly global?: GlobalMonitoring;

  /**
   * @throws ConfigurationError when two stores, or two signals of a source and Region, have one id; when a signal cannot be watched in
   * the Region that publishes it; when a subscriber of `alerts` lives in a Region, or an address is none; when a budget tells nobody, or
   * there is no stack in us-east-1 for what belongs there; and, at synthesis, for a key of `alarms` that no
   * alarm has, and for dashboards beyond what CloudWatch shows
   */
  constructor(scope: Construct, id: string, props: DrMonitoringProps) {
    super(scope, id);
    const { topology, recoverables, alerts = {}, alarms = {}, metricStreams } = props;
    validateRecoverables(this, recoverables);
    this.topology = topology;
    this.state = RecoveryState.of(topology);
    this.overrides = new AlarmOverrides(this, alarms);
    this.regions = new PerRegion(this, topology, region => equip(this, {
      topology, region, state: this.state, alertOptions: alerts, content: this.content(), take: (...taken) => this._addSignals(...taken),
    }));
    this.watched = new WatchedSignals(this, { topology, regions: this.regions, overrides: this.overrides });
    this.node.addValidation({ validate: () => this.overrides.errors() });
    this.watchAlerts();
    if (holderOf(topology, RECOVERY_STATE_SOURCE, this) === this) {
      this._addSignals(RECOVERY_STATE_SOURCE, this.state.healthSignals());
    }
    recoverables.forEach((store, index) => this.watchStore(store, `recoverables[${index}].recoverableId`));
    this.metricsBucket = this.startStreams(metricStreams);
    this.global = createGlobalParts(this, { ...props, alerts, overrides: this.overrides, alertsOf: region => this.regions.get(region).alerts });
    if (props.dns) {
      this.watchLatches(props.dns);
    }
    if (props.detection) {
      this.watchDetection(props.detection);
    }
  }

  /**
   * Watches a further store as those given at first: an alarm for each of its signals that has a limit, in the Region that publishes it,
   * and graphs on both dashboards.
   *
   * @param store a store of this topology
   * @throws ConfigurationError when another store has its id, when two of its signals have one id, and when a signal cannot be
   * watched in the Region that publishes it
   */
  public addRecoverable(store: IRecoverable): void {
    validateAddition(this, this.recoverables, store);
    this.watchStore(store, 'store.recoverableId');
  }

  /**
   * Watches signals of your own, or of whatever is no store: an alarm for each that has a limit, in the `recovery` stack of the Region
   * that publishes it, and graphs on both dashboards.
   *
   * @param sourceId what the signals are of, for example `checkout`: the first part of their keys in `alarms`
   * @param signals the signals, alike in both Regions: what is measured alike has the same id in both
   * @throws ConfigurationError for a source that the library watches itself, such as `traffic`, when two signals of a source and Region
   * have one id, and when a signal cannot be watched in the Region that publishes it
   */
  public addSignals(sourceId: string, signals: HealthSignal[]): void {
    requireOwnSource(this, 'sourceId', sourceId);
    this._addSignals(sourceId, signals);
  }

  /**
   * As `addSignals`, for the library's own sources, too, and with alarms where their dimensions are known.
   * @internal
   */
  public _addSignals(sourceId: string, signals: HealthSignal[], place?: AlarmPlace): void {
    this.watched.add(sourceId, signals, place);
  }

  /**
   * The monitoring of one Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalMonitoring {
    return this.regions.get(region).monitoring;
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
   * Sends an alarm, and its return to normal, to the topic of a severity: at once, by itself, and during a drill, too.
   *
   * @param region the alarm's Region
   * @param alarm a metric alarm or composite alarm in a stack of that Region
   * @param severity how urgent the alarm is
   * @throws ConfigurationError for a Region of another topology, and when the alarm is in another Region
   */
  public addAlarm(region: DrRegion, alarm: cloudwatch.AlarmBase, severity: AlertSeverity): void {
    this.forRegion(region).addAlarm(alarm, severity);
  }

  /** Whether alerts arrive, and what AWS says of the Regions. */
  private watchAlerts(): void {
    for (const region of this.topology.regions) {
      const { alerts, routes } = this.regions.get(region);
      this.watched.addLocal(ALERTS_SOURCE, region, deliverySignals(alerts));
      this.watched.addLocal(EVENTS_SOURCE, region, routes.followHealth());
    }
  }

  /** Each latch tells of a takeover itself, at once and during a drill, too. What the other Region is told of an endpoint is its alarm. */
  private watchLatches(dns: FailoverDns): void {
    this._addSignals(TRAFFIC_SOURCE, latchSignals(dns, this.topology.regions));
    for (const region of this.topology.regions) {
      const { latchAlarm, endpointAlarm } = dns.forRegion(region);
      this.addAlarm(region, latchAlarm, AlertSeverity.CRITICAL);
      if (endpointAlarm) {
        this.addAlarm(region.peer, endpointAlarm, AlertSeverity.WARNING);
      }
    }
  }

  /** The decision tells at once and during a drill, too: what it concludes is no part of one. */
  private watchDetection(detection: FailoverDetection): void {
    this._addSignals(DETECTION_SOURCE, detection.healthSignals());
    for (const region of this.topology.regions) {
      const { endpointAlarms, decisionAlarm, decisionAlarmName } = detection.forRegion(region);
      endpointAlarms.forEach(alarm => this.addAlarm(region, alarm, AlertSeverity.INFORMATION));
      this.addAlarm(region, decisionAlarm, AlertSeverity.CRITICAL);
      this.regions.get(region).alarms.show(decisionAlarmName);
    }
  }

  private startStreams(options?: MetricStreamOptions): ReplicatedBucket | undefined {
    if (!options || options.enabled === false) {
      return undefined;
    }
    const { bucket, signals } = streamMetrics(this, this.topology, options);
    this._addSignals(METRIC_STREAMS_SOURCE, signals);
    return bucket;
  }

  private watchStore(store: IRecoverable, prop: string): void {
    requireOwnSource(this, prop, store.recoverableId);
    this.recoverables.push(store);
    this.watched.addStore(store);
  }

  /** Asked for when the dashboards are rendered. */
  private content(): DashboardContent {
    return {
      status: region => this.statusOf(region),
      globalAlarmArns: () => this.global?.alarmArns ?? [],
      signals: () => this.watched.seen(),
      widgetsOf: section => this.global?.widgetsOf(section) ?? [],
    };
  }

  private statusOf(region: DrRegion): RegionStatus {
    return { region, metrics: this.state.forRegion(region), alarmArns: this.regions.get(region).alarms.arns };
  }
}
