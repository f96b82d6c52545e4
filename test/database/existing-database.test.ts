import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as rds from 'aws-cdk-lib/aws-rds';
import { AwsSolutionsChecks } from 'cdk-nag';
import { adopted, CREDENTIALS, existingCluster, existingGlobalDatabase, HOME_MEMBER, SOURCE_ARN, STANDBY_MEMBER, teamsApp } from './existing-fixture';
import type { Fixture } from './fixture';
import { clustersOf, dataOf, mainDatabase, onlyIn, propertiesIn, resourcesIn, TwoVpcs } from './fixture';
import type { DrRegion } from '../../src';
import { DrTopology, RunMode, StackLayer } from '../../src';
import { GlobalAuroraDatabase } from '../../src/database';
import { MultiRegionNetwork } from '../../src/network';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const FORMS = [
  ['a cluster', existingCluster, [HOME_MEMBER, undefined]],
  ['a global database', existingGlobalDatabase, [HOME_MEMBER, STANDBY_MEMBER]],
] as const;

function typesIn(region: DrRegion): string[] {
  return Object.values<{ Type: string }>(templateOf(dataOf(region)).toJSON().Resources).map(resource => resource.Type);
}

describe('a cluster of the home Region', () => {
  const fixture = adopted(existingCluster());
  const { database, topology: { primary, secondary } } = fixture;

  test('DB-01, DB-17: is what the global cluster is made of, by its ARN, with none of what the source decides', () => {
    expect(onlyIn(dataOf(primary), 'AWS::RDS::GlobalCluster')).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(onlyIn(dataOf(primary), 'AWS::RDS::GlobalCluster').Properties).toEqual({
      GlobalClusterIdentifier: database.globalClusterIdentifier,
      SourceDBClusterIdentifier: SOURCE_ARN,
      DeletionProtection: true,
      Tags: expect.anything(),
    });
  });

  test('DB-01: is not in the template of the home Region, nor is anything else that RDS or Secrets Manager would create for it', () => {
    const types = typesIn(primary).filter(type => /^AWS::(RDS|SecretsManager|EC2)::/.test(type));
    expect(types).toEqual(['AWS::RDS::GlobalCluster']);
    expect(templateOf(dataOf(primary)).toJSON()).not.toHaveProperty('Transform');
  });

  test('DB-01, DB-05: gets a standby, which joins by the literal identifier, of the same version, without credentials', () => {
    const { Properties } = onlyIn(dataOf(secondary), 'AWS::RDS::DBCluster');
    expect(Properties).toMatchObject({
      GlobalClusterIdentifier: database.globalClusterIdentifier, Engine: 'aurora-postgresql', EngineVersion: '16.8', Port: 5432, StorageEncrypted: true,
    });
    for (const property of ['MasterUsername', 'MasterUserPassword', 'DatabaseName', 'SourceDBClusterIdentifier', 'ReplicationSourceIdentifier']) {
      expect(Properties).not.toHaveProperty(property);
    }
    expect(propertiesIn(dataOf(secondary), 'AWS::RDS::DBInstance').map(instance => instance.DBInstanceClass)).toEqual(['db.r7g.xlarge']);
    expect(dataOf(secondary).dependencies.map(stack => stack.stackName)).toContain(dataOf(primary).stackName);
  });

  test('DB-02: the writer\'s endpoint is looked up once the global cluster exists', () => {
    const [globalCluster] = Object.keys(templateOf(dataOf(primary)).findResources('AWS::RDS::GlobalCluster'));
    expect(onlyIn(dataOf(primary), 'Custom::GlobalWriterEndpoint').DependsOn).toContain(globalCluster);
  });

  test('DB-17: without protection, the global cluster goes with its stack', () => {
    const app = testApp();
    const throwAway = mainDatabase(existingCluster(), app, createdTopology(app, { removalPolicy: RemovalPolicy.DESTROY }));
    const globalCluster = onlyIn(dataOf(throwAway.topology.primary), 'AWS::RDS::GlobalCluster');
    expect([globalCluster.Properties.DeletionProtection, globalCluster.DeletionPolicy]).toEqual([false, 'Delete']);
  });

  test('options that act on the standby have their effect', () => {
    const { topology } = adopted({ ...existingCluster(), secondaryReaders: 2, port: 6432, iamAuthentication: false });
    expect(resourcesIn(dataOf(topology.secondary), 'AWS::RDS::DBInstance')).toHaveLength(2);
    expect(onlyIn(dataOf(topology.secondary), 'AWS::RDS::DBCluster').Properties).toMatchObject({ Port: 6432, EnableIAMDatabaseAuthentication: false });
  });

  test('the subnets of the home Region are its own affair', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const network = new TwoVpcs(app, topology, stack => stack.region === PRIMARY
      ? ec2.Vpc.fromVpcAttributes(stack, 'vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'] })
      : new ec2.Vpc(stack, 'vpc', { subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] }));
    expect(() => mainDatabase(existingCluster(), app, topology, network)).not.toThrow();
  });
});

describe('a global database', () => {
  const fixture = adopted(existingGlobalDatabase());

  test('DB-01: joins without a resource of RDS, Secrets Manager or EC2 in either stack', () => {
    for (const region of fixture.topology.regions) {
      expect(typesIn(region).filter(type => /^AWS::(RDS|SecretsManager|EC2)::/.test(type))).toEqual([]);
    }
  });

  test('keeps its identifier, and neither Region waits for the other', () => {
    const { database, topology } = fixture;
    expect(database.globalClusterIdentifier).toBe('payments-global');
    expect(database.globalClusterArn).toBe(`arn:aws:rds::${ACCOUNT}:global-cluster:payments-global`);
    const app = testApp();
    const handedOver = mainDatabase(existingGlobalDatabase(), app, handedOverTopology(app));
    const [home, standby] = handedOver.topology.regions.map(dataOf);
    expect([...home.dependencies, ...standby.dependencies]).toEqual([]);
    expect(topology.regions.map(region => database.forRegion(region).clusterIdentifier)).toEqual(['payments', 'payments-standby']);
  });
});

describe.each(FORMS)('of %s', (_form, options, members) => {
  const regions = [['home', 0, PRIMARY], ['standby', 1, SECONDARY]] as const;

  test.each(regions)('the handle of the %s Region has names, endpoints and lag', (_role, position, name) => {
    const { database, topology } = adopted(options());
    const handle = database.forRegion(topology.regions[position]);
    const member = members[position];
    if (member) {
      const { cluster, clusterEndpoint, readerEndpoint } = handle;
      expect([cluster.clusterIdentifier, cluster.clusterResourceIdentifier, clusterEndpoint.hostname, readerEndpoint.hostname])
        .toEqual([member.clusterIdentifier, member.clusterResourceIdentifier, member.clusterEndpointAddress, member.readerEndpointAddress]);
      expect([handle.cluster.instanceIdentifiers, handle.cluster.instanceEndpoints]).toEqual([[], []]);
    }
    expect(handle.cluster.engine?.engineType).toBe('aurora-postgresql');
    expect(handle.clusterArn).toBe(`arn:aws:rds:${name}:${ACCOUNT}:cluster:${handle.clusterIdentifier}`);
    expect([handle.port, handle.writerEndpoint.port]).toEqual([5432, 5432]);
    expect(handle.metricReplicationLag().dimensions).toEqual({ DBClusterIdentifier: handle.clusterIdentifier });
  });

  test.each(regions)('a client in the %s Region is let in, reads the secret and connects by IAM, all from its own stack', (_role, position, name) => {
    const fixture = adopted(options());
    const region = fixture.topology.regions[position];
    const stack = ownStack(fixture.app, 'Client', name);
    const service = new ec2.SecurityGroup(stack, 'Service', { vpc: fixture.network.vpc(region), allowAllOutbound: false });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const handle = fixture.database.forRegion(region);
    handle.connections.allowDefaultPortFrom(service, 'payments service');
    handle.secret.grantRead(role).assertSuccess();
    handle.cluster.grantConnect(role, 'payments').assertSuccess();

    const [group] = members[position]?.securityGroupIds ?? [{ 'Fn::ImportValue': expect.stringContaining('membersecuritygroup') }];
    expect(onlyIn(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({
      GroupId: group, SourceSecurityGroupId: expect.anything(), FromPort: 5432, ToPort: 5432, Description: 'payments service',
    });
    const statements = onlyIn(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement;
    expect(statements.slice(0, 2)).toEqual([
      expect.objectContaining({ Resource: `arn:aws:secretsmanager:${name}:${ACCOUNT}:secret:${CREDENTIALS.secretName}-??????` }),
      expect.objectContaining({
        Action: 'kms:Decrypt',
        Condition: {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': CREDENTIALS.secretKeyAliasName },
          'StringLike': { 'kms:ViaService': `secretsmanager.${name}.*` },
        },
      }),
    ]);
    const ofTheUser = members[position] ? `:dbuser:${members[position].clusterResourceIdentifier}/payments` : '/payments';
    expect(JSON.stringify(statements[2])).toContain(ofTheUser);
    expect(dataOf(region).dependencies.map(each => each.stackName)).not.toContain(stack.stackName);
  });

  test('recovery checks and promotes it by its names, and needs nothing of the other Region', () => {
    const { database, topology } = adopted(options());
    for (const target of topology.regions) {
      const context = { mode: RunMode.FAILOVER, target, source: target.peer };
      for (const { action, runsIn } of [...database.readinessChecks(context), ...database.promotionSteps(context)]) {
        expect([runsIn.name, action.parameters]).toMatchObject([target.name, {
          globalClusterIdentifier: database.globalClusterIdentifier, targetClusterArn: database.forRegion(target).clusterArn,
        }]);
      }
    }
    expect(database.replicationSignals().map(({ publishedIn, metric }) => [publishedIn.name, metric.dimensions!.DBClusterIdentifier]))
      .toEqual(topology.regions.map(region => [region.name, database.forRegion(region).clusterIdentifier]));
  });

  test('OPS-04: nothing crosses the Regions but names, and people find them in the outputs', () => {
    const { database, topology } = adopted(options());
    for (const region of topology.regions) {
      const template = templateOf(dataOf(region));
      expect(JSON.stringify(template.toJSON())).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
      for (const value of [database.forRegion(region).clusterIdentifier, CREDENTIALS.secretName]) {
        template.hasOutput('*', { Value: value });
      }
    }
  });

  test('SEC-03: cdk-nag AwsSolutions finds nothing', () => {
    const app = testApp();
    const topology = createdTopology(app);
    new GlobalAuroraDatabase(app, 'main', { topology, network: new MultiRegionNetwork(app, 'network', { topology }), ...options(), port: 15432 });
    expect(new AwsSolutionsChecks(app).validateScope(app).violations.map(violation => violation.ruleName)).toEqual([]);
  });

  test('the stack of the team that owns the cluster is not changed by a byte, whatever clients do', () => {
    const before = JSON.stringify(templateOf(teamsApp()).toJSON());
    const after = JSON.stringify(templateOf(teamsApp(app => {
      const { database, topology, network } = mainDatabase(options(), app);
      for (const region of topology.regions) {
        const stack = ownStack(app, `Client-${region.name}`, region.name);
        const service = new ec2.SecurityGroup(stack, 'Service', { vpc: network.vpc(region) });
        database.forRegion(region).connections.allowDefaultPortFrom(service);
        database.forRegion(region).secret.grantRead(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
      }
    })).toJSON());
    expect(after).toBe(before);
  });
});

describe('the credentials of an existing database', () => {
  test('need no key where the service\'s own encrypts them', () => {
    const { app, database, topology } = adopted(existingCluster({ secretKeyAliasName: undefined }));
    const stack = ownStack(app, 'Client', SECONDARY);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    database.forRegion(topology.secondary).secret.grantRead(role).assertSuccess();
    expect(JSON.stringify(onlyIn(stack, 'AWS::IAM::Policy').Properties)).not.toContain('kms:');
  });

  test('that were not named are no output', () => {
    const { database, topology } = adopted(existingCluster({ secretName: undefined, secretKeyAliasName: undefined }));
    expect((database.forRegion(topology.primary).cluster as rds.DatabaseClusterBase & { secret?: unknown }).secret).toBeUndefined();
    expect(Object.keys(templateOf(dataOf(topology.primary)).findOutputs('*')).filter(id => /secretname/.test(id))).toEqual([]);
  });
});

test('TEST-17: an existing cluster joins in two consumer-owned stacks, whatever keys for secrets there are', () => {
  const app = testApp();
  const [primary, secondary] = [ownStack(app, 'Primary', PRIMARY), ownStack(app, 'Secondary', SECONDARY)];
  const fixture = mainDatabase(existingCluster(), app, DrTopology.fromStacks(app, 'Payments', { primary: { foundation: primary }, secondary: { foundation: secondary } }));
  expect(stacksOf(app).map(stack => stack.stackName)).toEqual(['Primary', 'Secondary']);
  expect(onlyIn(primary, 'AWS::RDS::GlobalCluster').Properties.SourceDBClusterIdentifier).toBe(SOURCE_ARN);
  expect(onlyIn(secondary, 'AWS::RDS::DBCluster').Properties.GlobalClusterIdentifier).toBe(fixture.database.globalClusterIdentifier);
  expect(fixture.topology.primary.stack(StackLayer.DATA)).toBe(primary);
});

test('a new database and an existing one share the stacks', () => {
  const { app, topology, network } = mainDatabase();
  new GlobalAuroraDatabase(app, 'old', { topology, network, ...existingCluster() });
  expect(resourcesIn(dataOf(topology.primary), 'AWS::RDS::GlobalCluster').map(({ Properties }) => 'SourceDBClusterIdentifier' in Properties))
    .toEqual([false, true]);
  expect(clustersOf({ topology: { regions: [topology.primary] } } as Fixture)).toHaveLength(1);
  expect(resourcesIn(dataOf(topology.secondary), 'AWS::RDS::DBCluster')).toHaveLength(2);
});
