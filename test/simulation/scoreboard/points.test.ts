import { MUTANTS } from './mutants/mutants';
import { doubleTriggers } from './points/double-triggers';
import { FAULT_MODES, faultModes } from './points/faults';
import { flapping } from './points/flapping';
import { losses } from './points/losses';
import { randomTrial } from './points/random';
import { refusals } from './points/refusals';
import { withoutDatabase } from './points/without-database';
import type { Trial } from './trial';
import { RUN_ERRORS } from '../../../src/recovery/handlers/run-errors';

const DIRECTED: readonly Trial[] = [...doubleTriggers(), ...faultModes(), ...flapping(), ...refusals(), ...losses(), ...withoutDatabase()];

test('the fault modes that recovery has to answer for are all there', () => {
  expect(Object.keys(FAULT_MODES)).toEqual(expect.arrayContaining([
    'time-out', 'throttle', '5xx', 'access denied', 'stale read', 'success-but-time-out', 'partial list', 'primary Region black-holed',
    'us-east-1 control planes black-holed', 'state table unavailable', 'asymmetric partition', 'clock jump', 'duplicate events', 'lost events',
    'old Region returns in the middle', 'secondary lost while active',
  ]));
  expect(Object.entries(FAULT_MODES).filter(([, trials]) => trials.length === 0)).toEqual([]);
});

test('every fault mode says which end is right, and by which names and messages people see it', () => {
  const vague = faultModes().filter(({ expects: { at, unchanged, refusal, pages, promotions } }) =>
    at === undefined && unchanged === undefined && !(refusal !== undefined && pages !== undefined && promotions !== undefined));
  expect(vague.map(({ name }) => name)).toEqual([]);
  const unmet = faultModes().filter(({ schedule: { calls }, expects: { met } }) => calls.length > 0 && met === undefined);
  expect(unmet.map(({ name }) => name)).toEqual([]);
});

test('at least ten refusals are expected, each under exactly one name of the contract', () => {
  const names = refusals().flatMap(({ expects: { refusal } }) => refusal ?? []);
  expect(names.filter(name => !(name in RUN_ERRORS))).toEqual([]);
  expect(new Set(names).size).toBeGreaterThanOrEqual(10);
  expect(refusals().filter(({ expects: { refusalOf } }) => refusalOf !== undefined)).toEqual([]);
});

test('up to eight triggers at once, in one Region and in both, with and without partitions', () => {
  const names = doubleTriggers().map(({ name }) => name).join('\n');
  for (const part of ['8 forced runs of one Region at once, 0 ms', 'no partition', 'a partition', 'the standby not reaching home', 'home not reaching the standby']) {
    expect(names).toContain(part);
  }
});

test('each rule has a mutant', () => {
  expect(MUTANTS.map(({ without }) => without)).toEqual([
    'the lock', 'the latch', 'the inverted latch on SECONDARY', 'the quorum', 'the epoch', 'the idempotence check', 'the level trigger',
    'the wait for replication', 'the look at the latch', 'the recorded lag',
  ]);
});

test('a name says which trial it is, so that it can be tried again', () => {
  const names = DIRECTED.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('of a seed the schedule is the same each time, and another one of another seed', () => {
  expect(randomTrial(7)).toEqual(randomTrial(7));
  expect(randomTrial(7).schedule).not.toEqual({ ...randomTrial(8).schedule, seed: 7 });
});
