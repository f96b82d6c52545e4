import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { SignalAlarm } from './health-signal';
import type { ResourceWatcher } from './resource-watcher';
import { literal } from './resource-watcher';
import type { WatchQueueOptions } from './watch-options';
import { requirePositive } from '../topology/duration-rules';

/**
 * Watches a queue. A queue that is empty and not asked for 6 hours publishes nothing.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function watchQueue(watcher: ResourceWatcher, queue: sqs.IQueue, options: WatchQueueOptions): void {
  const { deadLetter = false, messagesThreshold = deadLetter ? 0 : undefined, maxMessageAge } = options;
  if (messagesThreshold !== undefined) {
    watcher.requireNumber({ prop: 'messagesThreshold', value: messagesThreshold, atLeast: 0 });
  }
  const oldest = maxMessageAge && requirePositive(watcher.owner, 'options.maxMessageAge', maxMessageAge) / Duration.seconds(1).toMilliseconds();
  const QueueName = nameOf(queue);
  const signal = (id: string, metricName: string, description: string, graph: string, threshold?: number) => ({
    id,
    description,
    graph,
    publishedIn: watcher.region,
    section: DashboardSection.WORKLOAD,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/SQS', metricName, dimensionsMap: { QueueName }, statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(1),
    }),
    alarm: threshold === undefined ? undefined : above(threshold, deadLetter),
  });
  watcher.watch({
    kind: 'queue',
    prop: 'queue',
    resource: queue,
    options,
    signals: [
      signal('messages', 'ApproximateNumberOfMessagesVisible', deadLetter ? 'holds what could not be processed' : 'messages wait to be processed',
        'Messages that wait', messagesThreshold),
      { ...signal('age', 'ApproximateAgeOfOldestMessage', 'a message waits for too long', 'Age of the oldest message', oldest), axisLabel: 'seconds' },
    ],
  });
}

/** What is in a dead-letter queue stays there until somebody has dealt with it. */
function above(threshold: number, deadLetter: boolean): SignalAlarm {
  const { NOT_BREACHING } = cloudwatch.TreatMissingData;
  return { threshold, evaluationPeriods: 2, treatMissingData: NOT_BREACHING, severity: AlertSeverity.WARNING, ownPage: deadLetter };
}

function nameOf(queue: sqs.IQueue): string {
  const { defaultChild } = queue.node;
  return (defaultChild instanceof sqs.CfnQueue ? literal(defaultChild.queueName) : undefined) ?? queue.queueName;
}
