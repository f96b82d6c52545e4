import { RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { clustersOf, dataOf, keyOf, mainDatabase, onlyIn, propertiesIn, resourcesIn } from './fixture';
import { KeyPurpose } from '../../src';
import { createdTopology, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

describe('the global database', () => {
  const fixture = mainDatabase({ databaseName: 'payments' });
  const { database, topology } = fixture;

  test('DB-01: one empty global cluster, which a cluster of each Region joins by its literal identifier', () => {
    const { Properties: globalCluster } = onlyIn(dataOf(topology.primary), 'AWS::RDS::GlobalCluster');
    expect(globalCluster).toMatchObject({ GlobalClusterIdentifier: database.globalClusterIdentifier, Engine: 'aurora-postgresql', EngineVersion: '17.7' });
    expect(globalCluster).not.toHaveProperty('SourceDBClusterIdentifier');
    expect(resourcesIn(dataOf(topology.secondary), 'AWS::RDS::GlobalCluster')).toEqual([]);
    expect(clustersOf(fixture).map(cluster => cluster.Properties.GlobalClusterIdentifier))
      .toEqual([database.globalClusterIdentifier, database.globalClusterIdentifier]);
    expect(database.globalClusterIdentifier).toMatch(/^payments-test-main-[0-9a-f]{8}$/);
    expect(database.globalClusterArn).toBe(`arn:aws:rds::111111111111:global-cluster:${database.globalClusterIdentifier}`);
  });

  test('OPS-04: each Region\'s cluster is an output for people, with the global database that it belongs to', () => {
    for (const region of topology.regions) {
      templateOf(dataOf(region)).hasOutput('*', {
        Value: database.forRegion(region).clusterIdentifier,
        Description: `Cluster of global database "${database.globalClusterIdentifier}" in ${region.name}`,
        Export: Match.absent(),
      });
    }
  });

  test('OPS-04: the global database is an output for people in the home Region alone, the secret\'s name in each Region', () => {
    const outputs = topology.regions.map(region => Object.values(templateOf(dataOf(region)).findOutputs('*'))
      .filter(({ Description }) => /global database/i.test(Description))
      .map(({ Value, Description, Export }) => [Value, Description, Export]));
    const globalDatabase = [database.globalClusterIdentifier, 'Global database "main", by this name in both Regions', undefined];
    const [home, standby] = topology.regions.map(region => [
      database.forRegion(region).secret.secretName,
      `Secret with the credentials of global database "${database.globalClusterIdentifier}", as ${region.name} has it`,
      undefined,
    ]);
    expect(outputs[0]).toEqual(expect.arrayContaining([globalDatabase, home]));
    expect(outputs[1]).toEqual(expect.arrayContaining([standby]));
    // Beside cluster, writer and readers.
    expect(outputs.map(each => each.length)).toEqual([5, 4]);
  });

  test('DB-01: the primary cluster waits for the global cluster', () => {
    const [globalCluster] = Object.keys(templateOf(dataOf(topology.primary)).findResources('AWS::RDS::GlobalCluster'));
    expect(clustersOf(fixture)[0].DependsOn).toContain(globalCluster);
  });

  test('DB-01: the secondary has instances, and no user name, password, database name or secret', () => {
    const stack = dataOf(topology.secondary);
    const { Properties } = onlyIn(stack, 'AWS::RDS::DBCluster');
    for (const property of ['MasterUsername', 'MasterUserPassword', 'ManageMasterUserPassword', 'DatabaseName', 'ReplicationSourceIdentifier']) {
      expect(Properties).not.toHaveProperty(property);
    }
    expect(resourcesIn(stack, 'AWS::RDS::DBInstance')).toHaveLength(1);
    const types = Object.values<{ Type: string }>(templateOf(stack).toJSON().Resources).map(resource => resource.Type);
    expect(types.filter(type => type.startsWith('AWS::SecretsManager'))).toEqual([]);
  });

  test('OPS-05: cluster identifiers differ between the Regions and between environments', () => {
    const app = testApp();
    const staging = mainDatabase({}, app, createdTopology(app, { environmentName: 'staging' }));
    const identifiers = [fixture, staging].flatMap(({ database: { globalClusterIdentifier }, ...each }) =>
      [globalClusterIdentifier, ...clustersOf({ ...each, database }).map(cluster => cluster.Properties.DBClusterIdentifier)]);
    expect(new Set(identifiers).size).toBe(6);
  });

  test('both Regions are built alike: only credentials and the database\'s name tell the first writer', () => {
    const [primary, secondary] = clustersOf(fixture).map(cluster => cluster.Properties);
    const { DatabaseName, MasterUsername, MasterUserPassword, ...rest } = primary;
    expect([DatabaseName, MasterUsername, MasterUserPassword]).not.toContain(undefined);
    expect(Object.keys(secondary).sort()).toEqual(Object.keys(rest).sort());
    const ofTheRegion = ['DBClusterIdentifier', 'DBClusterParameterGroupName', 'DBSubnetGroupName', 'KmsKeyId', 'PerformanceInsightsKmsKeyId',
      'Tags', 'VpcSecurityGroupIds'];
    for (const property of Object.keys(secondary).filter(name => !ofTheRegion.includes(name))) {
      expect([property, secondary[property]]).toEqual([property, rest[property]]);
    }
  });

  test('DB-05: Aurora PostgreSQL by default, of one version everywhere, on port 5432', () => {
    expect(clustersOf(fixture).map(({ Properties }) => [Properties.Engine, Properties.EngineVersion, Properties.Port]))
      .toEqual([['aurora-postgresql', '17.7', 5432], ['aurora-postgresql', '17.7', 5432]]);
  });

  test('DB-11: global cluster and both clusters are encrypted, each with the key of its Region', () => {
    templateOf(dataOf(topology.primary)).hasResourceProperties('AWS::RDS::GlobalCluster', { StorageEncrypted: true });
    for (const [position, region] of topology.regions.entries()) {
      templateOf(dataOf(region)).hasResourceProperties('AWS::RDS::DBCluster', {
        StorageEncrypted: true,
        KmsKeyId: keyOf(fixture, position, KeyPurpose.DATABASE),
        PerformanceInsightsEnabled: true,
        PerformanceInsightsKmsKeyId: keyOf(fixture, position, KeyPurpose.DATABASE),
      });
      templateOf(dataOf(region)).allResourcesProperties('AWS::RDS::DBInstance', {
        EnablePerformanceInsights: true,
        PerformanceInsightsKMSKeyId: keyOf(fixture, position, KeyPurpose.DATABASE),
      });
    }
  });

  test('DB-12: TLS is enforced by a cluster parameter group of each Region', () => {
    for (const region of topology.regions) {
      const [[id, group]] = Object.entries(templateOf(dataOf(region)).findResources('AWS::RDS::DBClusterParameterGroup'));
      expect(group.Properties).toMatchObject({ Family: 'aurora-postgresql17', Parameters: { 'rds.force_ssl': '1' } });
      expect(onlyIn(dataOf(region), 'AWS::RDS::DBCluster').Properties.DBClusterParameterGroupName).toEqual({ Ref: id });
    }
  });

  test('DB-13: both clusters export their logs to encrypted log groups that keep them 30 days', () => {
    for (const [position, region] of topology.regions.entries()) {
      const stack = dataOf(region);
      const cluster = onlyIn(stack, 'AWS::RDS::DBCluster');
      expect(cluster.Properties.EnableCloudwatchLogsExports).toEqual(['postgresql']);
      const [id, ...others] = Object.keys(templateOf(stack).findResources('AWS::Logs::LogGroup', {
        Properties: {
          LogGroupName: `/aws/rds/cluster/${cluster.Properties.DBClusterIdentifier}/postgresql`,
          RetentionInDays: 30,
          KmsKeyId: keyOf(fixture, position, KeyPurpose.LOGS),
        },
      }));
      expect(others).toEqual([]);
      expect(cluster.DependsOn).toContain(id);
    }
  });

  test('DB-03: instances are db.r6g.large in both Regions', () => {
    for (const region of topology.regions) {
      expect(new Set(propertiesIn(dataOf(region), 'AWS::RDS::DBInstance').map(instance => instance.DBInstanceClass))).toEqual(new Set(['db.r6g.large']));
    }
  });

  test('DB-15: a writer with a reader in the home Region, one instance in the standby', () => {
    expect(topology.regions.map(region => resourcesIn(dataOf(region), 'AWS::RDS::DBInstance').length)).toEqual([2, 1]);
  });

  test('NET-06: instances live in the isolated subnets of their Region and are never public', () => {
    for (const region of topology.regions) {
      const { SubnetIds } = onlyIn(dataOf(region), 'AWS::RDS::DBSubnetGroup').Properties;
      expect(SubnetIds).toHaveLength(3);
      for (const subnet of SubnetIds) {
        expect(subnet['Fn::ImportValue']).toMatch(new RegExp(`-foundation-${region.name}:ExportsOutputRefvpcisolated`));
      }
      expect(propertiesIn(dataOf(region), 'AWS::RDS::DBInstance').map(instance => instance.PubliclyAccessible)).not.toContain(true);
      expect(propertiesIn(dataOf(region), 'AWS::RDS::DBInstance').map(instance => instance.PubliclyAccessible)).not.toContain(undefined);
    }
  });

  test('backups reach back 7 days in both Regions, and snapshots carry the tags', () => {
    for (const { Properties } of clustersOf(fixture)) {
      expect(Properties).toMatchObject({ BackupRetentionPeriod: 7, CopyTagsToSnapshot: true, EnableIAMDatabaseAuthentication: true });
    }
  });

  test('DB-14: storage is standard unless asked for otherwise, and never has provisioned IOPS', () => {
    for (const { Properties } of clustersOf(fixture)) {
      expect(Properties).not.toHaveProperty('StorageType');
      expect(Properties).not.toHaveProperty('Iops');
    }
    for (const { Properties } of clustersOf(mainDatabase({ storageType: rds.DBClusterStorageType.AURORA_IOPT1 }))) {
      expect(Properties.StorageType).toBe('aurora-iopt1');
      expect(Properties).not.toHaveProperty('Iops');
    }
  });
});

describe('removal', () => {
  const KEPT = ['AWS::RDS::GlobalCluster', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup',
    'AWS::RDS::DBClusterParameterGroup', 'AWS::Logs::LogGroup', 'AWS::SecretsManager::Secret'];

  test('DB-17: everything is kept and protected by default, and the standby\'s stack goes first', () => {
    const fixture = mainDatabase();
    const { primary, secondary, regions } = fixture.topology;
    for (const resource of regions.flatMap(region => KEPT.flatMap(type => resourcesIn(dataOf(region), type)))) {
      expect([resource.Type, resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual([resource.Type, 'Retain', 'Retain']);
    }
    for (const { Properties } of [...clustersOf(fixture), onlyIn(dataOf(primary), 'AWS::RDS::GlobalCluster')]) {
      expect(Properties.DeletionProtection).toBe(true);
    }
    expect(dataOf(secondary).dependencies.map(stack => stack.stackName)).toContain(dataOf(primary).stackName);
    expect(dataOf(primary).dependencies.map(stack => stack.stackName)).not.toContain(dataOf(secondary).stackName);
  });

  test('DB-17: what a kept cluster uses is kept with it', () => {
    const { topology } = mainDatabase();
    for (const region of topology.regions) {
      const [group] = onlyIn(dataOf(region), 'AWS::RDS::DBCluster').Properties.VpcSecurityGroupIds;
      const securityGroup = templateOf(dataOf(region)).findResources('AWS::EC2::SecurityGroup')[group['Fn::GetAtt'][0]];
      expect(securityGroup.DeletionPolicy).toBe('Retain');
    }
  });

  test('DB-17: RemovalPolicy.DESTROY deletes it all, unprotected', () => {
    const app = testApp();
    const fixture = mainDatabase({}, app, createdTopology(app, { removalPolicy: RemovalPolicy.DESTROY }));
    for (const { Properties } of [...clustersOf(fixture), onlyIn(dataOf(fixture.topology.primary), 'AWS::RDS::GlobalCluster')]) {
      expect(Properties.DeletionProtection).toBe(false);
    }
    for (const resource of fixture.topology.regions.flatMap(region => KEPT.flatMap(type => resourcesIn(dataOf(region), type)))) {
      expect([resource.Type, resource.DeletionPolicy ?? 'Delete']).toEqual([resource.Type, 'Delete']);
    }
  });
});

test('DB-16: the database is in stacks of its own, apart from network and keys', () => {
  const { app, topology } = mainDatabase();
  const withDatabase = stacksOf(app).filter(stack => JSON.stringify(templateOf(stack).toJSON()).includes('"AWS::RDS::')).map(stack => stack.stackName);
  expect(withDatabase.sort()).toEqual([PRIMARY, SECONDARY].map(name => `Payments-test-data-${name}`).sort());
  for (const region of topology.regions) {
    const types = Object.values<{ Type: string }>(templateOf(dataOf(region)).toJSON().Resources).map(resource => resource.Type);
    expect(types.filter(type => /^AWS::(EC2::(VPC|Subnet)$|KMS::|Route53::)/.test(type))).toEqual([]);
  }
});
