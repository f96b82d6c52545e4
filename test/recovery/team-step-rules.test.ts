import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { exampleTeamStep } from './plan-fixture';
import type { DrTopology, RecoveryStep, StepBackoff, TeamStep } from '../../src';
import { MetricComparison, RecoveryAction, RunMode, RunPoint, StepFailure, StepRetry } from '../../src';
import { validateAction } from '../../src/recovery/plan/recovery-action-rules';
import { validateTeamStep } from '../../src/recovery/plan/team-step-rules';
import { createdTopology, PRIMARY, SECONDARY } from '../support/environment';

const NAME_OF_STACK = Lazy.string({ produce: () => 'name' });

const { invokeFunction, scaleEcsService, scaleAutoScalingGroup, startStateMachine, approval, wait } = RecoveryAction;
const ecs = (props: Partial<Parameters<typeof scaleEcsService>[0]>) => scaleEcsService({ clusterName: 'web', serviceName: 'api', desiredCount: 2, ...props });
const group = (props: Partial<Parameters<typeof scaleAutoScalingGroup>[0]>) =>
  scaleAutoScalingGroup({ autoScalingGroupName: 'api', desiredCapacity: 2, ...props });
const backoff = (props: StepBackoff) => ({ retry: StepRetry.backoff(props) });

function add(overrides: Partial<TeamStep>): () => void {
  const topology = createdTopology();
  return () => validateTeamStep(topology, exampleTeamStep(topology, overrides));
}

describe('law 6: a check that could not be made is refused', () => {
  const metric = new cloudwatch.Metric({ namespace: 'Orders', metricName: 'Waiting' });
  const check = (topology: DrTopology, threshold: number, activity?: cloudwatch.Metric) =>
    RecoveryAction.checkMetric({ metric, publishedIn: topology.secondary, comparison: MetricComparison.AT_MOST, threshold, activity });

  test.each<[string, (topology: DrTopology) => RecoveryAction, RegExp]>([
    ['a metric that is read where it is not', t => RecoveryAction.checkMetric({ metric, publishedIn: t.primary, comparison: MetricComparison.AT_MOST, threshold: 0 }),
      new RegExp(`check\\.action\\.region = "${PRIMARY}": it is the Region in which the metric is read, which is runsIn of the step`)],
    ['a threshold that nothing is below', t => check(t, Infinity), /check\.action\.threshold = "Infinity": a value is compared with it/],
    ['a metric of what there is to copy with another period', t => check(t, 0, metric.with({ period: Duration.minutes(1) })),
      /check\.action\.activity = ".*"period":"60".*": what there was to copy is compared with what has arrived period by period, and the metric has another period. Give both metrics the same/],
    ['one that is not known', t => check(t, 0, metric.with({ dimensionsMap: { Queue: NAME_OF_STACK } })), /check\.action\.activity = not known at synthesis/],
    ['a threshold that is none', t => check(t, NaN), /check\.action\.threshold = "NaN"/],
    ['no alarms', () => RecoveryAction.checkAlarms([]), /check\.action\.alarmNames = "\[\]": one call asks for 1 to 100 alarms by name/],
    ['an alarm without a name', () => RecoveryAction.checkAlarms(['a', '']), /check\.action\.alarmNames = "\["a",""\]"/],
    ['too many alarms', () => RecoveryAction.checkAlarms(Array(101).fill('a')), /check\.action\.alarmNames/],
    ['a cluster that may not lag', () => RecoveryAction.checkAurora({ globalClusterIdentifier: 'a', targetClusterArn: 'b', maxReplicationLag: Duration.seconds(0) }),
      /check\.action\.maxReplicationLagInMilliseconds = "0": some lag there always is/],
    ['a table of another stack', () => RecoveryAction.checkTable(NAME_OF_STACK), /check\.action\.tableName = not known at synthesis/],
  ])('%s', (_, action, message) => {
    const topology = createdTopology();
    const step: RecoveryStep = {
      id: 'check', description: '', action: action(topology), runsIn: topology.secondary, timeout: Duration.seconds(10), onFailure: StepFailure.STOP,
    };
    expect(() => validateAction(new Stack(), 'check', step)).toThrow(message);
  });
});

test.each<[string, Partial<TeamStep>]>([
  ['calls a function', {}],
  ['has names as long as they may be', { action: invokeFunction({ functionName: 'f'.repeat(64) }), id: 'i'.repeat(72) }],
  ['scales a service to its limit', { action: ecs({ desiredCount: 5000 }) }],
  ['scales a group with a path in its name', { action: group({ autoScalingGroupName: 'web/api', desiredCapacity: 1 }) }],
  ['runs a state machine', { action: startStateMachine({ stateMachineName: 's'.repeat(80) }) }],
  ['asks people before the promotion', { action: approval('q'.repeat(1000)), point: RunPoint.BEFORE_PROMOTION }],
  ['acts beside the promotion', { point: RunPoint.BESIDE_PROMOTION }],
  ['waits within a limit in parts of seconds', { action: wait(Duration.seconds(1)), timeout: Duration.millis(1500) }],
  ['waits as long as it may', { action: wait(Duration.minutes(1)) }],
  ['tries as often as it may', backoff({ maxAttempts: 10, backoffRate: 1, interval: Duration.seconds(1), maxDelay: Duration.seconds(2) })],
  ['never tries again', { retry: StepRetry.never() }],
  ['is for one mode', { modes: [RunMode.FAILBACK] }],
])('a step of a team %s', (_, overrides) => {
  expect(add(overrides)).not.toThrow();
});

describe('the id of a step that was added before', () => {
  const topology = createdTopology();
  const added = exampleTeamStep(topology, { point: RunPoint.AFTER_TRAFFIC, description: 'say hello', modes: [RunMode.FAILOVER, RunMode.FAILBACK] });
  const addToo = (overrides: Partial<TeamStep>) => () => validateTeamStep(topology, exampleTeamStep(topology, overrides), [exampleTeamStep(topology, { id: 'other' }), added]);

  test.each<[string, Partial<TeamStep>]>([
    ['for all runs', {}],
    ['for one that both are taken in', { modes: [RunMode.SWITCHOVER, RunMode.FAILBACK] }],
  ])('is refused %s, and the one that has it is told', (_, overrides) => {
    expect(addToo(overrides)).toThrow(`step.id = "warm-caches": the step that was added for ${SECONDARY} at after-traffic, to "say hello", has the same id. `
      + 'Give one of the two another id.');
  });

  test.each<[string, Partial<TeamStep>]>([
    ['of the other Region', { target: topology.primary }],
    ['of other runs', { modes: [RunMode.SWITCHOVER] }],
    ['of another id', { id: 'warm-pools' }],
  ])('may be that of a step %s', (_, overrides) => {
    expect(addToo(overrides)).not.toThrow();
  });
});

test('retries grow from one second to five, three times, unless a step says otherwise', () => {
  const { maxAttempts, interval, backoffRate, maxDelay } = StepRetry.backoff();
  expect([maxAttempts, interval.toSeconds(), backoffRate, maxDelay.toSeconds()]).toEqual([3, 1, 2, 5]);
  const own = StepRetry.backoff({ maxAttempts: 1, interval: Duration.seconds(2), backoffRate: 3, maxDelay: Duration.seconds(9) });
  expect([own.maxAttempts, own.interval.toSeconds(), own.backoffRate, own.maxDelay.toSeconds()]).toEqual([1, 2, 3, 9]);
  expect(StepRetry.never().maxAttempts).toBe(0);
});

test.each([
  ['by its alias', 'alias/payments-database'], ['by the longest alias', `alias/${'a'.repeat(250)}`],
  ['by its ARN', `arn:aws:kms:${SECONDARY}:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
])('the key of a database is named %s', (_, storageKey) => {
  const topology = createdTopology();
  const action = RecoveryAction.promoteAurora({ globalClusterIdentifier: 'payments', targetClusterArn: `arn:aws:rds:${SECONDARY}:111111111111:cluster:payments`, storageKey });
  expect(() => validateAction(topology, 'promote', { ...exampleTeamStep(topology), runsIn: topology.secondary, onFailure: StepFailure.STOP, action })).not.toThrow();
});

test.each([
  ['anything behind an alias', 'alias/payments database'],
  ['anything before an ARN', `x arn:aws:kms:${SECONDARY}:111111111111:key/1234`],
  ['anything behind it', `arn:aws:kms:${SECONDARY}:111111111111:key/1234 x`],
])('the key of a database is not named with %s', (_, storageKey) => {
  const topology = createdTopology();
  const action = RecoveryAction.promoteAurora({ globalClusterIdentifier: 'payments', targetClusterArn: `arn:aws:rds:${SECONDARY}:111111111111:cluster:payments`, storageKey });
  expect(() => validateAction(topology, 'promote', { ...exampleTeamStep(topology), runsIn: topology.secondary, onFailure: StepFailure.STOP, action }))
    .toThrow(`promote.action.storageKey = "${storageKey}": it names a key of the Region of the member cluster`);
});

test('a metric that is read where it is, and as many alarms as a call takes, are right', () => {
  const topology = createdTopology();
  const metric = new cloudwatch.Metric({ namespace: 'Orders', metricName: 'Waiting' });
  for (const action of [
    RecoveryAction.checkMetric({ metric, publishedIn: topology.secondary, comparison: MetricComparison.ABOVE, threshold: -1.5 }),
    RecoveryAction.checkMetric({ metric, publishedIn: topology.secondary, comparison: MetricComparison.ABOVE, threshold: 0, activity: metric }),
    RecoveryAction.checkAlarms(Array(100).fill('a')),
  ]) {
    const step = { ...exampleTeamStep(topology), runsIn: topology.secondary, onFailure: StepFailure.STOP, action };
    expect(step.runsIn.name).toBe(SECONDARY);
    expect(() => validateAction(topology, 'check', step)).not.toThrow();
  }
});
