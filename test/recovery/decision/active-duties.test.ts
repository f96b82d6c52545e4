import { HOME, lockOf, NOW, STANDBY, UNTOUCHED } from './states';
import { activeDuties, ownDuties } from '../../../src/recovery/decision/active-duties';
import type { RegionView } from '../../../src/recovery/state/region-view';

const TABLES = { [HOME]: 'state-of-home', [STANDBY]: 'state-of-standby' };
const settings = (region: string) => ({ region, peer: region === HOME ? STANDBY : HOME, home: HOME, tables: TABLES });

/** The Region that serves since epoch 7, and what the other one knows. */
function dutiesOf(region: string, own: Partial<RegionView>, peer: Partial<RegionView>) {
  const view = (changes: Partial<RegionView>): RegionView =>
    ({ ...UNTOUCHED, activeRegion: region, epoch: 7, highestEpoch: 7, ...changes });
  return activeDuties({ own: view(own), peer: view(peer), ended: false, now: NOW }, settings(region));
}

const whatOf = (...given: Parameters<typeof dutiesOf>) => dutiesOf(...given).map(({ what }) => what);
const BEHIND = { activeRegion: HOME, epoch: 6, highestEpoch: 6 };
const CLOSED = { latchClosed: true };

describe('what the standby by design does while it is active', () => {
  test.each([
    ['nothing while the other Region knows', CLOSED, { peerLatchClosed: true }, []],
    ['tells a Region that was lost meanwhile', CLOSED, BEHIND, ['tell-peer']],
    ['and opens the latch that it left closed', CLOSED, { ...BEHIND, latchClosed: true }, ['tell-peer', 'open-latch-of-peer']],
    ['notes a latch that the other Region was told otherwise of', CLOSED, {}, ['note-latch']],
    ['never opens its own latch: it holds the traffic', CLOSED, { peerLatchClosed: true, latchClosed: false }, []],
  ])('%s', (_, own, peer, expected) => {
    expect(whatOf(STANDBY, own, peer)).toEqual(expected);
  });
});

describe('what the home Region does while it is active after the standby was lost', () => {
  test.each([
    ['first the standby is told, and its latch is opened', CLOSED, { ...BEHIND, activeRegion: STANDBY, latchClosed: true }, ['tell-peer', 'open-latch-of-peer']],
    ['its latch alone, when it was told before', CLOSED, { peerLatchClosed: true, latchClosed: true }, ['open-latch-of-peer']],
    ['then the reverse latch is opened', CLOSED, { peerLatchClosed: true }, ['open-reverse-latch']],
    ['then the standby is told so', {}, { peerLatchClosed: true }, ['note-latch']],
    ['then there is nothing left', {}, {}, []],
  ])('%s', (_, own, peer, expected) => {
    expect(whatOf(HOME, own, peer)).toEqual(expected);
  });
});

test.each([
  ['this Region is not the active one', { activeRegion: STANDBY }, BEHIND],
  ['a run is under way here', { lock: lockOf(HOME) }, BEHIND],
  ['a run of the other Region holds the lock', { lock: lockOf(STANDBY) }, BEHIND],
  ['the other Region is active since a later epoch', CLOSED, { activeRegion: STANDBY, epoch: 8, highestEpoch: 8, latchClosed: true }],
  ['a run of the other Region has begun a later epoch', CLOSED, { epoch: 8, highestEpoch: 8, lock: lockOf(STANDBY, 1, 8), latchClosed: true }],
  ['a run of the other Region took the traffic in a later epoch, and nobody knows what became of its promotion', CLOSED, {
    epoch: 8, highestEpoch: 8, latchClosed: true, latchEpoch: 8, peerLatchClosed: true,
  }],
])('nothing is done while %s', (_, own, peer) => {
  expect(whatOf(HOME, own, peer)).toEqual([]);
});

describe('a run of the other Region that was refused leaves an epoch there, and nothing that lasts', () => {
  const AHEAD = { epoch: 9, highestEpoch: 9 };

  test.each([
    ['it is told nothing: both say who is active', HOME, {}, AHEAD, []],
    ['it is told of the latch', HOME, CLOSED, { ...AHEAD, latchClosed: true }, ['note-latch', 'open-latch-of-peer']],
    ['the reverse latch is opened', HOME, CLOSED, { ...AHEAD, peerLatchClosed: true }, ['open-reverse-latch']],
    ['the same with the lock of a run that is over', HOME, CLOSED, { ...AHEAD, peerLatchClosed: true, lock: lockOf(STANDBY, -1, 9) }, ['open-reverse-latch']],
    ['the lock of an earlier run is in nobody\'s way', HOME, {}, { ...BEHIND, lock: lockOf(STANDBY, 1, 6) }, ['tell-peer']],
    ['until when writes are suspect is said', STANDBY, { ...CLOSED, suspectRun: 'run-1' }, { ...AHEAD, peerLatchClosed: true }, ['end-suspects']],
    ['a Region that says otherwise in an earlier epoch is told', STANDBY, CLOSED, BEHIND, ['tell-peer']],
    ['one that was asserted tells its epoch', HOME, { epoch: 10, highestEpoch: 10 }, AHEAD, ['tell-peer']],
  ])('%s', (_, region, own, peer, expected) => {
    expect(whatOf(region, own, peer)).toEqual(expected);
  });

  test('a note of the latch is of the epoch that the other Region knows: no other counts there', () => {
    const [{ writes }] = dutiesOf(HOME, CLOSED, AHEAD);
    expect(writes[0].Update!.ExpressionAttributeValues).toMatchObject({ ':closed': { BOOL: true }, ':epoch': { N: '9' }, ':since': { N: '9' } });
  });
});

describe('what a dead run left undone in the standby that it made the active Region', () => {
  const dutiesHere = (changes: Partial<RegionView> = {}, ended = false, region = STANDBY) => ownDuties({
    own: { ...UNTOUCHED, activeRegion: region, epoch: 7, highestEpoch: 7, latchEpoch: 6, ...changes }, ended, now: NOW,
  }, settings(region));

  test.each([
    ['its run has ended', { lock: { ...lockOf(STANDBY), epoch: 7 } }, true],
    ['nobody holds the lock any more', {}, false],
    ['the latch was never written', { latchEpoch: 0 }, false],
  ])('the traffic follows where %s, and nobody takes the lock meanwhile', (_, changes, ended) => {
    const [{ what, region, writes }, ...others] = dutiesHere(changes, ended);
    expect([what, region, others]).toEqual(['close-latch', STANDBY, []]);
    expect(writes[0].Update).toMatchObject({
      TableName: 'state-of-standby',
      Key: { kind: { S: 'latch' }, id: { S: 'traffic' } },
      ConditionExpression: 'attribute_not_exists(#epoch) OR #epoch < :since',
      ExpressionAttributeValues: { ':closed': { BOOL: true }, ':epoch': { N: '7' }, ':since': { N: '7' } },
    });
    expect(writes[1].ConditionCheck).toMatchObject({ Key: { kind: { S: 'lock' }, id: { S: 'run' } } });
  });

  test.each([
    ['while the run may live', { lock: lockOf(STANDBY) }, false, STANDBY],
    ['where the latch is closed', CLOSED, false, STANDBY],
    ['where it was opened in this epoch, by hand', { latchEpoch: 7 }, false, STANDBY],
    ['in the standby', { activeRegion: HOME }, false, STANDBY],
    ['at home, whose latch is a reverse one', {}, false, HOME],
  ])('not %s', (_, changes, ended, region) => {
    expect(dutiesHere(changes, ended, region)).toEqual([]);
  });

  test('what is left to do in the other Region does not wait until the lock of a dead run expires', () => {
    const view = { ...UNTOUCHED, activeRegion: HOME, epoch: 7, highestEpoch: 7, lock: { ...lockOf(HOME), epoch: 7 } };
    expect(activeDuties({ own: view, peer: { ...view, ...CLOSED, lock: undefined }, ended: true, now: NOW }, settings(HOME)).map(({ what }) => what))
      .toEqual(['open-latch-of-peer']);
  });
});

describe('until when writes are suspect', () => {
  const RUN = '2026-01-31T11:50:00.000Z/run-1';

  test.each([
    ['is said when the other Region knows', { ...CLOSED, suspectRun: RUN }, { peerLatchClosed: true }, ['end-suspects']],
    ['is open while it does not', { ...CLOSED, suspectRun: RUN }, BEHIND, ['tell-peer']],
    ['was said', CLOSED, { peerLatchClosed: true }, []],
    ['is said by a Region that was overtaken before it saw that the other one was told', { suspectRun: RUN, activeRegion: HOME }, { epoch: 8 }, ['end-suspects']],
  ])('%s', (_, own, peer, expected) => {
    expect(whatOf(STANDBY, own, peer)).toEqual(expected);
  });

  test('is a minute after that, for so long an application may rest on its role, and is written once, into the record of the run', () => {
    const [{ region, writes }] = dutiesOf(STANDBY, { ...CLOSED, suspectRun: RUN }, { peerLatchClosed: true });
    expect(region).toBe(STANDBY);
    expect(writes.map(({ Update }) => [Update!.TableName, Update!.Key, Update!.UpdateExpression, Update!.ConditionExpression])).toEqual([
      ['state-of-standby', { kind: { S: 'state' }, id: { S: 'current' } }, expect.stringMatching(/ REMOVE #suspectRun$/), '#suspectRun = :ends'],
      ['state-of-standby', { kind: { S: 'run' }, id: { S: RUN } }, 'SET #suspectUntil = :suspectUntil, #updatedAt = :updatedAt', undefined],
    ]);
    expect(writes[0].Update!.ExpressionAttributeValues).toMatchObject({ ':ends': { S: RUN } });
    expect(writes[1].Update!.ExpressionAttributeValues).toMatchObject({ ':suspectUntil': { S: '2026-01-31T12:01:00.000Z' } });
  });
});

test('a lock that expired keeps nothing from being done', () => {
  expect(whatOf(HOME, { lock: lockOf(HOME, -1) }, BEHIND)).toEqual(['tell-peer']);
});

describe('how it is written', () => {
  test('who is told is told what blocks automation, too, and only where it does not know of the epoch', () => {
    const [{ region, writes }] = dutiesOf(STANDBY, { ...CLOSED, unacknowledgedRun: 'run-1', blockedUntil: NOW + 60_000 }, BEHIND);
    expect(region).toBe(HOME);
    expect(writes.map(({ Update }) => [Update!.TableName, Update!.Key, Update!.ConditionExpression])).toEqual([
      ['state-of-home', { kind: { S: 'state' }, id: { S: 'current' } }, 'attribute_not_exists(#epoch) OR #epoch < :since'],
      ['state-of-home', { kind: { S: 'latch' }, id: { S: 'peer' } }, 'attribute_not_exists(#epoch) OR #epoch <= :since'],
    ]);
    const values = writes.map(({ Update }) => Update!.ExpressionAttributeValues);
    expect(values[0]).toMatchObject({
      ':activeRegion': { S: STANDBY }, ':epoch': { N: '7' }, ':unacknowledgedRun': { S: 'run-1' }, ':blockedUntil': { S: '2026-01-31T12:01:00Z' },
    });
    expect(values[1]).toMatchObject({ ':closed': { BOOL: true }, ':epoch': { N: '7' } });
  });

  test('a run without a minimum time blocks from now on', () => {
    const [{ writes: [{ Update }] }] = dutiesOf(STANDBY, { unacknowledgedRun: 'run-1' }, BEHIND);
    expect(Update!.ExpressionAttributeValues).toMatchObject({ ':blockedUntil': { S: '2026-01-31T12:00:00Z' } });
  });

  test('what was acknowledged blocks nobody', () => {
    const [{ writes: [{ Update }] }] = dutiesOf(STANDBY, { blockedUntil: NOW + 60_000 }, BEHIND);
    expect(Update!.ExpressionAttributeValues).not.toHaveProperty(':unacknowledgedRun');
  });

  test('the other Region\'s latch is opened where an earlier epoch closed it, not where somebody did by hand', () => {
    const [{ region, writes, afterLatchOfPeer }] = dutiesOf(HOME, {}, { latchClosed: true });
    expect([region, afterLatchOfPeer]).toEqual([STANDBY, undefined]);
    expect(writes).toEqual([{
      Update: {
        TableName: 'state-of-standby',
        Key: { kind: { S: 'latch' }, id: { S: 'traffic' } },
        UpdateExpression: 'SET #closed = :closed, #epoch = :epoch, #updatedAt = :updatedAt',
        ConditionExpression: 'attribute_not_exists(#epoch) OR #epoch < :since',
        ExpressionAttributeNames: { '#closed': 'closed', '#epoch': 'epoch', '#updatedAt': 'updatedAt' },
        ExpressionAttributeValues: {
          ':closed': { BOOL: false }, ':epoch': { N: '7' }, ':updatedAt': { S: '2026-01-31T12:00:00Z' }, ':since': { N: '7' },
        },
      },
    }]);
  });

  test('the reverse latch is opened when the other one is seen to be open, and while no run takes the lock', () => {
    const [{ region, writes, afterLatchOfPeer }] = dutiesOf(HOME, CLOSED, { peerLatchClosed: true });
    expect([region, afterLatchOfPeer]).toEqual([HOME, true]);
    expect(writes[0].Update).toMatchObject({
      TableName: 'state-of-home', ConditionExpression: 'attribute_not_exists(#epoch) OR #epoch <= :since', ExpressionAttributeValues: { ':closed': { BOOL: false } },
    });
    expect(writes[1].ConditionCheck).toMatchObject({ Key: { kind: { S: 'lock' }, id: { S: 'run' } }, ConditionExpression: 'attribute_not_exists(#kind)' });
  });
});
