import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { readinessChecks } from './bucket-recovery';
import type { BucketReplication } from './bucket-replication';
import { bucketSignals } from './bucket-signals';
import { isLockable } from './object-lock';
import type { RegionalBucket } from './regional-bucket';
import { RegionalStorage } from './regional-storage';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import { validateReplicatedBucket, warnOfReplicatedBucket } from './replicated-bucket-rules';
import { eventsQueueNameIn, setAsideQueueNameIn } from './replication-event-queues';
import { replicateBothWays } from './two-way-replication';
import type { HealthSignal } from '../monitoring';
import type { IRecoverable, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import type { DrRegion, DrTopology } from '../topology';
import { inRegion } from '../topology/per-region';

/** Properties of a replicated bucket. */
export interface ReplicatedBucketProps extends ReplicatedBucketOptions {
  /** The Regions, stacks, names and keys. */
  readonly topology: DrTopology;
}

/**
 * A versioned, encrypted, private bucket in each Region. What is written in one Region is replicated to the other, both ways.
 *
 * Only objects written after the first deployment replicate; older ones need S3 Batch Replication. The rule of the standby Region's
 * bucket is put by the home Region's `link` stack, because each bucket must exist before the other names it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export class ReplicatedBucket extends Construct implements IRecoverable {
  /** Names the store in plans, alarms and reports: `bucket-` and the id in lower case. */
  public readonly recoverableId: string;
  /** The directions in which objects are copied, with what S3 measures about each. */
  public readonly replications: BucketReplication[];

  /** How many operations may wait to be copied when a planned run begins. */
  public readonly maxPendingReplication: number;
  /** How long a planned run waits behind its fence until everything is copied. Absent: it does not. */
  public readonly drainedWithin?: Duration;

  private readonly topology: DrTopology;
  private readonly rpo: Duration;
  private readonly requestMetrics: boolean;
  private readonly buckets: Map<DrRegion, RegionalBucket>;

  /**
   * @throws ConfigurationError for a lifecycle that is not in whole days, an encryption that cannot replicate, an objective below one
   * minute, a number of operations that is no whole one, emptying without `RemovalPolicy.DESTROY`, a name or an id that another store has, more than 25 buckets in one topology, or
   * stacks that cannot be deployed in order
   */
  constructor(scope: Construct, id: string, props: ReplicatedBucketProps) {
    super(scope, id);
    this.recoverableId = `bucket-${id.toLowerCase()}`;
    this.topology = props.topology;
    this.rpo = props.rpo ?? Duration.minutes(15);
    this.maxPendingReplication = props.maxPendingReplication ?? 0;
    this.drainedWithin = props.drainedWithin;
    this.requestMetrics = props.requestMetrics ?? false;
    validateReplicatedBucket(this, props);

    const { topology } = props;
    const [secondary, primary] = [topology.secondary, topology.primary].map(region =>
      new RegionalStorage(this, { topology, region, options: props }));
    this.buckets = new Map([secondary, primary].map(({ end, handle }) => [end.region, handle]));
    this.replications = replicateBothWays(this, {
      topology,
      primary: primary.end,
      secondary: secondary.end,
      deleteMarkers: props.deleteMarkerReplication ?? true,
      timeControl: props.replicationTimeControl ?? true,
      objectLock: isLockable(props),
    });
    warnOfReplicatedBucket(primary.end.bucket, props);
  }

  /**
   * The bucket of a Region, for stacks of that Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalBucket {
    return inRegion(this, this.buckets, region);
  }

  /** Checks that the bucket of the Region answers, and that no more than `maxPendingReplication` waits to be copied to it. */
  public readinessChecks(context: RecoveryContext): RecoveryStep[] {
    return readinessChecks(this, context);
  }

  /** None: the bucket of each Region is always writable. */
  public promotionSteps(_context: RecoveryContext): RecoveryStep[] {
    return [];
  }

  /** None: there is no writer to stop. */
  public fencingSteps(_context: RecoveryContext): RecoveryStep[] {
    return [];
  }

  /** The latency of each replication, published in the Region of its destination. */
  public replicationSignals(): ReplicationSignal[] {
    return this.replications.map(replication => ({
      id: `lag-in-${replication.destination.region.name}`,
      description: `Bucket ${replication.destination.bucketName} is behind ${replication.source.bucketName}`,
      metric: replication.metricLatency(),
      publishedIn: replication.destination.region,
      unit: Duration.seconds(1),
      threshold: this.rpo,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    }));
  }

  /**
   * What waits, what failed and who has to know, in both Regions; requests with `requestMetrics`. The README of the bucket lists them with
   * their thresholds.
   */
  public healthSignals(): HealthSignal[] {
    return [...this.buckets.values()].flatMap(bucket => bucketSignals({
      region: bucket.region,
      bucket,
      incoming: this.replications.find(({ destination }) => destination.region === bucket.region)!,
      outgoing: this.replications.find(({ source }) => source.region === bucket.region)!,
      requestMetrics: this.requestMetrics,
      eventsQueueName: eventsQueueNameIn(bucket.region, this, this.topology),
      setAsideQueueName: setAsideQueueNameIn(bucket.region, this, this.topology),
    }));
  }
}
