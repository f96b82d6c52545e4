import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { validateGlobalSessionTable } from './global-session-table-rules';
import { RegionalSessionTable } from './regional-session-table';
import { RegionalSessionTableGrants } from './regional-session-table-grants';
import type { IRecoverable, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import { RecoveryAction, StepFailure } from '../recovery';
import type { DrRegion, DrTopology, RegionalKey } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { inRegion } from '../topology/per-region';
import { REGION_ROLE_TAG } from '../topology/tags';

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
   * The attribute with the time, in seconds of the epoch, after which an item is deleted. Must be a number in the items.
   * The setting and the deletions hold in both Regions.
   * @default 'expires_at'
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
   */
  readonly timeToLiveAttribute?: string;
  /**
   * How capacity is provided and paid. Provisioned capacity of a global table needs autoscaled writes:
   * fixed writes are refused, because each Region must take the writes of both.
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
   * Indexes to find sessions by other attributes, in both Regions. At most 20.
   * @default - none
   */
  readonly globalSecondaryIndexes?: dynamodb.GlobalSecondaryIndexPropsV2[];
  /**
   * Contributor Insights of the table and its indexes, in each Region: which keys are read, written and throttled most.
   * @default { enabled: true }
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights.html
   */
  readonly contributorInsightsSpecification?: dynamodb.ContributorInsightsSpecification;
  /**
   * The recovery point objective of this table: replication that is further behind is too late. At least 1 second.
   * @default Duration.seconds(5)
   */
  readonly rpo?: Duration;
}

/** Properties of a session table. */
export interface GlobalSessionTableProps extends GlobalSessionTableOptions {
  /** The Regions, stacks, names and keys. */
  readonly topology: DrTopology;
}

/**
 * A DynamoDB global table with a replica in each Region, both of them writable at any time.
 *
 * Replicas are eventually consistent and the last writer wins: after a failover a reader may miss the newest writes of the lost Region.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export class GlobalSessionTable extends Construct implements IRecoverable {
  /** Names the store in plans, alarms and reports: `table-` and the id in lower case. */
  public readonly recoverableId: string;
  /** The table's name, the same in both Regions and known at synthesis. */
  public readonly tableName: string;

  private readonly topology: DrTopology;
  private readonly rpo: Duration;
  private readonly replicas = new Map<DrRegion, RegionalSessionTable>();

  /**
   * @throws ConfigurationError for names outside DynamoDB's limits, a name not known at synthesis, an expiry that is no number,
   * an objective below one second, an id that another store has, or stacks that cannot be deployed in order
   */
  constructor(scope: Construct, id: string, props: GlobalSessionTableProps) {
    super(scope, id);
    this.topology = props.topology;
    this.recoverableId = `table-${id.toLowerCase()}`;
    this.rpo = props.rpo ?? Duration.seconds(5);
    const timeToLiveAttribute = props.timeToLiveAttribute ?? 'expires_at';
    validateGlobalSessionTable(this, props, timeToLiveAttribute);
    this.tableName = props.tableName ?? this.topology._name(NAME_KINDS.table, id);

    const { primary, secondary } = this.topology;
    this.topology.deployBefore(secondary, StackLayer.FOUNDATION, primary, StackLayer.DATA,
      `the replica of session table "${id}" needs the key of its Region`);
    this.createTable(props, timeToLiveAttribute);
    for (const region of [primary, secondary]) {
      this.replicas.set(region, this.replicaIn(region, (props.globalSecondaryIndexes ?? []).length > 0));
    }
  }

  /**
   * The replica of a Region, for stacks of that Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalSessionTable {
    return inRegion(this, this.replicas, region);
  }

  /** Checks that the replica of the Region is active. */
  public readinessChecks(context: RecoveryContext): RecoveryStep[] {
    const { target } = context;
    return [{
      id: `check-${this.recoverableId}`,
      description: `Check that session table ${this.tableName} is active in ${target.name}`,
      action: RecoveryAction.checkTable(this.forRegion(target).tableName),
      runsIn: target,
      timeout: Duration.seconds(10),
      onFailure: StepFailure.STOP,
    }];
  }

  /** None: the replica of each Region is always writable. */
  public promotionSteps(_context: RecoveryContext): RecoveryStep[] {
    return [];
  }

  /** None: there is no writer to stop. */
  public fencingSteps(_context: RecoveryContext): RecoveryStep[] {
    return [];
  }

  /** The latency in both directions, each published in the Region that is written to. */
  public replicationSignals(): ReplicationSignal[] {
    return [...this.replicas.values()].map(replica => ({
      id: `lag-in-${replica.region.peer.name}`,
      description: `Session table ${this.tableName} in ${replica.region.peer.name} is behind ${replica.region.name}`,
      metric: replica.metricReplicationLatency(),
      publishedIn: replica.region,
      unit: Duration.millis(1),
      threshold: this.rpo,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    }));
  }

  private createTable(props: GlobalSessionTableProps, timeToLiveAttribute: string): void {
    const { primary, secondary, removalPolicy } = this.topology;
    const scope = this.topology._scope(this, 'sessions', primary, StackLayer.DATA);
    new CfnOutput(scope, 'table-name', { value: this.tableName, description: `Session table "${this.node.id}", by this name in both Regions` });
    new dynamodb.TableV2(scope, 'table', {
      tableName: this.tableName,
      partitionKey: props.partitionKey,
      sortKey: props.sortKey,
      timeToLiveAttribute,
      billing: props.billing ?? dynamodb.Billing.onDemand(),
      warmThroughput: props.warmThroughput,
      globalSecondaryIndexes: props.globalSecondaryIndexes,
      contributorInsightsSpecification: props.contributorInsightsSpecification ?? { enabled: true },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
      removalPolicy,
      encryption: dynamodb.TableEncryptionV2.customerManagedKey(this.keyOf(primary).key, {
        [secondary.name]: this.keyOf(secondary).aliasArn,
      }),
      replicas: [{
        region: secondary.name,
        // Every other tag of the primary's stack is true of the replica too.
        tags: [{ key: REGION_ROLE_TAG, value: secondary.role }],
      }],
    });
  }

  private replicaIn(region: DrRegion, hasIndexes: boolean): RegionalSessionTable {
    const { partition, account } = this.topology;
    const key = this.keyOf(region);
    const tableArn = `arn:${partition}:dynamodb:${region.name}:${account}:table/${this.tableName}`;
    return RegionalSessionTable._of({
      region,
      table: dynamodb.TableV2.fromTableAttributes(this.topology._scope(this, 'sessions', region, StackLayer.FOUNDATION), 'replica', {
        tableArn,
        encryptionKey: key.key,
        grantIndexPermissions: hasIndexes,
      }),
      tableName: this.tableName,
      tableArn,
      encryptionKey: key.key,
      grants: RegionalSessionTableGrants._of(this, tableArn, hasIndexes, { key, region, service: 'dynamodb' }),
    });
  }

  private keyOf(region: DrRegion): RegionalKey {
    return this.topology.encryptionKey(region, KeyPurpose.SESSIONS);
  }
}
