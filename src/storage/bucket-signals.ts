import type { BucketReplication } from './bucket-replication';
import type { RegionalBucket } from './regional-bucket';
import { replicationEventSignals } from './replication-event-signals';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal } from '../monitoring/health-signal';
import { anyOf, ONCE } from '../monitoring/signal-terms';
import type { DrRegion } from '../topology';

/** What a bucket has in a Region that is watched. */
export interface WatchedBucket {
  readonly region: DrRegion;
  readonly bucket: RegionalBucket;
  /** The replication to this Region. */
  readonly incoming: BucketReplication;
  /** The replication from this Region. */
  readonly outgoing: BucketReplication;
  /** Whether S3 publishes metrics of requests. */
  readonly requestMetrics: boolean;
  readonly eventsQueueName: string;
  readonly setAsideQueueName: string;
}

/**
 * What is watched of the bucket of a Region, alike in both. What is pending is published where it will arrive, what failed where it was
 * written.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 */
export function bucketSignals(watched: WatchedBucket): HealthSignal[] {
  return [
    ...pendingSignals(watched),
    failedSignal(watched),
    ...replicationEventSignals(watched),
    ...watched.requestMetrics ? requestSignals(watched) : [],
  ];
}

function pendingSignals({ region, incoming }: WatchedBucket): HealthSignal[] {
  const { source, destination } = incoming;
  const pending = { publishedIn: region, section: DashboardSection.REPLICATION };
  return [
    {
      ...pending,
      id: 'pending-operations',
      description: `Changes of bucket ${source.bucketName} that wait to be copied to ${destination.bucketName}`,
      metric: incoming.metricOperationsPending(),
      graph: 'Changes to be copied',
    },
    {
      ...pending,
      id: 'pending-bytes',
      description: `Bytes of bucket ${source.bucketName} that wait to be copied to ${destination.bucketName}`,
      metric: incoming.metricBytesPending(),
      graph: 'Bytes to be copied',
      axisLabel: 'bytes',
    },
  ];
}

/** S3 does not try again, and publishes nothing while nothing fails: the queue of replication events tells of objects that stay behind. */
function failedSignal({ region, outgoing }: WatchedBucket): HealthSignal {
  return {
    id: 'failed-operations',
    description: `S3 could not copy changes of bucket ${outgoing.source.bucketName} to ${outgoing.destination.bucketName}, and does not try again`,
    publishedIn: region,
    metric: outgoing.metricOperationsFailed(),
    section: DashboardSection.REPLICATION,
    graph: 'Changes that could not be copied',
    alarm: anyOf(AlertSeverity.CRITICAL, ONCE),
  };
}

function requestSignals({ region, bucket }: WatchedBucket): HealthSignal[] {
  const shown = { publishedIn: region, section: DashboardSection.STORES };
  const latency = { ...shown, graph: 'Latency of requests', axisLabel: 'ms' };
  const errors = { ...shown, graph: 'Requests that were not served' };
  return [
    { ...latency, id: 'first-byte-latency', description: `Time to the first byte from ${bucket.bucketName}`, metric: bucket.metricFirstByteLatency() },
    { ...latency, id: 'total-request-latency', description: `Time to the last byte from ${bucket.bucketName}`, metric: bucket.metricTotalRequestLatency() },
    { ...errors, id: '4xx-errors', description: `Requests that ${bucket.bucketName} refused`, metric: bucket.metric4xxErrors() },
    { ...errors, id: '5xx-errors', description: `Requests that S3 failed to serve from ${bucket.bucketName}`, metric: bucket.metric5xxErrors() },
  ];
}
