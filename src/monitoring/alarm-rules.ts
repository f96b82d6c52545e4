import { Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { LocalSignal } from './delivery-signals';
import { periodOf, statsOf } from './metric-parts';
import { isFixedComparison, termsOf } from './signal-alarm';
import type { AlarmOfSource } from './watched-signal';
import { refuse } from '../topology/configuration-error';

const MOST_METRICS = 10;
/** CloudWatch also has 20, CDK has not. */
const HIGH_RESOLUTION: readonly number[] = [10, 30];
const LONGEST_WINDOW = Duration.days(1);
const LONGEST_WINDOW_OF_HOURS = Duration.days(7);

/**
 * Refuses an alarm that CloudWatch would refuse, or that could not fire.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function validateAlarm(scope: IConstruct, { signal, prop: of, alarmProp: prop = `${of}.alarm` }: AlarmOfSource): void {
  const { threshold, comparisonOperator, evaluationPeriods, datapointsToAlarm } = termsOf(signal.alarm);
  requireThreshold(scope, `${prop}.threshold`, threshold);
  if (!isFixedComparison(comparisonOperator)) {
    refuse(scope, {
      prop: `${prop}.comparisonOperator`,
      value: comparisonOperator,
      rule: 'a signal is compared with one number, not with a band',
      remedy: 'Use one of the four operators of a fixed threshold, or an AnomalyDetectionAlarm of your own with "addAlarm"',
    });
  }
  requireWhole(scope, `${prop}.evaluationPeriods`, evaluationPeriods, 'an alarm looks at a whole number of periods, at least 1',
    'Write 2 to ride out a single late data point');
  requireWhole(scope, `${prop}.datapointsToAlarm`, datapointsToAlarm, 'it counts data points, at least 1', 'Leave it out for all of them');
  if (datapointsToAlarm > evaluationPeriods) {
    refuse(scope, {
      prop: `${prop}.datapointsToAlarm`,
      value: String(datapointsToAlarm),
      rule: `the alarm looks at ${evaluationPeriods} data points and would never fire`,
      remedy: `Write at most ${evaluationPeriods}, or raise "evaluationPeriods"`,
    });
  }
  const metrics = statsOf(signal.metric).length;
  if (metrics > MOST_METRICS) {
    refuse(scope, {
      prop: `${of}.metric`,
      value: `${metrics} metrics`,
      rule: `an alarm rests on at most ${MOST_METRICS}`,
      remedy: 'Split the signal, or leave its alarm out',
    });
  }
  requirePeriod(scope, `${of}.metric.period`, signal);
  requireWindow(scope, `${prop}.evaluationPeriods`, secondsOf(periodOf(signal.metric)), evaluationPeriods);
}

/** CDK writes one period for all metrics of an alarm, whichever each states. */
function requirePeriod(scope: IConstruct, prop: string, { metric }: LocalSignal): void {
  const period = secondsOf(periodOf(metric));
  const other = statsOf(metric).map(stat => secondsOf(stat.period)).find(each => each !== period);
  if (other !== undefined) {
    refuse(scope, {
      prop,
      value: `${period} seconds, and ${other} seconds of a metric in it`,
      rule: 'an alarm reads all its metrics with one period',
      remedy: 'Give the expression and its metrics one period',
    });
  }
  const ofService = statsOf(metric).find(({ namespace }) => !Token.isUnresolved(namespace) && namespace.startsWith('AWS/'));
  if (ofService && period < 60) {
    refuse(scope, {
      prop,
      value: `${period} seconds`,
      rule: `${ofService.namespace} is published once a minute at most, and between two data points the alarm would have none`,
      remedy: 'Write 60 seconds: only metrics of your own may be published with high resolution',
    });
  }
  if (!HIGH_RESOLUTION.includes(period) && period % 60 !== 0) {
    refuse(scope, {
      prop,
      value: `${period} seconds`,
      rule: 'the period of an alarm is 10 or 30 seconds, or a multiple of 60',
      remedy: 'Write 60 seconds, or 10 or 30 for a metric of your own that is published with high resolution',
    });
  }
}

function requireWindow(scope: IConstruct, prop: string, period: number, evaluationPeriods: number): void {
  const longest = period < 3600 ? LONGEST_WINDOW : LONGEST_WINDOW_OF_HOURS;
  if (period * evaluationPeriods > longest.toSeconds()) {
    refuse(scope, {
      prop,
      value: String(evaluationPeriods),
      rule: `with a period of ${period} seconds the alarm would look back further than ${longest.toHumanString()}, the most that CloudWatch does`,
      remedy: `Write at most ${Math.floor(longest.toSeconds() / period)}`,
    });
  }
}

/** Always known: CDK makes no metric whose period is not. */
function secondsOf(period: Duration): number {
  return period.toMilliseconds() / 1000;
}

function requireThreshold(scope: IConstruct, prop: string, threshold: number): void {
  if (!Token.isUnresolved(threshold) && !Number.isFinite(threshold)) {
    refuse(scope, {
      prop,
      value: String(threshold),
      rule: 'values are compared with it, and it is no number',
      remedy: 'Write a number in the unit of the metric',
    });
  }
}

function requireWhole(scope: IConstruct, prop: string, value: number, rule: string, remedy: string): void {
  if (!Token.isUnresolved(value) && (!Number.isInteger(value) || value < 1)) {
    refuse(scope, { prop, value: String(value), rule, remedy });
  }
}
