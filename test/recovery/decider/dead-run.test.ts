import { fault, HOME, NOW, STANDBY, TwoRegions, UNREACHABLE } from './two-regions';
import { REDRIVE_PATIENCE_IN_MILLISECONDS } from '../../../src/recovery/decision/dead-run';
import { runOf } from '../decision/states';

const STARTED = '2026-01-31T11:40:00Z';
const RECORD = `run/${STARTED}/${runOf(STANDBY)}`;
const LOCK = {
  runId: { S: runOf(STANDBY) }, epoch: { N: '3' }, mode: { S: 'switchover' }, startedAt: { S: STARTED }, acquiredAt: { S: STARTED }, expiresAt: { S: '2026-01-31T12:11:00Z' },
};
const ACTIVE = { activeRegion: { S: STANDBY }, epoch: { N: '3' }, phase: { S: 'switchover' } };
const PATIENCE_AGO = new Date(NOW - REDRIVE_PATIENCE_IN_MILLISECONDS);

/** A world in which a planned run of the standby holds both locks, and has ended. */
function died(status = 'FAILED', stopDate = PATIENCE_AGO): TwoRegions {
  const world = new TwoRegions();
  [HOME, STANDBY].forEach(region => world.hold(region, 'lock/run', LOCK));
  world.hold(STANDBY, RECORD, { outcome: { S: 'running' } });
  world.answers[`${STANDBY} DescribeAlarms`] = { CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'OK' }] };
  world.answers[`${STANDBY} DescribeExecution`] = { status, stopDate };
  return world;
}

const locked = (world: TwoRegions) => [HOME, STANDBY].filter(region => world.item(region, 'lock/run') !== undefined);

describe('a run that died, and that nobody took up again', () => {
  test.each(['FAILED', 'ABORTED', 'TIMED_OUT'])('%s: its locks go in both Regions, and its record ends', async status => {
    const world = died(status);
    world.hold(STANDBY, 'state/current', { ...ACTIVE, activeRegion: { S: HOME } });
    await world.decide();
    expect(locked(world)).toEqual([]);
    expect(world.item(STANDBY, RECORD)).toMatchObject({ phase: { S: 'ended' }, outcome: { S: 'failed' }, endedAt: { S: new Date(NOW).toISOString() } });
    expect(JSON.parse(world.item(STANDBY, RECORD).failure.S!)).toEqual({
      step: '', error: 'LockLost', cause: 'the execution ended and the run did not: nobody took it up again',
    });
    expect(world.item(STANDBY, 'state/current')).toMatchObject({ phase: { S: 'idle' } });
    expect(world.logged.filter(({ message }) => message === 'the lock of a dead run was released').map(({ table }) => table))
      .toEqual(['state-of-home', 'state-of-standby']);
  });

  test('that Step Functions has forgotten is dead', async () => {
    const world = died();
    world.answers[`${STANDBY} DescribeExecution`] = fault('ExecutionDoesNotExist');
    await world.decide();
    expect(locked(world)).toEqual([]);
  });

  test.each([
    ['its execution goes on', died('RUNNING', undefined)],
    ['its execution may go on', died('PENDING_REDRIVE')],
    ['it ended a moment ago, and may be redriven', died('ABORTED', new Date(PATIENCE_AGO.getTime() + 1))],
  ])('keeps its locks while %s', async (_, world) => {
    await world.decide();
    expect(locked(world)).toEqual([HOME, STANDBY]);
    expect(world.item(STANDBY, RECORD)).toEqual(expect.objectContaining({ outcome: { S: 'running' } }));
  });

  test('and that people do by hand keeps its locks until they expire: it has no execution, and nobody asks for one', async () => {
    const world = died();
    [HOME, STANDBY].forEach(region => world.hold(region, 'lock/run', { ...LOCK, byHand: { BOOL: true } }));
    world.answers[`${STANDBY} DescribeExecution`] = fault('ExecutionDoesNotExist');
    world.time = Date.parse(LOCK.expiresAt.S);
    await world.decide();
    expect([locked(world), world.of('DescribeExecution')]).toEqual([[HOME, STANDBY], []]);
    world.time += 1;
    await world.decide();
    expect(locked(world)).toEqual([]);
    expect(world.item(STANDBY, RECORD)).toMatchObject({ outcome: { S: 'failed' } });
  });

  test('keeps locks that it took since, redriven, whatever Step Functions still says', async () => {
    const world = died();
    [HOME, STANDBY].forEach(region => world.hold(region, 'lock/run', { ...LOCK, acquiredAt: { S: '2026-01-31T11:59:59Z' } }));
    await world.decide();
    expect(locked(world)).toEqual([HOME, STANDBY]);
  });

  test('had a lock without the time when it was taken, as a person may write it', async () => {
    const world = died();
    const { acquiredAt, ...lock } = LOCK;
    world.hold(STANDBY, 'lock/run', lock);
    await world.decide();
    expect(locked(world)).toEqual([]);
  });
});

describe('automation, after a run that died', () => {
  const MINIMUM = { blockedUntil: { S: '2026-01-31T12:30:00Z' } };

  test('behind its activation, is blocked as after one that ended itself', async () => {
    const world = died();
    world.hold(STANDBY, 'state/current', ACTIVE);
    await world.decide();
    expect(world.item(STANDBY, 'state/current')).toMatchObject({ ...MINIMUM, unacknowledgedRun: { S: runOf(STANDBY) } });
  });

  test('as a part of a drill, is blocked in its name, and not beside what blocks already', async () => {
    const drill = { S: runOf(STANDBY, 'drill') };
    const world = died();
    world.hold(STANDBY, 'lock/run', { ...LOCK, drill });
    world.hold(STANDBY, 'state/current', ACTIVE);
    await world.decide();
    expect(world.item(STANDBY, 'state/current')).toMatchObject({ ...MINIMUM, unacknowledgedRun: drill });
    const blocked = died();
    blocked.hold(STANDBY, 'lock/run', { ...LOCK, drill });
    blocked.hold(STANDBY, 'state/current', { ...ACTIVE, unacknowledgedRun: { S: 'another' } });
    await blocked.decide();
    expect(blocked.item(STANDBY, 'state/current')).toMatchObject({ ...MINIMUM, unacknowledgedRun: { S: 'another' } });
  });

  test.each([
    ['before that: it has decided nothing', { activeRegion: { S: HOME } }, {}],
    ['in an epoch that was overtaken', { epoch: { N: '5' } }, {}],
    ['and was stopped: that blocked when it was seen, and was acknowledged', {}, { stopSeen: { BOOL: true } }],
  ])('is not blocked by one that died %s', async (_, state, lock) => {
    const world = died();
    [HOME, STANDBY].forEach(region => world.hold(region, 'lock/run', { ...LOCK, ...lock }));
    world.hold(STANDBY, 'state/current', { ...ACTIVE, ...state });
    await world.decide();
    expect(locked(world)).toEqual([]);
    expect(world.item(STANDBY, 'state/current')).not.toHaveProperty('blockedUntil');
  });
});

describe('the lock that a run left in the other Region', () => {
  const left = (status: string) => {
    const world = died(status);
    delete world.tables.table('state-of-standby')['lock/run'];
    return world;
  };

  test.each(['SUCCEEDED', 'FAILED'])('goes when the run is over, and could not release it: %s', async status => {
    const world = left(status);
    await world.decide();
    expect(locked(world)).toEqual([]);
    // How the run ended is in its record, and what it fenced is fenced for its lease.
    expect(world.of('TransactWriteItems').map(({ region, input }) => [region, input.TransactItems.map((each: object) => Object.keys(each))])).toEqual([[HOME, [['Delete']]]]);
  });

  test('goes when another run took the lock here', async () => {
    const world = left('ABORTED');
    const other = { ...LOCK, runId: { S: runOf(STANDBY, 'another') }, epoch: { N: '5' } };
    world.hold(STANDBY, 'lock/run', other);
    world.answers[`${STANDBY} DescribeExecution`] = ({ executionArn }: { executionArn: string }) =>
      executionArn === runOf(STANDBY) ? { status: 'FAILED', stopDate: PATIENCE_AGO } : { status: 'RUNNING' };
    await world.decide();
    expect(locked(world)).toEqual([STANDBY]);
  });

  test('of the other Region\'s own run is left to that', async () => {
    const world = left('FAILED');
    world.hold(HOME, 'lock/run', { ...LOCK, runId: { S: runOf(HOME) } });
    await world.decide();
    expect(locked(world)).toEqual([HOME]);
    expect(world.of('DescribeExecution')).toEqual([]);
  });

  test('that somebody took meanwhile is theirs', async () => {
    const world = left('FAILED');
    world.answers[`${STANDBY} DescribeExecution`] = () => {
      world.hold(HOME, 'lock/run', { ...LOCK, runId: { S: runOf(HOME) } });
      return { status: 'FAILED', stopDate: PATIENCE_AGO };
    };
    await world.decide();
    expect(locked(world)).toEqual([HOME]);
    expect(world.logged).toContainEqual(expect.objectContaining({ message: 'the lock of a dead run was taken meanwhile', table: 'state-of-home' }));
  });

  test('waits while that Region does not answer, and what is here does not', async () => {
    const world = died();
    world.answers[`${HOME} GetItem`] = UNREACHABLE;
    await expect(world.decide()).resolves.toMatchObject({ verdict: 'nothing' });
    expect(locked(world)).toEqual([HOME]);
    expect(world.logged).toContainEqual(expect.objectContaining({ message: 'a run that may be dead was not ended' }));
  });

  test.each([
    ['is not asked for again where it was silent, and held for lost', 'ALARM', 5], ['is asked for by a standby that holds it for well', 'OK', 5],
  ])('%s', async (_, StateValue, reads) => {
    const world = new TwoRegions();
    world.answers[`${STANDBY} DescribeAlarms`] = { CompositeAlarms: [{ AlarmName: 'decision', StateValue }] };
    world.answers[`${HOME} GetItem`] = UNREACHABLE;
    await world.decide();
    expect(world.of('GetItem').filter(({ region }) => region === HOME)).toHaveLength(reads);
  });
});
