import { Duration, Validations } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * The longest that SQS has: what waits here is an alert that nobody has got.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
const RETENTION = Duration.days(14);

/** The queue of a Region for alerts that a subscriber, and events that a topic, did not take. */
export function undeliveredQueue(scope: Construct, queueName: string, encryptionMasterKey: kms.IKey): sqs.Queue {
  const queue = new sqs.Queue(scope, 'undelivered-alerts', {
    queueName,
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey,
    enforceSSL: true,
    retentionPeriod: RETENTION,
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'This is the dead-letter queue of subscriptions and event rules. The rule looks for queues and functions that use one.',
  });
  return queue;
}
