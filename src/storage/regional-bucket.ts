import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { RegionalBucketGrants } from './regional-bucket-grants';
import type { DrRegion } from '../topology';

/** @internal */
export interface RegionalBucketProps {
  readonly region: DrRegion;
  readonly bucket: s3.IBucket;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly encryptionKey?: kms.IKey;
  readonly grants: RegionalBucketGrants;
}

/** The bucket of one Region, for stacks of the same Region. */
export class RegionalBucket {
  /** @internal */
  public static _of(props: RegionalBucketProps): RegionalBucket {
    return new RegionalBucket(props);
  }

  /** The Region of the bucket. */
  public readonly region: DrRegion;
  /**
   * The bucket, for constructs that take one. Its attributes are references to the `foundation` stack of the Region;
   * where a name is enough, `bucketName` and `bucketArn` are literal.
   */
  public readonly bucket: s3.IBucket;
  /** The bucket's name, known at synthesis. */
  public readonly bucketName: string;
  /** The bucket's ARN, known at synthesis. */
  public readonly bucketArn: string;
  /** The Region's key for buckets. @default - S3 encrypts by its own keys */
  public readonly encryptionKey?: kms.IKey;
  /** Grants for principals in stacks of this Region. */
  public readonly grants: RegionalBucketGrants;

  private constructor(props: RegionalBucketProps) {
    this.region = props.region;
    this.bucket = props.bucket;
    this.bucketName = props.bucketName;
    this.bucketArn = props.bucketArn;
    this.encryptionKey = props.encryptionKey;
    this.grants = props.grants;
  }

  /**
   * Bytes stored in the storage class STANDARD, current and noncurrent versions. S3 publishes it once a day, in this Region.
   * @default - average over 1 day
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  public metricBucketSizeBytes(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.storageMetric('BucketSizeBytes', 'StandardStorage', options);
  }

  /**
   * The number of objects, current and noncurrent versions and delete markers. S3 publishes it once a day, in this Region.
   * @default - average over 1 day
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  public metricNumberOfObjects(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.storageMetric('NumberOfObjects', 'AllStorageTypes', options);
  }

  private storageMetric(metricName: string, storageType: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: { BucketName: this.bucketName, StorageType: storageType },
      statistic: cloudwatch.Stats.AVERAGE,
      period: Duration.days(1),
      region: this.region.name,
      ...options,
    });
  }
}
