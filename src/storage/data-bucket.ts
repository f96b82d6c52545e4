import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { lifecycleRules } from './bucket-lifecycle';
import { isLockable } from './object-lock';
import { privateBucket } from './private-bucket';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import { REQUEST_METRICS_FILTER } from './request-metrics';

/** Of both forms of the bucket: its logical id must not change when it has been imported. */
const ID = 'bucket';

export interface DataBucketProps {
  readonly bucketName: string;
  /** Left out where S3 encrypts by its own keys. */
  readonly key?: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly options: ReplicatedBucketOptions;
}

/** The bucket that holds the objects, the same in both Regions but for its name and key. */
export function dataBucket(scope: Construct, { bucketName, key, removalPolicy, options }: DataBucketProps): s3.Bucket {
  return privateBucket(scope, ID, {
    bucketName,
    versioned: true,
    encryption: key ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
    encryptionKey: key,
    bucketKeyEnabled: key !== undefined,
    lifecycleRules: lifecycleRules(options),
    objectLockEnabled: isLockable(options) || undefined,
    objectLockDefaultRetention: options.objectLockDefaultRetention,
    cors: options.cors,
    metrics: options.requestMetrics ? [{ id: REQUEST_METRICS_FILTER }] : undefined,
    removalPolicy,
    autoDeleteObjects: options.autoDeleteObjects,
  });
}

/**
 * The bucket as `cdk import` takes it. An import records what the template says without applying it: whatever stood here would be
 * missing from the next deployment's changes, tags included.
 */
export function bareBucket(scope: Construct, bucketName: string): s3.Bucket {
  const bucket = new s3.Bucket(scope, ID, { bucketName, removalPolicy: RemovalPolicy.RETAIN });
  (bucket.node.defaultChild as s3.CfnBucket).addPropertyDeletionOverride('Tags');
  return bucket;
}
