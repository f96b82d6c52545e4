import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
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
  readonly retention: Duration;
  readonly removalPolicy: RemovalPolicy;
}

export interface ReplicationEventsSource {
  /** The ARN of the only bucket that may send. */
  readonly bucketArn: string;
  readonly account: string;
  readonly removalPolicy: RemovalPolicy;
}

/** The most that SQS counts to: what people look at stays, what a consumer fails on for hours is set aside. */
const MOST_RECEIVES = 1000;

/**
 * The queue that a bucket's replication events wait in, each with the object that it is about, until somebody deals with them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
export function replicationEventsQueue(scope: Construct, id: string, props: ReplicationEventsProps): sqs.Queue {
  const setAside = queue(scope, `${id}-set-aside`, props, { queueName: props.deadLetterQueueName });
  return queue(scope, id, props, {
    queueName: props.queueName,
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
  const policy = policyDependable as sqs.QueuePolicy;
  policy.applyRemovalPolicy(source.removalPolicy);
  bucket.node.addDependency(policy);
}

function queue(scope: Construct, id: string, props: ReplicationEventsProps, own: sqs.QueueProps): sqs.Queue {
  return new sqs.Queue(scope, id, {
    ...own,
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey: props.encryptionKey,
    enforceSSL: true,
    retentionPeriod: props.retention,
    removalPolicy: props.removalPolicy,
  });
}
