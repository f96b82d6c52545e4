import type { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Fixture } from './fixture';
import { mainDatabase } from './fixture';
import type { ExistingClusterProps, ExistingMember, GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseCapacity, DatabaseEngine, ExistingDatabase } from '../../src/database';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

/** What `aws rds describe-db-clusters` shows of a cluster. */
function memberIn(region: string, clusterIdentifier: string, random: string, group: string): ExistingMember {
  return {
    clusterIdentifier,
    clusterResourceIdentifier: `cluster-${random.toUpperCase()}`,
    clusterEndpointAddress: `${clusterIdentifier}.cluster-${random}.${region}.rds.amazonaws.com`,
    readerEndpointAddress: `${clusterIdentifier}.cluster-ro-${random}.${region}.rds.amazonaws.com`,
    securityGroupIds: [group],
  };
}

export const HOME_MEMBER = memberIn(PRIMARY, 'payments', 'abcdefghijkl', 'sg-0aaaaaaaaaaaaaaaa');
export const STANDBY_MEMBER = memberIn(SECONDARY, 'payments-standby', 'mnopqrstuvwx', 'sg-0bbbbbbbbbbbbbbbb');
export const CREDENTIALS = { secretName: 'payments/master', secretKeyAliasName: 'alias/payments-secrets' };
export const SOURCE_ARN = `arn:aws:rds:${PRIMARY}:${ACCOUNT}:cluster:payments`;

/** What must be said of every existing cluster. */
export const ITS_ENGINE = { engine: DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.VER_16_8) };
export const ITS_CAPACITY = { capacity: DatabaseCapacity.provisioned(new ec2.InstanceType('r7g.xlarge')) };

export function existingCluster(props: Partial<ExistingClusterProps> = {}): GlobalAuroraDatabaseOptions {
  return { ...ITS_ENGINE, ...ITS_CAPACITY, existing: ExistingDatabase.cluster({ ...HOME_MEMBER, ...CREDENTIALS, ...props }) };
}

export function existingGlobalDatabase(): GlobalAuroraDatabaseOptions {
  return {
    ...ITS_ENGINE,
    existing: ExistingDatabase.globalDatabase({
      globalClusterIdentifier: 'payments-global', primary: HOME_MEMBER, secondary: STANDBY_MEMBER, ...CREDENTIALS,
    }),
  };
}

/** An app of a team that has had its cluster for years, and whatever `extend` adds to it. */
export function teamsApp(extend: (app: App) => void = () => undefined): Stack {
  const app = testApp();
  const stack = ownStack(app, 'PaymentsDatabase', PRIMARY);
  const vpc = new ec2.Vpc(stack, 'Vpc');
  new rds.DatabaseCluster(stack, 'Cluster', {
    clusterIdentifier: HOME_MEMBER.clusterIdentifier,
    engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_8 }),
    writer: rds.ClusterInstance.provisioned('writer', { instanceType: new ec2.InstanceType('r7g.xlarge') }),
    storageEncrypted: true,
    vpc,
  });
  extend(app);
  return stack;
}

export function adopted(options: GlobalAuroraDatabaseOptions, app = testApp()): Fixture {
  return mainDatabase(options, app);
}
