import { failuresOf, printed } from './print';
import type { WorkerAnswer } from './scoreboard';
import { noneStruck } from './struck';

const AUDIT = { roles: 1, actions: 1, definitions: 1, findings: [] };
const failed = (name: string) => ({ point: 7, name, violations: [{ invariant: 'latch-holds', atSeconds: 61.2, what: 'traffic returned' }], ends: {}, struck: noneStruck() });
const answer = (parts: Partial<WorkerAnswer>): WorkerAnswer => ({ tallies: [], failures: [], mutants: [], ...parts });

test('a row says what was tried, how often, and what it cost', () => {
  expect(printed([{ point: '7', tried: 'random schedules', count: 10, violations: 0, seconds: 1.234 }, { point: '8', tried: 'actions', count: 418, violations: 1 }])).toBe([
    '   what was tried    how many  violations    CPU',
    '-  ----------------  --------  ----------  -----',
    '7  random schedules        10           0  1.2 s',
    '8  actions                418           1',
  ].join('\n'));
});

test('a failure says how to see it again', () => {
  expect(failuresOf(answer({ failures: [failed('random schedule of seed 65'), failed('full partition')] }), AUDIT)).toEqual([
    'random schedule of seed 65\n    latch-holds at 61 s: traffic returned\n    again: npm run simulate -- --seed 65',
    'full partition\n    latch-holds at 61 s: traffic returned\n    again: npm run simulate -- --only "full partition"',
  ]);
});

test('of many failures the first are shown, and how many there are beside', () => {
  const lines = failuresOf(answer({ failures: Array.from({ length: 23 }, (_, seed) => failed(`random schedule of seed ${seed}`)) }), AUDIT);
  expect(lines).toHaveLength(21);
  expect(lines[20]).toBe('and 3 more');
});

test('a mutant that is not caught, and what the audit found, are failures', () => {
  const mutants = [{ without: 'the lock', caughtBy: [], caught: false }, { without: 'the latch', caughtBy: ['latch-holds'], caught: true }];
  expect(failuresOf(answer({ mutants }), { ...AUDIT, findings: ['a finding'] })).toEqual([
    'without the lock: not caught as it has to be; broken: nothing', 'a finding',
  ]);
});
