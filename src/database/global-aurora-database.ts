import * as rds from 'aws-cdk-lib/aws-rds';
import type { IDependable } from 'constructs';
import { Construct } from 'constructs';
import { AdoptedMember } from './adopted-member';
import type { FirstWriter } from './aurora-member';
import { AuroraMember } from './aurora-member';
import type { ClusterMember } from './client-side-cluster';
import { ClientSideCluster } from './client-side-cluster';
import { admitCrossRegionClients, warnOfMissingLink } from './cross-region-client-rules';
import { DatabaseCredentials } from './database-credentials';
import type { GlobalAuroraDatabaseProps } from './database-options';
import { showDatabase, showGlobalDatabase } from './database-outputs';
import { DatabaseProxy } from './database-proxy';
import { promotionSteps, readinessChecks, replicationSignal, storageKeyOf } from './database-recovery';
import { validateDatabase } from './database-rules';
import type { DatabaseSettings } from './database-settings';
import { settingsOf } from './database-settings';
import { databaseSignals } from './database-signals';
import type { ExistingDatabase, ExistingMember } from './existing-database';
import { validateExisting } from './existing-rules';
import { clusterArn, createGlobalCluster, globalClusterArn } from './global-cluster';
import { warnOfParameters } from './parameter-rules';
import { protectedCluster, protectedExistingCluster } from './protected-cluster';
import { validateProxyCredentials } from './proxy-rules';
import type { RegionalCredentials } from './regional-credentials';
import { credentialsIn, existingCredentialsIn } from './regional-credentials';
import { RegionalDatabase } from './regional-database';
import { rotationErrors, warnOfRotation } from './rotation-rules';
import { orderStacks } from './stack-order';
import { lookUpWriter } from './writer-endpoint';
import type { ProtectedResource } from '../backup';
import { MultiRegionBackup } from '../backup';
import type { HealthSignal } from '../monitoring';
import type { IMultiRegionNetwork } from '../network';
import type { IRecoverable, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { inRegion } from '../topology/per-region';

/**
 * An Aurora global database: a cluster in each Region, of which one is the writer and the other follows, usually within a second.
 *
 * Both clusters are built alike, unless they exist already. No template says which one is the writer: that is changed by recovery, not
 * by a deployment.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
 */
export class GlobalAuroraDatabase extends Construct implements IRecoverable {
  /** Names the store in plans, alarms and reports: `database-` and the id in lower case. */
  public readonly recoverableId: string;
  /** The identifier of the global cluster, the same in both Regions and known at synthesis. */
  public readonly globalClusterIdentifier: string;
  /** The ARN of the global cluster, known at synthesis. It names no Region. */
  public readonly globalClusterArn: string;
  /** Vault and plan of each Region. Absent with `BackupPolicy.none()`. */
  public readonly backup?: MultiRegionBackup;

  private readonly topology: DrTopology;
  private readonly network: IMultiRegionNetwork;
  private readonly settings: DatabaseSettings;
  private readonly existing?: ExistingDatabase;
  private readonly members = new Map<DrRegion, RegionalDatabase>();
  private readonly protectedClusters = new Map<DrRegion, ProtectedResource>();

  /**
   * @throws ConfigurationError for an engine version or instance class that a global database does not take, names and numbers
   * outside Aurora's limits, a standby without instances, VPCs without isolated subnets in two zones, a network of another
   * topology, a Region without the service, names of an existing database that cannot be right, options that have no effect on it,
   * or stacks that cannot be deployed in order. Synthesis fails when the home Region's VPC is of this app and has no way to Secrets
   * Manager, which rotation needs
   */
  constructor(scope: Construct, id: string, props: GlobalAuroraDatabaseProps) {
    super(scope, id);
    const { topology, network } = props;
    this.topology = topology;
    this.network = network;
    this.settings = settingsOf(props);
    this.existing = props.existing;
    this.recoverableId = `database-${id.toLowerCase()}`;
    validateExisting(this, topology, props);
    validateProxyCredentials(this, props.proxy, props.existing);
    validateDatabase(this, topology, network, this.settings, topology.regions.filter(region => !this.existingIn(region)));
    this.globalClusterIdentifier = this.existing?._globalClusterIdentifier ?? topology._name(NAME_KINDS.globalCluster, id);
    this.globalClusterArn = globalClusterArn(topology, this.globalClusterIdentifier);

    orderStacks(this, topology, this.existing);
    this.settings.capacity._kind.warn(this.scopeIn(topology.primary));
    warnOfParameters(this.scopeIn(topology.primary), this.settings.parameters);
    warnOfMissingLink(this.scopeIn(topology.primary), network, this.settings.crossRegionClients);
    this.addHomeMember(network);
    this.addStandbyMember(network);
    this.backup = this.createBackup();
  }

  /**
   * The cluster of a Region, for stacks of that Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalDatabase {
    return inRegion(this, this.members, region);
  }

  /**
   * Checks that the cluster of the Region is a member of the global database, is available, has an instance and, in planned runs, is not
   * further behind than `maxReplicationLag`.
   */
  public readinessChecks(context: RecoveryContext): RecoveryStep[] {
    return readinessChecks(this, context, this.settings.maxReplicationLag);
  }

  /** Makes the cluster of the Region the writer. The time-out is above the longest promotion reported, about eight minutes. */
  public promotionSteps(context: RecoveryContext): RecoveryStep[] {
    const { target } = context;
    return promotionSteps(this, context, storageKeyOf(this.topology, target, this.existingIn(target)));
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
    return [...this.members.values()].map(member => replicationSignal(member, this.settings.rpo));
  }

  /**
   * Load, input and output, cost, proxies and backups of both Regions, and earlier and closer looks at the lag. The README of the database
   * lists them with their thresholds.
   */
  public healthSignals(): HealthSignal[] {
    return [
      ...[...this.members.values()].flatMap(member => databaseSignals(member, this.settings)),
      ...this.backup?.healthSignals() ?? [],
    ];
  }

  private addHomeMember(network: IMultiRegionNetwork): void {
    const { primary } = this.topology;
    const existing = this.existingIn(primary);
    if (existing) {
      const source = clusterArn(this.topology, primary, existing.clusterIdentifier);
      const created = this.existing?._globalClusterIdentifier ? [] : [this.createGlobalCluster(source)];
      this.addMember(primary, this.adoptMember(primary, existing), created);
    } else {
      const credentials = this.createCredentials();
      const member = this.createFirstMember(network, credentials);
      this.addMember(primary, member, [member.cluster, credentials], credentials.secret.secretArn);
    }
    showGlobalDatabase(this.scopeIn(primary), this.node.id, this.globalClusterIdentifier);
  }

  private addStandbyMember(network: IMultiRegionNetwork): void {
    const { secondary } = this.topology;
    const existing = this.existingIn(secondary);
    const member = existing ? this.adoptMember(secondary, existing) : this.createMember(secondary, network);
    this.addMember(secondary, member, [member.cluster]);
  }

  private createCredentials(): DatabaseCredentials {
    return new DatabaseCredentials(this.scopeIn(this.topology.primary), 'credentials', {
      topology: this.topology,
      secretName: this.secretName,
      username: this.settings.masterUsername,
      description: `Master user of global database ${this.globalClusterIdentifier}`,
    });
  }

  /** The cluster that starts as the writer, with the global cluster that it joins and the credentials that it is given. */
  private createFirstMember(network: IMultiRegionNetwork, credentials: DatabaseCredentials): AuroraMember {
    const { engine, masterUsername, databaseName, rotationInterval, logRetention } = this.settings;
    const vpc = network.vpc(this.topology.primary);
    const globalCluster = this.createGlobalCluster();
    const { secret } = credentials;
    const member = this.createMember(this.topology.primary, network, { globalCluster, secret, username: masterUsername, databaseName });
    credentials.rotate({ engine, member, vpc, interval: rotationInterval, component: this.node.id, logRetention });
    // Endpoints and routes may be added after the database, so what is refused here is known at synthesis only.
    warnOfRotation(this.scopeIn(this.topology.primary), vpc);
    this.node.addValidation({ validate: () => rotationErrors(vpc) });
    return member;
  }

  private createGlobalCluster(source?: string): rds.CfnGlobalCluster {
    const { topology, globalClusterIdentifier: identifier, settings: { engine, globalClusterEngineVersion: engineVersion } } = this;
    return createGlobalCluster(this.scopeIn(topology.primary), { topology, identifier, engine, engineVersion, source });
  }

  private createMember(region: DrRegion, network: IMultiRegionNetwork, firstWriter?: FirstWriter): AuroraMember {
    const { primaryReaders, secondaryReaders, ...shared } = this.settings;
    const member = new AuroraMember(this.scopeIn(region), 'member', {
      ...shared,
      topology: this.topology,
      region,
      vpc: network.vpc(region),
      globalClusterIdentifier: this.globalClusterIdentifier,
      clusterIdentifier: this.topology._name(NAME_KINDS.dbCluster, this.node.id, region),
      instances: region === this.topology.primary ? 1 + primaryReaders : secondaryReaders,
      firstWriter,
    });
    this.protectedClusters.set(region, protectedCluster(clusterArn(this.topology, region, member.clusterIdentifier), member,
      this.topology.encryptionKey(region, KeyPurpose.DATABASE).key));
    return member;
  }

  private adoptMember(region: DrRegion, member: ExistingMember): AdoptedMember {
    const { engine, port } = this.settings;
    const adopted = new AdoptedMember(this.scopeIn(region), 'member', { region, member, engine, port });
    this.protectedClusters.set(region, protectedExistingCluster(adopted, clusterArn(this.topology, region, member.clusterIdentifier), member));
    return adopted;
  }

  /**
   * @param created what the stack makes for the member, and the look-up of the writer waits for: what fails last undoes least
   * @param secretArn of the credentials, where the stack of the member has them
   */
  private addMember(region: DrRegion, member: ClusterMember, created: IDependable[], secretArn?: string): void {
    const { topology, globalClusterIdentifier, settings: { port, iamAuthentication } } = this;
    const scope = this.scopeIn(region);
    const credentials = this.existing
      ? existingCredentialsIn(scope, topology, region, this.existing._credentials)
      : credentialsIn(scope, topology, region, this.secretName);
    const proxy = this.createProxy(region, member, credentials, secretArn);
    const writer = lookUpWriter(scope, 'writer', {
      topology, region, globalClusterIdentifier, globalClusterArn: this.globalClusterArn, after: proxy ? [...created, proxy] : created,
    });
    const secret = credentials?.secret;
    const database = RegionalDatabase._of({
      region,
      cluster: new ClientSideCluster(scope, 'cluster', { region, member, secret, iamAuthentication }),
      clusterArn: clusterArn(this.topology, region, member.clusterIdentifier),
      port,
      secret,
      writerEndpoint: new rds.Endpoint(writer, port),
      proxy: proxy?.handle,
    });
    this.members.set(region, database);
    admitCrossRegionClients(region, member.connections, this.settings.crossRegionClients);
    showDatabase(scope, globalClusterIdentifier, database, secret);
  }

  private createProxy(region: DrRegion, member: ClusterMember, credentials?: RegionalCredentials, secretArn?: string): DatabaseProxy | undefined {
    const { topology, settings } = this;
    return settings.proxy && new DatabaseProxy(this.scopeIn(region), 'proxy', {
      topology,
      region,
      vpc: this.network.vpc(region),
      component: this.node.id,
      settings,
      options: settings.proxy,
      member,
      credentials,
      secretArn,
    });
  }

  private createBackup(): MultiRegionBackup | undefined {
    const { topology, recoverableId, settings: { backup: policy } } = this;
    const [primary, secondary] = topology.regions.map(region => this.protectedClusters.get(region)!);
    return policy._settings && new MultiRegionBackup(this, recoverableId, { topology, policy, resources: [{ primary, secondary }] });
  }

  private existingIn(region: DrRegion): ExistingMember | undefined {
    return this.existing?._members[region.role];
  }

  private get secretName(): string {
    return this.topology._name(NAME_KINDS.secret, this.node.id);
  }

  private scopeIn(region: DrRegion): Construct {
    return this.topology._scope(this, 'database', region, StackLayer.DATA);
  }
}
