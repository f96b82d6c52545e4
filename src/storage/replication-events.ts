import type { RemovalPolicy } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface ReplicationEventsProps {
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  /** Its policy must let S3 use it. */
  readonly encryptionKey: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
}

export interface ReplicationEventsSource {
  /** The ARN of the only bucket that may send. */
  readonly bucketArn: string;
  readonly account: string;
}

/**
 * As long as a function may run: Lambda takes no queue whose messages return before its function has ended. AWS recommends six times
 * the function's timeout.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY_TIMEOUT = Duration.minutes(15);

/** With that timeout about a day: what people look at stays, what a consumer fails on for a day is set aside. */
const MOST_RECEIVES = 100;

/**
 * A message that is set aside keeps the time at which it was sent: only a longer retention leaves time to look at it there. The longer
 * one is the longest that SQS has.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 */
const RETENTION = Duration.days(10);
const RETENTION_SET_ASIDE = Duration.days(14);

/**
 * The queue that a bucket's replication events wait in, each with the object that it is about, until somebody deals with them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
export function replicationEventsQueue(scope: Construct, id: string, props: ReplicationEventsProps): sqs.Queue {
  const setAside = queue(scope, `${id}-set-aside`, props, {
    queueName: props.deadLetterQueueName,
    retentionPeriod: RETENTION_SET_ASIDE,
  });
  return queue(scope, id, props, {
    queueName: props.queueName,
    visibilityTimeout: VISIBILITY_TIMEOUT,
    retentionPeriod: RETENTION,
    deadLetterQueue: { queue: setAside, maxReceiveCount: MOST_RECEIVES },
  });
}

/** Lets the bucket send, before it names the queue: S3 tries whether it may. */
export function sendReplicationEvents(bucket: s3.Bucket, events: sqs.Queue, source: ReplicationEventsSource): void {
  const { policyDependable } = events.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'ReplicationEvents',
    principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [events.queueArn],
    conditions: {
      ArnEquals: { 'aws:SourceArn': source.bucketArn },
      StringEquals: { 'aws:SourceAccount': source.account },
    },
  }));
  bucket.node.addDependency(policyDependable!);
}

/** A queue whose policy stays with it, so that one that is kept does not lose its protection when the stack goes. */
function queue(scope: Construct, id: string, props: ReplicationEventsProps, own: sqs.QueueProps): sqs.Queue {
  const created = new sqs.Queue(scope, id, {
    ...own,
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey: props.encryptionKey,
    enforceSSL: true,
    removalPolicy: props.removalPolicy,
  });
  (created.node.findChild('Policy') as sqs.QueuePolicy).applyRemovalPolicy(props.removalPolicy);
  return created;
}
