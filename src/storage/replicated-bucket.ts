import { CfnOutput, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { accessLogBucket, deliverAccessLogs } from './access-log-bucket';
import { AccessLogging } from './access-logging';
import { BucketReplication } from './bucket-replication';
import { privateBucket } from './private-bucket';
import { RegionalBucket } from './regional-bucket';
import { RegionalBucketGrants } from './regional-bucket-grants';
import { validateReplicatedBucket } from './replicated-bucket-rules';
import { replicationRole } from './replication-role';
import { replicationRule } from './replication-rule';
import type { IRecoverable, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import { RecoveryAction, StepFailure } from '../recovery';
import type { DrRegion, DrTopology, RegionalKey } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { inRegion } from '../topology/per-region';

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
   * The recovery point objective of this bucket: replication that is further behind is too late. At least 1 minute.
   * @default Duration.minutes(15) - what Replication Time Control commits to
   */
  readonly rpo?: Duration;
  /**
   * Whether the buckets are emptied, every version, when their stacks are deleted. Only with `RemovalPolicy.DESTROY`.
   * @default false
   */
  readonly autoDeleteObjects?: boolean;
}

/** Properties of a replicated bucket. */
export interface ReplicatedBucketProps extends ReplicatedBucketOptions {
  /** The Regions, stacks, names and keys. */
  readonly topology: DrTopology;
}

/**
 * A versioned, encrypted, private bucket in each Region. What is written in the home Region is replicated to the standby Region.
 *
 * Only objects written after the first deployment replicate; older ones need S3 Batch Replication.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export class ReplicatedBucket extends Construct implements IRecoverable {
  /** Names the store in plans, alarms and reports: `bucket-` and the id in lower case. */
  public readonly recoverableId: string;
  /** The directions in which objects are copied, with what S3 measures about each. */
  public readonly replications: BucketReplication[];

  private readonly topology: DrTopology;
  private readonly props: ReplicatedBucketProps;
  private readonly buckets = new Map<DrRegion, RegionalBucket>();

  /**
   * @throws ConfigurationError for a lifecycle that is not in whole days, an encryption that cannot replicate, an objective below one
   * minute, emptying without `RemovalPolicy.DESTROY`, an id that another store has, or stacks that cannot be deployed in order
   */
  constructor(scope: Construct, id: string, props: ReplicatedBucketProps) {
    super(scope, id);
    this.topology = props.topology;
    this.props = props;
    this.recoverableId = `bucket-${id.toLowerCase()}`;
    validateReplicatedBucket(this, props);

    const { primary, secondary } = this.topology;
    this.topology.deployBefore(secondary, StackLayer.FOUNDATION, primary, StackLayer.FOUNDATION,
      `the replication of bucket "${id}" names a destination bucket that must exist`);
    const forward = BucketReplication._of(this.endpoint(primary), this.endpoint(secondary));
    this.replications = [forward];
    this.createBucket(secondary);
    this.replicate(this.createBucket(primary), forward);
  }

  /**
   * The bucket of a Region, for stacks of that Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalBucket {
    return inRegion(this, this.buckets, region);
  }

  /** Checks that the bucket of the Region answers. */
  public readinessChecks(context: RecoveryContext): RecoveryStep[] {
    const { target } = context;
    const { bucketName } = this.forRegion(target);
    return [{
      id: `check-${this.recoverableId}`,
      description: `Check that bucket ${bucketName} answers in ${target.name}`,
      action: RecoveryAction.checkBucket(bucketName),
      runsIn: target,
      timeout: Duration.seconds(10),
      onFailure: StepFailure.STOP,
    }];
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
      threshold: this.props.rpo ?? Duration.minutes(15),
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    }));
  }

  private createBucket(region: DrRegion): s3.Bucket {
    const scope = this.topology._scope(this, 'storage', region, StackLayer.FOUNDATION);
    const { bucketName } = this.endpoint(region);
    const key = this.keyOf(region);
    const bucket = privateBucket(scope, 'bucket', {
      bucketName,
      versioned: true,
      encryption: key ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
      encryptionKey: key?.key,
      bucketKeyEnabled: key !== undefined,
      lifecycleRules: [{
        id: 'bounded-history',
        noncurrentVersionExpiration: this.props.noncurrentVersionExpiration ?? Duration.days(90),
        abortIncompleteMultipartUploadAfter: this.abortUploadsAfter,
        expiredObjectDeleteMarker: true,
      }],
      removalPolicy: this.topology.removalPolicy,
      autoDeleteObjects: this.props.autoDeleteObjects,
    });
    new CfnOutput(scope, 'bucket-name', { value: bucketName, description: `Bucket "${this.node.id}" in ${region.name}` });
    this.recordAccess(scope, bucket, region);
    this.buckets.set(region, RegionalBucket._of({
      region,
      bucket,
      bucketName,
      bucketArn: this.arnOf(region),
      encryptionKey: key?.key,
      grants: RegionalBucketGrants._of(this, region, this.arnOf(region), key && { key, region, service: 's3' }),
    }));
    return bucket;
  }

  private recordAccess(scope: Construct, bucket: s3.Bucket, region: DrRegion): void {
    const { serverAccessLogRetention } = this.props.accessLogging ?? AccessLogging.serverAccessLogs();
    if (serverAccessLogRetention) {
      deliverAccessLogs(bucket, accessLogBucket(scope, 'access-logs', {
        bucketName: this.topology._name(NAME_KINDS.bucket, `${this.node.id}-access-logs`, region),
        sourceBucketArn: this.arnOf(region),
        account: this.topology.account,
        retention: serverAccessLogRetention,
        abortIncompleteMultipartUploadAfter: this.abortUploadsAfter,
        removalPolicy: this.topology.removalPolicy,
        autoDeleteObjects: this.props.autoDeleteObjects ?? false,
      }));
    }
  }

  private replicate(bucket: s3.Bucket, replication: BucketReplication): void {
    const source = replication.source.region;
    const destination = replication.destination.region;
    const [sourceKey, destinationKey] = [this.keyOf(source), this.keyOf(destination)];
    const role = replicationRole(this.topology._scope(this, 'storage', source, StackLayer.FOUNDATION), 'replication-role', {
      roleName: this.topology._name(NAME_KINDS.role, `${this.node.id}-replication`, source),
      account: this.topology.account,
      sourceArn: this.arnOf(source),
      destinationArn: this.arnOf(destination),
      replication,
      keys: sourceKey && destinationKey && { source: sourceKey, destination: destinationKey },
    });
    // A bucket that is kept keeps replicating.
    role.applyRemovalPolicy(this.topology.removalPolicy);
    (bucket.node.defaultChild as s3.CfnBucket).replicationConfiguration = {
      role: role.roleArn,
      rules: [replicationRule({
        replication,
        destinationArn: this.arnOf(destination),
        deleteMarkers: this.props.deleteMarkerReplication ?? true,
        timeControl: this.props.replicationTimeControl ?? true,
        replicaKeyAliasArn: destinationKey?.aliasArn,
      })],
    };
  }

  private get abortUploadsAfter(): Duration {
    return this.props.abortIncompleteMultipartUploadAfter ?? Duration.days(7);
  }

  private keyOf(region: DrRegion): RegionalKey | undefined {
    return this.props.encryption === s3.BucketEncryption.S3_MANAGED
      ? undefined
      : this.topology.encryptionKey(region, KeyPurpose.STORAGE);
  }

  private endpoint(region: DrRegion): { region: DrRegion; bucketName: string } {
    return { region, bucketName: this.topology._name(NAME_KINDS.bucket, this.node.id, region) };
  }

  private arnOf(region: DrRegion): string {
    return `arn:${this.topology.partition}:s3:::${this.endpoint(region).bucketName}`;
  }
}
