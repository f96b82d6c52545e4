import { readFileSync } from 'fs';
import * as path from 'path';
import type { Stack } from 'aws-cdk-lib';
import { CfnOutput, Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { existingCluster, existingGlobalDatabase } from './existing-fixture';
import type { TemplateResource } from './fixture';
import { dataOf, mainDatabase, onlyIn, resourcesIn } from './fixture';
import { DrTopology, KeyPurpose } from '../../src';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseCapacity, DatabaseEngine, GlobalAuroraDatabase, ProxyAuthentication } from '../../src/database';
import { ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const LOOKUP = 'Custom::GlobalWriterEndpoint';
const HOST = 'GlobalClusters.0.Endpoint';

function lookupIn(stack: Stack): [string, TemplateResource] {
  const [lookup, ...others] = Object.entries(templateOf(stack).findResources(LOOKUP)) as [string, TemplateResource][];
  expect(others).toEqual([]);
  return lookup;
}

function lookupsOf(options: GlobalAuroraDatabaseOptions): unknown[] {
  const { topology } = mainDatabase(options);
  return topology.regions.map(region => lookupIn(dataOf(region))[1].Properties);
}

/** What the permissions of the function of a stack allow, by action. */
function allowedIn(stack: Stack): [string, unknown][] {
  const [role] = onlyIn(stack, 'AWS::Lambda::Function').Properties.Role['Fn::GetAtt'];
  const { Properties } = templateOf(stack).findResources('AWS::IAM::Role')[role];
  const policies = Object.entries({ ...templateOf(stack).findResources('AWS::IAM::ManagedPolicy'), ...templateOf(stack).findResources('AWS::IAM::Policy') });
  const named = (Properties.ManagedPolicyArns ?? []).map(({ Ref }: { Ref?: string }) => Ref);
  return policies
    .filter(([id, policy]) => named.includes(id) || policy.Properties.Roles?.some((each: { Ref: string }) => each.Ref === role))
    .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => [Action].flat().flatMap((action: string) =>
      [Resource].flat().map((resource: unknown): [string, unknown] => [action, resource])));
}

describe('DB-02: the writer is reached by one name, which survives a failover', () => {
  const fixture = mainDatabase();
  const { database, topology } = fixture;

  test.each([['home', topology.primary], ['standby', topology.secondary]])('the handle of the %s Region has it, beside the Region\'s readers', (_, region) => {
    const { writerEndpoint, readerEndpoint } = database.forRegion(region);
    const [lookup] = lookupIn(dataOf(region));
    expect(dataOf(region).resolve(writerEndpoint.hostname)).toEqual({ 'Fn::GetAtt': [lookup, HOST] });
    expect(writerEndpoint.port).toBe(5432);
    const [cluster] = Object.keys(templateOf(dataOf(region)).findResources('AWS::RDS::DBCluster'));
    expect(dataOf(region).resolve(readerEndpoint.hostname)).toEqual({ 'Fn::GetAtt': [cluster, 'ReadEndpoint.Address'] });
  });

  test('both are outputs of both stacks', () => {
    for (const region of topology.regions) {
      const [lookup] = lookupIn(dataOf(region));
      const template = templateOf(dataOf(region));
      template.hasOutput('*', {
        Value: { 'Fn::GetAtt': [lookup, HOST] },
        Description: `Writer of global database "${database.globalClusterIdentifier}", whichever Region has it: keep its address for 5 seconds at most`,
      });
      template.hasOutput('*', {
        Value: { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::RDS::DBCluster'))[0], 'ReadEndpoint.Address'] },
        Description: `Readers of global database "${database.globalClusterIdentifier}" in ${region.name}`,
      });
    }
  });

  test('each Region asks for itself, by the identifier of the global cluster, in its own Region', () => {
    for (const region of topology.regions) {
      const { Create, Update } = lookupIn(dataOf(region))[1].Properties;
      const call = JSON.parse(Create);
      expect(call).toEqual({
        service: 'RDS',
        action: 'describeGlobalClusters',
        parameters: { GlobalClusterIdentifier: database.globalClusterIdentifier },
        outputPaths: [HOST],
        physicalResourceId: { id: `writer-endpoint-of-${database.globalClusterIdentifier}` },
      });
      expect(Update).toBe(Create);
    }
  });

  test.each([0, 1])('a client in Region %p takes it from the stack of the same Region', position => {
    const own = mainDatabase();
    const region = own.topology.regions[position];
    const stack = ownStack(own.app, 'Client', region.name);
    new CfnOutput(stack, 'Writer', { value: own.database.forRegion(region).writerEndpoint.socketAddress });
    expect(templateOf(stack).toJSON().Outputs.Writer.Value).toEqual({
      'Fn::Join': ['', [{ 'Fn::ImportValue': expect.stringMatching(`^${dataOf(region).stackName}:ExportsOutput.*writerlookup`) }, ':5432']],
    });
  });

  test('the page of the folder says how long clients may keep its address, and where it leads from the other Region', () => {
    const page = readFileSync(path.join(__dirname, '..', '..', 'src', 'database', 'README.md'), 'utf8');
    const [, section] = page.split('## Which endpoint\n');
    const text = section.split('\n## ')[0].replace(/\s+/g, ' ');
    for (const statement of [/`writerEndpoint`/, /`readerEndpoint`/, /at most 5 seconds/, /`networkaddress\.cache\.ttl`/, /connection between the VPCs/]) {
      expect(text).toMatch(statement);
    }
  });
});

describe('law 2: the look-up is part of no other change', () => {
  test('it has the same properties whatever the database is made of', () => {
    const lookups = lookupsOf({});
    for (const options of [
      { engine: DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.VER_16_8) },
      { engine: DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0) },
      { capacity: DatabaseCapacity.provisioned(new ec2.InstanceType('r8g.2xlarge')), primaryReaders: 3, secondaryReaders: 2 },
      { port: 15432, backupRetention: Duration.days(14), iamAuthentication: false, storageType: rds.DBClusterStorageType.AURORA_IOPT1 },
    ]) {
      expect(lookupsOf(options)).toEqual(lookups);
    }
    expect(JSON.stringify(lookups)).not.toMatch(new RegExp(`${PRIMARY}|${SECONDARY}`));
  });

  test('it waits for its permission', () => {
    const { topology } = mainDatabase();
    for (const region of topology.regions) {
      const [, { DependsOn }] = lookupIn(dataOf(region));
      const policies = Object.entries(templateOf(dataOf(region)).findResources('AWS::IAM::ManagedPolicy'));
      const [permission] = policies.find(([, policy]) => JSON.stringify(policy).includes('rds:DescribeGlobalClusters'))!;
      expect(DependsOn).toContain(permission);
    }
  });

  test('nothing is called on deletion, and a function that does not answer holds a stack for minutes, not for an hour', () => {
    for (const properties of lookupsOf({}) as TemplateResource['Properties'][]) {
      expect(properties).not.toHaveProperty('Delete');
      expect(properties).toMatchObject({ ServiceTimeout: '300', InstallLatestAwsSdk: false });
    }
  });

  test('it waits for the instances of its Region, and nothing waits for it', () => {
    const { topology } = mainDatabase();
    for (const region of topology.regions) {
      const stack = dataOf(region);
      const [id, { DependsOn }] = lookupIn(stack);
      const instances = Object.keys(templateOf(stack).findResources('AWS::RDS::DBInstance'));
      expect(DependsOn).toEqual(expect.arrayContaining([...instances, ...Object.keys(templateOf(stack).findResources('AWS::RDS::DBCluster'))]));
      const resources = Object.values<{ DependsOn?: string[] }>(templateOf(stack).toJSON().Resources);
      expect(resources.filter(resource => resource.DependsOn?.includes(id))).toEqual([]);
      expect(JSON.stringify(resources)).not.toContain(HOST + '"]');
    }
  });
});

describe('a look-up that fails undoes as little as can be', () => {
  test.each<[string, GlobalAuroraDatabaseOptions]>([
    ['a new database', {}],
    ['a new database with proxies', { proxy: {} }],
    ['a database with proxies by IAM', { proxy: { authentication: ProxyAuthentication.iam('payments') } }],
    ['a cluster that exists, with proxies', { ...existingCluster(), proxy: {} }],
    ['a global database that exists, with proxies', { ...existingGlobalDatabase(), proxy: {} }],
  ])('it comes after all that the stack makes of %s', (_, options) => {
    const { topology } = mainDatabase(options);
    for (const region of topology.regions) {
      const [, { DependsOn }] = lookupIn(dataOf(region));
      const before = Object.entries<TemplateResource>(templateOf(dataOf(region)).toJSON().Resources)
        .filter(([, { Type }]) => /^AWS::(RDS::(DBProxy|DBProxyTargetGroup|DBProxyEndpoint|DBCluster|DBInstance)|SecretsManager::RotationSchedule)$/.test(Type))
        .map(([id]) => id);
      expect(DependsOn).toEqual(expect.arrayContaining(before));
    }
  });
});

describe('the function that looks up', () => {
  const describes = (each: GlobalAuroraDatabase): [string, string] => ['rds:DescribeGlobalClusters', each.globalClusterArn];

  /** The log group that only the look-up has: RDS names its own. */
  function logGroupIn(stack: Stack): [string, TemplateResource] {
    return Object.entries(templateOf(stack).findResources('AWS::Logs::LogGroup') as { [id: string]: TemplateResource })
      .find(([, { Properties }]) => !('LogGroupName' in Properties))!;
  }

  test.each([['home', 0], ['standby', 1]])('SEC-02: in the %s Region, may describe the global cluster and write its log', (_, position) => {
    const { database, topology } = mainDatabase();
    const stack = dataOf(topology.regions[position]);
    const log = { 'Fn::GetAtt': [logGroupIn(stack)[0], 'Arn'] };
    expect(allowedIn(stack)).toEqual([['logs:CreateLogStream', log], ['logs:PutLogEvents', log], describes(database)]);
  });

  test('SEC-01: its log is encrypted, and kept for a bounded time', () => {
    const { topology } = mainDatabase();
    for (const region of topology.regions) {
      const [id, { Properties, DeletionPolicy }] = logGroupIn(dataOf(region));
      expect(onlyIn(dataOf(region), 'AWS::Lambda::Function').Properties.LoggingConfig).toEqual({ LogGroup: { Ref: id } });
      expect(Properties.RetentionInDays).toBe(30);
      expect(Properties.KmsKeyId).toEqual(dataOf(region).resolve(topology.encryptionKey(region, KeyPurpose.LOGS).key.keyArn));
      expect(DeletionPolicy).toBe('Retain');
    }
  });

  test('COST-03: carries the tags of the library, in stacks that a team handed over too', () => {
    const app = testApp();
    const [foundation, data] = [ownStack(app, 'Secondary', SECONDARY), ownStack(app, 'SecondaryData', SECONDARY)];
    const primary = ownStack(app, 'Primary', PRIMARY);
    mainDatabase({}, app, DrTopology.fromStacks(app, 'Payments', { environmentName: 'test', primary: { foundation: primary }, secondary: { foundation, data } }));
    const tagged = onlyIn(data, 'AWS::Lambda::Function').Properties.Tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]);
    expect(Object.fromEntries(tagged)).toEqual({ 'application': 'Payments', 'environment': 'test', 'dr-role': 'endpoints', 'region-role': 'secondary' });
  });

  test('is one for several databases, each of which adds its own permission', () => {
    const { app, database, topology, network } = mainDatabase();
    const reports = new GlobalAuroraDatabase(app, 'reports', { topology, network });
    for (const region of topology.regions) {
      const stack = dataOf(region);
      expect(allowedIn(stack).filter(([action]) => action.startsWith('rds:'))).toEqual([describes(database), describes(reports)]);
      const calls = Object.values(templateOf(stack).findResources(LOOKUP)).map(lookup => JSON.parse(lookup.Properties.Create));
      expect(calls.map(call => call.parameters.GlobalClusterIdentifier))
        .toEqual([database.globalClusterIdentifier, reports.globalClusterIdentifier]);
      expect(resourcesIn(stack, 'AWS::IAM::Role').filter(role => /names by itself/.test(role.Properties.Description))).toHaveLength(1);
    }
  });

  test('is the one that a team\'s own calls in the stack have, with its role, and with the permission', () => {
    const app = testApp();
    const [foundation, data] = [ownStack(app, 'Secondary', SECONDARY), ownStack(app, 'SecondaryData', SECONDARY)];
    const primary = ownStack(app, 'Primary', PRIMARY);
    for (const stack of [primary, data]) {
      new AwsCustomResource(stack, 'Team', {
        onCreate: { service: 'SSM', action: 'getParameter', parameters: { Name: 'team' }, physicalResourceId: PhysicalResourceId.of('team') },
        policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [`arn:aws:ssm:${stack.region}:${stack.account}:parameter/team`] }),
        installLatestAwsSdk: false,
      });
    }
    const { database } = mainDatabase({}, app, DrTopology.fromStacks(app, 'Payments', { primary: { foundation: primary }, secondary: { foundation, data } }));
    for (const stack of [primary, data]) {
      const functions = Object.entries(templateOf(stack).findResources('AWS::Lambda::Function')).filter(([id]) => id.startsWith('AWS679f53fac'));
      expect(functions).toHaveLength(1);
      const role = functions[0][1].Properties.Role['Fn::GetAtt'][0];
      expect(role).toMatch(/ServiceRole/);
      expect(functions[0][1].Properties).not.toHaveProperty('Tags');
      const attached = resourcesIn(stack, 'AWS::IAM::ManagedPolicy').filter(policy => policy.Properties.Roles?.[0].Ref === role);
      expect(attached.flatMap(policy => policy.Properties.PolicyDocument.Statement).map(statement => [statement.Action, statement.Resource]))
        .toContainEqual(describes(database));
    }
  });
});

