import * as iam from 'aws-cdk-lib/aws-iam';
import { KeyPurpose } from '../../src';
import { RecoveryNames } from '../../src/recovery/machinery/recovery-names';
import { RecoveryState } from '../../src/recovery/regional-state/recovery-state';
import { readProjectFile } from '../project/project-files';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

function operator(index: number) {
  const app = testApp();
  const topology = createdTopology(app);
  const region = topology.regions[index];
  const stack = ownStack(app, 'Operations', region.name);
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  return { topology, region, stack, role, state: RecoveryState.of(topology).forRegion(region) };
}

function statementsOf(stack: ReturnType<typeof operator>['stack']): any[] {
  const [policy, ...others] = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
  expect(others).toEqual([]);
  return policy.Properties.PolicyDocument.Statement;
}

test.each([[0, PRIMARY, SECONDARY], [1, SECONDARY, PRIMARY]])('DNS-14, ORC-01: who moves traffic by hand may do that and nothing else, in its own Region (%i)', (index, name, other) => {
  const { topology, region, stack, role, state } = operator(index);
  state.grants.moveTraffic(role).assertSuccess();
  const Resource = `arn:aws:dynamodb:${name}:${ACCOUNT}:table/${state.stateTableName}`;
  const onItems = (...kinds: string[]) => ({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': kinds } });
  expect(statementsOf(stack)).toEqual([
    { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], Resource, Condition: onItems('state', 'latch') },
    { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:ConditionCheckItem'], Resource, Condition: onItems('lock') },
    {
      Effect: 'Allow',
      Action: [
        'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
      ],
      Resource: `arn:aws:kms:${name}:${ACCOUNT}:key/*`,
      Condition: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': topology.encryptionKey(region, KeyPurpose.RECOVERY).aliasName },
        'StringLike': { 'kms:ViaService': `dynamodb.${name}.*` },
      },
    },
    {
      Effect: 'Allow',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': 'MultiRegionDr/Payments/test' } },
    },
  ]);
  const text = JSON.stringify(templateOf(stack).toJSON());
  expect(text).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
  expect(text).not.toContain(other);
  expect(stack.dependencies).toEqual([]);
});

test('the commands of the runbook need what is granted, and the other way round', () => {
  const page = readProjectFile('docs', 'runbooks', 'move-traffic.md');
  const NEEDED: { [found: string]: string } = {
    'aws dynamodb get-item': 'dynamodb:GetItem',
    '{"ConditionCheck"': 'dynamodb:ConditionCheckItem',
    '{"Update"': 'dynamodb:UpdateItem',
    'aws cloudwatch put-metric-data': 'cloudwatch:PutMetricData',
  };
  const found = new Set(page.match(/^\s*(aws \w+ [\w-]+|\{"\w+")/gm)!.map(text => text.trim()));
  // A look at an alarm is said to need another role, as a warning against set-alarm-state is no command.
  found.delete('aws cloudwatch describe-alarms');
  const needsMore = [...found].filter(text => !(text in NEEDED) && text !== 'aws dynamodb transact-write-items');
  expect(needsMore).toEqual([]);
  const { stack, role, state } = operator(0);
  state.grants.moveTraffic(role);
  const granted = new Set(statementsOf(stack).flatMap(({ Action }) => Action).filter((action: string) => !action.startsWith('kms:')));
  expect([...found].filter(text => text in NEEDED).map(text => NEEDED[text]).sort()).toEqual([...granted].sort());
});

test('an application may read the role of its Region, and neither see nor take the lock', () => {
  const { topology, region, stack, role, state } = operator(1);
  state.grants.readRole(role).assertSuccess();
  expect(statementsOf(stack)).toEqual([
    {
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: `arn:aws:dynamodb:${SECONDARY}:${ACCOUNT}:table/${state.stateTableName}`,
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['state'] } },
    },
    {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: `arn:aws:kms:${SECONDARY}:${ACCOUNT}:key/*`,
      Condition: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': topology.encryptionKey(region, KeyPurpose.RECOVERY).aliasName },
        'StringLike': { 'kms:ViaService': `dynamodb.${SECONDARY}.*` },
      },
    },
  ]);
  expect(stack.dependencies).toEqual([]);
});

test.each(['arm', 'disarm', 'acknowledge'] as const)('whoever may %s may call that one function, in its own Region', command => {
  const { topology, region, stack, role, state } = operator(1);
  state.grants[command](role).assertSuccess();
  expect(statementsOf(stack)).toEqual([
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: new RecoveryNames(topology, region).functionArn(command) },
  ]);
  expect(stack.dependencies).toEqual([]);
});

test('law 6: a principal in the other Region is refused', () => {
  const { topology, role } = operator(0);
  expect(() => RecoveryState.of(topology).forRegion(topology.secondary).grants.moveTraffic(role))
    .toThrow(/^\[Payments\/recovery-state\] grantee = "Operations\/Role" in eu-west-1: this handle is for principals in stacks of eu-central-1/);
});
