import { Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AlertTopics } from './alert-actions';
import { alertAction } from './alert-actions';
import { AlertSeverity } from './alert-severity';
import { createDrillAlarm } from './drill-alarm';
import { PagingAlarm } from './paging-alarm';
import { createSignalAlarm, hasOwnPage } from './signal-alarm';
import type { WatchedAlarm } from './watched-signal';
import { keyOf } from './watched-signal';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';
import { NAME_KINDS } from '../topology/name-kinds';

/** What the alarms of a Region are made of. */
export interface RegionalAlarmsProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  /** Sets the alarms apart from those of another `DrMonitoring`. */
  readonly component: string;
  /** Where alarms live unless their signals say otherwise. */
  readonly place: Construct;
  readonly topics: AlertTopics;
  /** 1 while a drill runs in the Region. */
  readonly drillRunning: cloudwatch.Metric;
}

/** What pages for the alarms of one stack: a composite alarm sees alarms that exist before it, so each stack has its own. */
interface Paging {
  readonly scope: Construct;
  readonly prefix: string;
  readonly drill: cloudwatch.Alarm;
  readonly bySeverity: Map<AlertSeverity, PagingAlarm>;
}

/**
 * The alarms of one Region on signals. Each tells the topic for information of its every change; what is critical or a warning tells
 * people through one composite alarm per severity and stack, which is quiet while a drill runs, or by itself where its signal says so.
 */
export class RegionalAlarms {
  private readonly paging = new Map<Stack, Paging>();
  /** Names by rank: what an operator looks at first comes first. */
  private readonly names = { paging: [] as string[], critical: [] as string[], others: [] as string[] };

  constructor(private readonly props: RegionalAlarmsProps) {}

  /** The ARNs of all alarms, the most telling first. */
  public get arns(): string[] {
    return [...this.names.paging, ...this.names.critical, ...this.names.others].map(name => this.arnOf(name));
  }

  /** The ARN of the alarm of a signal, known in every Region. */
  public arnOfSignal(watched: WatchedAlarm): string {
    return this.arnOf(this.nameOf(keyOf(watched)));
  }

  /** Lists an alarm of another part of the library with its own, before all of them. */
  public show(alarmName: string): void {
    this.names.paging.unshift(alarmName);
  }

  /**
   * Creates the alarm of a signal.
   *
   * @param scope for dimensions that only a stack of the workload knows: a construct in that stack
   * @throws ConfigurationError for a scope in another Region or account: the alarm would never have data
   */
  public add(watched: WatchedAlarm, scope?: Construct): void {
    const { sourceId, signal, limit } = watched;
    const place = scope ? this.placeBelow(scope, watched) : this.props.place;
    const { severity } = signal.alarm;
    const alarmName = this.nameOf(keyOf(watched));
    const alarm = createSignalAlarm(place, { alarmName, sourceId, signal, limit });
    this.notify(alarm, AlertSeverity.INFORMATION);
    (severity === AlertSeverity.CRITICAL ? this.names.critical : this.names.others).push(alarmName);
    if (severity === AlertSeverity.INFORMATION) {
      return;
    }
    if (hasOwnPage(signal.alarm)) {
      this.notify(alarm, severity);
    } else {
      this.pagingOf(Stack.of(place), severity).add(alarm, alarmName);
    }
  }

  private placeBelow(scope: Construct, { prop }: WatchedAlarm): Construct {
    const { topology, region, place, component } = this.props;
    const stack = Stack.of(scope);
    if (differs(stack.region, region.name) || differs(stack.account, topology.account)) {
      refuse(place, {
        prop: `${prop}.publishedIn`,
        value: `"${region.name}"`,
        rule: `its alarm would be in ${stack.account}/${stack.region}, where "${scope.node.path}" is`,
        remedy: 'Watch each resource in its own Region',
      });
    }
    const id = `monitoring-${component}`;
    return scope.node.tryFindChild(id) as Construct | undefined ?? new Construct(scope, id);
  }

  private notify(alarm: cloudwatch.AlarmBase, severity: AlertSeverity): void {
    const action = alertAction(this.props.topics, severity, alarm);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }

  private pagingOf(stack: Stack, severity: AlertSeverity): PagingAlarm {
    const paging = this.paging.get(stack) ?? this.prepare(stack);
    const { scope, prefix, drill, bySeverity } = paging;
    const existing = bySeverity.get(severity);
    if (existing) {
      return existing;
    }
    const { topics, region } = this.props;
    const name = `${prefix}:page:${severity}`;
    const alarmName = this.nameOf(name);
    const created = new PagingAlarm(scope, `page-${severity}`, {
      alarmName,
      partName: index => this.nameOf(`${name}:${index}`),
      description: `At least one ${severity} alarm of ${region.name} is in ALARM. Look at the dashboard for which.`,
      suppressor: drill,
      page: alertAction(topics, severity, scope),
      inform: alertAction(topics, AlertSeverity.INFORMATION, scope),
    });
    this.names.paging.push(alarmName);
    bySeverity.set(severity, created);
    return created;
  }

  private prepare(stack: Stack): Paging {
    const { place, component, drillRunning } = this.props;
    const own = stack === Stack.of(place);
    const scope = own ? place : new Construct(stack, `monitoring-${component}-paging`);
    const prefix = own ? '' : stack.node.path;
    const drillName = this.nameOf(`${prefix}:drill`);
    const drill = createDrillAlarm(scope, drillName, drillRunning);
    // Once per Region is enough to tell people.
    this.notify(drill, own ? AlertSeverity.WARNING : AlertSeverity.INFORMATION);
    this.names.paging.push(drillName);
    const paging = { scope, prefix, drill, bySeverity: new Map<AlertSeverity, PagingAlarm>() };
    this.paging.set(stack, paging);
    return paging;
  }

  /** Keys of signals have no colon: what this class adds cannot take the name of a signal's alarm. */
  private nameOf(what: string): string {
    return this.props.topology._name(NAME_KINDS.alarm, `${this.props.component}/${what}`, this.props.region);
  }

  private arnOf(alarmName: string): string {
    const { topology, region } = this.props;
    return `arn:${topology.partition}:cloudwatch:${region.name}:${topology.account}:alarm:${alarmName}`;
  }
}
