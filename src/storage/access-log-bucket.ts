import type { RemovalPolicy } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BOUNDED_HISTORY } from './bucket-lifecycle';
import { privateBucket } from './private-bucket';

/** Time to notice that a log was deleted or overwritten, and to bring it back. */
const NONCURRENT_LOGS_KEPT = Duration.days(7);

export interface LogBucketProps {
  readonly bucketName: string;
  readonly retention: Duration;
  readonly abortIncompleteMultipartUploadAfter: Duration;
  readonly removalPolicy: RemovalPolicy;
  readonly autoDeleteObjects: boolean;
}

/** A bucket whose access is logged. */
export interface LoggedBucket {
  readonly bucket: s3.Bucket;
  /** Known at synthesis. */
  readonly bucketArn: string;
  readonly account: string;
  /** Begins the statement's name: one statement for each bucket that is logged. */
  readonly sidPrefix?: string;
  /** Begins the keys of the logs. */
  readonly logPrefix?: string;
}

/**
 * A bucket for logs, which go when they are old enough. It is versioned, so that nobody deletes one unnoticed; the end of the retention
 * makes a log noncurrent, which then goes for good, and its delete marker after it: S3 takes that in a rule of its own only.
 * Encrypted by S3, because delivery of access logs does not support a default encryption by KMS.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html
 */
export function logBucket(scope: Construct, id: string, props: LogBucketProps): s3.Bucket {
  return privateBucket(scope, id, {
    bucketName: props.bucketName,
    versioned: true,
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [{
      id: 'retention',
      expiration: props.retention,
      abortIncompleteMultipartUploadAfter: props.abortIncompleteMultipartUploadAfter,
    }, {
      id: BOUNDED_HISTORY,
      noncurrentVersionExpiration: NONCURRENT_LOGS_KEPT,
      expiredObjectDeleteMarker: true,
    }],
    removalPolicy: props.removalPolicy,
    autoDeleteObjects: props.autoDeleteObjects,
  });
}

/**
 * Delivers a bucket's access logs. Access is by bucket policy, for this source alone: with the owner enforced there are no ACLs.
 * S3 accepts the delivery only once that policy is in force.
 */
export function deliverAccessLogs(source: LoggedBucket, logs: s3.Bucket): void {
  logs.addToResourcePolicy(new iam.PolicyStatement({
    sid: `${source.sidPrefix ?? ''}ServerAccessLogs`,
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [logs.arnForObjects(`${source.logPrefix ?? ''}*`)],
    conditions: {
      ArnLike: { 'aws:SourceArn': source.bucketArn },
      StringEquals: { 'aws:SourceAccount': source.account },
    },
  }));
  // Set on the resource: the prop of the L2 gives the log bucket an ACL unless the consumer's app sets a feature flag.
  (source.bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = {
    destinationBucketName: logs.bucketName,
    logFilePrefix: source.logPrefix,
  };
  source.bucket.node.addDependency(logs.policy!);
}
