import type { Stack } from 'aws-cdk-lib';
import { CfnResource, TagManager } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { paymentsApp } from '../app/payments-app';
import { stacksOf, templateOf } from '../support/environment';
import { resourcesOf, valuesOf } from '../support/templates';

const app = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } });
const stacks = stacksOf(app);
const resources = resourcesOf(app);

function layer(id: string): Stack {
  return stacks.find(stack => stack.node.id === id)!;
}

/** Whether a stack is deployed after another, directly or through others. */
function waitsFor(stack: Stack, other: Stack): boolean {
  return stack.dependencies.some(dependency => dependency === other || waitsFor(dependency, other));
}

describe('the stacks of the payments service', () => {
  test('OPS-01, TEST-19: all are top-level stacks with a concrete Region, none is nested', () => {
    expect(new Set(stacks.map(stack => stack.region))).toEqual(new Set(['us-east-1', 'us-west-2']));
    expect(stacks.filter(stack => stack.nestedStackParent)).toEqual([]);
    expect(resources.filter(resource => resource.type === 'AWS::CloudFormation::Stack')).toEqual([]);
  });

  test.each([
    ['the destination bucket and the replica\'s key before their sources', 'foundation-us-west-2', 'foundation-us-east-1'],
    ['keys and network before the data', 'foundation-us-east-1', 'data-us-east-1'],
    ['the global cluster before its second member', 'data-us-east-1', 'data-us-west-2'],
    ['the home Region\'s data before its recovery', 'data-us-east-1', 'recovery-us-east-1'],
    ['the standby Region\'s data before its recovery', 'data-us-west-2', 'recovery-us-west-2'],
    ['the home Region\'s endpoint before the failover records', 'edge-us-east-1', 'global-us-east-1'],
    ['the standby Region\'s endpoint before the failover records', 'edge-us-west-2', 'global-us-east-1'],
    ['the latch alarms before the checks that follow them', 'recovery-us-west-2', 'global-us-east-1'],
    ['the home Region\'s workload before its record', 'PaymentsService-us-east-1', 'edge-us-east-1'],
    ['the standby Region\'s workload before its record', 'PaymentsService-us-west-2', 'edge-us-west-2'],
    ['both networks before the peering', 'foundation-us-west-2', 'link-us-east-1'],
    ['the peering before the far side\'s routes', 'link-us-east-1', 'link-us-west-2'],
  ])('OPS-03, TEST-19: %s', (_why, earlier, later) => {
    expect(waitsFor(layer(later), layer(earlier))).toBe(true);
  });

  test('OPS-03: the order is acyclic, and no other layer waits for link', () => {
    for (const stack of stacks) {
      expect(waitsFor(stack, stack)).toBe(false);
      const waitsForLink = stacks.filter(other => other.node.id.startsWith('link-')).some(link => waitsFor(stack, link));
      expect([stack.node.id, waitsForLink]).toEqual([stack.node.id, stack.node.id === 'link-us-west-2']);
    }
  });
});

describe('what crosses the Regions', () => {
  const exporters = new Map(stacks.flatMap(stack =>
    Object.values<{ Export?: { Name: string } }>(templateOf(stack).toJSON().Outputs ?? {})
      .flatMap(output => output.Export ? [[output.Export.Name, stack] as const] : [])));

  test('OPS-04: no template holds an export writer or reader', () => {
    expect(resources.filter(resource => /Export(Reader|Writer)/.test(resource.type))).toEqual([]);
  });

  test.each(stacks.map(stack => [stack.node.id, stack] as const))('OPS-04: %s reads no stack of the other Region, unless it is a link', (id, stack) => {
    const template = templateOf(stack).toJSON();
    for (const [property, value] of valuesOf(template)) {
      if (property === 'Fn::ImportValue') {
        expect(exporters.get(String(value))?.region).toBe(stack.region);
      }
    }
    expect([id, JSON.stringify(template).includes('Fn::GetStackOutput')]).toEqual([id, id.startsWith('link-')]);
  });

  test('OPS-04: outputs for people have a description and no fixed export name', () => {
    type Output = { Description?: string; Export?: { Name: string } };
    const outputs = stacks.flatMap(stack => Object.entries<Output>(templateOf(stack).toJSON().Outputs ?? {}));
    const forPeople = outputs.filter(([, output]) => output.Description !== undefined);
    expect(forPeople.length).toBeGreaterThanOrEqual(stacks.filter(stack => stack.node.id.startsWith('PaymentsService')).length);
    for (const [, output] of forPeople) {
      expect(output.Export).toBeUndefined();
    }
  });

  test('OPS-02: no template but those of link and global names a Region outside the pair, and link names only the pair', () => {
    for (const stack of stacks) {
      const named = new Set([...JSON.stringify(templateOf(stack).toJSON()).matchAll(/\b(us|eu|ap|sa|ca|af|me|il|mx)-[a-z]+-\d\b/g)].map(match => match[0]));
      expect([...named].filter(region => region !== 'us-east-1' && region !== 'us-west-2')).toEqual([]);
    }
  });
});

describe('both sides', () => {
  /** What exists on one side only, and why. */
  const ONE_SIDED: { [type: string]: string } = {
    'AWS::RDS::GlobalCluster': 'one for both Regions',
    'AWS::DynamoDB::GlobalTable': 'session tables are declared once, in the home Region, with a replica in each',
    'AWS::EC2::VPCPeeringConnection': 'requested by the home Region, accepted by CloudFormation',
    'AWS::IAM::Role': 'the role of forward replication',
    'AWS::SecretsManager::Secret': 'replicated by the service',
    'AWS::SecretsManager::SecretTargetAttachment': 'belongs to the secret',
    'AWS::SecretsManager::ResourcePolicy': 'belongs to the secret',
    'AWS::SecretsManager::RotationSchedule': 'rotation runs where the secret is primary',
    'AWS::EC2::SecurityGroup': 'that of the rotation',
    'AWS::EC2::SecurityGroupEgress': 'from the rotation to the database',
    'AWS::EC2::SecurityGroupIngress': 'from the rotation to the database',
    'AWS::RDS::DBInstance': 'the number of readers is a choice per Region',
    'AWS::CloudWatch::Alarm': 'the lag of a bucket is published where its objects arrive, and they are replicated one way',
  };

  function counts(region: string): Map<string, number> {
    const counted = new Map<string, number>();
    for (const { stack, type } of resources) {
      const regional = stack.node.path.startsWith('Payments/Stacks/') && !stack.node.id.startsWith('global-');
      if (regional && stack.region === region) {
        counted.set(type, (counted.get(type) ?? 0) + 1);
      }
    }
    return counted;
  }

  test('OPS-14: every kind of resource of one Region has as many counterparts in the other, or a reason to have none', () => {
    const [primary, secondary] = [counts('us-east-1'), counts('us-west-2')];
    const types = new Set([...primary.keys(), ...secondary.keys()]);
    const unequal = [...types].filter(type => primary.get(type) !== secondary.get(type));
    expect(unequal.filter(type => !(type in ONE_SIDED))).toEqual([]);
    expect(types.size).toBeGreaterThan(20);
  });

  test.each(['AWS::EC2::VPC', 'AWS::KMS::Key', 'AWS::RDS::DBCluster', 'AWS::S3::Bucket', 'AWS::SNS::Topic',
    'AWS::CloudWatch::Dashboard', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::FlowLog', 'AWS::Route53::RecordSet'])(
    'OPS-14: %s exists in both Regions, in equal number', type => {
      expect(counts('us-east-1').get(type)).toBeGreaterThan(0);
      expect(counts('us-west-2').get(type)).toBe(counts('us-east-1').get(type));
    });
});

describe('permissions', () => {
  /** Actions whose API has no resource to name, or none before the call. */
  const WITHOUT_RESOURCE = [/^ec2:(Create|Delete|Describe|Assign|Unassign)\w*$/, /^logs:DescribeLogGroups$/, /^rds:Describe\w+$/, /^cloudwatch:PutMetricData$/];

  interface Statement { Effect: string; Action?: string | string[]; Resource?: unknown; Principal?: unknown }

  const identityStatements: [string, Statement][] = resources
    .filter(({ type }) => type.startsWith('AWS::IAM::'))
    .flatMap(({ logicalId, properties }) => [...valuesOf({ ...properties, AssumeRolePolicyDocument: undefined })]
      .filter(([key, value]) => key === 'Statement' && value !== null && typeof value === 'object' && !Array.isArray(value))
      .map(([, value]) => [logicalId, value as Statement] as [string, Statement]));

  const list = (value: string | string[] | undefined) => value === undefined ? [] : [value].flat();

  test('SEC-02: there are identity policies to check', () => {
    expect(identityStatements.length).toBeGreaterThan(5);
  });

  test('SEC-02: no identity policy allows all actions, or all of a service', () => {
    for (const [role, statement] of identityStatements) {
      expect([role, list(statement.Action).filter(action => action === '*' || action.endsWith(':*'))]).toEqual([role, []]);
    }
  });

  test('SEC-02: all resources are allowed only to actions that cannot be narrowed', () => {
    for (const [role, statement] of identityStatements.filter(([, { Resource }]) => [Resource].flat().includes('*'))) {
      expect([role, list(statement.Action).filter(action => !WITHOUT_RESOURCE.some(pattern => pattern.test(action)))]).toEqual([role, []]);
    }
  });

  test('SEC-02: no policy names a key by alias ARN, which would grant nothing', () => {
    for (const [property, value] of resources.flatMap(({ properties }) => [...valuesOf(properties)])) {
      if (property === 'Resource') {
        expect(JSON.stringify(value)).not.toMatch(/:alias\//);
      }
    }
  });
});

describe('tags', () => {
  const expected = ['application', 'dr-role', 'environment', 'region-role'];
  const library = app.node.findAll()
    .filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct) && construct.node.path.startsWith('Payments/Stacks/'))
    .filter(construct => TagManager.isTaggable(construct) || TagManager.isTaggableV2(construct));

  function tagKeys(properties: { [name: string]: unknown }): string[] {
    return [...valuesOf(properties)].flatMap(([property, value]) =>
      /Tags$/.test(property) && value && typeof value === 'object' ? [value].flat().flatMap(tag => 'Key' in tag ? [String((tag as { Key: unknown }).Key)] : Object.keys(tag)) : []);
  }

  test('COST-03: every taggable resource of the library carries the cost-allocation tags', () => {
    expect(library.length).toBeGreaterThan(100);
    for (const construct of library) {
      const id = construct.stack.resolve(construct.logicalId);
      const resource = resources.find(candidate => candidate.stack === construct.stack && candidate.logicalId === id)!;
      expect([construct.node.path, expected.filter(key => !tagKeys(resource.properties).includes(key))]).toEqual([construct.node.path, []]);
    }
  });

  test('COST-03: the stacks carry them too, for what CloudFormation tags itself', () => {
    for (const stack of stacks.filter(candidate => candidate.node.path.startsWith('Payments/Stacks/'))) {
      expect(Object.keys(stack.tags.tagValues())).toEqual(expect.arrayContaining(['application', 'environment', 'region-role', 'team']));
    }
  });

  test('COST-03: every replica of a global table is tagged, which CDK does not do by itself', () => {
    const tables = resources.filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable');
    expect(tables.length).toBeGreaterThan(0);
    for (const { properties } of tables) {
      for (const replica of properties.Replicas as { Tags?: { Key: string }[] }[]) {
        expect(replica.Tags?.map(tag => tag.Key)).toEqual(expect.arrayContaining(expected));
      }
    }
  });
});

test('SEC-03, TEST-18: cdk-nag AwsSolutions finds nothing that is not acknowledged with a reason', () => {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  expect(violations.map(({ ruleName, violatingResources }) => [ruleName, violatingResources])).toEqual([]);
});
