import { Duration, Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { exampleTeamStep } from './plan-fixture';
import type { StepBackoff, TeamStep } from '../../src';
import { FailoverOrchestrator, RecoveryAction, RunMode, RunPoint, StepRetry } from '../../src';
import { validateTeamStep } from '../../src/recovery/plan/team-step-rules';
import { badInputs } from '../support/bad-inputs';
import { createdTopology } from '../support/environment';

const TOKEN = Lazy.number({ produce: () => 2 });
const NAME_OF_STACK = Lazy.string({ produce: () => 'name' });

const { invokeFunction, scaleEcsService, scaleAutoScalingGroup, startStateMachine, approval, wait } = RecoveryAction;
const ecs = (props: Partial<Parameters<typeof scaleEcsService>[0]>) => scaleEcsService({ clusterName: 'web', serviceName: 'api', desiredCount: 2, ...props });
const group = (props: Partial<Parameters<typeof scaleAutoScalingGroup>[0]>) =>
  scaleAutoScalingGroup({ autoScalingGroupName: 'api', desiredCapacity: 2, ...props });
const backoff = (props: StepBackoff) => ({ retry: StepRetry.backoff(props) });

const ACTS = {
  rule: 'a step of a team acts; checks and promotions are those of a store',
  remedy: 'Use one of invoke-function, scale-ecs-service, scale-auto-scaling-group, start-state-machine, approval, wait, '
    + 'or add a store of your own with addRecoverable()',
};
const MODES = {
  rule: 'a step is taken in at least one of failover, switchover and failback; a drill takes the steps of the planned runs of its round trip',
  remedy: 'Leave it out for all three, or name those in which the step is taken',
};
const ATTEMPTS = {
  rule: 'it must be a whole number of 1 to 10',
  remedy: 'Write for example 3, or use StepRetry.never()',
};
const FUNCTION = {
  rule: 'Lambda takes 1 to 64 letters, digits, hyphens or underscores for a name, which is of the Region of the step',
  remedy: 'Write the name of the resource, not its ARN',
};
const KNOWN = {
  rule: 'a run is written down without references, so that it needs no stack but its own',
  remedy: 'Give the resource a name of your own, and write that name',
};
const ECS = {
  rule: 'ECS takes 1 to 255 letters, digits, hyphens or underscores for a name',
  remedy: 'Write the name of the resource, not its ARN',
};
const TASKS = {
  rule: 'a service has 1 to 5000 tasks',
  remedy: 'Write a number such as 2',
};
const STATE_MACHINE = {
  rule: 'it is 1 to 80 letters, digits, hyphens or underscores, of the Region of the step',
  remedy: 'Write the name of the resource, not its ARN',
};
const QUESTION = {
  rule: 'somebody who is woken by it must understand it, from 1 to 1000 characters',
  remedy: 'Write what is to be approved and why it may be refused',
};
const WAIT = {
  rule: 'it waits for whole seconds, at least one, within the time limit of the step',
  remedy: 'Write a duration such as Duration.seconds(30), and a timeout that is not shorter',
};

/** Steps of a team that no run could take. */
export const TEAM_STEP_BAD_INPUTS = badInputs<Partial<TeamStep>>({
  construct: 'FailoverOrchestrator, addStep',
  path: 'Payments/recovery',
  make: step => {
    const topology = createdTopology();
    validateTeamStep(new Construct(topology, 'recovery'), exampleTeamStep(topology, step));
  },
  inputs: [
    {
      title: 'an id that cannot name a state',
      // Once by what everybody calls: the rest asks the rules, which is quicker than to make all that recovery needs.
      make: () => {
        const topology = createdTopology();
        new FailoverOrchestrator(topology, 'recovery', { topology, recoverables: [] }).addStep(exampleTeamStep(topology, { id: 'warm caches' }));
      },
      prop: 'step.id',
      value: '"warm caches"',
      rule: 'it names states, alarms and lines of reports and must be 1 to 80 letters, digits, hyphens or underscores, beginning with a letter or digit',
      remedy: 'Write an id such as "database-main"',
    },
    {
      title: 'an id that leaves its states no room',
      options: { id: 'i'.repeat(73) },
      prop: 'step.id',
      value: `"${'i'.repeat(73)}"`,
      rule: 'states are named after it, with up to 8 characters more, and Step Functions takes 80',
      remedy: 'Write an id of at most 72 characters',
    },
    {
      title: 'the id of a step that was added before',
      make: () => {
        const topology = createdTopology();
        const recovery = new FailoverOrchestrator(topology, 'recovery', { topology, recoverables: [] });
        recovery.addStep(exampleTeamStep(topology, { point: RunPoint.BEFORE_TRAFFIC }));
        recovery.addStep(exampleTeamStep(topology));
      },
      prop: 'step.id',
      value: '"warm-caches"',
      rule: 'the step that was added for eu-central-1 at before-traffic, to "warm the caches", has the same id',
      remedy: 'Give one of the two another id',
    },
    {
      title: 'no time',
      options: { timeout: Duration.seconds(0) },
      prop: 'step.timeout',
      value: 'Duration.seconds(0)',
      rule: 'time limits and thresholds are computed from it at synthesis, so it must be known and longer than zero',
      remedy: 'Write a duration such as Duration.seconds(30)',
    },
    { title: 'a check', options: { action: RecoveryAction.checkTable('orders') }, prop: 'step.action', value: '"check-table"', ...ACTS },
    {
      title: 'a promotion',
      options: { action: RecoveryAction.promoteAurora({ globalClusterIdentifier: 'a', targetClusterArn: 'b' }) },
      prop: 'step.action',
      value: '"promote-aurora"',
      ...ACTS,
    },
    {
      title: 'an approval that nothing waits for',
      options: { action: approval('May it?'), point: RunPoint.BESIDE_PROMOTION },
      prop: 'step.point',
      value: '"beside-promotion"',
      rule: 'the promotion does not wait for what is beside it, so that there would be nothing left to approve',
      remedy: 'Ask at RunPoint.BEFORE_PROMOTION',
    },
    { title: 'no mode', options: { modes: [] }, prop: 'step.modes', value: '[]', ...MODES },
    {
      title: 'the mode of a drill',
      options: { modes: [RunMode.FAILOVER, RunMode.DRILL] },
      prop: 'step.modes',
      value: '["failover","drill"]',
      ...MODES,
    },
    { title: 'a retry without end', options: backoff({ maxAttempts: 11 }), prop: 'step.retry.maxAttempts', value: '11', ...ATTEMPTS },
    { title: 'a retry less than never', options: backoff({ maxAttempts: -1 }), prop: 'step.retry.maxAttempts', value: '-1', ...ATTEMPTS },
    { title: 'half a retry', options: backoff({ maxAttempts: 1.5 }), prop: 'step.retry.maxAttempts', value: '1.5', ...ATTEMPTS },
    {
      title: 'waits that shrink',
      options: backoff({ backoffRate: 0.9 }),
      prop: 'step.retry.backoffRate',
      value: '0.9',
      rule: 'it must be a number of at least 1',
      remedy: 'Write for example 2',
    },
    {
      title: 'half a second between attempts',
      options: backoff({ interval: Duration.millis(1500) }),
      prop: 'step.retry.interval',
      value: 'Duration.millis(1500)',
      rule: 'Step Functions counts in whole seconds',
      remedy: 'Write Duration.seconds(2)',
    },
    {
      title: 'a longest wait in parts of seconds',
      options: backoff({ maxDelay: Duration.millis(5500) }),
      prop: 'step.retry.maxDelay',
      value: 'Duration.millis(5500)',
      rule: 'Step Functions counts in whole seconds',
      remedy: 'Write Duration.seconds(6)',
    },
    {
      title: 'a longest wait that is the first one',
      options: backoff({ interval: Duration.seconds(5) }),
      prop: 'step.retry.maxDelay',
      value: 'Duration.seconds(5)',
      rule: 'Step Functions takes only a longest wait above the first one, here Duration.seconds(5)',
      remedy: 'Write more than Duration.seconds(5)',
    },
    {
      title: 'an ARN of a function',
      options: { action: invokeFunction({ functionName: 'arn:aws:lambda:eu-west-1:111111111111:function:warm' }) },
      prop: 'step.action.functionName',
      value: '"arn:aws:lambda:eu-west-1:111111111111:function:warm"',
      ...FUNCTION,
    },
    {
      title: 'a function without a name',
      options: { action: invokeFunction({ functionName: '' }) },
      prop: 'step.action.functionName',
      value: '""',
      ...FUNCTION,
    },
    {
      title: 'the name of a function that is too long',
      options: { action: invokeFunction({ functionName: 'f'.repeat(65) }) },
      prop: 'step.action.functionName',
      value: `"${'f'.repeat(65)}"`,
      ...FUNCTION,
    },
    {
      title: 'the name of a function that another stack knows',
      options: { action: invokeFunction({ functionName: NAME_OF_STACK }) },
      prop: 'step.action.functionName',
      value: 'not known at synthesis',
      ...KNOWN,
    },
    {
      title: 'a payload that another stack knows',
      options: { action: invokeFunction({ functionName: 'warm', payload: { table: NAME_OF_STACK } }) },
      prop: 'step.action.payload',
      value: 'not known at synthesis',
      ...KNOWN,
    },
    {
      title: 'an ARN of a cluster',
      options: { action: ecs({ clusterName: 'arn:aws:ecs:eu-west-1:1:cluster/web' }) },
      prop: 'step.action.clusterName',
      value: '"arn:aws:ecs:eu-west-1:1:cluster/web"',
      ...ECS,
    },
    {
      title: 'a service with a slash',
      options: { action: ecs({ serviceName: 'web/api' }) },
      prop: 'step.action.serviceName',
      value: '"web/api"',
      ...ECS,
    },
    { title: 'no tasks', options: { action: ecs({ desiredCount: 0 }) }, prop: 'step.action.desiredCount', value: '"0"', ...TASKS },
    {
      title: 'more tasks than a service has',
      options: { action: ecs({ desiredCount: 5001 }) },
      prop: 'step.action.desiredCount',
      value: '"5001"',
      ...TASKS,
    },
    { title: 'half a task', options: { action: ecs({ desiredCount: 1.5 }) }, prop: 'step.action.desiredCount', value: '"1.5"', ...TASKS },
    {
      title: 'tasks that are not known',
      options: { action: ecs({ desiredCount: TOKEN }) },
      prop: 'step.action.desiredCount',
      value: 'not known at synthesis',
      ...KNOWN,
    },
    {
      title: 'an ARN of a group',
      options: { action: group({ autoScalingGroupName: 'arn:aws:autoscaling:x' }) },
      prop: 'step.action.autoScalingGroupName',
      value: '"arn:aws:autoscaling:x"',
      rule: 'it is 1 to 255 characters without colons, blanks and wildcards',
      remedy: 'Write the name of the resource, not its ARN',
    },
    {
      title: 'no instances',
      options: { action: group({ desiredCapacity: 0 }) },
      prop: 'step.action.desiredCapacity',
      value: '"0"',
      rule: 'it is a whole number of at least 1',
      remedy: 'Write a number such as 2',
    },
    {
      title: 'an ARN of a state machine',
      options: { action: startStateMachine({ stateMachineName: 'arn:aws:states:x' }) },
      prop: 'step.action.stateMachineName',
      value: '"arn:aws:states:x"',
      ...STATE_MACHINE,
    },
    {
      title: 'a state machine whose name is too long',
      options: { action: startStateMachine({ stateMachineName: 's'.repeat(81) }) },
      prop: 'step.action.stateMachineName',
      value: `"${'s'.repeat(81)}"`,
      ...STATE_MACHINE,
    },
    { title: 'no question', options: { action: approval(' ') }, prop: 'step.action.question', value: '" "', ...QUESTION },
    { title: 'an essay', options: { action: approval('q'.repeat(1001)) }, prop: 'step.action.question', value: `"${'q'.repeat(1001)}"`, ...QUESTION },
    { title: 'a wait beyond its limit', options: { action: wait(Duration.seconds(61)) }, prop: 'step.action.seconds', value: '"61"', ...WAIT },
    { title: 'no wait', options: { action: wait(Duration.seconds(0)) }, prop: 'step.action.seconds', value: '"0"', ...WAIT },
    { title: 'a wait in parts of seconds', options: { action: wait(Duration.millis(1500)) }, prop: 'step.action.seconds', value: '"1.5"', ...WAIT },
    {
      title: 'a wait that is not known',
      options: { action: wait(Duration.seconds(TOKEN)) },
      prop: 'step.action.seconds',
      value: 'not known at synthesis',
      ...KNOWN,
    },
  ],
});
