import { MUTANTS } from './mutants/mutants';
import { rowsOf } from './rows';
import type { PointTally, ScoreboardTask, WorkerAnswer } from './scoreboard';
import { noneStruck } from './struck';
import { CALLED_SERVICES } from '../schedules/made-calls';

const AUDIT = { roles: 2, actions: 400, definitions: 2, findings: [] as string[] };
const LIMITS = { recovery: { typical: 240, worst: 806 }, own: { typical: 28, worst: 130 } };
const WHOLE: ScoreboardTask = { firstSeed: 1, schedules: 10, directed: true };
const MUTANTS_CAUGHT = MUTANTS.map(({ without }) => ({ without, caughtBy: ['a-law'], caught: true }));

function tally(point: number, parts: Partial<PointTally> = {}): PointTally {
  const timings = point === 9 ? [{ recovery: 200, own: 8 }, { recovery: 210, own: 9 }] : [];
  return { point, trials: 2, failed: 0, broken: 0, cpuMilliseconds: 100, ends: {}, timings, struck: noneStruck(), ...parts };
}

const answer = (tallies: PointTally[], mutants = MUTANTS_CAUGHT): WorkerAnswer => ({ tallies, failures: [], mutants });
const ALL = [1, 2, 4, 5, 6, 7, 9].map(point => tally(point));
const replaced = (other: PointTally) => ALL.map(each => each.point === other.point ? other : each);

function violations(given: WorkerAnswer, { audited = AUDIT, task = WHOLE } = {}): { [point: string]: number } {
  const counts: { [point: string]: number } = {};
  for (const row of rowsOf(given, audited, LIMITS, task)) {
    counts[row.point] = (counts[row.point] ?? 0) + row.violations;
  }
  return counts;
}

test('a whole scoreboard has all nine points and the mutants, in their order', () => {
  const rows = rowsOf(answer(ALL), AUDIT, LIMITS, WHOLE);
  expect(rows.map(({ point }) => point)).toEqual(['1', '2', '3', '4', '5', '6', '7', '7', '8', '9', '9', 'M']);
  expect(rows.every(row => row.violations === 0)).toBe(true);
  expect(rows[2]).toMatchObject({ count: 14 });
  expect(rows[11]).toMatchObject({ count: MUTANTS.length });
});

test.each([
  ['a trial that failed', answer(replaced(tally(6, { failed: 1 }))), '6', 1],
  ['laws that were broken', answer(replaced(tally(7, { broken: 3 }))), '3', 3],
  ['a point of which nothing was tried', answer(ALL.filter(({ point }) => point !== 5)), '5', 1],
  ['no time at all', answer(ALL.filter(({ point }) => point !== 9)), '9', 1],
  ['a mutant that was not caught', answer(ALL, [{ without: 'the lock', caughtBy: [], caught: false }, ...MUTANTS_CAUGHT.slice(1)]), 'M', 1],
  ['a mutant that was not tried', answer(ALL, MUTANTS_CAUGHT.slice(1)), 'M', 1],
  ['half of the recoveries slower than is typical', answer(replaced(tally(9, { timings: [{ recovery: 241, own: 8 }, { recovery: 242, own: 8 }] }))), '9', 1],
  ['a recovery slower than the worst', answer(replaced(tally(9, { timings: [{ recovery: 200, own: 8 }, { recovery: 807, own: 8 }] }))), '9', 1],
  ['orchestration that is slow itself', answer(replaced(tally(9, { timings: [{ recovery: 200, own: 29 }, { recovery: 200, own: 131 }] }))), '9', 2],
  ['a loss that has no time', answer(replaced(tally(9, { timings: [{ recovery: 200, own: 8 }] }))), '9', 2],
])('%s is a violation of its row', (_what, given, point, count) => {
  const found = violations(given);
  expect(found[point]).toBe(count);
  expect(Object.values(found).reduce((sum, each) => sum + each, 0)).toBe(count);
});

describe('what struck in random schedules', () => {
  const services = Object.fromEntries(CALLED_SERVICES.map((service, index) => [service, index + 1]));
  const struck = { faults: 30, faultsStruck: 20, kills: 4, killsStruck: 3, services };
  const { s3: _, ...others } = services;

  test('is counted, and the services by how often they were hit', () => {
    const row = rowsOf(answer(replaced(tally(7, { struck }))), AUDIT, LIMITS, WHOLE).filter(({ point }) => point === '7')[1];
    expect(row).toMatchObject({ count: 23, violations: 0 });
    expect(row.tried).toContain('of 30 faults of calls and 4 kills; calls hit: lambda 9, dns 8');
  });

  test('has to be something of every service, of a thousand schedules', () => {
    const missed = (trials: number) => violations(answer(replaced(tally(7, { trials, struck: { ...struck, services: others } }))))['7'];
    expect([missed(999), missed(1000)]).toEqual([0, 1]);
  });
});

test('what the audit found is a violation of its row', () => {
  expect(violations(answer(ALL), { audited: { ...AUDIT, findings: ['us-east-1 Function may route53:ChangeResourceRecordSets'] } })['8']).toBe(1);
});

test('a replay has rows for what it tries, and none for the rest', () => {
  const rows = rowsOf(answer([tally(7)], []), AUDIT, LIMITS, { firstSeed: 65, schedules: 1, directed: false });
  expect(rows.map(({ point, count }) => [point, count])).toEqual([['7', 2], ['7', 0], ['3', 2]]);
});
