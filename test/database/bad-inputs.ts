import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { AttachmentTargetType, HostedRotation } from 'aws-cdk-lib/aws-secretsmanager';
import { ISOLATED_ONLY, mainDatabase, TIERS, TwoVpcs } from './fixture';
import { MEMBER_BAD_INPUTS } from './member-bad-inputs';
import { DrTopology } from '../../src';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseCapacity, DatabaseEngine, GlobalAuroraDatabase } from '../../src/database';
import type { BadInput } from '../support/bad-inputs';
import { badInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

type Row = BadInput<GlobalAuroraDatabaseOptions>;

const provisioned = (type: string) => ({ capacity: DatabaseCapacity.provisioned(new ec2.InstanceType(type)) });
const serverless = (maxCapacity: number, minCapacity?: number) => ({ capacity: DatabaseCapacity.serverlessV2({ minCapacity, maxCapacity }) });
const postgres = (full: string, major: string) => ({ engine: DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.of(full, major)) });
const mysql = (full: string, major: string) => ({ engine: DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.of(full, major)) });

const MEMORY_OPTIMISED = {
  prop: 'capacity',
  rule: 'a global database needs a memory-optimised instance class that Aurora has, r5, x2g or newer, "large" or larger; burstable '
    + 'classes (t2, t3, t4g) cannot be used',
  remedy: 'Write for example DatabaseCapacity.provisioned(ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE))',
};
const instanceClasses: Row[] = [
  { title: 'a burstable class', options: provisioned('t4g.large'), value: '"t4g.large"', ...MEMORY_OPTIMISED },
  { title: 'an old burstable class', options: provisioned('t3.medium'), value: '"t3.medium"', ...MEMORY_OPTIMISED },
  { title: 'a general-purpose class', options: provisioned('m6g.large'), value: '"m6g.large"', ...MEMORY_OPTIMISED },
  { title: 'a retired memory-optimised class', options: provisioned('r4.large'), value: '"r4.large"', ...MEMORY_OPTIMISED },
  { title: 'a class of EC2 and RDS that Aurora lacks', options: provisioned('r5b.large'), value: '"r5b.large"', ...MEMORY_OPTIMISED },
  { title: 'a class of the x2 generation that Aurora lacks', options: provisioned('x2iedn.xlarge'), value: '"x2iedn.xlarge"', ...MEMORY_OPTIMISED },
  { title: 'a size that no database has', options: provisioned('r6g.medium'), value: '"r6g.medium"', ...MEMORY_OPTIMISED },
  { title: 'a size without virtualisation', options: provisioned('r7g.metal'), value: '"r7g.metal"', ...MEMORY_OPTIMISED },
  { title: 'a class with the prefix of the API', options: provisioned('db.r6g.large'), value: '"db.r6g.large"', ...MEMORY_OPTIMISED },
];

const MIN_CAPACITY = {
  prop: 'capacity.minCapacity',
  rule: 'it is 0.5 to 256 ACU in steps of 0.5: a database that pauses cannot take over',
  remedy: 'Write for example DatabaseCapacity.serverlessV2({ minCapacity: 8, maxCapacity: 64 })',
};
const MAX_CAPACITY = { ...MIN_CAPACITY, prop: 'capacity.maxCapacity', rule: MIN_CAPACITY.rule.replace('0.5', '1') };
const capacities: Row[] = [
  { title: 'a minimum that pauses', options: serverless(16, 0), value: '0', ...MIN_CAPACITY },
  { title: 'a minimum that is no step', options: serverless(16, 8.3), value: '8.3', ...MIN_CAPACITY },
  { title: 'a maximum above the limit', options: serverless(300), value: '300', ...MAX_CAPACITY },
  { title: 'a maximum below the limit', options: serverless(0.5, 0.5), value: '0.5', ...MAX_CAPACITY },
  {
    title: 'a maximum not known at synthesis',
    options: serverless(Lazy.number({ produce: () => 16 })),
    value: 'not known at synthesis',
    ...MAX_CAPACITY,
  },
  {
    title: 'a maximum below the default minimum',
    options: serverless(4),
    prop: 'capacity.minCapacity',
    value: '8',
    rule: 'it is above maxCapacity, which is 4',
    remedy: 'Raise maxCapacity to at least 8, or lower minCapacity',
  },
];

const PAGE = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.GlobalDatabase.html';
const engine = (floor: string) => ({
  prop: 'engine',
  rule: `a global database of this library takes ${floor} (${PAGE})`,
  remedy: 'Use DatabaseEngine.auroraPostgres() for the default, or a version constant that is not deprecated',
});
const MYSQL_3 = engine('Aurora MySQL 3.01.0 or newer: version 2 is past its standard support');
const MAJOR_VERSION = {
  prop: 'engine',
  rule: 'the whole version begins with the major version: the parameter groups are made for the latter',
  remedy: 'Write both in of(), for example rds.AuroraPostgresEngineVersion.of("17.7", "17") or '
    + 'rds.AuroraMysqlEngineVersion.of("8.0.mysql_aurora.3.10.0", "8.0")',
};
const engines: Row[] = [
  {
    title: 'a PostgreSQL too old',
    options: postgres('9.6.22', '9.6'),
    value: 'aurora-postgresql 9.6.22',
    ...engine('Aurora PostgreSQL 11.9 or newer'),
  },
  {
    title: 'a PostgreSQL below its major\'s floor',
    options: postgres('13.3', '13'),
    value: 'aurora-postgresql 13.3',
    ...engine('Aurora PostgreSQL 13.4 or newer of that major version'),
  },
  {
    title: 'a PostgreSQL that is Limitless',
    options: postgres('16.4-limitless', '16'),
    value: 'aurora-postgresql 16.4-limitless',
    ...engine('Aurora PostgreSQL 16.1 or newer of that major version'),
  },
  { title: 'Aurora MySQL 2', options: mysql('5.7.mysql_aurora.2.12.5', '5.7'), value: 'aurora-mysql 5.7.mysql_aurora.2.12.5', ...MYSQL_3 },
  { title: 'Aurora MySQL 1', options: mysql('5.7.12', '5.7'), value: 'aurora-mysql 5.7.12', ...MYSQL_3 },
  {
    title: 'a version that says another major version',
    options: postgres('17.7', '16'),
    value: 'aurora-postgresql 17.7, of major version "16"',
    ...MAJOR_VERSION,
  },
  {
    title: 'a version of MySQL whose major version was left out, which CDK takes for 5.7',
    options: { engine: DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.of('8.0.mysql_aurora.3.10.0')) },
    value: 'aurora-mysql 8.0.mysql_aurora.3.10.0, of major version "5.7"',
    ...MAJOR_VERSION,
  },
  ...[
    { title: 'a global cluster of another major version', version: '16.9' },
    { title: 'a global cluster of a major version that begins alike', version: '170.1' },
    { title: 'a global cluster of a major version alone', version: '17.' },
    { title: 'a global cluster of the other engine', version: '8.0.mysql_aurora.3.10.3' },
  ].map(({ title, version }) => globalClusterVersion(title, version, {}, 'aurora-postgresql, "17."')),
  ...[
    { title: 'a global cluster of another major version of MySQL', version: '8.4.mysql_aurora.3.10.3' },
    { title: 'a global cluster of another major version of Aurora MySQL', version: '8.0.mysql_aurora.4.1.0' },
    { title: 'a global cluster of a version without Aurora\'s own', version: '8.0.36' },
  ].map(({ title, version }) => globalClusterVersion(title, version, mysql('8.0.mysql_aurora.3.11.1', '8.0'), 'aurora-mysql, "8.0.mysql_aurora.3."')),
];

function globalClusterVersion(title: string, version: string, options: GlobalAuroraDatabaseOptions, takes: string): Row {
  return {
    title,
    options: { ...options, globalClusterEngineVersion: version },
    prop: 'globalClusterEngineVersion',
    value: `"${version}"`,
    rule: `it is a whole version of ${takes} and numbers: a global cluster is of the major version of its members`,
    remedy: 'Write the version that the global cluster was deployed with, or leave it out for a major upgrade',
  };
}

const SECONDARY_READERS = {
  prop: 'secondaryReaders',
  rule: 'it is a whole number from 1 to 15: a secondary cluster without an instance cannot take over, and one that takes over holds a writer and 14 readers',
  remedy: 'Write for example 1',
};
const PRIMARY_READERS = {
  prop: 'primaryReaders',
  rule: 'it is a whole number from 0 to 14: the readers that the primary cluster of a global database can have beside its writer',
  remedy: 'Write for example 1',
};
const PORT = {
  prop: 'port',
  rule: 'it is a whole number from 1150 to 65535: the ports that Aurora can listen on',
  remedy: 'Leave it out for the port of the engine',
};
const numbers: Row[] = [
  { title: 'a headless standby', options: { secondaryReaders: 0 }, value: '0', ...SECONDARY_READERS },
  { title: 'too many instances in the standby', options: { secondaryReaders: 16 }, value: '16', ...SECONDARY_READERS },
  { title: 'too many readers', options: { primaryReaders: 15 }, value: '15', ...PRIMARY_READERS },
  { title: 'half a reader', options: { primaryReaders: 1.5 }, value: '1.5', ...PRIMARY_READERS },
  { title: 'a reserved port', options: { port: 443 }, value: '443', ...PORT },
  { title: 'a port that does not exist', options: { port: 65536 }, value: '65536', ...PORT },
];

const databaseName = (reserved: string) => ({
  prop: 'databaseName',
  rule: `it is 1 to 63 letters, digits or underscores, beginning with a letter, and none of ${reserved}`,
  remedy: 'Write for example "payments", or leave it out for the databases that the engine has',
});
const DATABASE_NAME = databaseName('admin, catalog, db, identity, postgres, rdsadmin, template0, template1');
const MYSQL_DATABASE = databaseName('information_schema, mysql, performance_schema, sys');
const masterUsername = (reserved: string) => ({
  prop: 'masterUsername',
  rule: `it is 1 to 16 letters, digits or underscores, beginning with a letter, and none of ${reserved}`,
  remedy: 'Leave it out for "dbadmin", or write another name',
});
const POSTGRES_USER = masterUsername('admin, rds_iam, rds_password, rds_replication, rds_superuser, rdsadmin, rdsrepladmin, user, pg_*');
const MYSQL_USER = masterUsername('rdsadmin, rdsproxyadmin, rdsrepladmin');
const MYSQL_ENGINE = mysql('8.0.mysql_aurora.3.10.0', '8.0');
const names: Row[] = [
  { title: 'a database name with a hyphen', options: { databaseName: 'pay-ments' }, value: '"pay-ments"', ...DATABASE_NAME },
  { title: 'an empty database name', options: { databaseName: '' }, value: '""', ...DATABASE_NAME },
  { title: 'the database that Aurora PostgreSQL has', options: { databaseName: 'Postgres' }, value: '"Postgres"', ...DATABASE_NAME },
  { title: 'the database of RDS', options: { databaseName: 'rdsadmin' }, value: '"rdsadmin"', ...DATABASE_NAME },
  { title: 'the database that MySQL has', options: { ...MYSQL_ENGINE, databaseName: 'mysql' }, value: '"mysql"', ...MYSQL_DATABASE },
  { title: 'a reserved user name', options: { masterUsername: 'Admin' }, value: '"Admin"', ...POSTGRES_USER },
  { title: 'a user name with a prefix of the engine', options: { masterUsername: 'pg_payments' }, value: '"pg_payments"', ...POSTGRES_USER },
  { title: 'the role that the master user gets', options: { masterUsername: 'rds_superuser' }, value: '"rds_superuser"', ...POSTGRES_USER },
  { title: 'the user of RDS in MySQL', options: { ...MYSQL_ENGINE, masterUsername: 'rdsrepladmin' }, value: '"rdsrepladmin"', ...MYSQL_USER },
  { title: 'a user name too long', options: { masterUsername: 'a'.repeat(17) }, value: '"aaaaaaaaaaaaaaaaa"', ...POSTGRES_USER },
];

const BACKUP_RETENTION = {
  prop: 'backupRetention',
  rule: 'Aurora keeps its continuous backups for 1 to 35 whole days',
  remedy: 'Write for example Duration.days(7); for longer, use a backup plan',
};
const MAX_CONNECTIONS = {
  prop: 'maxConnections',
  rule: 'the alarm is set to 80 % of it at synthesis, so it is a whole number, at least 1',
  remedy: 'Write what "SHOW max_connections" answers, for example 1000, or leave it out',
};
const ROTATION_INTERVAL = {
  prop: 'rotationInterval',
  rule: 'it must be known at synthesis: Secrets Manager rotates every 4 to 23 whole hours, or every 1 to 999 whole days',
  remedy: 'Write for example Duration.days(30)',
};
const durations: Row[] = [
  { title: 'no backups', options: { backupRetention: Duration.days(0) }, value: '0 days', ...BACKUP_RETENTION },
  { title: 'backups for too long', options: { backupRetention: Duration.days(36) }, value: '36 days', ...BACKUP_RETENTION },
  { title: 'backups for part of a day', options: { backupRetention: Duration.hours(36) }, value: '1 day 12 hours', ...BACKUP_RETENTION },
  { title: 'rotation too often', options: { rotationInterval: Duration.hours(1) }, value: '1 hour', ...ROTATION_INTERVAL },
  { title: 'rotation in part of an hour', options: { rotationInterval: Duration.minutes(270) }, value: '4 hours 30 minutes', ...ROTATION_INTERVAL },
  { title: 'rotation in part of a day', options: { rotationInterval: Duration.hours(36) }, value: '1 day 12 hours', ...ROTATION_INTERVAL },
  { title: 'rotation too rarely', options: { rotationInterval: Duration.days(1000) }, value: '1000 days', ...ROTATION_INTERVAL },
  {
    title: 'rotation not known at synthesis',
    options: { rotationInterval: Duration.days(Lazy.number({ produce: () => 30 })) },
    value: '<token> days',
    ...ROTATION_INTERVAL,
  },
  {
    title: 'an objective that physics refuses',
    options: { rpo: Duration.millis(500) },
    prop: 'rpo',
    value: '500 millis',
    rule: 'replication is asynchronous and usually just under a second behind: a smaller objective is always missed',
    remedy: 'Write at least Duration.seconds(1), for example the default, Duration.seconds(5)',
  },
  ...[
    { title: 'a lag that every planned run would exceed', options: { maxReplicationLag: Duration.millis(999) }, value: '999 millis' },
    {
      title: 'a lag that plans cannot state',
      options: { maxReplicationLag: Duration.seconds(Lazy.number({ produce: () => 30 })) },
      value: 'not known at synthesis',
    },
  ].map(row => ({
    ...row,
    prop: 'maxReplicationLag',
    rule: 'recovery plans state it at synthesis, and the lag is usually just under a second: a smaller limit refuses every planned run',
    remedy: 'Write at least Duration.seconds(1), or leave it out for 60 seconds',
  })),
  { title: 'connections that are no whole number', options: { maxConnections: 99.5 }, value: '99.5', ...MAX_CONNECTIONS },
  { title: 'no connections', options: { maxConnections: 0 }, value: '0', ...MAX_CONNECTIONS },
  {
    title: 'connections not known at synthesis',
    options: { maxConnections: Lazy.number({ produce: () => 1000 }) },
    value: 'not known at synthesis',
    ...MAX_CONNECTIONS,
  },
];

const subnets = (vpc: string, region: string, zones: number) => ({
  prop: 'network',
  value: `VPC "${vpc}" in ${region}, with isolated subnets in ${zones} Availability Zones`,
  rule: 'the instances live in isolated subnets only, and a DB subnet group spans two zones or more',
  remedy: 'Give the VPC subnets of type PRIVATE_ISOLATED in two zones, as MultiRegionNetwork does',
});
const networks: Row[] = [
  {
    title: 'a VPC without isolated subnets',
    make: () => databaseIn(stack => new ec2.Vpc(stack, 'vpc', { subnetConfiguration: TIERS.slice(0, 2) })),
    ...subnets('Payments/foundation-eu-west-1/vpc', PRIMARY, 0),
  },
  {
    title: 'isolated subnets in one zone, in the standby Region alone',
    make: () => databaseIn(stack => new ec2.Vpc(stack, 'vpc', { subnetConfiguration: ISOLATED_ONLY, maxAzs: stack.region === PRIMARY ? 2 : 1 })),
    ...subnets('Payments/foundation-eu-central-1/vpc', SECONDARY, 1),
  },
  {
    title: 'an imported VPC with one isolated subnet',
    make: () => databaseIn(stack => ec2.Vpc.fromVpcAttributes(stack, 'vpc', {
      vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-0123456789abcdef0'],
    })),
    ...subnets('Payments/foundation-eu-west-1/vpc', PRIMARY, 1),
  },
  {
    title: 'a network of another topology',
    make: () => {
      const app = testApp();
      const network = new TwoVpcs(app, createdTopology(app));
      const topology = new DrTopology(app, 'Other', { account: ACCOUNT, primary: { region: 'us-east-2' }, secondary: { region: 'us-west-2' } });
      return new GlobalAuroraDatabase(app, 'main', { topology, network });
    },
    prop: 'network',
    value: '"vpcs"',
    rule: 'it belongs to another topology, so its VPCs are not known to be in the Regions of this database',
    remedy: 'Give network and database the same topology',
  },
  {
    title: 'Regions without the service',
    make: () => {
      const app = testApp();
      const topology = new DrTopology(app, 'Gov', { account: ACCOUNT, primary: { region: 'us-gov-west-1' }, secondary: { region: 'us-gov-east-1' } });
      return new GlobalAuroraDatabase(app, 'main', { topology, network: new TwoVpcs(app, topology) });
    },
    prop: 'topology.primary.region',
    value: '"us-gov-west-1"',
    rule: 'the Region has no Aurora global database (AWS::RDS::GlobalCluster) (CloudFormation resource schemas per Region of 2026-10-20 (cfn-lint 1.58.0))',
    remedy: 'Choose another Region for this pair, or leave this construct out',
  },
];

function databaseIn(createVpc: (stack: Stack) => ec2.IVpc): GlobalAuroraDatabase {
  const app = testApp();
  const topology = createdTopology(app);
  return new GlobalAuroraDatabase(app, 'main', { topology, network: new TwoVpcs(app, topology, createVpc) });
}

const uses: Row[] = [
  {
    title: 'a second database of the same id in the same stacks',
    make: () => {
      const { app, topology, network } = mainDatabase();
      return new GlobalAuroraDatabase(new Stack(app, 'Elsewhere'), 'main', { topology, network });
    },
    path: 'Elsewhere/main',
    prop: 'id',
    value: '"main"',
    rule: 'stack "Payments-test-data-eu-west-1" already has a construct of this kind and id, and ids of stateful resources are derived from it',
    remedy: 'Give this construct another id',
  },
  {
    title: 'a Region of another topology',
    make: () => mainDatabase().database.forRegion(createdTopology().primary),
    prop: 'region',
    value: '"eu-west-1"',
    rule: 'it is not a Region of this construct\'s topology, whose Regions are eu-west-1 and eu-central-1',
    remedy: 'Use topology.primary or topology.secondary of the same topology',
  },
  {
    title: 'a client\'s security group of the other Region',
    make: () => {
      const { app, database, topology, network } = mainDatabase();
      const securityGroup = new ec2.SecurityGroup(ownStack(app, 'Client', SECONDARY), 'Client', { vpc: network.vpc(topology.secondary) });
      database.forRegion(topology.primary).connections.allowDefaultPortFrom(securityGroup);
    },
    path: 'Client/Client',
    prop: 'connections',
    value: 'a client in eu-central-1',
    rule: 'a security group of another Region cannot be referenced, and this database listens in eu-west-1',
    remedy: 'Let the clients of each Region use the handle of their own Region: forRegion(region)',
  },
  {
    title: 'a user that connects by IAM where it is off',
    make: () => grantConnect({ iamAuthentication: false }, PRIMARY),
    path: 'Payments/data-eu-west-1/database-main/cluster',
    prop: 'iamAuthentication',
    value: 'false',
    rule: '"payments" cannot connect by IAM while the clusters do not accept it',
    remedy: 'Leave iamAuthentication at its default, true',
  },
  ...['*', 'pay*', ''].map(user => ({
    title: `a user that connects by IAM, named "${user}"`,
    make: () => grantConnect({}, PRIMARY, user),
    path: 'Payments/data-eu-west-1/database-main/cluster',
    prop: 'databaseUser',
    value: `"${user}"`,
    rule: 'a grant is for one user of the database, and a wildcard would be for every user, the master user included',
    remedy: 'Name the user, without wildcards, for example "payments", and grant once for each',
  })),
  ...changesOfTheSecret([
    ['grantWrite', 'a replica takes no value, and a password that is written here alone is not that of the database',
      (secret, scope) => secret.grantWrite(new iam.Role(scope, 'Role', { assumedBy: new iam.AccountRootPrincipal() }))],
    ['addRotationSchedule', 'a secret has one schedule, where it is declared, and a replica has none',
      secret => secret.addRotationSchedule('rotation', { hostedRotation: HostedRotation.postgreSqlSingleUser() })],
    ['attach', 'the secret is attached to its cluster where it is declared, and to one',
      secret => secret.attach({ asSecretAttachmentTarget: () => ({ targetId: 'other', targetType: AttachmentTargetType.RDS_DB_CLUSTER }) })],
    ['addToResourcePolicy', 'a secret has one policy, where it is declared: the statement would be dropped',
      secret => secret.addToResourcePolicy(new iam.PolicyStatement())],
    ['denyAccountRootDelete', 'it would be dropped: a secret has one policy, where it is declared', secret => secret.denyAccountRootDelete()],
  ]),
  {
    title: 'a role of the other Region\'s stack that connects by IAM',
    make: () => grantConnect({}, SECONDARY),
    path: 'Payments/data-eu-west-1/database-main/cluster',
    prop: 'grantee',
    value: '"Team/Role" in eu-central-1',
    rule: 'this handle is for principals in stacks of eu-west-1, and names what is there',
    remedy: 'Grant on the handle of its own Region: forRegion(topology.secondary)',
  },
];

/** To a role in a stack of `region`, on the handle of the primary Region. */
function grantConnect(options: GlobalAuroraDatabaseOptions, region: string, user = 'payments'): iam.Grant {
  const { app, database, topology } = mainDatabase(options);
  const role = new iam.Role(ownStack(app, 'Team', region), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  return database.forRegion(topology.primary).grants.connect(role, user);
}

/** Of the secret that the handle of the standby Region gives out. */
function changesOfTheSecret(changes: [string, string, (secret: ISecret, scope: Stack) => unknown][]): Row[] {
  return changes.map(([method, rule, change]) => ({
    title: `${method} of the credentials that a handle gives out`,
    make: () => {
      const { app, database, topology } = mainDatabase();
      return change(database.forRegion(topology.secondary).secret, ownStack(app, 'Team', SECONDARY));
    },
    path: 'Payments/data-eu-central-1/database-main/regional-credentials',
    prop: `secret.${method}`,
    rule,
    remedy: 'Read the credentials by grantRead; the options of the database, rotationInterval for one, or the stack that declares the secret '
      + 'change the rest',
  }));
}

/** What a database refuses. */
export const DATABASE_BAD_INPUTS = badInputs<GlobalAuroraDatabaseOptions>({
  construct: 'GlobalAuroraDatabase',
  requirements: 'DB-03, DB-04, DB-05, DB-15, NET-06, TEST-19',
  path: 'main',
  make: mainDatabase,
  inputs: [...instanceClasses, ...capacities, ...engines, ...numbers, ...names, ...durations, ...networks, ...uses, ...MEMBER_BAD_INPUTS],
});
