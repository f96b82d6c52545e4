import { choosable, choosableMutant, isKnown, mayBeKilled, noSuchName } from './names';
import { readOptions } from './options';
import { POINT } from './points';

const asked = (only: string, ...more: string[]) => isKnown(readOptions(['--only', only, ...more]));

test('trials are chosen by their own names, and by what the scoreboard says that was tried', () => {
  expect(choosable(POINT.refusals, 'NotReady: no instance')).toBe('what must be refused, each under its name: NotReady: no instance');
  expect(['refus', 'what must be refused', 'LagAboveGate', 'triggers at once', 'without the lock', 'mutants', 'forced to the standby, by automation: killed'].filter(only => !asked(only)))
    .toEqual([]);
  expect(choosable(POINT.time, 'a name')).toBe(': a name');
  expect(choosableMutant('the lock')).toBe('mutants: without the lock');
});

test('what no name has is known before anything is rendered, unless it may be of a killed run', () => {
  expect(asked('refuzz')).toBe(false);
  expect(isKnown(readOptions([]))).toBe(true);
  // Random schedules have names of their own.
  expect(asked('seed 3', '--schedules', '5')).toBe(true);
  const rendered = '{"States":{"promote-database-main.look":{}}}';
  expect(['killed after the call', 'promote-database-main', 'drain-source: killed'].filter(only => !mayBeKilled(only, rendered))).toEqual([]);
  expect(['refuzz', 'no such thing', '?'].filter(only => mayBeKilled(only, rendered))).toEqual([]);
});

test('who asked for what there is not is shown some that there are', () => {
  const said = noSuchName('refuzz');
  expect(said).toContain('Nothing has "refuzz" in its name.');
  expect(said).toMatch(/\n {2}what must be refused, each under its name: \w+: /);
  expect(said).toContain('\n  mutants: without the lock');
});
