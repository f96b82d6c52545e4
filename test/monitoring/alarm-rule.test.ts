import type { AlarmStateName } from './alarm-rule';
import { ruleOf } from './alarm-rule';

const STATES: { [alarm: string]: AlarmStateName } = { up: 'OK', down: 'ALARM', silent: 'INSUFFICIENT_DATA' };
const read = (text: string) => ruleOf(text).isTrue(alarm => STATES[alarm]);

describe('MON-26: the reader of rules does what CloudWatch documents', () => {
  test.each<[string, boolean]>([
    ['ALARM(down)', true],
    ['ALARM("up")', false],
    ['OK(up)', true],
    ['OK(silent)', false],
    ['INSUFFICIENT_DATA("silent")', true],
    ['NOT ALARM(silent)', true],
    ['TRUE', true],
    ['FALSE', false],
    ['ALARM(down) AND ALARM(up)', false],
    ['ALARM(down) AND NOT ALARM(up)', true],
    ['FALSE AND FALSE OR TRUE', true],
    ['TRUE OR TRUE AND FALSE', true],
    ['(TRUE OR TRUE) AND FALSE', false],
    ['NOT FALSE AND FALSE', false],
    ['NOT (FALSE AND FALSE)', true],
    ['(ALARM(up) OR ALARM(down)) AND OK(up) ', true],
  ])('%s is %s', (rule, expected) => {
    expect(read(rule)).toBe(expected);
  });

  test('it lists the alarms of a rule', () => {
    expect(ruleOf('ALARM("a") OR (OK(b) AND NOT ALARM("a"))').alarms).toEqual(['a', 'b']);
  });

  test.each(['', 'ALARM(a) ALARM(b)', '(ALARM(a)', 'ALARM(a))', 'ALARM(a) AND', 'ALARM(a) XOR ALARM(b)', 'ALARM("a'])('%s is no rule', rule => {
    expect(() => read(rule)).toThrow(/a parenthesis|operand|more than|nothing that/);
  });
});
