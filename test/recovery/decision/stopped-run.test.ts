import { HOME, lockOf, NOW, STANDBY, UNTOUCHED } from './states';
import { blockAfterStop, stoppedRun } from '../../../src/recovery/decision/stopped-run';

const LOCK = lockOf(STANDBY);

describe('the run that was stopped from outside', () => {
  test.each([
    ['is that of the lock', LOCK, true, LOCK],
    ['is none while it was not stopped', LOCK, false, undefined],
    ['is none without a lock', undefined, true, undefined],
    ['is none once somebody has taken notice', { ...LOCK, stopSeen: true }, true, undefined],
  ])('%s', (_, lock, stopped, expected) => {
    expect(stoppedRun({ ...UNTOUCHED, lock }, stopped)).toBe(expected);
  });
});

test('a run that was stopped blocks automation once, and its lock stays', () => {
  const [lock, state, ...others] = blockAfterStop('state-of-standby', LOCK, { home: HOME, now: NOW, blockSeconds: 60 });
  expect(others).toStrictEqual([]);
  expect(lock.Update).toMatchObject({
    TableName: 'state-of-standby',
    Key: { kind: { S: 'lock' }, id: { S: 'run' } },
    UpdateExpression: 'SET #stopSeen = :stopSeen',
    ExpressionAttributeValues: { ':stopSeen': { BOOL: true }, ':heldBy': { S: LOCK.runId }, ':heldSince': { N: '1' } },
  });
  expect(lock.Update!.ConditionExpression).toMatch(/^#runId = :heldBy AND #epoch = :heldSince AND /);
  expect(state.Update).toMatchObject({
    TableName: 'state-of-standby',
    Key: { kind: { S: 'state' }, id: { S: 'current' } },
    ExpressionAttributeValues: {
      ':unacknowledgedRun': { S: LOCK.runId },
      ':blockedUntil': { S: '2026-01-31T12:01:00Z' },
      ':updatedAt': { S: '2026-01-31T12:00:00Z' },
      ':activeRegion': { S: HOME },
    },
  });
});
