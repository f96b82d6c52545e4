import { OptionError, readOptions, SCHEDULES, USAGE } from './options';
import { asksForHelp } from '../../support/asks-for-help';

test.each([
  ['nothing: all of it', [], { firstSeed: 1, schedules: SCHEDULES, directed: true }],
  ['a seed and a number', ['--seed', '7', '--schedules', '30'], { firstSeed: 7, schedules: 30, directed: true }],
  ['a seed alone: a replay', ['--seed', '7'], { firstSeed: 7, schedules: 1, directed: false }],
  ['a name alone: a replay', ['--only', 'kill forced'], { firstSeed: 1, schedules: 0, directed: true, only: 'kill forced' }],
])('%s', (_what, args, task) => {
  expect(readOptions(args)).toEqual(task);
});

test.each([
  [['--seed'], '"--seed": the arguments are --seed N, --schedules M and --only "part of a name"'],
  [['--speed', '3'], '"--speed 3": the arguments are --seed N, --schedules M and --only "part of a name"'],
  [['--seed', 'x'], '--seed "x": a whole number is needed'],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(new OptionError(message));
});

test('what there is can be asked for', () => {
  expect([[], ['--seed', '3'], ['--help'], ['--seed', '3', '-h']].map(asksForHelp)).toEqual([false, false, true, true]);
  for (const option of ['--seed', '--schedules', '--only', '--help']) {
    expect(USAGE).toContain(option);
  }
});
