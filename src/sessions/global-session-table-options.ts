import type { Duration } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { ExistingTable } from './existing-table';
import type { TableConsistency } from './table-consistency';
import type { BackupPolicy } from '../backup';
import type { DrTopology } from '../topology';

/** What a session table is, apart from where it is. */
export interface GlobalSessionTableOptions {
  /** The attribute that identifies a session, or the first part of what does. */
  readonly partitionKey: dynamodb.Attribute;
  /**
   * The second part of the key.
   * @default - none
   */
  readonly sortKey?: dynamodb.Attribute;
  /**
   * The table's name in both Regions, 3 to 255 letters, digits, `_`, `.` or `-`. Cannot be changed after creation: create another table and migrate.
   * @default - a name of application, environment and the id of this construct
   */
  readonly tableName?: string;
  /**
   * What a reader in one Region sees of a write in the other. Cannot be changed after creation: create another table and migrate.
   * @default TableConsistency.eventual()
   */
  readonly consistency?: TableConsistency;
  /**
   * The attribute with the time, in seconds of the epoch, after which an item is deleted. Must be a number in the items.
   * The setting and the deletions hold in both Regions. Refused for a strongly consistent table, whose items do not expire.
   * @default 'expires_at', and none for a strongly consistent table
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
   */
  readonly timeToLiveAttribute?: string;
  /**
   * How capacity is provided and paid. On demand, with optional caps on what a replica reads and writes. Provisioned capacity of a
   * global table needs autoscaled writes: fixed writes are refused, because each Region must take the writes of both.
   * @default dynamodb.Billing.onDemand() - takes bursts and the traffic of a failover
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html
   */
  readonly billing?: dynamodb.Billing;
  /**
   * The throughput that each replica takes at once, without scaling first: what one Region gets when it serves everyone.
   * An on-demand table has 12,000 reads and 4,000 writes per second without it.
   * @default - what DynamoDB gives every table
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
   */
  readonly warmThroughput?: dynamodb.WarmThroughput;
  /**
   * How storage and requests are priced, in both Regions. `STANDARD_INFREQUENT_ACCESS` stores for less and costs more per request: for
   * items that are kept for long and seldom read. May be changed twice in 30 days.
   * @default - DynamoDB's standard class
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.tableclasses.html
   */
  readonly tableClass?: dynamodb.TableClass;
  /**
   * Indexes to find sessions by other attributes, in both Regions. At most 20, of which one deployment adds or removes one.
   * @default - none
   */
  readonly globalSecondaryIndexes?: dynamodb.GlobalSecondaryIndexPropsV2[];
  /**
   * Makes the stream of each replica known to the handles, as `streamArn`, `table.tableStreamArn` and `grants.readStream`. The table
   * has a stream of new and old images in any case, because eventually consistent replicas need it, so that no other kind is accepted.
   * A strongly consistent table is not replicated by its stream, and takes any kind. Each Region's stream has the writes of both Regions.
   * @default - the handles have no stream
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
   */
  readonly dynamoStream?: dynamodb.StreamViewType;
  /**
   * Contributor Insights of the table and its indexes, in each Region: which keys are read, written and throttled most.
   * @default { enabled: true }
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights.html
   */
  readonly contributorInsightsSpecification?: dynamodb.ContributorInsightsSpecification;
  /**
   * To which points in time each replica can be restored, as a new table: up to `recoveryPeriodInDays`, 1 to 35, before now.
   * Disabling it is reported as a warning.
   * @default { pointInTimeRecoveryEnabled: true } - 35 days
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html
   */
  readonly pointInTimeRecoverySpecification?: dynamodb.PointInTimeRecoverySpecification;
  /**
   * The backups that AWS Backup takes of the replica of each Region and copies to the other, for sessions that must be kept for longer
   * than 35 days. Copies need the advanced DynamoDB backup of AWS Backup, which is a setting of the account in each Region.
   * @default BackupPolicy.none() - each replica can be restored to any point in time
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html
   */
  readonly backup?: BackupPolicy;
  /**
   * The recovery point objective of this table: replication that is further behind is too late. At least 1 second.
   * Refused for a strongly consistent table, which loses nothing.
   * @default Duration.seconds(5)
   */
  readonly rpo?: Duration;
  /**
   * How long a planned run may wait behind its fence, with writes refused, until the Region that takes over has everything that was written
   * before: at least 3 minutes, since CloudWatch publishes by the minute. When the time is over the run ends with `LagAboveGate`, and gives the
   * writes back. Without it it goes on after `roleMaxAge` of the recovery, and what has
   * not arrived by then arrives later: nothing is lost. Refused for a strongly consistent table, which has everything at once.
   *
   * `ReplicationLatency` is silent both while nothing is written and while nothing crosses: what `ConsumedWriteCapacityUnits` shows to have been
   * written in the last 24 hours must have been answered by it, before the fence, too. Not seen is replication that stops within the last minute
   * of writes, after some of it had crossed. Expired items that the other Region deletes count as writes where they arrive: a table in which hardly
   * anything else is written may be found to wait though it does not.
   * @default - a planned run does not wait
   */
  readonly drainedWithin?: Duration;
  /**
   * The stage of adoption of a table that holds items already. Needs `tableName` and `timeToLiveAttribute`. Refused for a strongly
   * consistent table, which must be empty when it becomes one.
   * @default - a table is created, or its adoption is complete
   */
  readonly existing?: ExistingTable;
}

/** Properties of a session table. */
export interface GlobalSessionTableProps extends GlobalSessionTableOptions {
  /** The Regions, stacks, names and keys. */
  readonly topology: DrTopology;
}
