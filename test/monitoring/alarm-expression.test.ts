import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ruleOf } from './alarm-rule';
import { AlarmExpression } from '../../src/monitoring';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const stack = ownStack(testApp(), 'Workload', PRIMARY);
const named = (name: string) => AlarmExpression.named(stack, name);
const [a, b, c] = ['a', 'b', 'c'].map(named);
const many = (count: number, length = 1) => Array.from({ length: count }, (_, index) => named(`${index}`.padStart(length, 'x')));
const anyOf = (all: AlarmExpression[]) => AlarmExpression.anyOf(all[0], ...all.slice(1));

/** Every subset of names, as the names in ALARM. */
function statesOf(names: string[]): string[][] {
  return names.reduce<string[][]>((states, name) => [...states, ...states.map(state => [...state, name])], [[]]);
}

describe('the expression', () => {
  const cases: [string, AlarmExpression, string, (on: Set<string>) => boolean][] = [
    ['one alarm', a, 'ALARM("a")', on => on.has('a')],
    ['all', AlarmExpression.allOf(a, b, c), '(ALARM("a") AND ALARM("b") AND ALARM("c"))', on => on.has('a') && on.has('b') && on.has('c')],
    ['any', AlarmExpression.anyOf(a, b), '(ALARM("a") OR ALARM("b"))', on => on.has('a') || on.has('b')],
    ['none of one', AlarmExpression.noneOf(a), 'NOT ALARM("a")', on => !on.has('a')],
    ['none of several', AlarmExpression.noneOf(a, b), 'NOT (ALARM("a") OR ALARM("b"))', on => !on.has('a') && !on.has('b')],
    ['all of one', AlarmExpression.allOf(a), 'ALARM("a")', on => on.has('a')],
    ['both dead, and the standby not unready', AlarmExpression.allOf(AlarmExpression.anyOf(a, b), AlarmExpression.noneOf(c), AlarmExpression.noneOf(AlarmExpression.allOf(a, b))),
      '((ALARM("a") OR ALARM("b")) AND NOT ALARM("c") AND NOT (ALARM("a") AND ALARM("b")))', on => on.has('a') !== on.has('b') && !on.has('c')],
  ];

  test.each(cases)('MON-26: %s: the rule, its evaluation and what CloudWatch makes of the rule are one', (_case, expression, rule, expected) => {
    expect(expression.renderAlarmRule()).toBe(rule);
    for (const inAlarm of statesOf(expression.alarmNames)) {
      expect([inAlarm, expression.isTrue(inAlarm)]).toEqual([inAlarm, expected(new Set(inAlarm))]);
      expect([inAlarm, ruleOf(rule).isTrue(name => (inAlarm.includes(name) ? 'ALARM' : 'OK'))]).toEqual([inAlarm, expected(new Set(inAlarm))]);
    }
  });

  test('MON-26: it lists its alarms once each, in order of first use', () => {
    expect(AlarmExpression.anyOf(b, AlarmExpression.allOf(a, b), AlarmExpression.noneOf(c)).alarmNames).toEqual(['b', 'a', 'c']);
  });

  test('MON-26: an alarm of the same stack is named by reference, from which its order of deployment follows', () => {
    const own = ownStack(testApp(), 'Workload', PRIMARY);
    const alarm = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'Refused' }).createAlarm(own, 'Refused', { threshold: 1, evaluationPeriods: 1 });
    const expression = AlarmExpression.allOf(AlarmExpression.alarm(alarm), AlarmExpression.named(own, 'b'));
    new cloudwatch.CompositeAlarm(own, 'Composite', { alarmRule: expression });
    templateOf(own).hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
      AlarmRule: { 'Fn::Join': ['', ['(ALARM("', { Ref: own.getLogicalId(alarm.node.defaultChild as cloudwatch.CfnAlarm) }, '") AND ALARM("b"))']] },
    });
    expect(expression.isTrue([alarm.alarmName, 'b'])).toBe(true);
  });
});

describe('law 6: a rule that CloudWatch would refuse is refused', () => {
  const app = testApp();
  const [home, standby, account, agnostic] = [
    ownStack(app, 'Home', PRIMARY), ownStack(app, 'Standby', SECONDARY),
    new Stack(app, 'Elsewhere', { env: { account: '222222222222', region: PRIMARY } }), new Stack(app, 'Agnostic'),
  ];
  const both = (other: Stack) => AlarmExpression.allOf(AlarmExpression.named(home, 'a'), AlarmExpression.noneOf(AlarmExpression.named(other, 'b')));

  test.each<[string, AlarmExpression, RegExp]>([
    ['alarms of two Regions', both(standby), new RegExp(`^\\[Home\\] alarmRule = "b" in ${ACCOUNT}/${SECONDARY}: all alarms of a composite alarm are in one account and Region`)],
    ['alarms of two accounts', both(account), /alarmRule = "b" in 222222222222\/eu-west-1: /],
    ['101 alarms', anyOf(many(101)), /alarmRule = 101 alarms: a composite alarm takes at most 100\. Make composite alarms of parts/],
    ['501 elements', anyOf(Array.from({ length: 167 }, () => AlarmExpression.allOf(a, b)).slice(0, 125)), /alarmRule = 502 elements: a composite alarm takes at most 500/],
    ['10,241 characters', anyOf(many(39, 250)), /alarmRule = 1\d{4} characters: a composite alarm takes at most 10240/],
  ])('%s', (_case, expression, message) => {
    expect(() => expression.renderAlarmRule()).toThrow(message);
  });

  test.each<[string, AlarmExpression]>([
    ['100 alarms', anyOf(many(100))],
    ['one alarm 200 times', anyOf(Array.from({ length: 200 }, () => a))],
    ['498 alarms that are not, which have no parentheses of their own', anyOf(Array.from({ length: 498 }, () => AlarmExpression.noneOf(a)))],
    ['10,000 characters', anyOf(many(38, 249))],
    ['a Region that is not known', both(agnostic)],
  ])('but not %s', (_case, expression) => {
    expect(expression.renderAlarmRule().length).toBeLessThanOrEqual(10_240);
  });
});
