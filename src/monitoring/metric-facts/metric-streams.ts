import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const FIREHOSE = 'https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html';
const STREAMS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-monitoring.html';

/** Metrics of what exports metrics: CloudWatch metric streams and the delivery streams that they write into. */
export const METRIC_STREAM_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/Firehose',
    metrics: {
      'BackupToS3.Bytes': Unit.BYTES,
      'BackupToS3.DataFreshness': Unit.SECONDS,
      'BackupToS3.Records': Unit.COUNT,
      'BackupToS3.Success': Unit.COUNT,
      'DeliveryToS3.Bytes': Unit.BYTES,
      'DeliveryToS3.DataFreshness': Unit.SECONDS,
      'DeliveryToS3.Records': Unit.COUNT,
      'DeliveryToS3.Success': undefined,
      'IncomingBytes': Unit.BYTES,
      'IncomingPutRequests': Unit.COUNT,
      'IncomingRecords': Unit.COUNT,
      'KMSKeyAccessDenied': Unit.COUNT,
      'KMSKeyDisabled': Unit.COUNT,
      'KMSKeyInvalidState': Unit.COUNT,
      'KMSKeyNotFound': Unit.COUNT,
      'ThrottledRecords': Unit.COUNT,
    },
    dimensionSets: [['DeliveryStreamName']],
    place: PublishingPlace.OWN,
    source: FIREHOSE,
  },
  {
    namespace: 'AWS/CloudWatch/MetricStreams',
    metrics: { MetricUpdate: undefined, PublishErrorRate: undefined, TotalMetricUpdate: undefined },
    dimensionSets: [['MetricStreamName'], []],
    place: PublishingPlace.OWN,
    source: STREAMS,
  },
];
