import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DrRegion } from '../topology';

/** One end of a replication. */
export interface ReplicationEndpoint {
  /** The Region of the bucket. */
  readonly region: DrRegion;
  /** The bucket's name. */
  readonly bucketName: string;
}

/**
 * One direction of replication: a rule on one bucket that copies to the other, and what S3 measures about it.
 *
 * S3 begins to publish about 15 minutes after the rule is set.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export class BucketReplication {
  /** @internal */
  public static _of(source: ReplicationEndpoint, destination: ReplicationEndpoint): BucketReplication {
    return new BucketReplication(source, destination);
  }

  /** The bucket that objects are copied from. */
  public readonly source: ReplicationEndpoint;
  /** The bucket that objects are copied to. */
  public readonly destination: ReplicationEndpoint;
  /** The rule's id on the source bucket, for example `to-us-west-2`. It never changes: metrics carry it as a dimension. */
  public readonly ruleId: string;

  private constructor(source: ReplicationEndpoint, destination: ReplicationEndpoint) {
    this.source = source;
    this.destination = destination;
    this.ruleId = `to-${destination.region.name}`;
  }

  /**
   * The longest time, in seconds, by which the destination is behind the source. Published in the destination's Region.
   * @default - maximum over 1 minute
   */
  public metricLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ReplicationLatency', this.destination.region, options);
  }

  /**
   * Bytes of objects that wait to be copied. Published in the destination's Region.
   * @default - maximum over 1 minute
   */
  public metricBytesPending(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('BytesPendingReplication', this.destination.region, options);
  }

  /**
   * Operations that wait to be copied: objects, delete markers, tags. Published in the destination's Region.
   * @default - maximum over 1 minute
   */
  public metricOperationsPending(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('OperationsPendingReplication', this.destination.region, options);
  }

  /**
   * Operations that could not be copied. Published in the source's Region, and only while something fails.
   * @default - sum over 5 minutes
   */
  public metricOperationsFailed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('OperationsFailedReplication', this.source.region, {
      statistic: cloudwatch.Stats.SUM,
      period: Duration.minutes(5),
      ...options,
    });
  }

  private metric(metricName: string, publishedIn: DrRegion, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: {
        SourceBucket: this.source.bucketName,
        DestinationBucket: this.destination.bucketName,
        RuleId: this.ruleId,
      },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(1),
      region: publishedIn.name,
      ...options,
    });
  }
}
