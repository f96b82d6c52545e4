import type { Stack } from 'aws-cdk-lib';
import { AttributeType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { DrTopology } from '../../src';
import { GlobalAuroraDatabase, GlobalSessionTable, InterRegionLink, MultiRegionNetwork, StackLayer } from '../../src';
import { RegionalLookup } from '../../src/topology/regional-lookup';
import { createdTopology, stacksOf, templateOf, testApp } from '../support/environment';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const POLICIES_PER_ROLE = 10;
/** How CDK names its function for SDK calls. */
const FUNCTION = 'AWS679f53fac';
const DATABASES = Array.from({ length: 12 }, (_, index) => `ledger-${index + 1}`);
const TABLES = ['sessions', 'carts', 'consents'];

/** The policies of the one function for look-ups of a stack, however they are attached. */
function policiesOfFunction(stack: Stack): { [id: string]: any } {
  const template = templateOf(stack);
  const [lookups, ...others] = Object.entries(template.findResources('AWS::Lambda::Function'))
    .filter(([id]) => id.startsWith(FUNCTION)).map(([, resource]) => resource);
  expect(others).toEqual([]);
  const [role] = lookups.Properties.Role['Fn::GetAtt'];
  const named = JSON.stringify(template.findResources('AWS::IAM::Role')[role].Properties.ManagedPolicyArns ?? []);
  return Object.fromEntries(Object.entries({ ...template.findResources('AWS::IAM::ManagedPolicy'), ...template.findResources('AWS::IAM::Policy') })
    .filter(([id, policy]) => named.includes(`"${id}"`) || JSON.stringify(policy.Properties.Roles ?? []).includes(`"${role}"`)));
}

function callsIn(stack: Stack): { [id: string]: any } {
  const template = templateOf(stack);
  return { ...template.findResources('Custom::GlobalWriterEndpoint'), ...template.findResources('Custom::SessionTableStream') };
}

describe('many look-ups in a stack', () => {
  const app = testApp();
  const topology = createdTopology(app);
  const network = new MultiRegionNetwork(app, 'network', { topology, link: InterRegionLink.none() });
  const databases = DATABASES.map(id => new GlobalAuroraDatabase(app, id, { topology, network }));
  const tables = TABLES.map(id => new GlobalSessionTable(app, id, {
    topology, partitionKey: { name: 'id', type: AttributeType.STRING }, dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
  }));
  const stacks = topology.regions.map(region => region.stack(StackLayer.DATA));

  test('TEST-17: 12 databases and 3 streams need no more policies than IAM takes on a role', () => {
    for (const stack of stacks) {
      expect(Object.keys(callsIn(stack)).length).toBeGreaterThan(POLICIES_PER_ROLE);
      expect(Object.keys(policiesOfFunction(stack))).toHaveLength(2);
    }
  });

  test('SEC-02: one policy names each database and stream, and nothing else', () => {
    const [home, standby] = stacks.map(stack => Object.values(policiesOfFunction(stack)).map(({ Properties }) => Properties)
      .find(({ Description }) => Description === 'Look-ups of what AWS names by itself').PolicyDocument.Statement);
    const describesDatabases = { Effect: 'Allow', Action: 'rds:DescribeGlobalClusters', Resource: databases.map(database => database.globalClusterArn) };
    expect(home).toEqual([describesDatabases]);
    expect(standby).toEqual([describesDatabases, {
      Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: tables.map(table => table.forRegion(topology.secondary).tableArn),
    }]);
  });

  test('each waits for the policy', () => {
    for (const stack of stacks) {
      const [permission] = Object.entries(policiesOfFunction(stack)).find(([, policy]) => JSON.stringify(policy).includes('DescribeGlobalClusters'))!;
      Object.values(callsIn(stack)).forEach(call => expect(call.DependsOn).toContain(permission));
    }
  });

  test('every policy says what it is for', () => {
    for (const stack of stacksOf(app)) {
      const policies = Object.values(templateOf(stack).findResources('AWS::IAM::ManagedPolicy'));
      expect(policies.filter(({ Properties }) => !Properties.Description)).toEqual([]);
    }
  });

  test('SEC-03: AwsSolutions finds nothing', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });
});

/** Looks a table up, in the home Region. */
function lookUp(topology: DrTopology, id: string, ...resources: string[]): RegionalLookup {
  return lookUpBy(topology, id, new iam.PolicyStatement({ actions: ['dynamodb:DescribeTable'], resources }));
}

function lookUpBy(topology: DrTopology, id: string, statement: iam.PolicyStatement): RegionalLookup {
  const region = topology.primary;
  return new RegionalLookup(topology._scope(topology, 'database', region, StackLayer.DATA), id, {
    topology,
    region,
    resourceType: 'Custom::Lookup',
    service: 'DynamoDB',
    action: 'describeTable',
    parameters: { TableName: id },
    outputPath: 'Table.TableId',
    physicalId: id,
    statement,
  });
}

test('SEC-02: look-ups that differ in more than what they look up keep statements of their own', () => {
  const topology = createdTopology();
  const actions = ['dynamodb:DescribeTable'];
  const conditions = { StringEquals: { 'aws:ResourceTag/team': 'payments' } };
  const shared = new iam.PolicyStatement({ actions, resources: ['arn:one'] });
  lookUpBy(topology, 'one', shared);
  lookUpBy(topology, 'two', new iam.PolicyStatement({ actions, resources: ['arn:two'], conditions }));
  lookUpBy(topology, 'three', new iam.PolicyStatement({ actions, resources: ['arn:three'] }));
  const policies = policiesOfFunction(topology.primary.stack(StackLayer.DATA));
  const statements = Object.values(policies).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  expect(statements.filter(({ Action }) => Action === 'dynamodb:DescribeTable')).toEqual([
    { Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: ['arn:one', 'arn:three'] },
    { Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: 'arn:two', Condition: conditions },
  ]);
  expect(shared.resources).toEqual(['arn:one']);
});

test('a team\'s own call that made the function first has its role get the one policy', () => {
  const topology = createdTopology();
  const stack = topology.primary.stack(StackLayer.DATA);
  new AwsCustomResource(stack, 'Team', {
    onCreate: { service: 'SSM', action: 'getParameter', parameters: { Name: 'team' }, physicalResourceId: PhysicalResourceId.of('team') },
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [`arn:aws:ssm:${stack.region}:${stack.account}:parameter/team`] }),
    installLatestAwsSdk: false,
  });
  lookUp(topology, 'one', 'arn:one');
  lookUp(topology, 'two', 'arn:two');
  const statements = Object.values(policiesOfFunction(stack)).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  expect(statements).toHaveLength(2);
  expect(statements).toContainEqual({ Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: ['arn:one', 'arn:two'] });
});

test('more than a policy holds is refused, with what to do', () => {
  const topology = createdTopology();
  const arns = (count: number) => Array.from({ length: count }, (_, index) => `arn:${index}`.padEnd(100, 'x'));
  expect(() => lookUp(topology, 'many', ...arns(58))).not.toThrow();
  expect(() => lookUp(topology, 'one-more', 'arn:'.padEnd(100, 'y'))).toThrow(
    '[Payments/data-eu-west-1/endpoints-Payments/execution] topology = look-ups of 59 resources: '
    + 'one policy of stack "Payments-test-data-eu-west-1" allows them all, and IAM takes 6144 characters in it. Put some of them into another topology.');
});
