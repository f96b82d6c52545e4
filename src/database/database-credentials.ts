import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { AuroraMember } from './aurora-member';
import type { DatabaseEngine } from './database-engine';
import { subnetsOfRotation } from './rotation-rules';
import type { DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

/** @internal */
export interface DatabaseCredentialsProps {
  readonly topology: DrTopology;
  /** The same in both Regions: a replica has the name of its source. */
  readonly secretName: string;
  readonly username: string;
  readonly description: string;
}

/** @internal */
export interface RotationProps {
  readonly engine: DatabaseEngine;
  readonly member: AuroraMember;
  readonly vpc: ec2.IVpc;
  readonly interval: Duration;
  /** The id of the database, of which the function's name is made. */
  readonly component: string;
  readonly logRetention: logs.RetentionDays;
}

/** The generated credentials of the master user: a secret in the home Region with a replica in the standby. */
export class DatabaseCredentials extends Construct {
  public readonly secret: secretsmanager.Secret;

  private readonly topology: DrTopology;

  constructor(scope: Construct, id: string, props: DatabaseCredentialsProps) {
    super(scope, id);
    const topology = this.topology = props.topology;
    this.secret = new rds.DatabaseSecret(this, 'secret', {
      secretName: props.secretName,
      username: props.username,
      encryptionKey: topology.encryptionKey(topology.primary, KeyPurpose.SECRETS).key,
    });
    this.secret.applyRemovalPolicy(topology.removalPolicy);

    const resource = this.secret.node.defaultChild as secretsmanager.CfnSecret;
    resource.description = props.description;
    // CDK takes a key object here, and the key of the other Region is known by name alone.
    resource.replicaRegions = [{
      region: topology.secondary.name,
      kmsKeyId: topology.encryptionKey(topology.secondary, KeyPurpose.SECRETS).aliasArn,
    }];
  }

  /**
   * Rotates the password by a function that AWS provides. It connects to the cluster of the home Region: while that is not the
   * writer, the change is refused there and the present password stays valid in both Regions.
   */
  public rotate(props: RotationProps): void {
    const { engine, member, vpc } = props;
    const securityGroup = new ec2.SecurityGroup(this, 'rotation-security-group', {
      vpc,
      description: `Rotation of the credentials of ${member.clusterIdentifier}`,
      allowAllOutbound: false,
    });
    securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS Secrets Manager');
    member.connections.allowDefaultPortFrom(securityGroup, 'rotation of the credentials');

    const functionName = this.topology._name(NAME_KINDS.function, `${props.component}-rotation`, this.topology.primary);
    const schedule = this.secret.addRotationSchedule('rotation', {
      automaticallyAfter: props.interval,
      hostedRotation: engine._hostedRotation({
        functionName, vpc, vpcSubnets: { subnets: subnetsOfRotation(vpc) }, securityGroups: [securityGroup],
      }),
    });
    schedule.node.addDependency(this.createRotationLog(functionName, props.logRetention));
    // The first rotation runs at once: it needs an instance to connect to, a way there, and the connection data in the secret.
    schedule.node.addDependency(member, securityGroup, this.secret.node.findChild('Attachment'));
  }

  /** Made before the function, which otherwise makes it itself, unencrypted and for ever. */
  private createRotationLog(functionName: string, retention: logs.RetentionDays): logs.LogGroup {
    return new logs.LogGroup(this, 'rotation-log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention,
      encryptionKey: this.topology.encryptionKey(this.topology.primary, KeyPurpose.LOGS).key,
      removalPolicy: this.topology.removalPolicy,
    });
  }
}
