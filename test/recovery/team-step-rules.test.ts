import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { exampleTeamStep } from './plan-fixture';
import type { DrTopology, RecoveryStep, StepBackoff, TeamStep } from '../../src';
import { MetricComparison, RecoveryAction, RunMode, RunPoint, StepFailure, StepRetry } from '../../src';
import { validateAction } from '../../src/recovery/plan/recovery-action-rules';
import { validateTeamStep } from '../../src/recovery/plan/team-step-rules';
import { createdTopology, PRIMARY, SECONDARY } from '../support/environment';

const TOKEN = Lazy.number({ produce: () => 2 });
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

describe('law 6: a step of a team that no run could take is refused', () => {
  test.each<[string, Partial<TeamStep>, RegExp]>([
    ['an id that cannot name a state', { id: 'warm caches' }, /\[Payments\] step\.id = "warm caches": it names states/],
    ['no time', { timeout: Duration.seconds(0) }, /step\.timeout = Duration\.seconds\(0\): .* longer than zero/],
    ['a check', { action: RecoveryAction.checkTable('orders') },
      /step\.action = "check-table": a step of a team acts; checks and promotions are those of a store\. Use one of invoke-function, .*, or add a store of your own/],
    ['a promotion', { action: RecoveryAction.promoteAurora({ globalClusterIdentifier: 'a', targetClusterArn: 'b' }) }, /step\.action = "promote-aurora"/],
    ['an approval that nothing waits for', { action: approval('May it?'), point: RunPoint.BESIDE_PROMOTION },
      /step\.point = "beside-promotion": the promotion does not wait for what is beside it, .* Ask at RunPoint\.BEFORE_PROMOTION/],
    ['no mode', { modes: [] }, /step\.modes = \[\]: a step is taken in at least one of failover, switchover and failback/],
    ['the mode of a drill', { modes: [RunMode.FAILOVER, RunMode.DRILL] }, /step\.modes = \["failover","drill"\]: .* Leave it out for all three/],
    ['a retry without end', backoff({ maxAttempts: 11 }), /step\.retry\.maxAttempts = 11: it must be a whole number of 1 to 10\. .* or use StepRetry\.never\(\)/],
    ['a retry less than never', backoff({ maxAttempts: -1 }), /step\.retry\.maxAttempts = -1/],
    ['half a retry', backoff({ maxAttempts: 1.5 }), /step\.retry\.maxAttempts = 1\.5/],
    ['waits that shrink', backoff({ backoffRate: 0.9 }), /step\.retry\.backoffRate = 0\.9: it must be a number of at least 1/],
    ['half a second', backoff({ interval: Duration.millis(1500) }),
      /step\.retry\.interval = Duration\.millis\(1500\): Step Functions counts in whole seconds\. Write Duration\.seconds\(2\)/],
    ['a longest wait in parts of seconds', backoff({ maxDelay: Duration.millis(5500) }), /step\.retry\.maxDelay = Duration\.millis\(5500\)/],
    ['a longest wait that is the first one', backoff({ interval: Duration.seconds(5) }),
      /step\.retry\.maxDelay = Duration\.seconds\(5\): Step Functions takes only a longest wait above the first one, here Duration\.seconds\(5\)/],
  ])('%s', (_, overrides, message) => {
    expect(add(overrides)).toThrow(message);
  });
});

describe('law 6: an action that could not be called is refused', () => {
  test.each<[string, RecoveryAction, RegExp]>([
    ['an ARN of a function', invokeFunction({ functionName: 'arn:aws:lambda:eu-west-1:111111111111:function:warm' }),
      /step\.action\.functionName = "arn:.*": Lambda takes 1 to 64 letters, .* Write the name of the resource, not its ARN/],
    ['a function without a name', invokeFunction({ functionName: '' }), /step\.action\.functionName = ""/],
    ['a name that is too long', invokeFunction({ functionName: 'f'.repeat(65) }), /step\.action\.functionName = "f{65}"/],
    ['a name that another stack knows', invokeFunction({ functionName: NAME_OF_STACK }),
      /step\.action\.functionName = not known at synthesis: a run is written down without references, .* Give the resource a name of your own/],
    ['a payload that another stack knows', invokeFunction({ functionName: 'warm', payload: { table: NAME_OF_STACK } }), /step\.action\.payload = not known/],
    ['an ARN of a cluster', ecs({ clusterName: 'arn:aws:ecs:eu-west-1:1:cluster/web' }), /step\.action\.clusterName = "arn:.*": ECS takes 1 to 255/],
    ['a service with a slash', ecs({ serviceName: 'web/api' }), /step\.action\.serviceName = "web\/api"/],
    ['no tasks', ecs({ desiredCount: 0 }), /step\.action\.desiredCount = "0": a service has 1 to 5000 tasks\. Write a number such as 2/],
    ['more tasks than a service has', ecs({ desiredCount: 5001 }), /step\.action\.desiredCount = "5001"/],
    ['half a task', ecs({ desiredCount: 1.5 }), /step\.action\.desiredCount = "1\.5"/],
    ['tasks that are not known', ecs({ desiredCount: TOKEN }), /step\.action\.desiredCount = not known at synthesis/],
    ['an ARN of a group', group({ autoScalingGroupName: 'arn:aws:autoscaling:x' }), /step\.action\.autoScalingGroupName = "arn:.*": it is 1 to 255 characters/],
    ['no instances', group({ desiredCapacity: 0 }), /step\.action\.desiredCapacity = "0": it is a whole number of at least 1/],
    ['an ARN of a state machine', startStateMachine({ stateMachineName: 'arn:aws:states:x' }), /step\.action\.stateMachineName = "arn:/],
    ['a state machine whose name is too long', startStateMachine({ stateMachineName: 's'.repeat(81) }), /step\.action\.stateMachineName = "s{81}"/],
    ['no question', approval(' '), /step\.action\.question = " ": somebody who is woken by it must understand it/],
    ['an essay', approval('q'.repeat(1001)), /step\.action\.question = "q{1001}"/],
    ['a wait beyond its limit', wait(Duration.seconds(61)), /step\.action\.seconds = "61": it waits for whole seconds, at least one, within the time limit/],
    ['no wait', wait(Duration.seconds(0)), /step\.action\.seconds = "0"/],
    ['a wait in parts of seconds', wait(Duration.millis(1500)), /step\.action\.seconds = "1\.5"/],
    ['a wait that is not known', wait(Duration.seconds(TOKEN)), /step\.action\.seconds = not known at synthesis/],
  ])('%s', (_, action, message) => {
    expect(add({ action })).toThrow(message);
  });

  const metric = new cloudwatch.Metric({ namespace: 'Orders', metricName: 'Waiting' });
  const check = (topology: DrTopology, threshold: number) =>
    RecoveryAction.checkMetric({ metric, publishedIn: topology.secondary, comparison: MetricComparison.AT_MOST, threshold });

  test.each<[string, (topology: DrTopology) => RecoveryAction, RegExp]>([
    ['a metric that is read where it is not', t => RecoveryAction.checkMetric({ metric, publishedIn: t.primary, comparison: MetricComparison.AT_MOST, threshold: 0 }),
      new RegExp(`check\\.action\\.region = "${PRIMARY}": it is the Region in which the metric is read, which is runsIn of the step`)],
    ['a threshold that nothing is below', t => check(t, Infinity), /check\.action\.threshold = "Infinity": a value is compared with it/],
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
  ['has names as long as they may be', { action: invokeFunction({ functionName: 'f'.repeat(64) }), id: 'i'.repeat(80) }],
  ['scales a service to its limit', { action: ecs({ desiredCount: 5000 }) }],
  ['scales a group with a path in its name', { action: group({ autoScalingGroupName: 'web/api', desiredCapacity: 1 }) }],
  ['runs a state machine', { action: startStateMachine({ stateMachineName: 's'.repeat(80) }) }],
  ['asks people before the promotion', { action: approval('q'.repeat(1000)), point: RunPoint.BEFORE_PROMOTION }],
  ['waits as long as it may', { action: wait(Duration.minutes(1)) }],
  ['tries as often as it may', backoff({ maxAttempts: 10, backoffRate: 1, interval: Duration.seconds(1), maxDelay: Duration.seconds(2) })],
  ['never tries again', { retry: StepRetry.never() }],
  ['is for one mode', { modes: [RunMode.FAILBACK] }],
])('a step of a team %s', (_, overrides) => {
  expect(add(overrides)).not.toThrow();
});

test('retries grow from one second to five, three times, unless a step says otherwise', () => {
  const { maxAttempts, interval, backoffRate, maxDelay } = StepRetry.backoff();
  expect([maxAttempts, interval.toSeconds(), backoffRate, maxDelay.toSeconds()]).toEqual([3, 1, 2, 5]);
  const own = StepRetry.backoff({ maxAttempts: 1, interval: Duration.seconds(2), backoffRate: 3, maxDelay: Duration.seconds(9) });
  expect([own.maxAttempts, own.interval.toSeconds(), own.backoffRate, own.maxDelay.toSeconds()]).toEqual([1, 2, 3, 9]);
  expect(StepRetry.never().maxAttempts).toBe(0);
});

test('a metric that is read where it is, and as many alarms as a call takes, are right', () => {
  const topology = createdTopology();
  const metric = new cloudwatch.Metric({ namespace: 'Orders', metricName: 'Waiting' });
  for (const action of [
    RecoveryAction.checkMetric({ metric, publishedIn: topology.secondary, comparison: MetricComparison.ABOVE, threshold: -1.5 }),
    RecoveryAction.checkAlarms(Array(100).fill('a')),
  ]) {
    const step = { ...exampleTeamStep(topology), runsIn: topology.secondary, onFailure: StepFailure.STOP, action };
    expect(step.runsIn.name).toBe(SECONDARY);
    expect(() => validateAction(topology, 'check', step)).not.toThrow();
  }
});
