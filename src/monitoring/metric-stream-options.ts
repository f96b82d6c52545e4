import type { Duration } from 'aws-cdk-lib';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { ReplicatedBucket } from '../storage/replicated-bucket';

/**
 * How metrics are written. The formats of OpenTelemetry are binary, length-delimited.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-formats.html
 */
export enum MetricStreamFormat {
  /** A JSON object per metric and minute, one a line. */
  JSON = 'json',
  /** OpenTelemetry 0.7. */
  OPEN_TELEMETRY_0_7 = 'opentelemetry0.7',
  /** OpenTelemetry 1.0. */
  OPEN_TELEMETRY_1_0 = 'opentelemetry1.0',
}

/**
 * Metrics of both Regions, written to a replicated bucket as they are published. A stream carries them out of CloudWatch, not to the
 * other Region: there they arrive because the bucket is replicated, and can be read while the Region that published them is lost.
 *
 * Priced per metric update, by Firehose and S3 per GB, and by the transfer between the Regions; the bucket holds everything twice.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Metric-Streams.html
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export interface MetricStreamOptions {
  /**
   * Whether there are streams: `false` where they are on by default.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * How metrics are written.
   * @default MetricStreamFormat.JSON
   */
  readonly outputFormat?: MetricStreamFormat;
  /**
   * What is streamed beside the defaults, for example `Payments` or `AWS/SQS`. A namespace is streamed whole, that is, for every
   * resource of the account and Region.
   * @default - none: AWS/RDS, AWS/DynamoDB, AWS/S3, AWS/Lambda, AWS/States, AWS/Route53, AWS/ApplicationELB, and the library's own
   * namespace `MultiRegionDr/<application>/<environment>`
   */
  readonly additionalNamespaces?: string[];
  /**
   * A bucket of this topology to write to, below `metrics/<Region>/` and `errors/<Region>/`. What it encrypts by, keeps and logs is
   * its own matter.
   * @default - one is created for the streams: encrypted, TLS only, versioned, with access logs, replicated both ways without
   * Replication Time Control
   */
  readonly bucket?: ReplicatedBucket;
  /**
   * After how many days an object is deleted from the bucket that is created. Whole days, at least 1. It can be brought back for 7 days
   * more. CloudWatch keeps metrics of a minute for 15 days, of 5 minutes for 63.
   * @default Duration.days(90)
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
   */
  readonly retention?: Duration;
  /**
   * How long it is known why Firehose could not deliver something.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
  /**
   * Whether the buckets that are created are emptied, every version, when their stacks are deleted. Only with `RemovalPolicy.DESTROY`.
   * @default false
   */
  readonly autoDeleteObjects?: boolean;
}
