import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AlarmOverrides } from './alarm-overrides';
import type { AlertTopics } from './alert-actions';
import { alertAction } from './alert-actions';
import { AlertSeverity } from './alert-severity';
import type { LocalSignal } from './delivery-signals';
import { createSignalAlarm } from './signal-alarm';
import type { AlarmOfSource } from './watched-signal';
import { hasAlarm } from './watched-signal';
import type { DrTopology } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { ROUTE53_HOME_REGION } from '../topology/region-services';

/** What the alarms of us-east-1 are made of. */
export interface GlobalAlarmsProps {
  readonly topology: DrTopology;
  readonly component: string;
  readonly overrides: AlarmOverrides;
  /** Asked when there is an alarm. */
  topics(): AlertTopics;
}

/** An alarm as the dashboards of every Region know it. */
export interface GlobalAlarm {
  /** What it is about, in a few words. */
  readonly title: string;
  readonly severity: AlertSeverity;
  /** Known at synthesis. */
  readonly arn: string;
}

/**
 * The alarms in us-east-1. Each tells the topic for information, and that of its severity, of trouble and of its end. They are few, and
 * what says that a drill runs is published in the Regions of the topology only.
 */
export class GlobalAlarms {
  public readonly all: GlobalAlarm[] = [];

  constructor(private readonly scope: Construct, private readonly props: GlobalAlarmsProps) {}

  /** Creates the alarms of those signals that have a limit, as the team wants them. */
  public add(sourceId: string, signals: readonly LocalSignal[]): GlobalAlarm[] {
    const home = { regionName: ROUTE53_HOME_REGION, stack: Stack.of(this.scope) };
    const alarms = signals.map((signal, index) => this.props.overrides.applyTo({ sourceId, signal, prop: `${sourceId}.signals[${index}]` }, home))
      .filter(hasAlarm).map(watched => this.create(watched));
    this.all.push(...alarms);
    return alarms;
  }

  private create({ sourceId, signal, limit }: AlarmOfSource): GlobalAlarm {
    const { topology: { partition, account }, topology, component, topics } = this.props;
    const { severity } = signal.alarm;
    const alarmName = topology._name(NAME_KINDS.alarm, `${component}/${sourceId}/${signal.id}`, { name: ROUTE53_HOME_REGION });
    const alarm = createSignalAlarm(this.scope, { alarmName, sourceId, signal, limit });
    new Set([AlertSeverity.INFORMATION, severity]).forEach(each => {
      const action = alertAction(topics(), each, alarm);
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    });
    return { title: signal.description, severity, arn: `arn:${partition}:cloudwatch:${ROUTE53_HOME_REGION}:${account}:alarm:${alarmName}` };
  }
}
