import { Duration, Lazy } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { clustersOf, dataOf, mainDatabase, onlyIn, propertiesIn, resourcesIn } from './fixture';
import { DatabaseCapacity, DatabaseEngine } from '../../src/database';
import { stacksOf } from '../support/environment';

const MYSQL = DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0);

describe('options', () => {
  test('DB-01: the global cluster has the version that it is given, and the clusters that of the engine', () => {
    for (const [engine, globalClusterEngineVersion] of [
      [DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.VER_17_7), '17.4'],
      [MYSQL, '8.0.mysql_aurora.3.08.0'],
      [MYSQL, Lazy.string({ produce: () => 'known after deployment' })],
    ] as const) {
      const fixture = mainDatabase({ engine, globalClusterEngineVersion });
      const stack = dataOf(fixture.topology.primary);
      expect(onlyIn(stack, 'AWS::RDS::GlobalCluster').Properties.EngineVersion).toBe(stack.resolve(globalClusterEngineVersion));
      expect(clustersOf(fixture).map(({ Properties }) => Properties.EngineVersion)).toEqual([engine.fullVersion, engine.fullVersion]);
    }
  });

  test('DB-05, DB-12, DB-13: Aurora MySQL has its own port, TLS parameter, logs and rotation', () => {
    const fixture = mainDatabase({ engine: MYSQL });
    for (const region of fixture.topology.regions) {
      const stack = dataOf(region);
      const { Properties } = onlyIn(stack, 'AWS::RDS::DBCluster');
      expect(Properties).toMatchObject({
        Engine: 'aurora-mysql',
        EngineVersion: '8.0.mysql_aurora.3.10.0',
        Port: 3306,
        EnableCloudwatchLogsExports: ['error', 'slowquery', 'audit'],
      });
      expect(onlyIn(stack, 'AWS::RDS::DBClusterParameterGroup').Properties).toMatchObject({
        Family: 'aurora-mysql8.0',
        Parameters: { require_secure_transport: 'ON', slow_query_log: '1', server_audit_logging: '1' },
      });
      expect(propertiesIn(stack, 'AWS::Logs::LogGroup').flatMap(group => group.LogGroupName ?? []).filter(name => name.startsWith('/aws/rds/')).sort())
        .toEqual(['audit', 'error', 'slowquery'].map(type => `/aws/rds/cluster/${Properties.DBClusterIdentifier}/${type}`));
    }
    expect(onlyIn(dataOf(fixture.topology.primary), 'AWS::RDS::GlobalCluster').Properties)
      .toMatchObject({ Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.10.0' });
    expect(onlyIn(dataOf(fixture.topology.primary), 'AWS::SecretsManager::RotationSchedule').Properties)
      .toMatchObject({ HostedRotationLambda: { RotationType: 'MySQLSingleUser' } });
  });

  test.each([
    rds.AuroraPostgresEngineVersion.of('11.9', '11'),
    rds.AuroraPostgresEngineVersion.of('15.2', '15'),
    rds.AuroraPostgresEngineVersion.of('19.1', '19'),
  ])('DB-05: the floor of each PostgreSQL major is taken, and a major newer than the table: %p', version => {
    const [primary, secondary] = clustersOf(mainDatabase({ engine: DatabaseEngine.auroraPostgres(version) }));
    expect([primary.Properties.EngineVersion, secondary.Properties.EngineVersion])
      .toEqual([version.auroraPostgresFullVersion, version.auroraPostgresFullVersion]);
  });

  test.each(['8.0.mysql_aurora.3.01.0', '8.4.mysql_aurora.8.4.7'])('DB-05: Aurora MySQL %s is taken', version => {
    const engine = DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.of(version, version.slice(0, 3)));
    expect(clustersOf(mainDatabase({ engine })).map(cluster => cluster.Properties.EngineVersion)).toEqual([version, version]);
  });

  test('DB-03: another memory-optimised class applies to both Regions', () => {
    const { topology } = mainDatabase({ capacity: DatabaseCapacity.provisioned(new ec2.InstanceType('r8g.2xlarge')) });
    for (const region of topology.regions) {
      expect(propertiesIn(dataOf(region), 'AWS::RDS::DBInstance').every(instance => instance.DBInstanceClass === 'db.r8g.2xlarge')).toBe(true);
    }
  });

  test('DB-04: Serverless v2 has its bounds on both clusters, in engine mode provisioned', () => {
    const fixture = mainDatabase({ capacity: DatabaseCapacity.serverlessV2({ minCapacity: 16, maxCapacity: 64 }) });
    for (const { Properties } of clustersOf(fixture)) {
      expect(Properties.ServerlessV2ScalingConfiguration).toEqual({ MinCapacity: 16, MaxCapacity: 64 });
      expect(Properties).not.toHaveProperty('EngineMode');
    }
    for (const region of fixture.topology.regions) {
      expect(new Set(propertiesIn(dataOf(region), 'AWS::RDS::DBInstance').map(instance => instance.DBInstanceClass))).toEqual(new Set(['db.serverless']));
    }
    // A reader of tier 1 grows with the writer, and is ready to replace it.
    expect(propertiesIn(dataOf(fixture.topology.primary), 'AWS::RDS::DBInstance').map(instance => instance.PromotionTier)).toEqual([0, 1]);
  });

  test.each([[0.5, true], [7.5, true], [8, false], [undefined, false]])('DB-04: a minimum of %p ACU is warned of: %p', (minCapacity, warned) => {
    const { app } = mainDatabase({ capacity: DatabaseCapacity.serverlessV2({ minCapacity, maxCapacity: 64 }) });
    const warnings = stacksOf(app).flatMap(stack => Annotations.fromStack(stack).findWarning('*', Match.anyValue())).map(({ entry }) => entry.data);
    expect(warnings).toEqual(warned ? [expect.stringMatching(/at least 8 ACU.*smallServerlessMinimum/s)] : []);
  });

  test('DB-15: readers are counted per Region', () => {
    const { topology } = mainDatabase({ primaryReaders: 0, secondaryReaders: 3 });
    expect(topology.regions.map(region => resourcesIn(dataOf(region), 'AWS::RDS::DBInstance').length)).toEqual([1, 3]);
  });

  test('DB-13: the retention of the logs is a prop, as are port, backups, user name and IAM authentication', () => {
    const fixture = mainDatabase({
      logRetention: RetentionDays.ONE_YEAR, port: 15432, backupRetention: Duration.days(35), masterUsername: 'payments_owner', iamAuthentication: false,
    });
    for (const region of fixture.topology.regions) {
      const ofTheCluster = propertiesIn(dataOf(region), 'AWS::Logs::LogGroup').filter(group => group.LogGroupName?.startsWith('/aws/rds/'));
      expect(ofTheCluster.map(group => group.RetentionInDays)).toEqual([365]);
    }
    for (const { Properties } of clustersOf(fixture)) {
      expect(Properties).toMatchObject({ Port: 15432, BackupRetentionPeriod: 35, EnableIAMDatabaseAuthentication: false });
    }
    expect(clustersOf(fixture)[0].Properties.MasterUsername).toBe('payments_owner');
  });

  test('values not known at synthesis are let pass', () => {
    const fixture = mainDatabase({
      databaseName: Lazy.string({ produce: () => 'ledger' }),
      masterUsername: Lazy.string({ produce: () => 'owner' }),
      port: Lazy.number({ produce: () => 6432 }),
      backupRetention: Duration.days(Lazy.number({ produce: () => 14 })),
      rpo: Duration.seconds(Lazy.number({ produce: () => 10 })),
      capacity: DatabaseCapacity.provisioned(new ec2.InstanceType(Lazy.string({ produce: () => 'r7g.large' }))),
    });
    expect(clustersOf(fixture)[0].Properties).toMatchObject({ DatabaseName: 'ledger', MasterUsername: 'owner', Port: 6432, BackupRetentionPeriod: 14 });
  });
});
