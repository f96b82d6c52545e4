import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { ISOLATED_ONLY, mainDatabase, TIERS, TwoVpcs } from './fixture';
import { DrTopology, StackLayer } from '../../src';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseCapacity, DatabaseEngine, GlobalAuroraDatabase } from '../../src/database';
import { ACCOUNT, createdTopology, testApp } from '../support/environment';

const provisioned = (type: string) => ({ capacity: DatabaseCapacity.provisioned(new ec2.InstanceType(type)) });
const serverless = (maxCapacity: number, minCapacity?: number) => ({ capacity: DatabaseCapacity.serverlessV2({ minCapacity, maxCapacity }) });
const postgres = (full: string, major: string) => ({ engine: DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.of(full, major)) });
const mysql = (full: string, major: string) => ({ engine: DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.of(full, major)) });

const CLASS_RULE = ': a global database needs a memory-optimised instance class, r5 or newer; burstable classes (t2, t3, t4g) cannot be used. Write for example';
const CAPACITY_RULE = 'in steps of 0.5: a database that pauses cannot take over. Write for example DatabaseCapacity.serverlessV2({';
const PAGE = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.GlobalDatabase.html';

describe('DB-03, DB-04, DB-05, DB-15: refused, with path, prop, value, limit and remedy', () => {
  test.each<[string, GlobalAuroraDatabaseOptions, string]>([
    ['a burstable class', provisioned('t4g.large'), `capacity = "t4g.large"${CLASS_RULE}`],
    ['an old burstable class', provisioned('t3.medium'), `capacity = "t3.medium"${CLASS_RULE}`],
    ['a general-purpose class', provisioned('m6g.large'), `capacity = "m6g.large"${CLASS_RULE}`],
    ['a retired memory-optimised class', provisioned('r4.large'), `capacity = "r4.large"${CLASS_RULE}`],
    ['a class with the prefix of the API', provisioned('db.r6g.large'), `capacity = "db.r6g.large"${CLASS_RULE}`],
    ['a minimum that pauses', serverless(16, 0), `capacity.minCapacity = 0: it is 0.5 to 256 ACU ${CAPACITY_RULE}`],
    ['a minimum that is no step', serverless(16, 8.3), `capacity.minCapacity = 8.3: it is 0.5 to 256 ACU ${CAPACITY_RULE}`],
    ['a maximum above the limit', serverless(300), `capacity.maxCapacity = 300: it is 1 to 256 ACU ${CAPACITY_RULE}`],
    ['a maximum below the limit', serverless(0.5, 0.5), `capacity.maxCapacity = 0.5: it is 1 to 256 ACU ${CAPACITY_RULE}`],
    ['a maximum not known at synthesis', serverless(Lazy.number({ produce: () => 16 })), 'capacity.maxCapacity = not known at synthesis: it is 1 to 256 ACU'],
    ['a maximum below the default minimum', serverless(4),
      'capacity.minCapacity = 8: it is above maxCapacity, which is 4. Raise maxCapacity to at least 8, or lower minCapacity.'],
    ['a PostgreSQL too old', postgres('9.6.22', '9.6'),
      `engine = aurora-postgresql 9.6.22: a global database of this library takes Aurora PostgreSQL 11.9 or newer (${PAGE}). Use DatabaseEngine`],
    ['a PostgreSQL below its major\'s floor', postgres('13.3', '13'), 'takes Aurora PostgreSQL 13.4 or newer of that major version'],
    ['a PostgreSQL that is Limitless', postgres('16.4-limitless', '16'), 'engine = aurora-postgresql 16.4-limitless: '],
    ['Aurora MySQL 2', mysql('5.7.mysql_aurora.2.12.5', '5.7'), 'engine = aurora-mysql 5.7.mysql_aurora.2.12.5: a global database of this library takes '
      + 'Aurora MySQL 3.01.0 or newer: version 2 is past its standard support'],
    ['Aurora MySQL 1', mysql('5.7.12', '5.7'), 'engine = aurora-mysql 5.7.12: '],
    ['a headless standby', { secondaryReaders: 0 }, 'secondaryReaders = 0: it is a whole number from 1 to 15: '
      + 'a secondary cluster without an instance cannot take over, and one that takes over holds a writer and 14 readers. Write for example 1.'],
    ['too many instances in the standby', { secondaryReaders: 16 }, 'secondaryReaders = 16: it is a whole number from 1 to 15: '],
    ['too many readers', { primaryReaders: 15 }, 'primaryReaders = 15: it is a whole number from 0 to 14: '],
    ['half a reader', { primaryReaders: 1.5 }, 'primaryReaders = 1.5: it is a whole number from 0 to 14: '],
    ['a reserved port', { port: 443 }, 'port = 443: it is a whole number from 1150 to 65535: the ports that Aurora can listen on. Leave it out'],
    ['a database name with a hyphen', { databaseName: 'pay-ments' }, 'databaseName = "pay-ments": it is 1 to 63 letters, digits or underscores'],
    ['an empty database name', { databaseName: '' }, 'databaseName = "": '],
    ['a reserved user name', { masterUsername: 'Admin' },
      'masterUsername = "Admin": it is 1 to 16 letters, digits or underscores, beginning with a letter, and none of admin, rdsadmin. Leave it out'],
    ['a user name too long', { masterUsername: 'a'.repeat(17) }, 'masterUsername = "aaaaaaaaaaaaaaaaa": '],
    ['no backups', { backupRetention: Duration.days(0) }, 'backupRetention = 0 days: Aurora keeps its continuous backups for 1 to 35 whole days. Write'],
    ['backups for too long', { backupRetention: Duration.days(36) }, 'backupRetention = 36 days: '],
    ['backups for part of a day', { backupRetention: Duration.hours(36) }, 'backupRetention = 1 day 12 hours: '],
    ['rotation too often', { rotationInterval: Duration.hours(1) }, 'rotationInterval = 1 hour: it must be known at synthesis: Secrets Manager rotates'],
    ['rotation too rarely', { rotationInterval: Duration.days(1000) }, 'rotationInterval = 1000 days: '],
    ['rotation not known at synthesis', { rotationInterval: Duration.days(Lazy.number({ produce: () => 30 })) }, 'rotationInterval = '],
    ['an objective that physics refuses', { rpo: Duration.millis(500) },
      'rpo = 500 millis: replication is asynchronous and usually just under a second behind: a smaller objective is always missed. Write at least'],
  ])('%s', (_, options, message) => {
    expect(() => mainDatabase(options)).toThrow(`[main] ${message}`.replace(/^\[main\] takes/, 'takes'));
  });
});

describe('refused networks', () => {
  test('NET-06: a VPC without isolated subnets', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const network = new TwoVpcs(app, topology, stack => new ec2.Vpc(stack, 'vpc', { subnetConfiguration: TIERS.slice(0, 2) }));
    expect(() => new GlobalAuroraDatabase(app, 'main', { topology, network })).toThrow(
      '[main] network = VPC "Payments/foundation-eu-west-1/vpc" in eu-west-1, with isolated subnets in 0 Availability Zones: '
      + 'the instances live in isolated subnets only, and a DB subnet group spans two zones or more. Give the VPC subnets of type PRIVATE_ISOLATED');
  });

  test('NET-06: isolated subnets in one zone, in the standby Region alone', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const network = new TwoVpcs(app, topology, stack =>
      new ec2.Vpc(stack, 'vpc', { subnetConfiguration: ISOLATED_ONLY, maxAzs: stack.region === topology.primary.name ? 2 : 1 }));
    expect(() => new GlobalAuroraDatabase(app, 'main', { topology, network }))
      .toThrow('in eu-central-1, with isolated subnets in 1 Availability Zones: ');
  });

  test('NET-06: a VPC with one isolated subnet, unless its zone is not known at synthesis', () => {
    const oneSubnet = (availabilityZone: string) => () => {
      const app = testApp();
      const topology = createdTopology(app);
      const network = new TwoVpcs(app, topology, stack => ec2.Vpc.fromVpcAttributes(stack, 'vpc', {
        vpcId: 'vpc-0123456789abcdef0', availabilityZones: [availabilityZone], isolatedSubnetIds: ['subnet-0123456789abcdef0'],
      }));
      new GlobalAuroraDatabase(app, 'main', { topology, network });
    };
    expect(oneSubnet('eu-west-1a')).toThrow('with isolated subnets in 1 Availability Zones: ');
    expect(oneSubnet(Lazy.string({ produce: () => 'eu-west-1a' }))).not.toThrow();
  });

  test('a network of another topology', () => {
    const app = testApp();
    const network = new TwoVpcs(app, createdTopology(app));
    const topology = new DrTopology(app, 'Other', { account: ACCOUNT, primary: { region: 'us-east-2' }, secondary: { region: 'us-west-2' } });
    expect(() => new GlobalAuroraDatabase(app, 'main', { topology, network })).toThrow(
      '[main] network = "vpcs": it belongs to another topology, so its VPCs are not known to be in the Regions of this database. Give network and database');
  });

  test('TEST-19: Regions without the service', () => {
    const app = testApp();
    const topology = new DrTopology(app, 'Gov', { account: ACCOUNT, primary: { region: 'us-gov-west-1' }, secondary: { region: 'us-gov-east-1' } });
    const network = new TwoVpcs(app, topology);
    expect(() => new GlobalAuroraDatabase(app, 'main', { topology, network }))
      .toThrow('[main] topology.primary.region = "us-gov-west-1": the Region has no Aurora global database');
  });

  test('a second database of the same id in the same stacks', () => {
    const { app, topology, network } = mainDatabase();
    const other = new Stack(app, 'Elsewhere');
    expect(topology.primary.stack(StackLayer.DATA).node.tryFindChild('database-main')).toBeDefined();
    expect(() => new GlobalAuroraDatabase(other, 'main', { topology, network })).toThrow('[Elsewhere/main] id = "main": ');
  });
});
