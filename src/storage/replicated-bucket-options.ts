import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { AccessLogging } from './access-logging';
import type { ExistingBucket } from './existing-bucket';

/** What a replicated bucket is, apart from where it is. */
export interface ReplicatedBucketOptions {
  /**
   * How objects are encrypted at rest: `KMS`, by the topology's key of each Region, or `S3_MANAGED`, by keys of S3.
   * With `S3_MANAGED`, objects that a writer encrypts by KMS of its own accord are not replicated.
   * @default s3.BucketEncryption.KMS
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
   */
  readonly encryption?: s3.BucketEncryption;
  /**
   * Whether S3 commits to replicate within 15 minutes. Priced per GB replicated.
   * Without it S3 replicates at its best effort and reports no object that is late; the metrics stay.
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
   */
  readonly replicationTimeControl?: boolean;
  /**
   * Whether an object that is deleted on one side is deleted on the other. Its versions stay on both until they expire.
   * Without it, deleted objects come back after a failover.
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
   */
  readonly deleteMarkerReplication?: boolean;
  /**
   * After how long a version that was replaced or deleted is removed for good. Whole days, at least 1.
   * Lifecycle actions do not replicate: each bucket has the rule.
   * @default Duration.days(90)
   */
  readonly noncurrentVersionExpiration?: Duration;
  /**
   * After how long the parts of an upload that was not completed are removed. Whole days, at least 1.
   * @default Duration.days(7)
   */
  readonly abortIncompleteMultipartUploadAfter?: Duration;
  /**
   * How access to objects is recorded.
   * @default AccessLogging.serverAccessLogs()
   */
  readonly accessLogging?: AccessLogging;
  /**
   * The recovery point objective of this bucket: replication that is further behind is too late. At least 1 minute. A warning tells of
   * less than 15 minutes without `replicationTimeControl`, and of more than a day.
   * @default Duration.minutes(15) - what Replication Time Control commits to
   */
  readonly rpo?: Duration;
  /**
   * How many operations (objects, delete markers, tags) may wait to be copied to the Region that takes over when a planned run begins; more
   * refuse it. A bucket that is written all the time hardly ever has none: allow what its writers leave behind within seconds, and expect
   * that many objects to be missing for a moment after traffic has moved. A whole number. A forced run records more as a finding, and goes on.
   * @default 0
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
   */
  readonly maxPendingReplication?: number;
  /**
   * How long a planned run may wait behind its fence, with writes refused, until the Region that takes over has everything that was written
   * before: at least 3 minutes, since CloudWatch publishes by the minute. When the time is over the run ends with `LagAboveGate`, and gives the
   * writes back. Without it objects that are being copied are missing for as long as that
   * takes, and arrive: nothing is lost.
   *
   * S3 may leave `OperationsPendingReplication` out while a bucket is idle. Its silence for a minute, after a last value that is as it must be,
   * counts as arrival; what was put meanwhile would show in request metrics, which are off by default. So a replication that stops together with its
   * metric is not seen.
   * @default - a planned run does not wait
   */
  readonly drainedWithin?: Duration;
  /**
   * Whether the buckets are emptied, every version, when their stacks are deleted. Only with `RemovalPolicy.DESTROY`.
   * @default false
   */
  readonly autoDeleteObjects?: boolean;
  /**
   * The name of the home Region's bucket. The other Region spells it, so it must be concrete.
   * Changing it later replaces the bucket and leaves the objects in the old one. A name of the account's regional namespace, which ends
   * in `-an`, is for a bucket that is adopted.
   * @default - a name of application, environment, id and Region
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly primaryBucketName?: string;
  /**
   * The name of the standby Region's bucket, as `primaryBucketName`.
   * @default - a name of application, environment, id and Region
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly secondaryBucketName?: string;
  /**
   * That the home Region's bucket already exists, and how far its adoption is. Needs `primaryBucketName`.
   * @default - both buckets are created
   */
  readonly existing?: ExistingBucket;
  /**
   * Whether versions can be locked against deletion, in both buckets: S3 replicates locked versions only to a bucket that has it too.
   * It cannot be switched off again. Lifecycle rules remove a version only once its lock has ended.
   * @default - false, or true with `objectLockDefaultRetention`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-replication
   */
  readonly objectLockEnabled?: boolean;
  /**
   * How long every new version is locked that is written without a lock of its own, in both buckets. In compliance mode nobody can
   * shorten it, the root user included.
   * @default - none: only what its writer locks is locked
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly objectLockDefaultRetention?: s3.ObjectLockRetention;
  /**
   * Whether each bucket sends its object events to the default event bus of its Region, where rules of any stack match them.
   * Notifications to a queue, topic or function cannot be added to the buckets: S3 keeps them in one list, which the library writes.
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   */
  readonly eventBridgeEnabled?: boolean;
  /**
   * Which web origins may call which methods, on both buckets. At most 100 rules.
   * @default - none: browsers reach the buckets from no other origin
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
   */
  readonly cors?: s3.CorsRule[];
  /**
   * Lifecycle rules beside the library's own, for example transitions to another storage class, on both buckets: lifecycle actions
   * do not replicate. Objects in an archive class are read only after hours of restoring, in whichever Region. What S3 would refuse is
   * refused here: classes out of their order or too close, an expiration before a transition, days mixed with dates.
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
   */
  readonly lifecycleRules?: s3.LifecycleRule[];
  /**
   * Whether S3 publishes requests, errors and latencies of each bucket once a minute. Priced as custom metrics.
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-request-metrics-bucket.html
   */
  readonly requestMetrics?: boolean;
  /**
   * Whether each Region has what S3 Batch Replication of existing objects needs: a role, a bucket for reports, and as an output the
   * command that starts a job. A job is priced by itself and by object, and starts only by that command.
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html
   */
  readonly batchReplication?: boolean;
}
