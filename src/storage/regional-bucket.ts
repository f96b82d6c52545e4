import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import type { RegionalBucketGrants } from './regional-bucket-grants';
import { REQUEST_METRICS_FILTER } from './request-metrics';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';

/** @internal */
export interface RegionalBucketProps {
  /** Whose path errors name. */
  readonly subject: IConstruct;
  readonly requestMetrics: boolean;
  readonly region: DrRegion;
  readonly bucket: s3.IBucket;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly encryptionKey?: kms.IKey;
  readonly grants: RegionalBucketGrants;
  readonly replicationEvents: sqs.IQueue;
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
   * The bucket, for constructs that take one. Its names are literal and its grants those of `grants`, so that no stack waits for
   * another; a stack that needs the bucket to exist before it is deployed adds a dependency on the Region's `foundation` stack.
   *
   * Notifications and rules are refused: see `eventBridgeEnabled`. A statement joins its policy if it says names and ARNs as text, or
   * refers to what is in the same stack; any other reference is refused, that of a CloudFront distribution included, if not by the call
   * then by the synthesis that follows.
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
  /**
   * What could not be replicated from this bucket, or only late: one message per object and event, for 10 days or until it is deleted.
   * The first message is S3's `s3:TestEvent`. A message that is received returns after 15 minutes unless it is deleted, which suits a
   * Lambda function of any timeout.
   *
   * Name and ARN are literal and grants are checked, as those of `bucket`.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html
   */
  public readonly replicationEvents: sqs.IQueue;

  private constructor(private readonly props: RegionalBucketProps) {
    this.region = props.region;
    this.bucket = props.bucket;
    this.bucketName = props.bucketName;
    this.bucketArn = props.bucketArn;
    this.encryptionKey = props.encryptionKey;
    this.grants = props.grants;
    this.replicationEvents = props.replicationEvents;
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

  /**
   * Requests of every kind. Published once a minute, in this Region.
   *
   * @default - sum over 5 minutes
   * @throws ConfigurationError without `requestMetrics`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  public metricAllRequests(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requestMetric('metricAllRequests', 'AllRequests', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /**
   * Requests that S3 refused: access denied, not found. Published once a minute, in this Region.
   *
   * @default - sum over 5 minutes
   * @throws ConfigurationError without `requestMetrics`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  public metric4xxErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requestMetric('metric4xxErrors', '4xxErrors', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /**
   * Requests that S3 failed to serve, throttling included. Published once a minute, in this Region.
   *
   * @default - sum over 5 minutes
   * @throws ConfigurationError without `requestMetrics`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  public metric5xxErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requestMetric('metric5xxErrors', '5xxErrors', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /**
   * Milliseconds from the complete request to the first byte of the answer. Published once a minute, in this Region.
   *
   * @default - average over 5 minutes
   * @throws ConfigurationError without `requestMetrics`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  public metricFirstByteLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requestMetric('metricFirstByteLatency', 'FirstByteLatency', options);
  }

  /**
   * Milliseconds from the first byte of the request to the last byte of the answer. Published once a minute, in this Region.
   *
   * @default - average over 5 minutes
   * @throws ConfigurationError without `requestMetrics`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  public metricTotalRequestLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requestMetric('metricTotalRequestLatency', 'TotalRequestLatency', options);
  }

  private requestMetric(method: string, metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    if (!this.props.requestMetrics) {
      refuse(this.props.subject, {
        prop: `forRegion(${this.region.role}).${method}()`,
        rule: 'S3 publishes metrics of requests only where they are switched on, so that the metric would stay without data',
        remedy: 'Set requestMetrics: true on the bucket',
      });
    }
    return new cloudwatch.Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: { BucketName: this.bucketName, FilterId: REQUEST_METRICS_FILTER },
      statistic: cloudwatch.Stats.AVERAGE,
      period: Duration.minutes(5),
      region: this.region.name,
      ...options,
    });
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
