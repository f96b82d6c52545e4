import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal, SignalAlarm } from '../monitoring/health-signal';
import { anyOf, TWICE_IN_A_ROW } from '../monitoring/signal-terms';
import type { DrRegion } from '../topology';

/** The queues of a bucket's replication events in a Region. */
export interface WatchedEvents {
  readonly region: DrRegion;
  readonly eventsQueueName: string;
  /** Takes what the consumers of the other queue fail on. */
  readonly setAsideQueueName: string;
}

/** As long as a message that was received stays invisible: a queue that somebody looked into is not empty for that. */
const LOOK = Duration.minutes(15);

/**
 * A consumer that works takes a message within one look. SQS publishes nothing of a queue that was left alone for hours. Without a consumer
 * a message stays until somebody has dealt with it.
 */
const WAITING: SignalAlarm = { ...anyOf(AlertSeverity.WARNING, TWICE_IN_A_ROW), ownPage: true };

/**
 * What is watched of the queues that hold the objects which were not replicated, each in the Region that they were written in.
 *
 * S3's test event waits there after the first deployment as any other message does. It is left to be alarmed on: the alarm shows once that
 * S3 reaches the queue, and the queue the people, and it takes one command to end.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function replicationEventSignals({ region, eventsQueueName, setAsideQueueName }: WatchedEvents): HealthSignal[] {
  const metric = (metricName: string, queueName: string, period: Duration) => new cloudwatch.Metric({
    namespace: 'AWS/SQS',
    metricName,
    dimensionsMap: { QueueName: queueName },
    statistic: cloudwatch.Stats.MAXIMUM,
    period,
    region: region.name,
  });
  const waiting = { publishedIn: region, section: DashboardSection.REPLICATION, graph: 'Replication events that wait', alarm: WAITING };
  return [
    {
      ...waiting,
      id: 'replication-events',
      description: `Objects were not replicated, or late, and queue ${eventsQueueName} names them: deal with each and delete its message`,
      metric: metric('ApproximateNumberOfMessagesVisible', eventsQueueName, LOOK),
    },
    {
      ...waiting,
      id: 'replication-events-set-aside',
      description: `A consumer of ${eventsQueueName} failed on events for a day: queue ${setAsideQueueName} has them`,
      metric: metric('ApproximateNumberOfMessagesVisible', setAsideQueueName, LOOK),
    },
    {
      publishedIn: region,
      section: DashboardSection.REPLICATION,
      id: 'replication-events-age',
      description: `Age of the oldest message in queue ${eventsQueueName}`,
      metric: metric('ApproximateAgeOfOldestMessage', eventsQueueName, Duration.minutes(5)),
      graph: 'Oldest replication event',
      axisLabel: 'seconds',
    },
  ];
}
