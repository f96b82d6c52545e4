import type { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { runbookExample } from './environment';
import type { AwsCall } from './runbook-commands';
import { awsCallsOf } from './runbook-commands';
import type { RegionalRecovery, RegionalStateGrants } from '../../../src';
import { RecoveryState } from '../../../src';
import { ownStack, templateOf } from '../../support/environment';

const example = runbookExample();
const runbook = example.orchestrator.runbook();

const GRANTS: { readonly [name: string]: (to: RegionalRecovery, state: RegionalStateGrants, role: iam.Role) => iam.Grant } = {
  observe: (to, _, role) => to.grantObserve(role),
  failover: (to, _, role) => to.grantStartFailover(role),
  planned: (to, _, role) => to.grantStartPlanned(role),
  drill: (to, _, role) => to.grantStartDrill(role),
  stop: (to, _, role) => to.grantStop(role),
  redrive: (to, _, role) => to.grantRedrive(role),
  approve: (to, _, role) => to.grantApprove(role),
  byHand: (to, _, role) => to.grantByHand(role),
  arm: (_, state, role) => state.arm(role),
  disarm: (_, state, role) => state.disarm(role),
  acknowledge: (_, state, role) => state.acknowledge(role),
};

/** What the grants allow, Region by Region. */
const allowed = new Map(example.topology.regions.map(region => {
  const stack = ownStack(example.topology.node.root as App, `Operators-${region.name}`, region.name);
  const recovery = example.orchestrator.forRegion(region);
  const { grants } = RecoveryState.of(example.topology).forRegion(region);
  const statements = Object.entries(GRANTS).flatMap(([name, grant]) =>
    grant(recovery, grants, new iam.Role(stack, name, { assumedBy: new iam.AccountRootPrincipal() })).principalStatements);
  return [region.name, statements];
}));

/** On what an operation is made, by its options. An execution that a shell has kept is one of those of the Region's machines. */
const RESOURCES: { readonly [operation: string]: { readonly action: string; readonly on: (call: AwsCall) => readonly string[] } } = {
  'stepfunctions list-executions': { action: 'states:ListExecutions', on: machine },
  'stepfunctions start-execution': { action: 'states:StartExecution', on: machine },
  'stepfunctions describe-execution': { action: 'states:DescribeExecution', on: executions },
  'stepfunctions get-execution-history': { action: 'states:GetExecutionHistory', on: executions },
  'stepfunctions stop-execution': { action: 'states:StopExecution', on: executions },
  'stepfunctions redrive-execution': { action: 'states:RedriveExecution', on: executions },
  'stepfunctions send-task-success': { action: 'states:SendTaskSuccess', on: call => machines(call).slice(0, 2) },
  'stepfunctions send-task-failure': { action: 'states:SendTaskFailure', on: call => machines(call).slice(0, 2) },
  'lambda invoke': { action: 'lambda:InvokeFunction', on: ({ options }) => [arn('lambda', options, `function:${options['function-name']}`)] },
  'dynamodb get-item': { action: 'dynamodb:GetItem', on: table },
  'dynamodb query': { action: 'dynamodb:Query', on: table },
  'cloudwatch describe-alarms': { action: 'cloudwatch:DescribeAlarms', on: () => ['*'] },
  'lambda get-function-configuration': { action: 'lambda:GetFunctionConfiguration', on: ({ options }) => [arn('lambda', options, `function:${options['function-name']}`)] },
  'logs filter-log-events': { action: 'logs:FilterLogEvents', on: ({ options }) => [arn('logs', options, `log-group:${deciderLog(options.region)}:log-stream:`)] },
  'rds describe-global-clusters': { action: 'rds:DescribeGlobalClusters', on: globalCluster },
  'rds describe-db-clusters': { action: 'rds:DescribeDBClusters', on: ({ options }) => [options['db-cluster-identifier']] },
  'rds failover-global-cluster': {
    action: 'rds:FailoverGlobalCluster', on: call => [...globalCluster(call), call.options['target-db-cluster-identifier']],
  },
};

/** Of these sections the grants cover everything; of the others, what the table above has. */
const NEEDS_MORE: readonly string[] = ['Reconcile suspect writes', 'Promote the secret of a database', 'Restore from a backup'];

function recoveryOf({ options }: AwsCall): RegionalRecovery {
  return example.orchestrator.forRegion(example.topology.regions.find(({ name }) => name === options.region)!);
}

function machines(call: AwsCall): string[] {
  const { failoverMachineArn, plannedMachineArn, drillMachineArn } = recoveryOf(call);
  return [failoverMachineArn, plannedMachineArn, drillMachineArn];
}

function machine({ options }: AwsCall): string[] {
  return [options['state-machine-arn']];
}

function executions(call: AwsCall): string[] {
  return machines(call).map(each => `${each.replace(':stateMachine:', ':execution:')}:any`);
}

function arn(service: string, { region }: AwsCall['options'], resource: string): string {
  return `arn:aws:${service}:${region}:111111111111:${resource}`;
}

function table({ options }: AwsCall): string[] {
  return [arn('dynamodb', options, `table/${options['table-name']}`)];
}

function globalCluster({ options }: AwsCall): string[] {
  return [`arn:aws:rds::111111111111:global-cluster:${options['global-cluster-identifier']}`];
}

/** As CloudFormation names the log of the decider of a Region. */
function deciderLog(region: string): string {
  const stack = example.stacks().find(each => each.region === region && JSON.stringify(templateOf(each).toJSON()).includes('-run-decider-'))!;
  const [decider] = Object.values(templateOf(stack).findResources('AWS::Lambda::Function')).filter(({ Properties }) => String(Properties.FunctionName).includes('-run-decider-'));
  return `${stack.stackName}-${decider.Properties.LoggingConfig.LogGroup.Ref}-AbCdEfGhIjKl`;
}

/** Whether a statement has the action on the resource. */
function covers({ actions, resources }: iam.PolicyStatement, action: string, resource: string): boolean {
  return actions.includes(action) && (example.stacks()[0].resolve(resources) as string[]).some(each => each === resource || (each.endsWith('*') && resource.startsWith(each.slice(0, -1))));
}

const calls = awsCallsOf(runbook);

test('every command of the runbook is covered by a grant, or belongs to a section that says that it needs more', () => {
  const uncovered = calls.filter(({ operation }) => operation !== 'sts get-caller-identity').filter(call => {
    const needed = RESOURCES[call.operation];
    return !needed || !needed.on(call).every(resource =>
      allowed.get(call.options.region)!.some(statement => covers(statement, needed.action, resource)));
  });
  expect([...new Set(uncovered.map(({ title }) => title))].filter(title => !NEEDS_MORE.includes(title))).toEqual([]);
  // Whatever the table has is covered everywhere, but for clusters that are made of a backup.
  expect(uncovered.map(({ operation }) => operation).filter(operation => operation in RESOURCES && operation !== 'rds describe-db-clusters')).toEqual([]);
});

/** What statements allow, one action on one resource a line, under which conditions. */
function eachOf(statements: readonly iam.PolicyStatement[]): string[] {
  const lines = statements.flatMap(({ actions, resources, conditions }) =>
    actions.flatMap(action => resources.map(resource => `${action} ${resource} ${JSON.stringify(conditions)}`)));
  return [...new Set(lines)].sort();
}

test.each(example.topology.regions.map(({ name }) => name))('one grant for operators of %s is all of these grants together, and fits into a managed policy', name => {
  const region = example.topology.regions.find(each => each.name === name)!;
  const stack = ownStack(example.topology.node.root as App, `On-call-${name}`, name);
  const policy = new iam.ManagedPolicy(stack, 'operators');
  const grant = example.orchestrator.forRegion(region).grantOperate(policy);
  expect(eachOf(grant.principalStatements)).toEqual(eachOf(allowed.get(name)!));
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  expect(JSON.stringify(stack.resolve(policy.document)).length).toBeLessThan(6144);
});

test('it allows nothing that no command of the runbook needs, but for what a command that is there takes with it', () => {
  const called = new Set(calls.flatMap(({ operation }) => RESOURCES[operation]?.action ?? []));
  const beside = [...new Set([...allowed.values()].flat().flatMap(({ actions }) => actions))].filter(action => !called.has(action));
  expect(beside.sort()).toEqual([
    // Of the state table's key; the instances of a member, which the checks name; and a promotion by plan, which is asked for as a forced one is.
    'kms:Decrypt', 'rds:DescribeDBInstances', 'rds:SwitchoverGlobalCluster',
  ]);
});

test('what needs more is said where a role is chosen, and the grant is named there', () => {
  const first = runbook.split(/^## /m).find(section => section.startsWith('Read this first\n'))!;
  expect(first).toContain('What it does not cover is restoring and keeping data, secrets, deployments, and steps of your own');
  const names = [...first.matchAll(/`(grant\w+|arm|disarm|acknowledge)`/g)].map(([, name]) => name);
  expect(names).toEqual(['grantOperate']);
});
