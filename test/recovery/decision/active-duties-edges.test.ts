import { HOME, lockOf, NOW, STANDBY, UNTOUCHED } from './states';
import { activeDuties } from '../../../src/recovery/decision/active-duties';
import type { RegionView } from '../../../src/recovery/state/region-view';

const RUN = '2026-01-31T11:50:00.000Z/run-1';

/** The home Region, active since epoch 7, and what the other one knows. */
function dutiesAtHome(own: Partial<RegionView>, peer: Partial<RegionView>) {
  const view = (changes: Partial<RegionView>): RegionView => ({ ...UNTOUCHED, activeRegion: HOME, epoch: 7, highestEpoch: 7, ...changes });
  return activeDuties({ own: view(own), peer: view(peer), ended: false, now: NOW }, {
    region: HOME, peer: STANDBY, home: HOME, tables: { [HOME]: 'state-of-home', [STANDBY]: 'state-of-standby' },
  });
}

const BEHIND = { epoch: 6, highestEpoch: 6 };

// Strictly: toEqual() takes a list of one undefined thing for an empty one.
describe('nothing at all is done', () => {
  test.each<[string, Partial<RegionView>, Partial<RegionView>]>([
    ['in the last millisecond of a run of this Region', { lock: lockOf(HOME, 0) }, BEHIND],
    ['in the last millisecond of a run of the other one in a later epoch', {}, { ...BEHIND, lock: lockOf(STANDBY, 0, 8) }],
    ['where both agree', {}, {}],
    ['to a latch that somebody closed in this epoch', {}, { latchClosed: true, latchEpoch: 7 }],
  ])('%s', (_, own, peer) => {
    expect(dutiesAtHome(own, peer)).toStrictEqual([]);
  });
});

describe('who says otherwise in no later epoch is told', () => {
  test.each<[string, Partial<RegionView>]>([
    ['with a run of the same epoch', { ...BEHIND, lock: lockOf(STANDBY, 1, 7) }],
    ['with another active Region in the same epoch', { activeRegion: STANDBY }],
  ])('%s', (_, peer) => {
    expect(dutiesAtHome({}, peer).map(({ what }) => what)).toStrictEqual(['tell-peer']);
  });
});

test('a Region that was overtaken says in its own table until when writes are suspect', () => {
  const [{ region, writes: [{ Update: state }] }, ...others] = dutiesAtHome({ activeRegion: STANDBY, suspectRun: RUN }, {});
  expect([region, others]).toStrictEqual([HOME, []]);
  expect([state!.TableName, state!.Key]).toStrictEqual(['state-of-home', { kind: { S: 'state' }, id: { S: 'current' } }]);
  expect(state!.ExpressionAttributeValues).toMatchObject({ ':activeRegion': { S: HOME } });
});
