import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { deadLetterSignal } from './dead-letters';
import type { EveryMinute } from './every-minute';
import { AlertSeverity } from '../monitoring/alert-severity';
import type { HealthSignal } from '../monitoring/health-signal';
import { anyOf } from '../monitoring/signal-terms';
import type { DrRegion } from '../topology';

/** A signal whose Region and section its source adds. */
export type SignalOfMinute = Omit<HealthSignal, 'publishedIn' | 'section'>;

export interface MinuteFunction {
  /** Begins the ids of its signals, for example `publisher`. */
  readonly id: string;
  /** What is not done while it fails, for example `The recovery state of eu-west-1 is not published`. */
  readonly undone: string;
  readonly region: DrRegion;
  readonly schedule: EveryMinute;
}

const MINUTE = Duration.minutes(1);

/** Told before it is too late. */
export const SHARE_OF_TIMEOUT = 0.8;

/** One minute that goes wrong is made up for by the next. */
export const TWICE_IN_THREE_MINUTES = { evaluationPeriods: 3, datapointsToAlarm: 2 };

/**
 * What tells that a function which is called every minute does not work, and why.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function everyMinuteSignals({ id, undone, region, schedule }: MinuteFunction): SignalOfMinute[] {
  const { functionName, ruleName, queueName, timeout } = schedule;
  const graph = `${titleOf(id)} failures`;
  const metric = (namespace: string, metricName: string, dimensionsMap: cloudwatch.DimensionsMap, statistic: string = cloudwatch.Stats.SUM) =>
    new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic, period: MINUTE, region: region.name });
  const concurrent = (what: string, description: string, dimensionsMap: cloudwatch.DimensionsMap): SignalOfMinute => ({
    id: `${id}-${what}`,
    description,
    graph: `${titleOf(id)} concurrent runs`,
    metric: metric('AWS/Lambda', 'ConcurrentExecutions', dimensionsMap, cloudwatch.Stats.MAXIMUM),
  });
  return [
    {
      id: `${id}-errors`,
      description: `${undone}: ${functionName} fails, and its log says why`,
      graph,
      metric: metric('AWS/Lambda', 'Errors', { FunctionName: functionName }),
      alarm: anyOf(AlertSeverity.CRITICAL, TWICE_IN_THREE_MINUTES),
    },
    {
      id: `${id}-throttles`,
      description: `${functionName} is throttled: other functions of ${region.name} take the concurrency of the account`,
      graph,
      metric: metric('AWS/Lambda', 'Throttles', { FunctionName: functionName }),
      alarm: anyOf(AlertSeverity.WARNING, TWICE_IN_THREE_MINUTES),
    },
    {
      id: `${id}-not-called`,
      description: `EventBridge cannot call ${functionName} by rule ${ruleName}`,
      graph,
      metric: metric('AWS/Events', 'FailedInvocations', { RuleName: ruleName }),
      alarm: anyOf(AlertSeverity.WARNING, TWICE_IN_THREE_MINUTES),
    },
    deadLetterSignal({ id, title: titleOf(id), functionName, queueName, region }),
    {
      id: `${id}-duration`,
      description: `${functionName} needs more than ${SHARE_OF_TIMEOUT * 100} % of the ${timeout.toHumanString()} that it has`,
      graph: `${titleOf(id)} duration`,
      axisLabel: 'ms',
      metric: metric('AWS/Lambda', 'Duration', { FunctionName: functionName }, cloudwatch.Stats.MAXIMUM),
      alarm: { ...anyOf(AlertSeverity.WARNING, TWICE_IN_THREE_MINUTES), threshold: SHARE_OF_TIMEOUT * timeout.toMilliseconds() },
    },
    concurrent('concurrency', `Runs of ${functionName} at the same time`, { FunctionName: functionName }),
    // Others can use up what the account may run at a time, and then this one is throttled.
    concurrent('account-concurrency', `Runs of all functions of the account in ${region.name} at the same time`, {}),
  ];
}

/** An id as a heading begins with it. */
export function titleOf(id: string): string {
  return `${id[0].toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
}
