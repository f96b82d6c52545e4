import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { ClientSideConnections } from './client-side-connections';
import type { DatabaseEngine } from './database-engine';
import type { ExistingMember } from './existing-database';
import type { DrRegion } from '../topology';

/** @internal */
export interface AdoptedMemberProps {
  readonly region: DrRegion;
  readonly member: ExistingMember;
  readonly engine: DatabaseEngine;
  readonly port: number;
}

/** A cluster that exists, as the rest of the library sees a member. It has no resource. */
export class AdoptedMember extends Construct implements ec2.IConnectable {
  public readonly cluster: rds.IDatabaseCluster;
  public readonly clusterIdentifier: string;
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, { region, member, engine, port }: AdoptedMemberProps) {
    super(scope, id);
    this.clusterIdentifier = member.clusterIdentifier;
    const securityGroups = member.securityGroupIds.map((securityGroupId, index) =>
      ec2.SecurityGroup.fromSecurityGroupId(this, `security-group-${index + 1}`, securityGroupId));
    this.connections = new ClientSideConnections(region, { securityGroups, defaultPort: ec2.Port.tcp(port) });
    this.cluster = rds.DatabaseCluster.fromDatabaseClusterAttributes(this, 'cluster', {
      clusterIdentifier: member.clusterIdentifier,
      clusterResourceIdentifier: member.clusterResourceIdentifier,
      clusterEndpointAddress: member.clusterEndpointAddress,
      readerEndpointAddress: member.readerEndpointAddress,
      port,
      engine: engine._clusterEngine,
      securityGroups,
      // Its instances come and go without this app.
      instanceIdentifiers: [],
      instanceEndpointAddresses: [],
    });
  }
}
