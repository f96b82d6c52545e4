import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { auroraStore, ordersStore } from './machines';
import { FailoverOrchestrator, RecoveryAction, MetricComparison, RunMode } from '../../../src';
import type { MachineContext } from '../../../src/recovery/actions/action-kind';
import { isTask } from '../../../src/recovery/actions/action-kind';
import { ACTION_KINDS, kindOf } from '../../../src/recovery/actions/action-kinds';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import { createdTopology, testApp } from '../../support/environment';
import { exampleStep } from '../example-store';

const topology = createdTopology(testApp());
const orchestrator = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [auroraStore(topology), ordersStore(topology)] });
const { secondary, primary } = topology;

const contextOf = (mode: RunMode): MachineContext =>
  ({ mode, names: new RecoveryNames(topology, secondary), topics: { pages: 'arn:aws:sns:eu-central-1:1:pages', notes: 'arn:aws:sns:eu-central-1:1:notes' } });

const metric = (dimensionsMap: cloudwatch.DimensionsMap = {}) =>
  new cloudwatch.Metric({ namespace: 'Team', metricName: 'Lag', dimensionsMap, statistic: 'Maximum', period: Duration.minutes(1) });
const check = (publishedIn = secondary, dimensions = {}) =>
  RecoveryAction.checkMetric({ metric: metric(dimensions), publishedIn, comparison: MetricComparison.AT_MOST, threshold: 5 });

/** Every kind, by what the plans of a topology with a database have, and what a team adds. */
const steps = [
  ...[RunMode.FAILOVER, RunMode.SWITCHOVER, RunMode.DRILL].flatMap(mode => orchestrator.plan(secondary, mode).steps.map(step => ({ step, mode }))),
  ...[
    RecoveryAction.checkBucket('documents'), RecoveryAction.checkAlarms(['one', 'two']), check(), check(secondary, { Store: 'main' }),
    RecoveryAction.invokeFunction({ functionName: 'warm' }), RecoveryAction.startStateMachine({ stateMachineName: 'reports' }),
    RecoveryAction.scaleEcsService({ clusterName: 'web', serviceName: 'api', desiredCount: 2 }),
    RecoveryAction.scaleAutoScalingGroup({ autoScalingGroupName: 'workers', desiredCapacity: 2 }),
    RecoveryAction.approval('May it?'), RecoveryAction.wait(Duration.seconds(30)),
    RecoveryAction._control('check-endpoint', { url: 'https://api-eu-central-1.example.com/health' }),
    RecoveryAction._control('verify-service', { url: 'https://api-eu-central-1.example.com/deep' }),
    RecoveryAction._control('verify-traffic', { domainName: 'api.example.com' }), RecoveryAction._control('shift-traffic', {}),
  ].map((action, index) => ({ step: exampleStep(`further-${index}`, secondary, { action }), mode: RunMode.FAILOVER })),
];

test('a kind is listed by its own name, and every kind is looked at here', () => {
  expect(Object.entries(ACTION_KINDS).filter(([name, { kind }]) => name !== kind)).toEqual([]);
  expect(new Set(steps.map(({ step }) => step.action.kind))).toEqual(new Set(Object.keys(ACTION_KINDS)));
});

test.each(steps.map(each => [`${each.step.action.kind} (${each.step.id}, ${each.mode})`, each] as const))('%s can be taken by hand', (_name, { step, mode }) => {
  const kind = kindOf(topology, step.action);
  const commands = kind.commands(step, contextOf(mode));
  expect(commands.length).toBeGreaterThan(0);
  commands.filter(command => command.startsWith('aws ')).forEach(command => expect(command).toMatch(/ --region eu-(central|west)-1( |$)/));
  expect(commands.join()).not.toMatch(/undefined|\[object|\{%/);
  // What GNU date understands and BSD date does not, and the other way around.
  expect(commands.join()).not.toMatch(/date [^)]*(-d|--date|-v)\b/);
  expect(kind.doneWhen.length).toBeGreaterThan(10);
});

test('a metric that is compared with another one is read beside it', () => {
  const action = RecoveryAction.checkMetric({
    metric: metric({ Store: 'main' }), publishedIn: primary, comparison: MetricComparison.AT_MOST, threshold: 5, activity: metric({ Shop: 'all' }),
  });
  const [one, other, ...further] = kindOf(topology, action).commands(exampleStep('check', primary, { action }), contextOf(RunMode.SWITCHOVER));
  expect(one).toMatch(/ --start-time \$\(\(\$\(date \+%s\) - 900\)\) --end-time \$\(date \+%s\)$/);
  expect(one).toContain('--region eu-west-1 --namespace Team --metric-name Lag --dimensions Name=Store,Value=main --statistics Maximum --period 60 ');
  expect(other).toBe(one.replace('Name=Store,Value=main', 'Name=Shop,Value=all'));
  expect(further).toEqual([]);
});

test.each(steps.map(each => [`${each.step.action.kind} (${each.step.id})`, each] as const))('%s says how long it takes, and on what the figures rest', (_name, { step }) => {
  const { best, typical, worst, source } = kindOf(topology, step.action).duration(step);
  expect(best).toBeGreaterThanOrEqual(0);
  expect(typical).toBeGreaterThanOrEqual(best);
  expect(worst).toBeGreaterThanOrEqual(typical);
  expect(source).not.toBe('');
});

test('by hand, a forced promotion is asked for where it takes over, a planned one where the writer is', () => {
  const { step } = steps.find(each => each.step.action.kind === 'promote-aurora')!;
  const [forced, planned] = [RunMode.FAILOVER, RunMode.SWITCHOVER].map(mode => kindOf(topology, step.action).commands(step, contextOf(mode))[0]);
  expect(forced).toMatch(new RegExp(`^: "\\$\\{EPOCH:\\?.*\\}" &&\\naws rds failover-global-cluster --region ${secondary.name} .*--allow-data-loss$`));
  expect(planned).toMatch(new RegExp(`^: "\\$\\{EPOCH:\\?.*\\}" &&\\naws rds switchover-global-cluster --region ${primary.name} `));
  expect(planned).not.toContain('allow-data-loss');
});

test('every task names its states after the step', () => {
  for (const { step, mode } of steps) {
    const kind = kindOf(topology, step.action);
    const { entry, states } = isTask(kind) ? kind.states(step, contextOf(mode)) : { entry: step.id, states: {} };
    expect(entry).toBe(step.id);
    expect(Object.keys(states).filter(name => name !== step.id && !name.startsWith(`${step.id}.`))).toEqual([]);
  }
});
