import type { RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

const MINIMUM_TLS_VERSION = 1.2;

export interface PrivateBucketProps extends s3.BucketProps {
  readonly bucketName: string;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * A bucket that nobody reaches from outside the account's policies, nor without TLS.
 * Its policy stays with it, so that a bucket that is kept does not lose its protection when the stack goes.
 */
export function privateBucket(scope: Construct, id: string, props: PrivateBucketProps): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, {
    ...props,
    enforceSSL: true,
    minimumTLSVersion: MINIMUM_TLS_VERSION,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  });
  bucket.policy!.applyRemovalPolicy(props.removalPolicy);
  return bucket;
}
