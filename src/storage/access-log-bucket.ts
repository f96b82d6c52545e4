import { CfnOutput, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { abortUploadsAfter, BOUNDED_HISTORY } from './bucket-lifecycle';
import { privateBucket } from './private-bucket';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import type { DrRegion, DrTopology } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

/** Time to notice that a log was deleted or overwritten, and to bring it back. */
const NONCURRENT_LOGS_KEPT = Duration.days(7);

export interface LogBucketProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  /** The store that the bucket belongs to. Names are made of its id. */
  readonly owner: Construct;
  readonly options: ReplicatedBucketOptions;
  /** What the bucket holds, for people: begins the description of the output that has its name. */
  readonly contents: string;
  readonly retention: Duration;
}

/** A bucket for logs, with what is known of it at synthesis. */
export interface LogBucket {
  readonly bucket: s3.Bucket;
  readonly bucketName: string;
  readonly bucketArn: string;
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
 *
 * Its default encryption is by S3. Access logs cannot be delivered otherwise, reports of batch jobs are always encrypted so, and CloudTrail
 * chooses for itself: the key for logs for events, keys of S3 for digests.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-examples-reports.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html
 */
export function logBucket(scope: Construct, id: string, { topology, region, owner, options, contents, retention }: LogBucketProps): LogBucket {
  const bucketName = topology._name(NAME_KINDS.bucket, `${owner.node.id}-${id}`, region);
  topology._claim({ kind: NAME_KINDS.bucket, name: bucketName, owner });
  const bucket = privateBucket(scope, id, {
    bucketName,
    versioned: true,
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [{
      id: 'retention',
      expiration: retention,
      abortIncompleteMultipartUploadAfter: abortUploadsAfter(options),
    }, {
      id: BOUNDED_HISTORY,
      noncurrentVersionExpiration: NONCURRENT_LOGS_KEPT,
      expiredObjectDeleteMarker: true,
    }],
    removalPolicy: topology.removalPolicy,
    autoDeleteObjects: options.autoDeleteObjects ?? false,
  });
  new CfnOutput(scope, `${id}-bucket-name`, { value: bucketName, description: `${contents} of bucket "${owner.node.id}" in ${region.name}` });
  return { bucket, bucketName, bucketArn: `arn:${topology.partition}:s3:::${bucketName}` };
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
