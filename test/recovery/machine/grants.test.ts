import * as iam from 'aws-cdk-lib/aws-iam';
import { FailoverOrchestrator, KeyPurpose, StackLayer } from '../../../src';
import type { RegionalRecovery } from '../../../src';
import { createdTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../../support/environment';

const app = testApp();
const topology = createdTopology(app);
const orchestrator = new FailoverOrchestrator(app, 'Recovery', { topology, recoverables: [] });
const recovery = orchestrator.forRegion(topology.primary);
const team = ownStack(app, 'Team', PRIMARY);
const abroad = ownStack(app, 'Abroad', SECONDARY);
const foreigner = new iam.Role(abroad, 'role', { assumedBy: new iam.AccountRootPrincipal() });

const GRANTS: Record<string, (to: RegionalRecovery, role: iam.Role) => iam.Grant> = {
  failover: (to, role) => to.grantStartFailover(role),
  planned: (to, role) => to.grantStartPlanned(role),
  drill: (to, role) => to.grantStartDrill(role),
  approve: (to, role) => to.grantApprove(role),
  redrive: (to, role) => to.grantRedrive(role),
  stop: (to, role) => to.grantStop(role),
  observe: (to, role) => to.grantObserve(role),
  byHand: (to, role) => to.grantByHand(role),
  readRole: (to, role) => to.grantReadRole(role),
};
const roles = Object.entries(GRANTS).map(([id, grant]) => {
  const role = new iam.Role(team, id, { assumedBy: new iam.AccountRootPrincipal() });
  grant(recovery, role);
  return role;
});

/** The statements that a grant gives to a role of a stack of the team. */
function granted(id: string) {
  const index = Object.keys(GRANTS).indexOf(id);
  const Roles = [{ Ref: team.getLogicalId(roles[index].node.defaultChild as iam.CfnRole) }];
  const policies = Object.values(templateOf(team).findResources('AWS::IAM::Policy', { Properties: { Roles } }));
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[])
    .map(({ Action, Resource }) => [Action, Resource]);
}

const arn = (kind: string, name: string) => `arn:aws:states:${PRIMARY}:111111111111:${kind}:${name}`;

test.each([
  ['failover', 'failoverMachineName'],
  ['planned', 'plannedMachineName'],
  ['drill', 'drillMachineName'],
] as const)('whoever may start a %s run may start nothing else', (what, name) => {
  expect(granted(what)).toEqual([
    ['states:StartExecution', arn('stateMachine', recovery[name])],
    [['states:DescribeExecution', 'states:GetExecutionHistory'], arn('execution', `${recovery[name]}:*`)],
  ]);
});

test('whoever may approve may answer the runs of one Region, and start none', () => {
  expect(granted('approve')).toEqual([
    [['states:SendTaskSuccess', 'states:SendTaskFailure'], [arn('stateMachine', recovery.failoverMachineName), arn('stateMachine', recovery.plannedMachineName)]],
  ]);
});

test('whoever may redrive may redrive runs of one Region', () => {
  expect(granted('redrive')).toEqual([
    [['states:RedriveExecution', 'states:DescribeExecution'],
      [recovery.failoverMachineName, recovery.plannedMachineName, recovery.drillMachineName].map(name => arn('execution', `${name}:*`))],
  ]);
});

test('whoever may stop may stop runs of one Region', () => {
  expect(granted('stop')).toEqual([
    [['states:StopExecution', 'states:DescribeExecution'],
      [recovery.failoverMachineName, recovery.plannedMachineName, recovery.drillMachineName].map(name => arn('execution', `${name}:*`))],
  ]);
});

test('whoever may read the role reads one item of one table, and sees nothing of the runs', () => {
  const Roles = [{ Ref: team.getLogicalId(roles[Object.keys(GRANTS).indexOf('readRole')].node.defaultChild as iam.CfnRole) }];
  const [policy, ...others] = Object.values(templateOf(team).findResources('AWS::IAM::Policy', { Properties: { Roles } }));
  expect(others).toEqual([]);
  expect(policy.Properties.PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: `arn:aws:dynamodb:${PRIMARY}:111111111111:table/${recovery.stateTableName}`,
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['state'] } },
    },
    {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: `arn:aws:kms:${PRIMARY}:111111111111:key/*`,
      Condition: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': topology.encryptionKey(topology.primary, KeyPurpose.RECOVERY).aliasName },
        'StringLike': { 'kms:ViaService': `dynamodb.${PRIMARY}.*` },
      },
    },
  ]);
});

test('without a database nobody is let at one', () => {
  expect(granted('observe').map(([actions]) => [actions].flat()[0])).toEqual(
    ['states:ListExecutions', 'states:DescribeExecution', 'cloudwatch:DescribeAlarms', 'dynamodb:GetItem', 'kms:Decrypt']);
  expect(granted('byHand').map(([actions]) => actions)).toEqual(['lambda:InvokeFunction']);
});

test('law 3: names and ARNs are literal, and the machine has them', () => {
  expect([recovery.failoverMachineArn, recovery.plannedMachineArn, recovery.drillMachineArn])
    .toEqual([recovery.failoverMachineName, recovery.plannedMachineName, recovery.drillMachineName].map(name => arn('stateMachine', name)));
  templateOf(topology.primary.stack(StackLayer.RECOVERY)).hasResourceProperties('AWS::StepFunctions::StateMachine', {
    StateMachineName: recovery.failoverMachineName,
  });
});

test('law 6: a role of the other Region is refused', () => {
  for (const grant of [recovery.grantStartFailover, recovery.grantOperate]) {
    expect(() => grant.call(recovery, foreigner)).toThrow(/this handle is for principals in stacks of eu-west-1/);
  }
});

test('law 6: whoever is refused all that operators need is told all of it', () => {
  const stranger = iam.Role.fromRoleArn(team, 'stranger', 'arn:aws:iam::222222222222:role/operator');
  expect(() => recovery.grantOperate(stranger)).toThrow(/states:ListExecutions.*dynamodb:Query.*states:StartExecution.*states:StopExecution.*lambda:InvokeFunction/s);
});

test('law 6: a topology has one orchestrator, whose machines have the names', () => {
  const own = createdTopology(testApp());
  new FailoverOrchestrator(own, 'Recovery', { topology: own, recoverables: [] });
  expect(() => new FailoverOrchestrator(own, 'Second', { topology: own, recoverables: [] })).toThrow(/state-machine/);
});
