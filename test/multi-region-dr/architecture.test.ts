import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { isDeepStrictEqual } from 'util';
import type { Stack } from 'aws-cdk-lib';
import { CfnResource, TagManager } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { paymentsApp } from '../app/payments-app';
import { stacksOf, templateOf } from '../support/environment';
import { resourcesOf, valuesOf } from '../support/templates';

const SOURCE = path.join(__dirname, '..', '..', 'src');
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

test('TEST-19, DB-01: one global cluster, which a cluster in each Region joins by its literal identifier', () => {
  const ofType = (type: string) => resources.filter(resource => resource.type === type);
  const [globalCluster, ...more] = ofType('AWS::RDS::GlobalCluster');
  expect(more).toEqual([]);
  expect(ofType('AWS::RDS::DBCluster').map(({ stack, properties }) => [stack.region, properties.GlobalClusterIdentifier])).toEqual([
    ['us-east-1', globalCluster.properties.GlobalClusterIdentifier],
    ['us-west-2', globalCluster.properties.GlobalClusterIdentifier],
  ]);
  expect(globalCluster.properties.GlobalClusterIdentifier).toMatch(/^payments-prod-main-/);
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

  test('OPS-04: what people look for is an output with a description, of the library\'s stacks, without a fixed export name', () => {
    type Output = { Description?: string; Export?: { Name: string } };
    const outputs = stacks.filter(stack => stack.node.path.startsWith('Payments/Stacks/'))
      .flatMap(stack => Object.values<Output>(templateOf(stack).toJSON().Outputs ?? {}).map(output => ({ stack, ...output })))
      .filter(output => output.Description !== undefined);
    for (const wanted of [/global (cluster|database)/i, /session table/i, /bucket/i, /VPC/, /name/i]) {
      expect([wanted, outputs.some(({ Description }) => wanted.test(Description!))]).toEqual([wanted, true]);
    }
    for (const region of ['us-east-1', 'us-west-2']) {
      const described = outputs.filter(({ stack }) => stack.region === region).map(({ Description }) => Description!);
      for (const wanted of [/cluster/i, /bucket/i, /VPC/]) {
        expect([region, wanted, described.some(text => wanted.test(text))]).toEqual([region, wanted, true]);
      }
    }
    expect(outputs.filter(output => output.Export)).toEqual([]);
  });

  test('OPS-02: no template names a Region outside the pair', () => {
    for (const stack of stacks) {
      const named = new Set([...JSON.stringify(templateOf(stack).toJSON()).matchAll(/\b(us|eu|ap|sa|ca|af|me|il|mx)-[a-z]+-\d\b/g)].map(match => match[0]));
      expect([...named].filter(region => region !== 'us-east-1' && region !== 'us-west-2')).toEqual([]);
    }
  });
});

describe('both sides', () => {
  /** How many more the home Region has, and why. */
  const DIFFERENCES: { [type: string]: [number, string] } = {
    'AWS::RDS::GlobalCluster': [1, 'one for both Regions'],
    'AWS::DynamoDB::GlobalTable': [1, 'session tables are declared once, in the home Region, with a replica in each'],
    'AWS::EC2::VPCPeeringConnection': [1, 'requested by the home Region, accepted by CloudFormation'],
    'Custom::S3ReplicationRule': [2, 'the rules back to the home Region, put from there once both buckets of a pair are there'],
    'AWS::Lambda::Function': [2, 'put these rules'],
    'AWS::IAM::Role': [2, 'of these functions'],
    'AWS::IAM::ManagedPolicy': [2, 'of these functions'],
    'AWS::Logs::LogGroup': [3, 'of these functions, and of the one that rotates the password'],
    'AWS::SecretsManager::Secret': [1, 'replicated by the service'],
    'AWS::SecretsManager::SecretTargetAttachment': [1, 'belongs to the secret'],
    'AWS::SecretsManager::ResourcePolicy': [1, 'belongs to the secret'],
    'AWS::SecretsManager::RotationSchedule': [1, 'rotation runs where the secret is primary'],
    'AWS::EC2::SecurityGroup': [1, 'that of the rotation'],
    'AWS::EC2::SecurityGroupIngress': [1, 'from the rotation to the database'],
    'AWS::EC2::SecurityGroupEgress': [1, 'from the rotation to the database'],
    'AWS::RDS::DBInstance': [1, 'a reader in the home Region'],
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
    const more = Object.fromEntries([...types].map(type => [type, (primary.get(type) ?? 0) - (secondary.get(type) ?? 0)])
      .filter(([, difference]) => difference !== 0));
    expect(more).toEqual(Object.fromEntries(Object.entries(DIFFERENCES).map(([type, [difference]]) => [type, difference])));
    expect(types.size).toBeGreaterThan(20);
  });

  test.each(['AWS::EC2::VPC', 'AWS::KMS::Key', 'AWS::RDS::DBCluster', 'AWS::S3::Bucket', 'AWS::SNS::Topic',
    'AWS::CloudWatch::Dashboard', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::FlowLog', 'AWS::Route53::RecordSet'])(
    'OPS-14: %s exists in both Regions, in equal number', type => {
      expect(counts('us-east-1').get(type)).toBeGreaterThan(0);
      expect(counts('us-west-2').get(type)).toBe(counts('us-east-1').get(type));
    });
});

describe('resources of one kind in both Regions', () => {
  /** The resources of a kind in a Region, with everything that must differ taken out. */
  function normalised(type: string, region: string): string[] {
    const peer = region === 'us-east-1' ? 'us-west-2' : 'us-east-1';
    return resources
      .filter(resource => resource.type === type && resource.stack.region === region && /^Payments\/Stacks\/(?!link-)/.test(resource.stack.node.path))
      // CDK lets Secrets Manager use the key of the secret that it creates; the replica's callers use theirs by their own permissions.
      .filter(({ properties }) => !/: secrets in/.test(String(properties.Description)))
      // The password is rotated where the secret is primary.
      .filter(({ properties }) => !/-rotation-/.test(String(properties.LogGroupName)))
      .map(({ properties }) => JSON.stringify({ ...properties, Tags: undefined })
        .replaceAll(region, 'OWN').replaceAll(peer, 'PEER')
        // What activates a Region by plan is named by the direction: home, or away from it.
        .replace(/-recovery-(failback|switchover)-/g, '-recovery-PLANNED-')
        .replace(/-[0-9a-f]{8}\b/g, '-DIGEST')
        .replace(/ExportsOutput[\w]+/g, 'EXPORT')
        .replace(/\b[0-9A-Za-z]+[0-9A-F]{8}\b/g, 'LOGICAL'))
      .sort();
  }

  test.each(['AWS::KMS::Key', 'AWS::KMS::Alias', 'AWS::SNS::TopicPolicy', 'AWS::SNS::Topic', 'AWS::EC2::FlowLog', 'AWS::EC2::VPCEndpoint',
    'AWS::RDS::DBClusterParameterGroup', 'AWS::DynamoDB::Table', 'AWS::S3::BucketPolicy', 'AWS::Logs::LogGroup', 'AWS::EC2::NatGateway'])(
    'OPS-14: %s is alike on both sides', type => {
      const primary = normalised(type, 'us-east-1');
      expect(primary.length).toBeGreaterThan(0);
      expect(normalised(type, 'us-west-2')).toEqual(primary);
    });

  test('OPS-14: the clusters differ in the credentials of the first writer and in nothing else', () => {
    const FIRST_WRITER = ['MasterUsername', 'MasterUserPassword', 'DatabaseName'];
    const keys = (region: string) => resources.filter(resource => resource.type === 'AWS::RDS::DBCluster' && resource.stack.region === region)
      .flatMap(({ properties }) => Object.keys(properties)).sort();
    expect(keys('us-east-1').filter(key => !FIRST_WRITER.includes(key))).toEqual(keys('us-west-2'));
  });
});

describe('permissions', () => {
  /** Actions whose API has no resource to name, or none before the call. */
  const WITHOUT_RESOURCE = [
    /^ec2:(CreateNetworkInterface|DeleteNetworkInterface|DescribeNetworkInterfaces|DescribeSubnets|(Una|A)ssignPrivateIpAddresses)$/,
    /^ec2:DescribeVpcPeeringConnections$/,
    /^tag:GetResources$/,
    /^cloudwatch:(PutMetricData|GetMetricData)$/,
    // Of composite alarms it tells only who may ask for all.
    /^cloudwatch:DescribeAlarms$/,
    // How Step Functions delivers logs and traces: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    /^logs:((Create|Get|Update|Delete)LogDelivery|ListLogDeliveries|PutResourcePolicy|Describe(ResourcePolicies|LogGroups))$/,
    /^xray:(PutTraceSegments|PutTelemetryRecords|GetSamplingRules|GetSamplingTargets)$/,
  ];
  /** Action wildcards that stand for variants of one action. */
  const ACTION_FAMILIES = ['kms:GenerateDataKey*', 'kms:ReEncrypt*'];

  /** ARNs of all of a kind, the only actions that are allowed on them, and why they cannot be narrowed. */
  const ALL_OF_A_KIND: [RegExp, RegExp, string][] = [
    [/:log-group:.*:\*$/, /^logs:/, 'streams of one log group'],
    [/:s3:::[a-z0-9.-]+\/\*$/, /^s3:/, 'objects of one bucket'],
    [/:s3:::[a-z0-9.-]+\/(metrics|errors)\/[a-z0-9-]+\/\*$/, /^s3:/, 'metrics of one Region, which Firehose names by their time'],
    [/:rds:.*:(cluster|db|cluster-snapshot|cluster-auto-backup):\*$/, /^rds:(Describe\w+|ListTagsForResource)$/,
      'AWS Backup lists them, for which RDS asks for all of a kind: descriptions, no data'],
    [/:cluster-snapshot:awsbackup:\*$/,
      /^(rds:((Create|Copy|Delete)DBClusterSnapshot|ModifyDBClusterSnapshotAttribute|RestoreDBClusterFromSnapshot|AddTagsToResource)|backup:CopyFromBackupVault)$/,
      'snapshots that AWS Backup names itself, by their prefix'],
    [/:rds:.*:(cluster|cluster-pg|og|subgrp):\*$/, /^rds:(RestoreDBClusterFromSnapshot|AddTagsToResource)$/,
      'a restore creates a cluster of whatever name, parameters and subnets somebody chooses then'],
    [/:states:.*:execution:payments-prod-recovery-[a-z0-9-]+:\*$/, /^states:(Describe|Stop)Execution$/, 'runs of one machine, which whoever starts them names'],
    [/:backup:.*:recovery-point:\*$/, /^backup:TagResource$/, 'recovery points, which AWS Backup names itself'],
  ];

  interface Statement { Effect: string; Action?: string | string[]; Resource?: unknown; Condition?: object }

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

  test('SEC-02: no action is a wildcard, but for the variants of one action', () => {
    for (const [role, statement] of identityStatements) {
      expect([role, list(statement.Action).filter(action => action.includes('*') && !ACTION_FAMILIES.includes(action))]).toEqual([role, []]);
    }
  });

  /**
   * Whether a statement is that of the function that keeps snapshots. A cluster that was adopted is encrypted by a key whose alias nobody
   * stated: RDS alone is let use it, for a copy, and the function neither encrypts nor decrypts.
   */
  function isOfSnapshots(role: string, { Action, Condition }: Statement): boolean {
    const viaRds = (region: string) => ({ StringLike: { 'kms:ViaService': `rds.${region}.*` } });
    const allowed = ['us-east-1', 'us-west-2'].map(viaRds).flatMap(condition => [
      { 'kms:DescribeKey': condition },
      { 'kms:CreateGrant': { Bool: { 'kms:GrantIsForAWSResource': 'true' }, ...condition } },
    ]);
    return role.startsWith('recoveryRecoverysnapshotkeeper') && allowed.some(one => isDeepStrictEqual(one, { [list(Action).join()]: Condition }));
  }

  test('SEC-02: all keys of a Region are allowed only to whoever names one by its alias, and no resource is a whole service', () => {
    const used = new Set<string>();
    for (const [role, statement] of identityStatements) {
      const { Action, Resource, Condition } = statement;
      const resourceArns = [Resource].flat().map(resource => JSON.stringify(resource));
      if (resourceArns.some(arn => /:key\/\*/.test(arn)) && !isOfSnapshots(role, statement)) {
        // AWS Backup looks at its own key when it copies. Nothing is encrypted by it.
        const alias = list(Action).every(action => action === 'kms:DescribeKey') ? /^alias\/(payments-prod-|aws\/backup$)/ : /^alias\/payments-prod-/;
        const byAlias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': expect.stringMatching(alias) } };
        expect([role, Condition]).toEqual([role, expect.objectContaining(byAlias)]);
      }
      const reasonFor = (arn: string) =>
        ALL_OF_A_KIND.find(([arns, actions]) => arns.test(arn) && list(Action).every(action => actions.test(action)))?.[2];
      const broad = resourceArns.map(arn => arn.replace(/"$/, '')).filter(arn => /[:/]\*$/.test(arn) && !/:key\/\*$/.test(arn));
      expect([role, broad.filter(arn => !reasonFor(arn))]).toEqual([role, []]);
      broad.forEach(arn => used.add(reasonFor(arn)!));
    }
    expect([...used].sort()).toEqual(ALL_OF_A_KIND.map(([, , reason]) => reason).sort());
  });

  test('SEC-02: no account id stands in the source, but for the one of examples in errors', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(50);
    const code = files.map(file => [file, readFileSync(path.join(SOURCE, file), 'utf8').replace(/\/\*\*[\s\S]*?\*\/|\/\/ .*/g, '')]);
    expect(code.filter(([, text]) => /(?<!\w)(?!111111111111)\d{12}(?!\w)/.test(text)).map(([file]) => file)).toEqual([]);
  });

  test('SEC-02: no policy names a key by alias ARN, which would grant nothing', () => {
    for (const [property, value] of resources.flatMap(({ properties }) => [...valuesOf(properties)])) {
      if (property === 'Resource') {
        expect(JSON.stringify(value)).not.toMatch(/:alias\//);
      }
    }
  });
});

test('MON-21: every alarm says all that decides it, and tells when it fires and when it is over', () => {
  const alarms = resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
  expect(alarms.length).toBeGreaterThan(100);
  for (const { logicalId, properties } of alarms) {
    const stated = ['EvaluationPeriods', 'Threshold', 'ComparisonOperator', 'TreatMissingData', 'AlarmActions', 'OKActions'];
    expect([logicalId, stated.filter(property => properties[property] === undefined)]).toEqual([logicalId, []]);
    expect([logicalId, [properties.AlarmActions, properties.OKActions].flat().length]).not.toEqual([logicalId, 0]);
    const stats = properties.Metrics === undefined
      ? [{ Stat: properties.Statistic, Period: properties.Period }]
      : (properties.Metrics as { MetricStat?: { Stat?: unknown; Period?: unknown } }[]).flatMap(({ MetricStat }) => MetricStat ? [MetricStat] : []);
    expect(stats.length).toBeGreaterThan(0);
    stats.forEach(({ Stat, Period }) => expect([logicalId, typeof Stat, typeof Period]).toEqual([logicalId, 'string', 'number']));
  }
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
