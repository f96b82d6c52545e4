import { CfnOutput, Duration, RemovalPolicy, Resource, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { FirstWriter } from './aurora-member';
import { AuroraMember } from './aurora-member';
import type { DatabaseCapacity } from './database-capacity';
import { DatabaseCredentials } from './database-credentials';
import type { DatabaseEngine } from './database-engine';
import { validateDatabase } from './database-rules';
import type { DatabaseSettings } from './database-settings';
import { settingsOf } from './database-settings';
import { credentialsIn } from './regional-credentials';
import { RegionalDatabase } from './regional-database';
import type { IMultiRegionNetwork } from '../network';
import type { AuroraActionProps, IRecoverable, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import { RecoveryAction, StepFailure } from '../recovery';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { inRegion } from '../topology/per-region';

/** What a global database is, apart from where it is. */
export interface GlobalAuroraDatabaseOptions {
  /** The engine and its version, the same in both Regions. @default DatabaseEngine.auroraPostgres() - version 17.7 */
  readonly engine?: DatabaseEngine;
  /** What the instances run on, the same in both Regions. @default DatabaseCapacity.provisioned() - r6g.large */
  readonly capacity?: DatabaseCapacity;
  /**
   * A database to create at first, 1 to 63 letters, digits or underscores. Cannot be changed after creation: create another entry and migrate.
   * @default - none but the engine's own
   */
  readonly databaseName?: string;
  /**
   * The master user, 1 to 16 letters, digits or underscores. The password is generated. Cannot be changed after creation.
   * @default 'dbadmin'
   */
  readonly masterUsername?: string;
  /**
   * The port on which the instances listen, 1150 to 65535.
   * @default - 5432 for Aurora PostgreSQL, 3306 for Aurora MySQL
   */
  readonly port?: number;
  /**
   * Readers beside the writer in the home Region, 0 to 14. With one, the loss of an instance or Availability Zone is a failover of
   * seconds inside the Region, and no reason to leave it. More of them carry reads; they do not lower the lag of the other Region.
   * @default 1
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html
   */
  readonly primaryReaders?: number;
  /**
   * Instances in the standby Region, 1 to 15. All of them are readers until the Region takes over.
   * @default 1
   */
  readonly secondaryReaders?: number;
  /**
   * How storage is paid, in both Regions: `AURORA_IOPT1` suits databases that spend more than a quarter of their cost on I/O.
   * @default - Aurora Standard
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html#aurora-storage-type
   */
  readonly storageType?: rds.DBClusterStorageType;
  /**
   * Whether database users may authenticate by IAM, beside those with a password.
   * @default true
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
   */
  readonly iamAuthentication?: boolean;
  /**
   * How far back each cluster can be restored to any point in time, 1 to 35 whole days.
   * @default Duration.days(7)
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
   */
  readonly backupRetention?: Duration;
  /**
   * How often the master password is changed, 4 hours to 999 days.
   * @default Duration.days(30)
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
   */
  readonly rotationInterval?: Duration;
  /** How long the exported database logs are kept. @default RetentionDays.ONE_MONTH */
  readonly logRetention?: logs.RetentionDays;
  /**
   * The recovery point objective of this database: replication that is further behind is too late. At least 1 second.
   * @default Duration.seconds(5)
   */
  readonly rpo?: Duration;
}

/** Properties of a global database. */
export interface GlobalAuroraDatabaseProps extends GlobalAuroraDatabaseOptions {
  /** The Regions, stacks, names and keys. */
  readonly topology: DrTopology;
  /** The VPCs, each with isolated subnets in two Availability Zones. */
  readonly network: IMultiRegionNetwork;
}

/**
 * An Aurora global database: a cluster in each Region, of which one is the writer and the other follows, usually within a second.
 *
 * Both clusters are built alike. No template says which one is the writer: that is changed by recovery, not by a deployment.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
 */
export class GlobalAuroraDatabase extends Construct implements IRecoverable {
  /** Names the store in plans, alarms and reports: `database-` and the id in lower case. */
  public readonly recoverableId: string;
  /** The identifier of the global cluster, the same in both Regions and known at synthesis. */
  public readonly globalClusterIdentifier: string;
  /** The ARN of the global cluster, known at synthesis. It names no Region. */
  public readonly globalClusterArn: string;

  private readonly topology: DrTopology;
  private readonly settings: DatabaseSettings;
  private readonly members = new Map<DrRegion, RegionalDatabase>();

  /**
   * @throws ConfigurationError for an engine version or instance class that a global database does not take, names and numbers
   * outside Aurora's limits, a standby without instances, VPCs without isolated subnets in two zones, a network of another
   * topology, a Region without the service, or stacks that cannot be deployed in order
   */
  constructor(scope: Construct, id: string, props: GlobalAuroraDatabaseProps) {
    super(scope, id);
    const { topology, network } = props;
    this.topology = topology;
    this.settings = settingsOf(props);
    this.recoverableId = `database-${id.toLowerCase()}`;
    validateDatabase(this, topology, network, this.settings);
    this.globalClusterIdentifier = topology._name(NAME_KINDS.globalCluster, id);
    this.globalClusterArn = `arn:${topology.partition}:rds::${topology.account}:global-cluster:${this.globalClusterIdentifier}`;

    this.orderStacks();
    this.settings.capacity._kind.warn(this.scopeIn(topology.primary));
    const credentials = this.createCredentials();
    const primary = this.createMember(topology.primary, network, {
      globalCluster: this.createGlobalCluster(),
      secret: credentials.secret,
      username: this.settings.masterUsername,
      databaseName: this.settings.databaseName,
    });
    credentials.rotate({
      engine: this.settings.engine,
      member: primary,
      vpc: network.vpc(topology.primary),
      interval: this.settings.rotationInterval,
    });
    this.createMember(topology.secondary, network);
  }

  /**
   * The cluster of a Region, for stacks of that Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalDatabase {
    return inRegion(this, this.members, region);
  }

  /** Checks that the cluster of the Region is a member of the global database, is available and has an instance. */
  public readinessChecks(context: RecoveryContext): RecoveryStep[] {
    const { target } = context;
    return [{
      id: `check-${this.recoverableId}`,
      description: `Check that database cluster ${this.forRegion(target).clusterIdentifier} could take over in ${target.name}`,
      action: RecoveryAction.checkAurora(this.actionOn(target)),
      runsIn: target,
      timeout: Duration.seconds(30),
      onFailure: StepFailure.STOP,
    }];
  }

  /** Makes the cluster of the Region the writer. The time-out is above the longest promotion reported, about eight minutes. */
  public promotionSteps(context: RecoveryContext): RecoveryStep[] {
    const { target } = context;
    return [{
      id: `promote-${this.recoverableId}`,
      description: `Make ${this.forRegion(target).clusterIdentifier} the writer of global database ${this.globalClusterIdentifier} in ${target.name}`,
      action: RecoveryAction.promoteAurora(this.actionOn(target)),
      runsIn: target,
      timeout: Duration.minutes(15),
      onFailure: StepFailure.STOP,
    }];
  }

  /**
   * None: Aurora itself fences the old writer as part of the promotion, as well as it can reach it. Every other call that would
   * stop its writes changes a declared property in the impaired Region.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
   */
  public fencingSteps(_context: RecoveryContext): RecoveryStep[] {
    return [];
  }

  /**
   * The lag of each Region. Aurora publishes it only in the Region that follows, under that Region's cluster: after a promotion
   * the other signal has the data.
   */
  public replicationSignals(): ReplicationSignal[] {
    return [...this.members.values()].map(member => ({
      id: `lag-in-${member.region.name}`,
      description: `Database cluster ${member.clusterIdentifier} in ${member.region.name} is behind the writer`,
      metric: member.metricReplicationLag(),
      publishedIn: member.region,
      unit: Duration.millis(1),
      threshold: this.settings.rpo,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
    }));
  }

  private actionOn(region: DrRegion): AuroraActionProps {
    return { globalClusterIdentifier: this.globalClusterIdentifier, targetClusterArn: this.forRegion(region).clusterArn };
  }

  private orderStacks(): void {
    const { primary, secondary } = this.topology;
    const { key } = this.topology.encryptionKey(secondary, KeyPurpose.SECRETS);
    if (Resource.isOwnedResource(key)) {
      this.topology.deployBefore(secondary, StackLayer.FOUNDATION, primary, StackLayer.DATA,
        `the replica of the credentials of database "${this.node.id}" needs the key of its Region`);
    }
    this.topology.deployBefore(primary, StackLayer.DATA, secondary, StackLayer.DATA,
      `the cluster in ${secondary.name} joins the global cluster of database "${this.node.id}"`);
  }

  private createGlobalCluster(): rds.CfnGlobalCluster {
    const { engine } = this.settings;
    const globalCluster = new rds.CfnGlobalCluster(this.scopeIn(this.topology.primary), 'global-cluster', {
      globalClusterIdentifier: this.globalClusterIdentifier,
      engine: engine.engineType,
      engineVersion: engine.fullVersion,
      storageEncrypted: true,
      deletionProtection: this.topology.removalPolicy !== RemovalPolicy.DESTROY,
    });
    globalCluster.applyRemovalPolicy(this.topology.removalPolicy);
    return globalCluster;
  }

  private createCredentials(): DatabaseCredentials {
    return new DatabaseCredentials(this.scopeIn(this.topology.primary), 'credentials', {
      topology: this.topology,
      secretName: this.secretName,
      username: this.settings.masterUsername,
      description: `Master user of global database ${this.globalClusterIdentifier}`,
    });
  }

  private createMember(region: DrRegion, network: IMultiRegionNetwork, firstWriter?: FirstWriter): AuroraMember {
    const { partition, account } = this.topology;
    const clusterIdentifier = this.topology._name(NAME_KINDS.dbCluster, this.node.id, region);
    const { primaryReaders, secondaryReaders, ...shared } = this.settings;
    const scope = this.scopeIn(region);
    const member = new AuroraMember(scope, 'member', {
      ...shared,
      topology: this.topology,
      region,
      vpc: network.vpc(region),
      globalClusterIdentifier: this.globalClusterIdentifier,
      clusterIdentifier,
      instances: region === this.topology.primary ? 1 + primaryReaders : secondaryReaders,
      firstWriter,
    });
    this.acknowledgeBacktrack(member);
    new CfnOutput(scope, 'cluster-identifier', {
      value: clusterIdentifier,
      description: `Cluster of global database "${this.globalClusterIdentifier}" in ${region.name}`,
    });
    this.members.set(region, RegionalDatabase._of({
      region,
      member,
      clusterArn: `arn:${partition}:rds:${region.name}:${account}:cluster:${clusterIdentifier}`,
      port: this.settings.port,
      secret: credentialsIn(scope, this.topology, region, this.secretName),
      iamAuthentication: this.settings.iamAuthentication,
    }));
    return member;
  }

  private acknowledgeBacktrack(member: AuroraMember): void {
    if (this.settings.engine.engineType === 'aurora-mysql') {
      Validations.of(member).acknowledge({
        id: 'AwsSolutions-RDS14',
        reason: 'Aurora does not support Backtrack in a global database; continuous backups restore to any point in time',
      });
    }
  }

  private get secretName(): string {
    return this.topology._name(NAME_KINDS.secret, this.node.id);
  }

  private scopeIn(region: DrRegion): Construct {
    return this.topology._scope(this, 'database', region, StackLayer.DATA);
  }
}
