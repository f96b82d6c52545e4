import { ArnFormat } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { validateDatabaseUser } from './database-user-rules';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { grantInRegion } from '../topology/regional-grant';

/** The cluster of a Region, whether it is created or exists. */
export interface ClusterMember {
  readonly cluster: rds.IDatabaseCluster;
  readonly clusterIdentifier: string;
  readonly connections: ec2.Connections;
}

/** @internal */
export interface ClientSideClusterProps {
  readonly region: DrRegion;
  readonly member: ClusterMember;
  readonly secret?: secretsmanager.ISecret;
  readonly iamAuthentication: boolean;
}

/**
 * The cluster of a Region as constructs of other stacks take it, for example a database proxy. It differs from CDK's own in that
 * its stack never waits for a client's: the rules of security groups go to the client, and the identifier is literal.
 */
export class ClientSideCluster extends rds.DatabaseClusterBase {
  public readonly engine?: rds.IClusterEngine;
  public readonly clusterIdentifier: string;
  public readonly clusterResourceIdentifier: string;
  public readonly instanceIdentifiers: string[];
  public readonly clusterEndpoint: rds.Endpoint;
  public readonly clusterReadEndpoint: rds.Endpoint;
  public readonly instanceEndpoints: rds.Endpoint[];
  public readonly connections: ec2.Connections;
  public readonly secret?: secretsmanager.ISecret;
  /** A global database of this library is reached over its port. */
  protected enableDataApi? = false;
  private readonly region: DrRegion;
  private readonly iamAuthentication: boolean;

  constructor(scope: Construct, id: string, props: ClientSideClusterProps) {
    super(scope, id);
    const { cluster, clusterIdentifier, connections } = props.member;
    this.engine = cluster.engine;
    this.clusterIdentifier = clusterIdentifier;
    this.clusterResourceIdentifier = cluster.clusterResourceIdentifier;
    this.instanceIdentifiers = cluster.instanceIdentifiers;
    this.clusterEndpoint = cluster.clusterEndpoint;
    this.clusterReadEndpoint = cluster.clusterReadEndpoint;
    this.instanceEndpoints = cluster.instanceEndpoints;
    this.connections = connections;
    this.secret = props.secret;
    this.region = props.region;
    this.iamAuthentication = props.iamAuthentication;
    this.standFor(cluster);
  }

  public grantConnect(grantee: iam.IGrantable, dbUser: string): iam.Grant {
    if (!this.iamAuthentication) {
      refuse(this, {
        prop: 'iamAuthentication',
        value: 'false',
        rule: `"${dbUser}" cannot connect by IAM while the clusters do not accept it`,
        remedy: 'Leave iamAuthentication at its default, true',
      });
    }
    validateDatabaseUser(this, dbUser);
    const user = this.stack.formatArn({
      service: 'rds-db',
      resource: 'dbuser',
      resourceName: `${this.clusterResourceIdentifier}/${dbUser}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return grantInRegion(this, this.region, grantee, [{ actions: ['rds-db:connect'], resourceArns: [user] }]);
  }

  /** A proxy registers its target only once the target has instances. CDK looks for them here, among the children. */
  private standFor(cluster: rds.IDatabaseCluster): void {
    this.node.defaultChild = cluster.node.defaultChild;
    for (const { node: { id, defaultChild } } of cluster.node.children) {
      if (defaultChild instanceof rds.CfnDBInstance) {
        new Construct(this, id).node.defaultChild = defaultChild;
      }
    }
  }
}
