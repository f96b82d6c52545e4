import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { EveryMinute } from './every-minute';
import { AlertSeverity } from '../monitoring/alert-severity';
import type { HealthSignal, SignalAlarm } from '../monitoring/health-signal';
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

/** One minute that goes wrong is made up for by the next. */
export const TWICE_IN_THREE_MINUTES = { evaluationPeriods: 3, datapointsToAlarm: 2 };

/** Most services publish such a count only when it is not zero. */
const { NOT_BREACHING } = cloudwatch.TreatMissingData;

/**
 * What tells that a function which is called every minute does not work, and why.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function everyMinuteSignals({ id, undone, region, schedule }: MinuteFunction): SignalOfMinute[] {
  const { functionName, ruleName, queueName } = schedule;
  const graph = `${title(id)} failures`;
  const aboveZero = (severity: AlertSeverity): SignalAlarm =>
    ({ threshold: 0, ...TWICE_IN_THREE_MINUTES, treatMissingData: NOT_BREACHING, severity });
  const metric = (namespace: string, metricName: string, dimensionsMap: { [name: string]: string }, statistic: string = cloudwatch.Stats.SUM) =>
    new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic, period: MINUTE, region: region.name });
  return [
    {
      id: `${id}-errors`,
      description: `${undone}: ${functionName} fails, and its log says why`,
      graph,
      metric: metric('AWS/Lambda', 'Errors', { FunctionName: functionName }),
      alarm: aboveZero(AlertSeverity.CRITICAL),
    },
    {
      id: `${id}-throttles`,
      description: `${functionName} is throttled: other functions of ${region.name} take the concurrency of the account`,
      graph,
      metric: metric('AWS/Lambda', 'Throttles', { FunctionName: functionName }),
      alarm: aboveZero(AlertSeverity.WARNING),
    },
    {
      id: `${id}-not-called`,
      description: `EventBridge cannot call ${functionName} by rule ${ruleName}`,
      graph,
      metric: metric('AWS/Events', 'FailedInvocations', { RuleName: ruleName }),
      alarm: aboveZero(AlertSeverity.WARNING),
    },
    {
      id: `${id}-dead-letters`,
      description: `Calls of ${functionName} were given up within the last day: they are in queue ${queueName}`,
      graph: `${title(id)} dead letters`,
      metric: metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: queueName }, cloudwatch.Stats.MAXIMUM),
      alarm: { threshold: 0, treatMissingData: NOT_BREACHING, severity: AlertSeverity.WARNING },
    },
  ];
}

function title(id: string): string {
  return `${id[0].toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
}
