import { CfnOutput, Duration, RemovalPolicy, Resource, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { FirstWriter } from './aurora-member';
import { AuroraMember } from './aurora-member';
import { ClientSideCluster } from './client-side-cluster';
import { DatabaseCredentials } from './database-credentials';
import type { GlobalAuroraDatabaseProps } from './database-options';
import { validateDatabase } from './database-rules';
import type { DatabaseSettings } from './database-settings';
import { settingsOf } from './database-settings';
import { credentialsIn } from './regional-credentials';
import { RegionalDatabase } from './regional-database';
import { rotationErrors, warnOfRotation } from './rotation-rules';
import type { IMultiRegionNetwork } from '../network';
import type { AuroraActionProps, IRecoverable, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import { RecoveryAction, StepFailure } from '../recovery';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { inRegion } from '../topology/per-region';

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
   * topology, a Region without the service, or stacks that cannot be deployed in order. Synthesis fails when the home Region's
   * VPC is of this app and has no way to Secrets Manager, which rotation needs
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
    this.checkRotation(network.vpc(topology.primary));
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

  /** Endpoints and routes may be added after the database, so what is refused here is known at synthesis only. */
  private checkRotation(vpc: ec2.IVpc): void {
    warnOfRotation(this.scopeIn(this.topology.primary), vpc);
    this.node.addValidation({ validate: () => rotationErrors(vpc) });
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
    this.showNames(scope, region, clusterIdentifier);
    const secret = credentialsIn(scope, this.topology, region, this.secretName);
    this.members.set(region, RegionalDatabase._of({
      region,
      cluster: new ClientSideCluster(scope, 'cluster', { region, member, secret, iamAuthentication: this.settings.iamAuthentication }),
      clusterArn: `arn:${partition}:rds:${region.name}:${account}:cluster:${clusterIdentifier}`,
      port: this.settings.port,
      secret,
    }));
    return member;
  }

  /** For people: by these names the consoles and the CLI find what a recovery works on. */
  private showNames(scope: Construct, region: DrRegion, clusterIdentifier: string): void {
    new CfnOutput(scope, 'cluster-identifier', {
      value: clusterIdentifier,
      description: `Cluster of global database "${this.globalClusterIdentifier}" in ${region.name}`,
    });
    new CfnOutput(scope, 'secret-name', {
      value: this.secretName,
      description: `Secret with the credentials of global database "${this.globalClusterIdentifier}", as ${region.name} has it`,
    });
    if (region === this.topology.primary) {
      new CfnOutput(scope, 'global-cluster-identifier', {
        value: this.globalClusterIdentifier,
        description: `Global database "${this.node.id}", by this name in both Regions`,
      });
    }
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
