import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmRule, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { DecisionSignal } from '../../src/detection/decision-signal';
import { SignalSymmetry } from '../../src/detection/signal-symmetry';

const { REQUIRED, SUFFICIENT, BLOCKING } = DecisionSignal;

/** What is said of the signals of the home Region and of the standby. */
function warnings(home: DecisionSignal[], standby: DecisionSignal[]): string[] {
  const stack = new Stack();
  const alarm = new CompositeAlarm(stack, 'Decision', { alarmRule: AlarmRule.fromBoolean(true) });
  const sides = [home, standby].map(meanings => ({ signals: meanings.map(meaning => ({ meaning, alarm: {} as IAlarm })) }));
  const aspect = new SignalSymmetry(sides);
  [stack, alarm].forEach(node => aspect.visit(node));
  const found = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  expect(found.filter(({ id }) => id !== '/Default/Decision')).toEqual([]);
  return found.map(({ entry }) => String(entry.data));
}

describe('both Regions judge each other by the same signals', () => {
  test.each([
    [[], []],
    [[REQUIRED, BLOCKING], [BLOCKING, REQUIRED]],
  ])('nothing is said of %j and %j', (home, standby) => {
    expect(warnings(home, standby)).toEqual([]);
  });

  test('what one of them lacks is said, by its meaning, and nothing of what both have', () => {
    expect(warnings([REQUIRED, REQUIRED, SUFFICIENT], [SUFFICIENT])).toEqual([
      '2 required signals join the decision of the home Region, and 0 that of the standby: either may have to judge the other one. '
      + 'Add one like it in the other Region. [ack: cdk-multi-region-dr:unequalSignals.required]',
    ]);
    expect(warnings([REQUIRED], [SUFFICIENT])).toHaveLength(2);
  });
});
