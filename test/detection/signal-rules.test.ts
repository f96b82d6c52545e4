import { App, Stack } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { DecisionSignal } from '../../src/detection/decision-signal';
import type { JoiningSignal } from '../../src/detection/signal-rules';
import { validateSignal } from '../../src/detection/signal-rules';

const env = { account: '111111111111', region: 'eu-west-1' };
const app = new App();
const foundation = new Stack(app, 'Foundation', { env });
const recovery = new Stack(app, 'Recovery', { env });
const workload = new Stack(app, 'Workload', { env });

function ownAlarm(stack: Stack, id: string): Alarm {
  return new Metric({ namespace: 'N', metricName: id }).createAlarm(stack, id, { threshold: 1, evaluationPeriods: 1 });
}

const imported = (id: string, place = 'eu-west-1:111111111111') => Alarm.fromAlarmArn(workload, id, `arn:aws:cloudwatch:${place}:alarm:${id.slice(0, 3)}`);
const own = ownAlarm(workload, 'Own');
const twin = imported('abc');

/** Lets an alarm join a decision that is in the stack of the layer "recovery", or of the layer "foundation". */
function join(alarm: IAlarm, decisionStack = recovery, ...joined: IAlarm[]) {
  const region = { name: 'eu-west-1', role: 'primary', env, stack: () => foundation } as unknown as JoiningSignal['region'];
  validateSignal(recovery, { alarm, region, decisionStack, joined: joined.map(each => ({ alarm: each, meaning: DecisionSignal.REQUIRED })) });
}

describe('an alarm joins a decision', () => {
  test.each<[string, () => void]>([
    ['of its own Region and account', () => join(imported('d'))],
    ['beside others', () => join(own, recovery, twin, ownAlarm(workload, 'Other'))],
    ['from another stack, where the decision is in the layer "recovery"', () => join(own)],
    ['from the very stack of the decision', () => join(ownAlarm(foundation, 'Here'), foundation)],
    ['known by its ARN, wherever the decision is', () => join(twin, foundation)],
    ['of an account that is not known', () => join(ownAlarm(new Stack(app, 'Agnostic'), 'A'))],
  ])('%s', (_, attempt) => {
    expect(attempt).not.toThrow();
  });
});

describe('law 6: an alarm is refused', () => {
  const ELSEWHERE = 'and the decision of eu-west-1 sees alarms of its own Region and account only. '
    + 'Publish what is to be seen as a metric in this Region, and alarm on that.';

  test.each<[string, () => void, string]>([
    ['of another Region', () => join(imported('e', 'eu-north-1:111111111111')),
      `[Recovery] alarm = "Workload/e": it is in 111111111111/eu-north-1, ${ELSEWHERE}`],
    ['of another account', () => join(imported('f', 'eu-west-1:222222222222')), `it is in 222222222222/eu-west-1, ${ELSEWHERE}`],
    ['of a stack in another Region', () => join(ownAlarm(new Stack(app, 'North', { env: { ...env, region: 'eu-north-1' } }), 'A')),
      `it is in 111111111111/eu-north-1, ${ELSEWHERE}`],
    ['that has joined', () => join(own, recovery, twin, own), 'alarm = "Workload/Own": it has joined the decision already. Add it once.'],
    ['that has joined under another id', () => join(imported('abc2'), recovery, own, twin), 'it has joined the decision already. Add it once.'],
    ['of a stack that is deployed before the decision and after it', () => join(own, foundation),
      'its stack "Workload" is deployed before "Foundation", whose decision names it, and after it, whose VPC it may use. '
      + 'Give the layer "recovery" of primary a stack of its own, or create the alarm in "Foundation".'],
  ])('%s', (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
