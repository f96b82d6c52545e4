import { verdictOf } from './verdict';

const row = (violations: number, count = 3) => ({ point: '1', tried: 'runs killed', count, violations });

test('a scoreboard without a violation holds: the exit code is 0', () => {
  const { text, exitCode } = verdictOf([row(0)], [], 61.4);
  expect(exitCode).toBe(0);
  expect(text).toMatch(/runs killed +3 +0\n\nThe scoreboard holds: 61 s\.\n$/);
});

test.each([
  ['a violation in a row', [row(0), row(1)], []],
  ['a failure beside the rows', [row(0)], ['without the lock: not caught as it has to be; broken: nothing']],
])('with %s it does not: the exit code is 1, and what failed is printed', (_what, rows, failures) => {
  const { text, exitCode } = verdictOf(rows, failures, 1);
  expect(exitCode).toBe(1);
  expect(text).toContain(['', ...failures, 'The scoreboard does not hold: 1 s.'].join('\n\n'));
});

test('where nothing was tried nothing holds', () => {
  expect(verdictOf([row(0, 0)], [], 1)).toMatchObject({ exitCode: 1, text: expect.stringContaining('Nothing was tried') });
});
