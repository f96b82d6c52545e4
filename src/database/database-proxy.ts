import { ArnFormat, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { ClusterMember } from './client-side-cluster';
import { ClientSideConnections } from './client-side-connections';
import type { DatabaseProxyOptions } from './database-proxy-options';
import { ProxyAuthentication } from './database-proxy-options';
import type { DatabaseSettings } from './database-settings';
import type { RegionalCredentials } from './regional-credentials';
import { RegionalDatabaseProxy } from './regional-database-proxy';
import { lookUpSecret } from './secret-lookup';
import { connectionsBesideForwarding } from './write-forwarding-rules';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { serviceRole } from '../topology/service-role';

/** @internal */
export interface DatabaseProxyProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly vpc: ec2.IVpc;
  /** The id of the database, of which the names are made. */
  readonly component: string;
  readonly settings: DatabaseSettings;
  readonly options: DatabaseProxyOptions;
  readonly member: ClusterMember;
  /** The credentials as the Region has them, where they are known. */
  readonly credentials?: RegionalCredentials;
  /** The whole ARN of the secret, where it is of the same stack. */
  readonly secretArn?: string;
}

/** The proxy of one Region, before the cluster of that Region. It is alike in both: each serves its own cluster in either role. */
export class DatabaseProxy extends Construct {
  public readonly handle: RegionalDatabaseProxy;
  private readonly authentication: ProxyAuthentication;

  constructor(scope: Construct, id: string, private readonly props: DatabaseProxyProps) {
    super(scope, id);
    const { topology, region, component, member, settings: { engine } } = props;
    this.authentication = props.options.authentication ?? ProxyAuthentication.masterUser();
    const proxyName = topology._name(NAME_KINDS.dbProxy, component, region);
    const securityGroup = new ec2.SecurityGroup(this, 'security-group', {
      vpc: props.vpc,
      description: `Clients of ${proxyName}`,
      allowAllOutbound: false,
    });
    member.connections.allowDefaultPortFrom(securityGroup, 'database proxy');

    const proxy = this.createProxy(proxyName, securityGroup);
    const readOnly = this.createReadOnlyEndpoint(proxy, securityGroup, this.createTargetGroup(proxy));
    this.handle = RegionalDatabaseProxy._of({
      proxyName,
      endpoint: new rds.Endpoint(proxy.attrEndpoint, engine.defaultPort),
      readOnlyEndpoint: new rds.Endpoint(readOnly.attrEndpoint, engine.defaultPort),
      connections: new ClientSideConnections(region, { securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(engine.defaultPort) }),
      resourceIdentifier: Fn.select(6, Fn.split(':', proxy.attrDbProxyArn)),
      databaseUsers: this.authentication._databaseUsers,
    });
  }

  private createProxy(dbProxyName: string, securityGroup: ec2.SecurityGroup): rds.CfnDBProxy {
    const { settings: { engine }, options } = this.props;
    const role = this.createRole();
    const proxy = new rds.CfnDBProxy(this, 'proxy', {
      dbProxyName,
      engineFamily: engine._clusterEngine.engineFamily!,
      ...this.authentication._byIam
        ? { defaultAuthScheme: rds.DefaultAuthScheme.IAM_AUTH }
        : { auth: [{ authScheme: 'SECRETS', iamAuth: 'DISABLED', secretArn: this.secretArn() }] },
      requireTls: true,
      roleArn: role.roleArn,
      vpcSubnetIds: this.isolatedSubnetIds(),
      vpcSecurityGroupIds: [securityGroup.securityGroupId],
      idleClientTimeout: options.idleClientTimeout?.toSeconds(),
    });
    // The cluster's own password comes from the secret: when the cluster exists, so does what the proxy reads.
    proxy.node.addDependency(role, this.createLogGroup(dbProxyName), this.props.member.cluster);
    return proxy;
  }

  private secretArn(): string {
    const { topology, region, credentials, secretArn } = this.props;
    return secretArn ?? lookUpSecret(this, 'secret', { topology, region, secret: credentials!.secret });
  }

  private createRole(): iam.Role {
    return serviceRole(this, 'role', {
      assumedBy: new iam.ServicePrincipal('rds.amazonaws.com'),
      description: `Connects a database proxy in ${this.props.region.name}`,
      statements: this.authentication._byIam ? [this.connectStatement()] : this.props.credentials!.readStatements,
    });
  }

  private connectStatement(): iam.PolicyStatement {
    const { cluster } = this.props.member;
    return new iam.PolicyStatement({
      actions: ['rds-db:connect'],
      resources: this.authentication._databaseUsers.map(user => Stack.of(this).formatArn({
        service: 'rds-db',
        resource: 'dbuser',
        resourceName: `${cluster.clusterResourceIdentifier}/${user}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      })),
    });
  }

  /** Made before the proxy, which otherwise makes it itself, unencrypted and for ever. */
  private createLogGroup(proxyName: string): logs.LogGroup {
    const { topology, region, settings: { logRetention } } = this.props;
    return new logs.LogGroup(this, 'log-group', {
      logGroupName: `/aws/rds/proxy/${proxyName}`,
      retention: logRetention,
      encryptionKey: topology.encryptionKey(region, KeyPurpose.LOGS).key,
      removalPolicy: topology.removalPolicy,
    });
  }

  private createTargetGroup(proxy: rds.CfnDBProxy): rds.CfnDBProxyTargetGroup {
    const { member, options, settings: { engine, parameters, writeForwarding } } = this.props;
    return new rds.CfnDBProxyTargetGroup(this, 'target-group', {
      dbProxyName: proxy.ref,
      targetGroupName: 'default',
      dbClusterIdentifiers: [member.clusterIdentifier],
      connectionPoolConfigurationInfo: {
        maxConnectionsPercent: options.maxConnectionsPercent ?? (writeForwarding ? connectionsBesideForwarding(engine, parameters) : 100),
        connectionBorrowTimeout: options.borrowTimeout?.toSeconds(),
      },
    });
  }

  private createReadOnlyEndpoint(proxy: rds.CfnDBProxy, securityGroup: ec2.SecurityGroup, target: rds.CfnDBProxyTargetGroup): rds.CfnDBProxyEndpoint {
    const { topology, region, component } = this.props;
    const endpoint = new rds.CfnDBProxyEndpoint(this, 'read-only-endpoint', {
      dbProxyName: proxy.ref,
      dbProxyEndpointName: topology._name(NAME_KINDS.dbProxyEndpoint, `${component}-read-only`, region),
      targetRole: rds.ProxyEndpointTargetRole.READ_ONLY,
      vpcSubnetIds: this.isolatedSubnetIds(),
      vpcSecurityGroupIds: [securityGroup.securityGroupId],
    });
    // RDS refuses a read-only endpoint until the proxy has a target with a reader.
    endpoint.addResourceDependency(target);
    return endpoint;
  }

  private isolatedSubnetIds(): string[] {
    return this.props.vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }).subnetIds;
  }
}
