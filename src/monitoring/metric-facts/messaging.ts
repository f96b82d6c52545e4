import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const QUEUES = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html';
const TOPICS = 'https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html';

/** Metrics of Amazon SQS and Amazon SNS. */
export const MESSAGING_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/SQS',
    metrics: {
      ApproximateAgeOfOldestMessage: Unit.SECONDS,
      ApproximateNumberOfMessagesDelayed: Unit.COUNT,
      ApproximateNumberOfMessagesNotVisible: Unit.COUNT,
      ApproximateNumberOfMessagesVisible: Unit.COUNT,
      NumberOfEmptyReceives: Unit.COUNT,
      NumberOfMessagesDeleted: Unit.COUNT,
      NumberOfMessagesReceived: Unit.COUNT,
      NumberOfMessagesSent: Unit.COUNT,
      SentMessageSize: Unit.BYTES,
    },
    dimensionSets: [['QueueName']],
    place: PublishingPlace.OWN,
    source: QUEUES,
  },
  {
    namespace: 'AWS/SNS',
    metrics: {
      'NumberOfMessagesPublished': Unit.COUNT,
      'NumberOfNotificationsDelivered': Unit.COUNT,
      'NumberOfNotificationsFailed': Unit.COUNT,
      'NumberOfNotificationsFilteredOut': Unit.COUNT,
      'NumberOfNotificationsFilteredOut-InvalidAttributes': Unit.COUNT,
      'NumberOfNotificationsFilteredOut-NoMessageAttributes': Unit.COUNT,
      'NumberOfNotificationsFailedToRedriveToDlq': Unit.COUNT,
      'NumberOfNotificationsRedrivenToDlq': Unit.COUNT,
      'PublishSize': Unit.BYTES,
    },
    dimensionSets: [['TopicName'], []],
    place: PublishingPlace.OWN,
    source: TOPICS,
  },
];
