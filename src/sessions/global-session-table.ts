import { Annotations, CfnOutput, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { GlobalSessionTableProps } from './global-session-table-options';
import { validateGlobalSessionTable } from './global-session-table-rules';
import { RegionalSessionTable } from './regional-session-table';
import { readinessChecks } from './session-table-recovery';
import { createSessionTable } from './session-table-resource';
import type { WatchedTable } from './session-table-signals';
import { sessionTableSignals } from './session-table-signals';
import { lookUpStream } from './stream-lookup';
import { refusingFixedWrites } from './throughput-rules';
import type { BackupPolicy } from '../backup';
import { MultiRegionBackup, ProtectedResource } from '../backup';
import type { HealthSignal } from '../monitoring';
import type { IRecoverable, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { inRegion } from '../topology/per-region';

/**
 * A DynamoDB global table with a replica in each Region, both of them writable at any time.
 *
 * By default replicas are eventually consistent and the last writer wins: after a failover a reader may miss the newest writes of
 * the lost Region.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export class GlobalSessionTable extends Construct implements IRecoverable {
  /** Names the store in plans, alarms and reports: `table-` and the id in lower case. */
  public readonly recoverableId: string;
  /** The table's name, the same in both Regions and known at synthesis. */
  public readonly tableName: string;
  /** Vault and plan of each Region. Absent unless `backup` is given. */
  public readonly backup?: MultiRegionBackup;

  private readonly topology: DrTopology;
  private readonly rpo: Duration;
  private readonly drainedWithin?: Duration;
  private readonly isStrong: boolean;
  private readonly watched: WatchedTable;
  private readonly replicas = new Map<DrRegion, RegionalSessionTable>();

  /**
   * @throws ConfigurationError for names outside DynamoDB's limits, a name not known at synthesis, an expiry that is no number,
   * an objective below one second, indexes or capacity that DynamoDB refuses, Regions or options that exclude strong consistency,
   * a stage of adoption without what it needs, a table name or an id that another construct of the topology has, or stacks that cannot
   * be deployed in order
   */
  constructor(scope: Construct, id: string, props: GlobalSessionTableProps) {
    super(scope, id);
    this.topology = props.topology;
    this.recoverableId = `table-${id.toLowerCase()}`;
    this.rpo = props.rpo ?? Duration.seconds(5);
    this.drainedWithin = props.drainedWithin;
    this.isStrong = props.consistency?._isStrong ?? false;
    this.watched = { isStrong: this.isStrong, indexNames: props.globalSecondaryIndexes?.map(({ indexName }) => indexName) ?? [] };
    const timeToLiveAttribute = props.timeToLiveAttribute ?? (this.isStrong ? undefined : 'expires_at');
    validateGlobalSessionTable(this, props, timeToLiveAttribute);
    this.tableName = props.tableName ?? this.topology._name(NAME_KINDS.table, id);
    this.topology._claim({ kind: NAME_KINDS.table, name: this.tableName, owner: this, prop: props.tableName && 'tableName' });

    const { primary, secondary } = this.topology;
    this.topology.deployBefore(secondary, StackLayer.FOUNDATION, primary, StackLayer.DATA,
      `the replica of session table "${id}" needs the key of its Region`);
    const table = this.createTable(props, timeToLiveAttribute);
    const streams = props.dynamoStream ? this.streamsOf(table) : undefined;
    for (const region of [primary, secondary]) {
      this.replicas.set(region, this.replicaIn(region, props, streams?.get(region)));
    }
    this.backup = this.createBackup(props.backup);
  }

  /**
   * The replica of a Region, for stacks of that Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalSessionTable {
    return inRegion(this, this.replicas, region);
  }

  /**
   * Checks that the replica of the Region is active and, in planned runs, that it is not further behind than `rpo`. A strongly consistent
   * table is never behind.
   */
  public readinessChecks(context: RecoveryContext): RecoveryStep[] {
    return readinessChecks(this, context, { rpo: this.rpo, isPublished: !this.isStrong, drainedWithin: this.drainedWithin });
  }

  /** None: the replica of each Region is always writable. */
  public promotionSteps(_context: RecoveryContext): RecoveryStep[] {
    return [];
  }

  /** None: there is no writer to stop. */
  public fencingSteps(_context: RecoveryContext): RecoveryStep[] {
    return [];
  }

  /**
   * The latency in both directions, each published in the Region that is written to. None for a strongly consistent table, which
   * publishes no latency: a write is in both Regions or fails.
   */
  public replicationSignals(): ReplicationSignal[] {
    return this.isStrong ? [] : [...this.replicas.values()].map(replica => ({
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

  /**
   * Errors, throttling, consumption and backups of both Regions. The README of the session table lists them with their thresholds.
   */
  public healthSignals(): HealthSignal[] {
    return [
      ...[...this.replicas.values()].flatMap(replica => sessionTableSignals(replica, this.watched)),
      ...this.backup?.healthSignals() ?? [],
    ];
  }

  private createTable(options: GlobalSessionTableProps, timeToLiveAttribute?: string): dynamodb.TableV2 {
    const scope = this.topology._scope(this, 'sessions', this.topology.primary, StackLayer.DATA);
    new CfnOutput(scope, 'table-name', { value: this.tableName, description: `Session table "${this.node.id}", by this name in both Regions` });
    this.warn(scope, options);
    return refusingFixedWrites(this, () => createSessionTable(scope, { options, tableName: this.tableName, timeToLiveAttribute }));
  }

  /** On a construct inside a stack: CDK collects no annotation outside of stacks. */
  private warn(scope: Construct, { existing, pointInTimeRecoverySpecification }: GlobalSessionTableProps): void {
    const standby = this.topology.secondary.name;
    if (existing && !existing._replicated) {
      Annotations.of(scope).addWarningV2('cdk-multi-region-dr:tableNotReplicated',
        `Session table ${this.tableName} has no replica in ${standby} at this stage of its adoption: names, grants and checks for ${standby} `
        + 'are of a table that does not exist there yet. Go on to the next stage of docs/adoption/session-table.md.');
    }
    if (pointInTimeRecoverySpecification?.pointInTimeRecoveryEnabled === false) {
      Annotations.of(scope).addWarningV2('cdk-multi-region-dr:tableWithoutPointInTimeRecovery',
        `Session table ${this.tableName} cannot be restored: a wrong deletion is in both Regions within a second. `
        + 'Leave pointInTimeRecoverySpecification out unless the items can be made anew.');
    }
  }

  private streamsOf(table: dynamodb.TableV2): Map<DrRegion, string> {
    const { primary, secondary } = this.topology;
    this.topology.deployBefore(primary, StackLayer.DATA, secondary, StackLayer.DATA,
      `the stream of session table "${this.node.id}" is looked up where its replica is`);
    const standbyArn = lookUpStream(this.topology._scope(this, 'sessions', secondary, StackLayer.DATA), 'stream', {
      topology: this.topology,
      region: secondary,
      tableName: this.tableName,
      tableArn: this.arnIn(secondary),
    });
    return new Map([[primary, table.tableStreamArn!], [secondary, standbyArn]]);
  }

  private replicaIn(region: DrRegion, { globalSecondaryIndexes = [] }: GlobalSessionTableProps, streamArn?: string): RegionalSessionTable {
    return RegionalSessionTable._of(this, this.topology._scope(this, 'sessions', region, StackLayer.FOUNDATION), {
      region,
      tableName: this.tableName,
      tableArn: this.arnIn(region),
      key: this.topology.encryptionKey(region, KeyPurpose.SESSIONS),
      hasIndexes: globalSecondaryIndexes.length > 0,
      isStrong: this.isStrong,
      streamArn,
    });
  }

  private createBackup(policy?: BackupPolicy): MultiRegionBackup | undefined {
    const { topology } = this;
    const [primary, secondary] = topology.regions.map(region => ProtectedResource.dynamoDbTable(this.arnIn(region), {
      encryptionKey: topology.encryptionKey(region, KeyPurpose.SESSIONS).key,
    }));
    return policy?._settings && new MultiRegionBackup(this, this.recoverableId, { topology, policy, resources: [{ primary, secondary }] });
  }

  private arnIn(region: DrRegion): string {
    const { partition, account } = this.topology;
    return `arn:${partition}:dynamodb:${region.name}:${account}:table/${this.tableName}`;
  }
}
