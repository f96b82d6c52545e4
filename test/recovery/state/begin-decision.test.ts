import { RunMode } from '../../../src/recovery/plan/run-mode';
import type { BeginQuestion } from '../../../src/recovery/state/begin-decision';
import { decideBegin, isAssertion, isFree } from '../../../src/recovery/state/begin-decision';
import type { RegionView } from '../../../src/recovery/state/region-view';
import { HOME, lockOf, NOW, runOf, STANDBY, UNTOUCHED } from '../decision/states';

/** A person asks for a forced run to a Region, and nothing is in its way. */
function question(region: string, own: Partial<RegionView>, changes: Partial<BeginQuestion> = {}): BeginQuestion {
  return {
    mode: RunMode.FAILOVER,
    runId: runOf(region, 'asked'),
    automatic: false,
    assertActive: false,
    region,
    home: HOME,
    own: { ...UNTOUCHED, activeRegion: region === HOME ? STANDBY : HOME, ...own },
    endedRuns: new Set(),
    livingRuns: new Set(),
    now: NOW,
    ...changes,
  };
}

describe('a lock', () => {
  const asked = { runId: runOf(STANDBY, 'asked'), endedRuns: new Set([runOf(HOME, 'ended')]), now: NOW };

  test.each([
    ['holds until its time is over', { expiresAt: NOW }, false],
    ['is free after that', { expiresAt: NOW - 1 }, true],
    ['is free to its own run', { runId: asked.runId }, true],
    ['is free when its run has ended', { runId: runOf(HOME, 'ended') }, true],
  ])('%s', (_, changes, expected) => {
    expect(isFree({ ...lockOf(STANDBY), ...changes }, asked)).toBe(expected);
  });

  test('is enough for a run to be resumed: its record may be gone', () => {
    const lock = { ...lockOf(STANDBY), runId: runOf(STANDBY, 'asked'), epoch: 7 };
    expect(decideBegin(question(STANDBY, { highestEpoch: 7, lock }))).toEqual({ epoch: 7, resumed: true });
  });
});

describe('a Region is asserted', () => {
  const asserted = question(HOME, { activeRegion: HOME }, { assertActive: true });

  test.each<[string, Partial<BeginQuestion>, boolean]>([
    ['where a person says that it is meant, by force', {}, true],
    ['not where it is not the active one', { own: { ...UNTOUCHED, activeRegion: STANDBY } }, false],
    ['not where nobody says so', { assertActive: false }, false],
    ['not by automation', { automatic: true }, false],
    ['not by plan', { mode: RunMode.FAILBACK }, false],
  ])('%s', (_, changes, expected) => {
    expect(isAssertion({ ...asserted, ...changes })).toBe(expected);
  });
});

describe('a Region that is active by its own state', () => {
  const ACTIVE = { activeRegion: HOME, epoch: 4, highestEpoch: 4 };
  const REFUSED = { refusal: 'AlreadyActive', detail: `${HOME} is the active Region since epoch 4` };
  const left = (region: string) => ({ ...ACTIVE, lock: lockOf(region, -1) });

  test('is not activated again', () => {
    expect(decideBegin(question(HOME, ACTIVE))).toEqual(REFUSED);
  });

  test('is, by force, when a run of the other Region died and left its lock: nobody knows which one has the writer', () => {
    expect(decideBegin(question(HOME, left(STANDBY)))).toMatchObject({ resumed: false });
    expect(decideBegin(question(HOME, left(STANDBY), { mode: RunMode.FAILBACK }))).toEqual(REFUSED);
  });

  test('is not for a run of its own that died: that one moved nothing away', () => {
    expect(decideBegin(question(HOME, left(HOME)))).toEqual(REFUSED);
  });
});

describe('a Region that is active by the state of the other one', () => {
  const planned = (peerEpoch: number) => question(STANDBY, { epoch: 4, highestEpoch: 4 }, {
    mode: RunMode.SWITCHOVER, peer: { ...UNTOUCHED, activeRegion: STANDBY, epoch: peerEpoch, highestEpoch: peerEpoch },
  });

  test('is not activated again where the other one knows of a later epoch', () => {
    expect(decideBegin(planned(5))).toEqual({ refusal: 'AlreadyActive', detail: `by the state of the other Region ${STANDBY} is active since epoch 5` });
  });

  test.each([4, 3])('is where it has gone on since: the other one is of epoch %d', epoch => {
    expect(decideBegin(planned(epoch))).toMatchObject({ resumed: false });
  });
});
