import { HOME, lockOf, NOW, STANDBY, UNTOUCHED } from './states';
import { executionName } from '../../../src/recovery/decision/execution-name';
import { roleOf, runUnderWay } from '../../../src/recovery/decision/run-under-way';

const facts = (changes: object, lock = {}) => ({ region: STANDBY, own: { ...UNTOUCHED, ...lock }, ended: false, now: NOW, ...changes });

describe('a run under way', () => {
  test.each([
    ['nobody holds the lock', facts({}), 'none'],
    ['a planned run of this Region holds it', facts({}, { lock: lockOf(STANDBY) }), 'planned-here'],
    ['a forced run of this Region holds it', facts({}, { lock: { ...lockOf(STANDBY), mode: 'failover' } }), 'here'],
    ['its execution has ended', facts({ ended: true }, { lock: lockOf(STANDBY) }), 'none'],
    ['a run of the other Region holds it', facts({}, { lock: lockOf(HOME) }), 'elsewhere'],
    ['it has expired', facts({}, { lock: lockOf(HOME, -1) }), 'none'],
    ['it is about to expire', facts({}, { lock: lockOf(HOME, 0) }), 'elsewhere'],
    ['somebody holds it by hand, and nobody can be asked', facts({}, { lock: { ...lockOf(HOME), runId: 'by-hand' } }), 'elsewhere'],
  ] as const)('%s', (_, given, expected) => {
    expect(runUnderWay(given)).toBe(expected);
  });
});

describe('what a Region is', () => {
  const active = { activeRegion: STANDBY };
  test.each([
    ['the other one is active', facts({}), 'standby'],
    ['it is the active one', facts({}, active), 'active'],
    ['a run of its own left a lock there', facts({ ended: true }, { ...active, lock: lockOf(STANDBY) }), 'active'],
    ['a run to the other Region is under way', facts({}, { ...active, lock: lockOf(HOME) }), 'active'],
    ['a run to the other Region died', facts({}, { ...active, lock: lockOf(HOME, -1) }), 'contested'],
    ['a run of the other Region left a lock in the standby', facts({}, { lock: lockOf(HOME, -1) }), 'standby'],
  ] as const)('%s', (_, given, expected) => {
    expect(roleOf(given)).toBe(expected);
  });
});

describe('the name of an execution', () => {
  const at = (time: string) => executionName(6, Date.parse(time));

  test('is one for all decisions of a minute, and another in the next', () => {
    expect(at('2026-01-31T12:00:00.000Z')).toBe('auto-6-2026-01-31T1200Z');
    expect(at('2026-01-31T12:00:59.999Z')).toBe(at('2026-01-31T12:00:00.000Z'));
    expect(at('2026-01-31T12:01:00.000Z')).not.toBe(at('2026-01-31T12:00:59.999Z'));
  });

  test('is one that Step Functions takes', () => {
    expect(executionName(999_999_999, NOW)).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
  });
});
