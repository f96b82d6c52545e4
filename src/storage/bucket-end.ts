import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { DrRegion, RegionalKey } from '../topology';

/** The bucket of one Region, as replication sees it. */
export interface BucketEnd {
  readonly region: DrRegion;
  readonly bucket: s3.Bucket;
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Left out where S3 encrypts by its own keys. */
  readonly key?: RegionalKey;
  /** Whether the bucket exists and has yet to be imported: until then it is given nothing. */
  readonly beingImported: boolean;
}
