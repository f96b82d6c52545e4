import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const METRICS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html';
const REPLICATION = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html';

const RULE = ['SourceBucket', 'DestinationBucket', 'RuleId'];

/** Metrics of Amazon S3. */
export const S3_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/S3',
    metrics: { BytesPendingReplication: Unit.BYTES, OperationsPendingReplication: Unit.COUNT, ReplicationLatency: Unit.SECONDS },
    dimensionSets: [RULE],
    place: PublishingPlace.DESTINATION,
    source: REPLICATION,
  },
  {
    namespace: 'AWS/S3',
    metrics: { OperationsFailedReplication: Unit.COUNT },
    dimensionSets: [RULE],
    place: PublishingPlace.SOURCE,
    source: REPLICATION,
  },
  {
    namespace: 'AWS/S3',
    metrics: { BucketSizeBytes: Unit.BYTES, NumberOfObjects: Unit.COUNT },
    dimensionSets: [['BucketName', 'StorageType']],
    place: PublishingPlace.OWN,
    source: METRICS,
  },
  {
    // Only with a metrics configuration on the bucket, whose id is the filter.
    namespace: 'AWS/S3',
    metrics: {
      '4xxErrors': Unit.COUNT,
      '5xxErrors': Unit.COUNT,
      'AllRequests': Unit.COUNT,
      'BytesDownloaded': Unit.BYTES,
      'BytesUploaded': Unit.BYTES,
      'DeleteRequests': Unit.COUNT,
      'FirstByteLatency': Unit.MILLISECONDS,
      'GetRequests': Unit.COUNT,
      'HeadRequests': Unit.COUNT,
      'ListRequests': Unit.COUNT,
      'PostRequests': Unit.COUNT,
      'PutRequests': Unit.COUNT,
      'SelectBytesReturned': Unit.BYTES,
      'SelectBytesScanned': Unit.BYTES,
      'SelectRequests': Unit.COUNT,
      'TotalRequestLatency': Unit.MILLISECONDS,
    },
    dimensionSets: [['BucketName', 'FilterId']],
    place: PublishingPlace.OWN,
    source: METRICS,
  },
];
