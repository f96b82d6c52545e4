import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { HealthSignal } from './health-signal';
import { anyOf, ONCE } from './signal-terms';
import type { BucketReplication } from '../storage/bucket-replication';
import type { DrRegion } from '../topology';

/** The stream of a Region and what takes it. */
export interface WatchedStream {
  readonly metricStreamName: string;
  readonly deliveryStreamName: string;
  /** To the other Region. Left out where the bucket is not the streams' own: whoever has it watches it. */
  readonly replication?: BucketReplication;
}

/** What Firehose may hold back before somebody looks: three times its buffer, the most that AWS recommends, and a hundredth of what it keeps. */
const LATE = Duration.minutes(15);

/**
 * What the metric stream of a Region costs, and whether it arrives.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-monitoring.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/firehose-cloudwatch-metrics-best-practices.html
 */
export function metricStreamSignals(publishedIn: DrRegion, { metricStreamName, deliveryStreamName, replication }: WatchedStream): HealthSignal[] {
  const ofStream = { namespace: 'AWS/CloudWatch/MetricStreams', dimensionsMap: { MetricStreamName: metricStreamName }, period: Duration.minutes(5) };
  const shared = { publishedIn, section: DashboardSection.COST };
  // Neither metric is published while there is nothing to tell.
  const alarm = anyOf(AlertSeverity.WARNING, { evaluationPeriods: 3 });
  return [{
    ...shared,
    id: 'updates',
    description: 'metric updates that are streamed, each of which is paid for',
    metric: new cloudwatch.Metric({ ...ofStream, metricName: 'MetricUpdate', statistic: cloudwatch.Stats.SUM }),
    graph: 'Metric updates streamed',
    axisLabel: 'per 5 minutes',
  }, {
    ...shared,
    id: 'publish-errors',
    description: 'CloudWatch cannot hand metrics to Firehose, and drops them',
    metric: new cloudwatch.Metric({ ...ofStream, metricName: 'PublishErrorRate', statistic: cloudwatch.Stats.AVERAGE }),
    graph: 'Metric updates lost',
    alarm,
  }, {
    ...shared,
    id: 'delivery-age',
    description: 'Firehose cannot write metrics to the bucket, and drops them after a day',
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Firehose',
      metricName: 'DeliveryToS3.DataFreshness',
      dimensionsMap: { DeliveryStreamName: deliveryStreamName },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(5),
    }),
    graph: 'Age of the oldest metric not yet in the bucket',
    axisLabel: 'seconds',
    alarm: { ...alarm, threshold: LATE.toSeconds() },
  }, ...replication ? [{
    ...shared,
    id: 'replication-failures',
    description: `S3 could not copy metrics to ${replication.destination.region.name}, and does not try again`,
    metric: replication.metricOperationsFailed(),
    graph: 'Objects with metrics that could not be copied',
    alarm: anyOf(AlertSeverity.WARNING, ONCE),
  }] : []];
}
