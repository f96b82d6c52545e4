import { Duration, Lazy } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { CREDENTIALS, existingCluster, existingGlobalDatabase, HOME_MEMBER, ITS_CAPACITY, ITS_ENGINE, STANDBY_MEMBER } from './existing-fixture';
import { mainDatabase } from './fixture';
import { BackupPolicy } from '../../src';
import type { ExistingClusterProps, ExistingGlobalDatabaseProps, ExistingMember, GlobalAuroraDatabaseOptions } from '../../src/database';
import { ExistingDatabase } from '../../src/database';
import type { BadInput } from '../support/bad-inputs';
import { badInputs } from '../support/bad-inputs';

type Inputs = BadInput<GlobalAuroraDatabaseOptions>[];

const token = () => Lazy.string({ produce: () => 'payments' });

function globalDatabase(props: Partial<ExistingGlobalDatabaseProps>): GlobalAuroraDatabaseOptions {
  return {
    ...ITS_ENGINE,
    existing: ExistingDatabase.globalDatabase({
      globalClusterIdentifier: 'payments-global', primary: HOME_MEMBER, secondary: STANDBY_MEMBER, ...CREDENTIALS, ...props,
    }),
  };
}

const withoutEffectOnOne: Inputs = [
  { title: 'the name of a database to create', options: { databaseName: 'payments' } },
  { title: 'a master user', options: { masterUsername: 'owner' } },
  { title: 'readers for a home Region whose cluster exists', options: { primaryReaders: 2 } },
  { title: 'rotation of credentials that stay with the team', options: { rotationInterval: Duration.days(30) } },
  { title: 'the version of a global cluster that is made of a cluster', options: { globalClusterEngineVersion: '16.6' } },
].map(({ title, options }) => ({
  title,
  options: { ...existingCluster(), ...options },
  prop: Object.keys(options)[0],
  value: 'given beside existing',
  rule: 'it would have no effect on a cluster that exists',
  remedy: 'Leave it out, and change the cluster where it is declared',
}));

const withoutEffectOnBoth: Inputs = [
  { title: 'a capacity where no cluster is created', options: ITS_CAPACITY },
  { title: 'instances for a standby that exists', options: { secondaryReaders: 2 } },
  { title: 'storage of clusters that exist', options: { storageType: rds.DBClusterStorageType.AURORA_IOPT1 } },
  { title: 'backups of clusters that exist', options: { backupRetention: Duration.days(14) } },
  { title: 'parameters of clusters that exist', options: { parameters: { work_mem: '65536' } } },
  { title: 'write forwarding of clusters that exist', options: { writeForwarding: true } },
  { title: 'monitoring of instances that exist', options: { monitoringInterval: Duration.seconds(30) } },
  { title: 'logs of clusters that exist, without a proxy', options: { logRetention: 90 } },
  { title: 'a master user of clusters that exist', options: { masterUsername: 'owner' } },
  { title: 'the version of a global cluster that exists', options: { globalClusterEngineVersion: '16.6' } },
].map(({ title, options }) => ({
  title,
  options: { ...existingGlobalDatabase(), ...options },
  prop: Object.keys(options)[0],
  value: 'given beside existing',
  rule: 'it would have no effect on clusters that exist',
  remedy: 'Leave it out, and change the cluster where it is declared',
}));

const NO_DEFAULT = 'it has no default beside existing: it must be that of the existing cluster, or the standby could not take over';

const missing: Inputs = [
  {
    title: 'an existing cluster of an unknown version',
    options: { ...existingCluster(), engine: undefined },
    prop: 'engine',
    rule: NO_DEFAULT,
    remedy: 'Write the whole version that the cluster has, for example DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.VER_16_8)',
  },
  {
    title: 'an existing global database of an unknown version',
    options: { ...existingGlobalDatabase(), engine: undefined },
    prop: 'engine',
    rule: NO_DEFAULT,
    remedy: 'Write the whole version that the cluster has, for example DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.VER_16_8)',
  },
  {
    title: 'a standby of any size',
    options: { ...existingCluster(), capacity: undefined },
    prop: 'capacity',
    rule: NO_DEFAULT,
    remedy: 'Write what its instances have, for example DatabaseCapacity.provisioned(new ec2.InstanceType("r6g.2xlarge"))',
  },
];

const AS_STORED = {
  rule: 'it is 1 to 63 lower-case letters, digits or hyphens, as RDS stores it',
  remedy: 'Copy it from the console',
};
const LITERAL = {
  value: 'not known at synthesis',
  rule: 'both Regions use this name, and what is known only after deployment does not cross',
  remedy: 'Write it as a literal, as the console shows it',
};

const identifiers: Inputs = [
  {
    title: 'a cluster identifier as it was typed',
    options: existingCluster({ clusterIdentifier: 'Payments' }),
    prop: 'existing.clusterIdentifier',
    value: '"Payments"',
    ...AS_STORED,
  },
  {
    title: 'a cluster identifier that is too long',
    options: existingCluster({ clusterIdentifier: 'p'.repeat(64) }),
    prop: 'existing.clusterIdentifier',
    value: `"${'p'.repeat(64)}"`,
    ...AS_STORED,
  },
  {
    title: 'the identifier attribute of a cluster\'s construct',
    options: existingCluster({ clusterIdentifier: token() }),
    prop: 'existing.clusterIdentifier',
    ...LITERAL,
  },
  {
    title: 'the ARN of a global cluster',
    options: globalDatabase({ globalClusterIdentifier: 'arn:aws:rds::111111111111:global-cluster:payments' }),
    prop: 'existing.globalClusterIdentifier',
    value: '"arn:aws:rds::111111111111:global-cluster:payments"',
    ...AS_STORED,
  },
  {
    title: 'the identifier attribute of a global cluster\'s construct',
    options: globalDatabase({ globalClusterIdentifier: token() }),
    prop: 'existing.globalClusterIdentifier',
    ...LITERAL,
  },
  {
    title: 'an identifier in the standby Region that ends in a hyphen',
    options: globalDatabase({ secondary: { ...STANDBY_MEMBER, clusterIdentifier: 'payments-' } }),
    prop: 'existing.secondary.clusterIdentifier',
    value: '"payments-"',
    ...AS_STORED,
  },
  {
    title: 'the identifier where IAM needs the resource id',
    options: existingCluster({ clusterResourceIdentifier: 'payments' }),
    prop: 'existing.clusterResourceIdentifier',
    value: '"payments"',
    rule: 'it is the DbClusterResourceId of the cluster, "cluster-" and capital letters and digits',
    remedy: 'Copy it from aws rds describe-db-clusters',
  },
];

function wrongHost(title: string, host: string, prefix: string, change: (host: string) => Partial<ExistingClusterProps>, prop: string): Inputs[0] {
  return {
    title,
    options: existingCluster(change(host)),
    prop,
    value: `"${host}"`,
    rule: `the endpoint is named "${prefix}<random>.eu-west-1.rds.<domain of the partition>"`,
    remedy: 'Copy the host name from aws rds describe-db-clusters, without the port',
  };
}

const hosts: Inputs = [
  wrongHost('the reader endpoint in the place of the cluster endpoint', HOME_MEMBER.readerEndpointAddress, 'payments.cluster-',
    clusterEndpointAddress => ({ clusterEndpointAddress }), 'existing.clusterEndpointAddress'),
  wrongHost('an endpoint of the other Region', 'payments.cluster-abcdefghijkl.eu-central-1.rds.amazonaws.com', 'payments.cluster-',
    clusterEndpointAddress => ({ clusterEndpointAddress }), 'existing.clusterEndpointAddress'),
  wrongHost('an endpoint of another cluster', 'orders.cluster-abcdefghijkl.eu-west-1.rds.amazonaws.com', 'payments.cluster-',
    clusterEndpointAddress => ({ clusterEndpointAddress }), 'existing.clusterEndpointAddress'),
  wrongHost('the cluster endpoint in the place of the reader endpoint', HOME_MEMBER.clusterEndpointAddress, 'payments.cluster-ro-',
    readerEndpointAddress => ({ readerEndpointAddress }), 'existing.readerEndpointAddress'),
];

const ID_OF_GROUP = { rule: 'these are ids of security groups', remedy: 'Write for example "sg-0123456789abcdef0"' };

const DAILY = { backup: BackupPolicy.daily() };
const KEY_OF_THE_STANDBY = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const keys: Inputs = [
  {
    title: 'the alias of the key that encrypts a cluster',
    options: { ...existingCluster({ storageEncryptionKeyArn: 'arn:aws:kms:eu-west-1:111111111111:alias/payments-database' }), ...DAILY },
    prop: 'existing.storageEncryptionKeyArn',
    value: '"arn:aws:kms:eu-west-1:111111111111:alias/payments-database"',
    rule: 'it is the ARN of a key, not of an alias: a policy that names an alias grants nothing',
    remedy: 'Copy KmsKeyId from aws rds describe-db-clusters',
  },
  ...[
    { title: 'a key of the other Region', arn: KEY_OF_THE_STANDBY },
    { title: 'a key of another partition', arn: 'arn:aws-cn:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
  ].map(({ title, arn }) => ({
    title,
    options: { ...existingCluster({ storageEncryptionKeyArn: arn }), ...DAILY },
    prop: 'existing.storageEncryptionKeyArn',
    value: `"${arn}"`,
    rule: 'the key is of the Region of its cluster, and its ARN begins with "arn:aws:kms:eu-west-1:"',
    remedy: 'Copy KmsKeyId from aws rds describe-db-clusters in that Region',
  })),
  {
    title: 'the subnet group of a cluster, which nothing reads',
    options: { ...existingCluster({ dbSubnetGroupName: 'payments' }), backup: BackupPolicy.none() },
    prop: 'existing.dbSubnetGroupName',
    value: 'given without backup',
    rule: 'only backup reads it, which is none beside existing unless it is given',
    remedy: 'Give backup, for example BackupPolicy.daily(), or leave this out',
  },
];

const twins: Inputs = [
  { prop: 'clusterIdentifier', value: 'payments', secondary: { ...namedAs('payments') } },
  { prop: 'clusterResourceIdentifier', value: 'cluster-ABCDEFGHIJKL', secondary: { ...STANDBY_MEMBER, clusterResourceIdentifier: 'cluster-ABCDEFGHIJKL' } },
].map(({ prop, value, secondary }) => ({
  title: `the same ${prop} in both Regions`,
  options: globalDatabase({ secondary }),
  prop: `existing.secondary.${prop}`,
  value: `"${value}"`,
  rule: 'it is that of existing.primary, and the clusters of a global database have names of their own, in all Regions',
  remedy: 'Copy it from aws rds describe-db-clusters in the standby Region',
}));

/** The cluster of the standby Region by another name, in its endpoints too. */
function namedAs(clusterIdentifier: string): ExistingMember {
  const renamed = (host: string) => host.replace(STANDBY_MEMBER.clusterIdentifier, clusterIdentifier);
  return {
    ...STANDBY_MEMBER,
    clusterIdentifier,
    clusterEndpointAddress: renamed(STANDBY_MEMBER.clusterEndpointAddress),
    readerEndpointAddress: renamed(STANDBY_MEMBER.readerEndpointAddress),
  };
}

const groups: Inputs = [
  {
    title: 'a cluster that nobody can be let into',
    options: existingCluster({ securityGroupIds: [] }),
    prop: 'existing.securityGroupIds',
    value: 'an empty list',
    rule: 'clients are let in by rules on a security group of the cluster',
    remedy: 'Name at least one, for example "sg-0123456789abcdef0"',
  },
  {
    title: 'the name of a security group',
    options: existingCluster({ securityGroupIds: ['payments-database'] }),
    prop: 'existing.securityGroupIds',
    value: '"payments-database"',
    ...ID_OF_GROUP,
  },
  {
    title: 'a security group that is named twice',
    options: existingCluster({ securityGroupIds: ['sg-0aaaaaaaaaaaaaaaa', 'sg-0bbbbbbbbbbbbbbbb', 'sg-0aaaaaaaaaaaaaaaa'] }),
    prop: 'existing.securityGroupIds',
    value: '"sg-0aaaaaaaaaaaaaaaa", twice',
    rule: 'each rule would be made twice, which Amazon EC2 refuses',
    remedy: 'Name it once',
  },
  {
    title: 'the name of a security group in the standby Region',
    options: globalDatabase({ secondary: { ...STANDBY_MEMBER, securityGroupIds: ['default'] } }),
    prop: 'existing.secondary.securityGroupIds',
    value: '"default"',
    ...ID_OF_GROUP,
  },
];

const ALIAS = {
  rule: 'it is an alias of customer-managed keys, with its prefix',
  remedy: 'Write for example "alias/payments-secrets", or leave it out for the key of the service',
};

const credentials: Inputs = [
  {
    title: 'the ARN of a secret, which one Region has',
    options: existingCluster({ secretName: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:payments/master-AbCdEf' }),
    prop: 'existing.secretName',
    value: '"arn:aws:secretsmanager:eu-west-1:111111111111:secret:payments/master-AbCdEf"',
    rule: 'it is the plain name of a secret, by which both Regions find it',
    remedy: 'Write the name without ARN and suffix',
  },
  ...['payments/master-AbCdEf', 'payments-master'].map(secretName => ({
    title: `a secret whose name ends like an ARN, ${secretName}`,
    options: existingCluster({ secretName }),
    prop: 'existing.secretName',
    value: `"${secretName}"`,
    rule: 'it ends like an ARN, in a hyphen and six characters: Secrets Manager takes an ARN that is made of it for a whole one, and finds nothing '
      + '(https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen)',
    remedy: 'Leave the suffix out that the ARN has; copy a secret whose name ends so to another name',
  })),
  {
    title: 'the name attribute of a secret\'s construct',
    options: existingCluster({ secretName: token() }),
    prop: 'existing.secretName',
    ...LITERAL,
  },
  {
    title: 'the service\'s own key as a customer\'s',
    options: existingCluster({ secretKeyAliasName: 'alias/aws/secretsmanager' }),
    prop: 'existing.secretKeyAliasName',
    value: '"alias/aws/secretsmanager"',
    ...ALIAS,
  },
  {
    title: 'an alias without its prefix',
    options: existingCluster({ secretKeyAliasName: 'payments-secrets' }),
    prop: 'existing.secretKeyAliasName',
    value: '"payments-secrets"',
    ...ALIAS,
  },
  {
    title: 'the key of a secret that is not named',
    options: existingCluster({ secretName: undefined }),
    prop: 'existing.secretKeyAliasName',
    value: '"alias/payments-secrets"',
    rule: 'it has no effect without existing.secretName',
    remedy: 'Name the secret that the key encrypts, or leave the alias out',
  },
  {
    title: 'the secret of a database whose credentials were not named',
    make: () => {
      const { database, topology } = mainDatabase(existingCluster({ secretName: undefined, secretKeyAliasName: undefined }));
      return database.forRegion(topology.primary).secret;
    },
    path: 'Payments/data-eu-west-1/database-main/cluster',
    prop: 'existing.secretName',
    rule: 'the credentials of this database are not known here: it existed before, and the name of its secret was not given',
    remedy: 'Give existing.secretName, and replicate the secret to both Regions; or let clients in with grants.connect',
  },
];

/** What a database refuses that is to join with clusters that exist. */
export const EXISTING_DATABASE_BAD_INPUTS = badInputs<GlobalAuroraDatabaseOptions>({
  construct: 'ExistingDatabase',
  requirements: 'DB-01, DB-05',
  path: 'main',
  make: mainDatabase,
  inputs: [...withoutEffectOnOne, ...withoutEffectOnBoth, ...missing, ...identifiers, ...hosts, ...keys, ...twins, ...groups, ...credentials],
});
