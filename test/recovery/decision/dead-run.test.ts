import { HOME, lockOf, NOW, runOf, STANDBY, UNTOUCHED } from './states';
import { buryRun, isDead, REDRIVE_PATIENCE_IN_MILLISECONDS } from '../../../src/recovery/decision/dead-run';
import { releaseDeadLock } from '../../../src/recovery/state/dead-run-writes';
import type { RegionView, RunLock } from '../../../src/recovery/state/region-view';

const LOCK = lockOf(STANDBY, 1, 7);
const CURRENT = { kind: { S: 'state' }, id: { S: 'current' } };
const LOCK_KEY = { kind: { S: 'lock' }, id: { S: 'run' } };
const AS_SEEN = {
  Key: LOCK_KEY,
  ConditionExpression: '#runId = :heldBy AND #epoch = :heldSince AND #expiresAt <= :lasts',
  ExpressionAttributeValues: { ':heldBy': { S: runOf(STANDBY) }, ':heldSince': { N: '7' }, ':lasts': { S: '2026-01-31T12:01:00Z' } },
};

describe('a run that has ended and left its lock is dead', () => {
  test('five minutes after that, for so long it may be redriven', () => {
    expect(REDRIVE_PATIENCE_IN_MILLISECONDS).toBe(300_000);
    expect(isDead(LOCK, NOW - 300_000, NOW)).toBe(true);
    expect(isDead(LOCK, NOW - 299_999, NOW)).toBe(false);
  });

  test('five minutes after it took the lock again, whatever Step Functions still says', () => {
    expect(isDead({ ...LOCK, acquiredAt: NOW - 299_999 }, NOW - 3_600_000, NOW)).toBe(false);
    expect(isDead({ ...LOCK, acquiredAt: NOW - 300_000 }, NOW - 3_600_000, NOW)).toBe(true);
    expect(isDead({ ...LOCK, acquiredAt: NOW - 3_600_000 }, NOW - 299_999, NOW)).toBe(false);
  });
});

describe('a dead run is buried where it was', () => {
  const bury = (lock: Partial<RunLock> = {}, own: Partial<RegionView> = {}) => buryRun('state-of-standby', {
    region: STANDBY,
    home: HOME,
    own: { ...UNTOUCHED, activeRegion: STANDBY, epoch: 7, ...own },
    lock: { ...LOCK, ...lock },
    now: NOW,
    blockSeconds: 1800,
  });
  const blockOf = ([, { Update }]: ReturnType<typeof bury>) => {
    const { ':blockedUntil': until, ':unacknowledgedRun': run } = Update!.ExpressionAttributeValues!;
    return [until?.S, run?.S];
  };

  test('its lock goes, if it is the one that was seen; the state is idle; the record ends, and says how', () => {
    const [lock, state, record, ...others] = bury();
    expect(lock).toEqual({ Delete: expect.objectContaining({ TableName: 'state-of-standby', ...AS_SEEN }) });
    expect(state.Update).toMatchObject({
      TableName: 'state-of-standby',
      Key: CURRENT,
      UpdateExpression: expect.stringContaining('#phase = :phase'),
      ExpressionAttributeValues: { ':phase': { S: 'idle' }, ':activeRegion': { S: HOME }, ':updatedAt': { S: '2026-01-31T12:00:00Z' } },
    });
    expect(record.Update).toEqual({
      TableName: 'state-of-standby',
      Key: { kind: { S: 'run' }, id: { S: `${LOCK.startedAt}/${LOCK.runId}` } },
      UpdateExpression: 'SET #phase = :phase, #outcome = :outcome, #endedAt = :endedAt, #updatedAt = :updatedAt, #failure = :failure',
      ExpressionAttributeNames: { '#phase': 'phase', '#outcome': 'outcome', '#endedAt': 'endedAt', '#updatedAt': 'updatedAt', '#failure': 'failure' },
      ExpressionAttributeValues: {
        ':phase': { S: 'ended' },
        ':outcome': { S: 'failed' },
        ':endedAt': { S: '2026-01-31T12:00:00.000Z' },
        ':updatedAt': { S: '2026-01-31T12:00:00Z' },
        ':failure': { S: '{"step":"","error":"LockLost","cause":"the execution ended and the run did not: nobody took it up again"}' },
      },
    });
    expect(others).toEqual([]);
  });

  test('behind its activation automation is blocked, as after a run that ended itself', () => {
    expect(blockOf(bury())).toEqual(['2026-01-31T12:30:00Z', runOf(STANDBY)]);
  });

  test('as a part of a drill it blocks in the name of that, and takes the name of no other', () => {
    const writes = bury({ drill: 'drill-1' });
    expect(blockOf(writes)).toEqual(['2026-01-31T12:30:00Z', 'drill-1']);
    expect(writes[1].Update!.UpdateExpression).toContain('#unacknowledgedRun = if_not_exists(#unacknowledgedRun, :unacknowledgedRun)');
    expect(bury()[1].Update!.UpdateExpression).toContain('#unacknowledgedRun = :unacknowledgedRun');
  });

  test.each<[string, Partial<RunLock>, Partial<RegionView>]>([
    ['that died before its activation has decided nothing', {}, { activeRegion: HOME }],
    ['of an epoch that was overtaken has decided nothing that lasts', {}, { epoch: 9 }],
    ['that somebody stopped has blocked when that was seen', { stopSeen: true }, {}],
  ])('one %s: nothing is blocked', (_, lock, own) => {
    expect(blockOf(bury(lock, own))).toEqual([undefined, undefined]);
  });
});

test('in the other Region it leaves its lock, which goes if it is the one that was seen, and nothing else changes', () => {
  expect(releaseDeadLock('state-of-home', LOCK)).toEqual([{ Delete: expect.objectContaining({ TableName: 'state-of-home', ...AS_SEEN }) }]);
});
