import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AlertSeverity } from '../monitoring/alert-severity';
import type { HealthSignal } from '../monitoring/health-signal';
import { anyOf, TWICE_IN_A_ROW } from '../monitoring/signal-terms';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { throughService } from '../topology/regional-grant';

/** Where calls are set aside, and whose. */
export interface DeadLettersProps {
  readonly topology: DrTopology;
  /** A Region of the topology, or its witness Region. */
  readonly region: Pick<DrRegion, 'name'>;
  readonly queueName: string;
}

/** Long enough for somebody to look, short enough for the alarm to end by itself: nothing can be done with an order of yesterday. */
const KEPT_FOR = Duration.days(1);

/**
 * Holds calls of one function that were given up. Both EventBridge and Lambda set them aside here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function deadLetterQueue(scope: Construct, { topology, region, queueName }: DeadLettersProps): sqs.Queue {
  return new sqs.Queue(scope, 'dead-letters', {
    queueName,
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey: topology._keyIn(region, KeyPurpose.NOTIFICATIONS).key,
    enforceSSL: true,
    retentionPeriod: KEPT_FOR,
  });
}

/** What the role of the function needs, for Lambda to set aside in its name. */
export function settingAside(queue: sqs.IQueue, { topology, region }: Omit<DeadLettersProps, 'queueName'>): iam.PolicyStatement[] {
  const { key: { keyArn } } = topology._keyIn(region, KeyPurpose.NOTIFICATIONS);
  return [
    new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    throughService(new iam.PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [keyArn] }), 'sqs', region),
  ];
}

export interface DeadLetterSignalProps {
  /** Of the function, as ids of its signals begin. */
  readonly id: string;
  /** Begins the heading of the graph. */
  readonly title: string;
  readonly functionName: string;
  readonly queueName: string;
  readonly region: DrRegion;
}

/**
 * What tells that calls were given up.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function deadLetterSignal({ id, title, functionName, queueName, region }: DeadLetterSignalProps): Omit<HealthSignal, 'publishedIn' | 'section'> {
  return {
    id: `${id}-dead-letters`,
    description: `Calls of ${functionName} were given up within the last day: they are in queue ${queueName}`,
    graph: `${title} dead letters`,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensionsMap: { QueueName: queueName },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(1),
      region: region.name,
    }),
    // What was given up stays there for a day.
    alarm: { ...anyOf(AlertSeverity.WARNING, TWICE_IN_A_ROW), ownPage: true },
  };
}
