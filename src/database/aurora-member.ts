import type { Duration } from 'aws-cdk-lib';
import { RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ClientSideConnections } from './client-side-connections';
import type { DatabaseCapacity } from './database-capacity';
import type { DatabaseEngine } from './database-engine';
import { enhancedMonitoring } from './enhanced-monitoring';
import type { ClusterParameters } from './parameter-rules';
import { withDefaults } from './parameter-rules';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';

/** What only the member that starts as the writer is given: Aurora refuses all of it for a cluster that joins later. */
export interface FirstWriter {
  readonly globalCluster: rds.CfnGlobalCluster;
  readonly username: string;
  readonly secret: secretsmanager.ISecret;
  readonly databaseName?: string;
}

/** @internal */
export interface AuroraMemberProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly vpc: ec2.IVpc;
  readonly globalClusterIdentifier: string;
  readonly clusterIdentifier: string;
  readonly engine: DatabaseEngine;
  readonly capacity: DatabaseCapacity;
  /** How many instances, whatever role the cluster has. */
  readonly instances: number;
  readonly port: number;
  readonly backupRetention: Duration;
  readonly logRetention: logs.RetentionDays;
  readonly iamAuthentication: boolean;
  readonly storageType?: rds.DBClusterStorageType;
  readonly monitoringInterval: Duration;
  readonly databaseInsightsMode?: rds.DatabaseInsightsMode;
  readonly performanceInsightsRetention: rds.PerformanceInsightRetention;
  readonly writeForwarding?: boolean;
  readonly parameters: ClusterParameters;
  /** Given to the first member, and to no other. */
  readonly firstWriter?: FirstWriter;
}

/**
 * The cluster of one Region. Both Regions are built by this class, from the same settings: what is set here holds whichever of
 * them is the writer, and Aurora inherits neither parameters nor log exports at a promotion.
 */
export class AuroraMember extends Construct implements ec2.IConnectable {
  public readonly cluster: rds.DatabaseCluster;
  public readonly clusterIdentifier: string;
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: AuroraMemberProps) {
    super(scope, id);
    this.clusterIdentifier = props.clusterIdentifier;
    const securityGroup = this.createSecurityGroup(props);
    this.connections = new ClientSideConnections(props.region, { securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(props.port) });
    this.cluster = this.createCluster(props, securityGroup);
    this.keepParts(props);
    this.join(props);
    this.createLogGroups(props);
    this.acknowledgeBacktrack(props);
  }

  private createSecurityGroup({ topology, vpc, clusterIdentifier }: AuroraMemberProps): ec2.SecurityGroup {
    const securityGroup = new ec2.SecurityGroup(this, 'security-group', {
      vpc,
      description: `Clients of ${clusterIdentifier}`,
      allowAllOutbound: false,
    });
    // A cluster that is kept keeps what it uses: deleting that would fail, and the stack with it.
    securityGroup.applyRemovalPolicy(topology.removalPolicy);
    return securityGroup;
  }

  private createCluster(props: AuroraMemberProps, securityGroup: ec2.SecurityGroup): rds.DatabaseCluster {
    const { topology, region, vpc, engine, capacity, firstWriter } = props;
    const key = topology.encryptionKey(region, KeyPurpose.DATABASE).key;
    const insights = {
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: key,
      performanceInsightRetention: props.performanceInsightsRetention,
    };
    const [writer, ...readers] = Array.from({ length: props.instances }, (_, index) =>
      capacity._kind.instance(`instance-${index + 1}`, index === 0 ? 0 : 1, insights));
    return new rds.DatabaseCluster(this, 'cluster', {
      clusterIdentifier: props.clusterIdentifier,
      engine: engine._clusterEngine,
      port: props.port,
      defaultDatabaseName: firstWriter?.databaseName,
      credentials: firstWriter ? rds.Credentials.fromSecret(firstWriter.secret, firstWriter.username) : NO_SECRET,
      writer,
      readers,
      ...capacity._kind.clusterProps,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [securityGroup],
      parameterGroup: new rds.ParameterGroup(this, 'parameters', {
        engine: engine._clusterEngine,
        description: `Parameters of ${props.clusterIdentifier}`,
        parameters: withDefaults(props.parameters, engine._clusterParameters),
        removalPolicy: topology.removalPolicy,
      }),
      storageType: props.storageType,
      storageEncrypted: true,
      storageEncryptionKey: key,
      iamAuthentication: props.iamAuthentication,
      ...insights,
      databaseInsightsMode: props.databaseInsightsMode,
      ...enhancedMonitoring(this, topology, region, props.monitoringInterval),
      cloudwatchLogsExports: [...engine._logTypes],
      backup: { retention: props.backupRetention },
      copyTagsToSnapshot: true,
      deletionProtection: topology.removalPolicy !== RemovalPolicy.DESTROY,
      removalPolicy: topology.removalPolicy,
    });
  }

  /** CDK gives instances and subnet group the cluster's policy only if that is RETAIN, and would delete them under a cluster that is kept. */
  private keepParts({ topology }: AuroraMemberProps): void {
    for (const part of this.cluster.node.findAll()) {
      if (part instanceof rds.CfnDBInstance || part instanceof rds.CfnDBSubnetGroup) {
        part.applyRemovalPolicy(topology.removalPolicy);
      }
    }
  }

  private join({ firstWriter, globalClusterIdentifier, writeForwarding }: AuroraMemberProps): void {
    const resource = this.cluster.node.defaultChild as rds.CfnDBCluster;
    resource.globalClusterIdentifier = globalClusterIdentifier;
    // On the present writer "it does nothing until then", says CloudFormation of the day on which the roles change.
    resource.enableGlobalWriteForwarding = writeForwarding;
    if (firstWriter) {
      resource.addResourceDependency(firstWriter.globalCluster);
    } else {
      // Aurora: "Cannot specify user name for cross region replication cluster". They come with the data.
      resource.masterUsername = undefined;
      resource.masterUserPassword = undefined;
    }
  }

  /** Made before the cluster, which otherwise makes them itself, unencrypted and for ever. */
  private createLogGroups({ topology, region, engine, clusterIdentifier, logRetention }: AuroraMemberProps): void {
    for (const type of engine._logTypes) {
      const logGroup = new logs.LogGroup(this, `${type}-log-group`, {
        logGroupName: `/aws/rds/cluster/${clusterIdentifier}/${type}`,
        retention: logRetention,
        encryptionKey: topology.encryptionKey(region, KeyPurpose.LOGS).key,
        removalPolicy: topology.removalPolicy,
      });
      this.cluster.node.addDependency(logGroup);
    }
  }

  private acknowledgeBacktrack({ engine }: AuroraMemberProps): void {
    if (engine.engineType === 'aurora-mysql') {
      Validations.of(this).acknowledge({
        id: 'AwsSolutions-RDS14',
        reason: 'Aurora does not support Backtrack in a global database; continuous backups restore to any point in time',
      });
    }
  }
}

/**
 * Keeps CDK's cluster from generating a secret: what it renders of this, user name and a reference to a password, is taken out again.
 */
const NO_SECRET = rds.Credentials.fromPassword('unused', SecretValue.secretsManager('unused'));
