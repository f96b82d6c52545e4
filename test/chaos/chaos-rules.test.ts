import { Duration, Stack, Token } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ChaosExperiment } from '../../src/chaos';
import { validateExperiments, validateStopAlarm } from '../../src/chaos/chaos-rules';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

describe('experiments', () => {
  const named = (id: string, _duration?: Duration) => ({ id, _duration }) as ChaosExperiment;
  const checked = (...experiments: ChaosExperiment[]) => () => validateExperiments(new Stack(undefined, 'Chaos'), experiments);

  test('are at least one', () => {
    expect(checked()).toThrow('[Chaos] experiments = []: there is nothing to try. Give at least one, for example '
      + 'ChaosExperiment.regionFailure(network).');
  });

  test('differ in what they do, or in what they do it to', () => {
    expect(checked(named('failure-a'), named('failure-b'), named('pause-a'))).not.toThrow();
    expect(checked(named('failure-a'), named('pause-a'), named('failure-a'))).toThrow('[Chaos] experiments[2] = "failure-a": there is one of this '
      + 'kind for this construct already. Give it once, with the longer duration.');
  });

  test.each([[Duration.minutes(0), '0 minutes'], [Duration.seconds(90), '1 minute 30 seconds'], [Duration.minutes(721), '12 hours 1 minute']])(
    'do not disturb for %s', (duration, value) => {
      expect(checked(named('a'), named('b', duration))).toThrow(`[Chaos] experiments[1].duration = ${value}: AWS FIS disturbs for 1 to 720 whole `
        + 'minutes. Give for example Duration.minutes(20).');
    });

  test.each<[string, Duration | undefined]>([
    ['a minute', Duration.seconds(60)],
    ['twelve hours', Duration.hours(12)],
    ['a time that is known only at deployment', Duration.minutes(Token.asNumber({ Ref: 'Minutes' }))],
    ['no time of their own', undefined],
  ])('may disturb for %s', (_, duration) => {
    expect(checked(named('a', duration))).not.toThrow();
  });
});

describe('an alarm that stops experiments', () => {
  const imported = (region: string, stack = ownStack(testApp(), 'Team', PRIMARY)) =>
    Alarm.fromAlarmArn(stack, 'checkout', `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:checkout`);
  const createdIn = (stack: Stack) =>
    new Alarm(stack, 'checkout', { metric: new Metric({ namespace: 'Team', metricName: 'Refused' }), threshold: 1, evaluationPeriods: 1 });
  const added = (alarm: IAlarm, known: IAlarm[] = []) => () =>
    validateStopAlarm(new Stack(undefined, 'Chaos'), createdTopology().primary, known, alarm);
  const elsewhere = `[Chaos] alarm = "Team/checkout": it is in ${SECONDARY}, and experiments in ${PRIMARY} look at alarms of their own Region `
    + 'only. Give an alarm of that Region.';

  test('is of their Region: by its ARN, whatever stack imports it', () => {
    expect(added(imported(SECONDARY))).toThrow(elsewhere);
    expect(added(imported(PRIMARY, ownStack(testApp(), 'Team', SECONDARY)))).not.toThrow();
  });

  test('is of their Region: by its stack, where that creates it', () => {
    expect(added(createdIn(ownStack(testApp(), 'Team', SECONDARY)))).toThrow(elsewhere);
    expect(added(createdIn(ownStack(testApp(), 'Team', PRIMARY)))).not.toThrow();
    expect(added(createdIn(new Stack(testApp(), 'Team')))).not.toThrow();
  });

  test('is added once', () => {
    const alarm = imported(PRIMARY);
    expect(added(alarm, [imported(PRIMARY), alarm])).toThrow('[Chaos] alarm = "Team/checkout": it stops the experiments of this Region already. '
      + 'Add it once.');
  });

  test('is one of five, with the switch by hand', () => {
    const known = (count: number) => Array.from({ length: count }, () => imported(PRIMARY));
    expect(added(imported(PRIMARY), known(4))).not.toThrow();
    expect(added(imported(PRIMARY), known(5))).toThrow('[Chaos] alarm = "Team/checkout": an experiment looks at 5 alarms at most, and one is the '
      + 'switch by hand. Add those that tell what clients suffer.');
  });
});
