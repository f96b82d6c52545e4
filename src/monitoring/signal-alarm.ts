import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { HealthSignal, SignalAlarm } from './health-signal';
import { bare, periodOf } from './metric-parts';

const DEFAULT_PERIODS = 2;

const OPERATORS: Readonly<Record<string, string>> = {
  [cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD]: 'above',
  [cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD]: 'at least',
  [cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD]: 'below',
  [cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD]: 'at most',
};

/** Everything that an alarm rests on, nothing left to a service's default. */
export interface AlarmTerms {
  readonly threshold: number;
  readonly comparisonOperator: cloudwatch.ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: cloudwatch.TreatMissingData;
}

/** A signal that is an alarm. */
export interface AlarmingSignal extends HealthSignal {
  readonly alarm: SignalAlarm;
}

/** What an alarm on a signal is made of. */
export interface SignalAlarmProps {
  readonly alarmName: string;
  /** What the signal is of: a store, or a part of the library. */
  readonly sourceId: string;
  readonly signal: Omit<AlarmingSignal, 'publishedIn'>;
  /**
   * The threshold in words, for metrics whose unit is a time.
   * @default - the number
   */
  readonly limit?: string;
}

/** The alarm of a signal with its defaults filled in. */
export function termsOf(alarm: SignalAlarm): AlarmTerms {
  const { evaluationPeriods = DEFAULT_PERIODS } = alarm;
  return {
    threshold: alarm.threshold,
    comparisonOperator: alarm.comparisonOperator ?? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm ?? evaluationPeriods,
    treatMissingData: alarm.treatMissingData,
  };
}

/** Whether an alarm tells people itself. What ignores missing data keeps its last state for as long as nothing is published. */
export function hasOwnPage({ ownPage, treatMissingData }: SignalAlarm): boolean {
  return ownPage ?? treatMissingData === cloudwatch.TreatMissingData.IGNORE;
}

/** Whether an alarm compares with one fixed number. */
export function isFixedComparison(operator: cloudwatch.ComparisonOperator): boolean {
  return operator in OPERATORS;
}

/** When an alarm fires, in words. */
export function describeLimit(alarm: SignalAlarm, limit: string = String(alarm.threshold)): string {
  return `${OPERATORS[termsOf(alarm).comparisonOperator]} ${limit}`;
}

/** Creates the alarm of a signal, in the Region that publishes the metric. It notifies nobody yet. */
export function createSignalAlarm(scope: Construct, props: SignalAlarmProps): cloudwatch.Alarm {
  const { alarmName, sourceId, signal, limit } = props;
  const terms = termsOf(signal.alarm);
  const { severity } = signal.alarm;
  const periods = `${terms.datapointsToAlarm} of ${terms.evaluationPeriods} x ${periodOf(signal.metric).toHumanString()}`;
  return new cloudwatch.Alarm(scope, `${sourceId}.${signal.id}`, {
    ...terms,
    alarmName,
    alarmDescription: `${sourceId}: ${signal.description} (${severity}: ${describeLimit(signal.alarm, limit)}, ${periods})`,
    metric: bare(signal.metric),
    actionsEnabled: true,
  });
}
