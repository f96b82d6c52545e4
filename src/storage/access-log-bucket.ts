import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { privateBucket } from './private-bucket';

export interface AccessLogBucketProps {
  readonly bucketName: string;
  /** The ARN of the only bucket that may deliver logs here. */
  readonly sourceBucketArn: string;
  readonly account: string;
  readonly retention: Duration;
  readonly abortIncompleteMultipartUploadAfter: Duration;
  readonly removalPolicy: RemovalPolicy;
  readonly autoDeleteObjects: boolean;
}

/**
 * The bucket that S3 delivers one bucket's access logs to. Access is by bucket policy: with the owner enforced there are no ACLs.
 * Encrypted by S3, because log delivery does not support a default encryption by KMS.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogBucket(scope: Construct, id: string, props: AccessLogBucketProps): s3.Bucket {
  const bucket = privateBucket(scope, id, {
    bucketName: props.bucketName,
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [{
      id: 'retention',
      expiration: props.retention,
      abortIncompleteMultipartUploadAfter: props.abortIncompleteMultipartUploadAfter,
    }],
    removalPolicy: props.removalPolicy,
    autoDeleteObjects: props.autoDeleteObjects,
  });
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'ServerAccessLogs',
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: {
      ArnLike: { 'aws:SourceArn': props.sourceBucketArn },
      StringEquals: { 'aws:SourceAccount': props.account },
    },
  }));
  return bucket;
}

/** Delivers a bucket's access logs. S3 accepts this only once the log bucket's policy is in force. */
export function deliverAccessLogs(source: s3.Bucket, logs: s3.Bucket): void {
  // Set on the resource: the prop of the L2 gives the log bucket an ACL unless the consumer's app sets a feature flag.
  (source.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: logs.bucketName };
  source.node.addDependency(logs.policy!);
}
