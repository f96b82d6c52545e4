import { Duration } from 'aws-cdk-lib';
import type { BucketReplication } from './bucket-replication';
import type { RegionalBucket } from './regional-bucket';
import type { RecoveryContext, RecoveryStep } from '../recovery';
import { MetricComparison, MissingData, RecoveryAction, RunMode, StepFailure } from '../recovery';
import type { DrRegion } from '../topology';

/** What recovery knows of a bucket: names. */
export interface RecoverableBucket {
  readonly recoverableId: string;
  readonly replications: readonly BucketReplication[];
  /** How many operations may wait to be copied when a planned run begins. */
  readonly maxPendingReplication: number;
  /** How long a planned run waits until no more do. Absent: it does not. */
  readonly drainedWithin?: Duration;
  forRegion(region: DrRegion): RegionalBucket;
}

/**
 * Checks that the bucket of the target answers, and that no more waits to be copied to it than may: a planned run is refused otherwise, and a
 * forced one records what it will not find there. S3 says so in the Region of the target, and AWS says to ignore missing data: an idle bucket
 * must not keep a planned run from happening.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 */
export function readinessChecks(bucket: RecoverableBucket, { mode, target }: RecoveryContext): RecoveryStep[] {
  const { bucketName } = bucket.forRegion(target);
  const answers: RecoveryStep = {
    id: `check-${bucket.recoverableId}`,
    description: `Check that bucket ${bucketName} answers in ${target.name}`,
    action: RecoveryAction.checkBucket(bucketName),
    runsIn: target,
    timeout: Duration.seconds(10),
    onFailure: StepFailure.STOP,
  };
  return [answers, ...pending(bucket, target, mode === RunMode.FAILOVER ? StepFailure.CONTINUE : StepFailure.STOP)];
}

function pending(bucket: RecoverableBucket, target: DrRegion, onFailure: StepFailure): RecoveryStep[] {
  const most = bucket.maxPendingReplication;
  const allowed = most === 0 ? 'nothing of' : `no more than ${most} operations of`;
  return bucket.replications.filter(({ destination }) => destination.region === target).map(replication => ({
    id: `check-pending-${bucket.recoverableId}`,
    description: `Check that ${allowed} bucket ${replication.source.bucketName} ${most === 0 ? 'waits' : 'wait'} to be copied to ${replication.destination.bucketName}`,
    action: RecoveryAction.checkMetric({
      metric: replication.metricOperationsPending(),
      publishedIn: target,
      comparison: MetricComparison.AT_MOST,
      threshold: most,
      missing: MissingData.PASSES,
      replicationLag: true,
    }),
    runsIn: target,
    timeout: Duration.seconds(10),
    drainedWithin: bucket.drainedWithin,
    onFailure,
  }));
}
