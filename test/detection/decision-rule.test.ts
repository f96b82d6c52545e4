import { Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { DecisionSignal } from '../../src/detection';
import { bothFailRule, decisionRule } from '../../src/detection/decision-rule';
import { AlarmExpression } from '../../src/monitoring';

const NAMES = ['peer-shallow', 'peer-deep', 'own-shallow', 'own-deep', 'required-1', 'required-2', 'sufficient', 'blocking'] as const;
type Name = typeof NAMES[number];
type States = Readonly<Record<Name, boolean>>;

const stack = new Stack();
const alarm = (name: Name) => Alarm.fromAlarmArn(stack, name, `arn:aws:cloudwatch:eu-west-1:111111111111:alarm:${name}`);
const alarms = Object.fromEntries(NAMES.map(name => [name, alarm(name)])) as Record<Name, ReturnType<typeof alarm>>;

/** Every combination of the alarms that are in ALARM. */
function allStates(names: readonly Name[] = NAMES): States[] {
  const [first, ...others] = names;
  return first === undefined ? [{} as States] : allStates(others).flatMap(states => [false, true].map(value => ({ ...states, [first]: value })));
}

function inAlarm(states: States): string[] {
  return NAMES.filter(name => states[name]);
}

describe('when a Region holds the other one for lost', () => {
  const fails = (name: Name) => AlarmExpression.alarm(alarms[name]);
  const probes = { peerFails: [fails('peer-shallow'), fails('peer-deep')], ownFails: [fails('own-shallow'), fails('own-deep')] };
  const signal = (name: Name, meaning: DecisionSignal) => ({ alarm: alarms[name], meaning });

  test('by probes alone: any of the other Region fails and none of the own', () => {
    const rule = decisionRule({ ...probes, signals: [] })!;
    for (const states of allStates()) {
      const expected = (states['peer-shallow'] || states['peer-deep']) && !states['own-shallow'] && !states['own-deep'];
      expect([states, rule.isTrue(inAlarm(states))]).toEqual([states, expected]);
    }
  });

  test('with signals: all required ones must agree, a sufficient one is enough, a blocking one forbids', () => {
    const rule = decisionRule({
      ...probes,
      signals: [
        signal('required-1', DecisionSignal.REQUIRED),
        signal('required-2', DecisionSignal.REQUIRED),
        signal('sufficient', DecisionSignal.SUFFICIENT),
        signal('blocking', DecisionSignal.BLOCKING),
      ],
    })!;
    for (const states of allStates()) {
      const confirmed = (states['peer-shallow'] || states['peer-deep']) && states['required-1'] && states['required-2'];
      const fit = !states['own-shallow'] && !states['own-deep'] && !states.blocking;
      expect([states, rule.isTrue(inAlarm(states))]).toEqual([states, (confirmed || states.sufficient) && fit]);
    }
  });

  test('with a witness: it must not see all probes of the other succeed; one that is silent denies nothing', () => {
    const rule = decisionRule({ ...probes, peerWorksForWitness: [fails('required-1'), fails('required-2')], signals: [signal('sufficient', DecisionSignal.SUFFICIENT)] })!;
    for (const states of allStates()) {
      const denied = states['required-1'] && states['required-2'];
      const confirmed = (states['peer-shallow'] || states['peer-deep']) && !denied;
      const fit = !states['own-shallow'] && !states['own-deep'];
      expect([states, rule.isTrue(inAlarm(states))]).toEqual([states, (confirmed || states.sufficient) && fit]);
    }
  });

  test('what would be held for lost is, or both fail: never both of it, and nothing else', () => {
    const inputs = {
      ...probes,
      peerWorksForWitness: [fails('required-2')],
      signals: [signal('required-1', DecisionSignal.REQUIRED), signal('sufficient', DecisionSignal.SUFFICIENT), signal('blocking', DecisionSignal.BLOCKING)],
    };
    const [lost, bothFail] = [decisionRule(inputs)!, bothFailRule(inputs)!];
    for (const states of allStates()) {
      const fit = !states['own-shallow'] && !states['own-deep'] && !states.blocking;
      const held = ((states['peer-shallow'] || states['peer-deep']) && !states['required-2'] && states['required-1']) || states.sufficient;
      expect([states, lost.isTrue(inAlarm(states)), bothFail.isTrue(inAlarm(states))]).toEqual([states, held && fit, held && !fit]);
    }
  });

  test('without probes, required signals alone decide', () => {
    const rule = decisionRule({ peerFails: [], ownFails: [], signals: [signal('required-1', DecisionSignal.REQUIRED)] })!;
    expect(rule.renderAlarmRule()).toBe('ALARM("required-1")');
  });

  test('where nothing could tell there is no rule, whatever is blocking', () => {
    expect(decisionRule({ peerFails: [], ownFails: [], signals: [] })).toBeUndefined();
    expect(decisionRule({ peerFails: [], ownFails: [], signals: [signal('blocking', DecisionSignal.BLOCKING)] })).toBeUndefined();
  });

  test('both fail nowhere where only one of them could be seen to', () => {
    expect(bothFailRule({ ...probes, ownFails: [], signals: [] })).toBeUndefined();
    expect(bothFailRule({ ...probes, peerFails: [], signals: [] })).toBeUndefined();
  });
});
