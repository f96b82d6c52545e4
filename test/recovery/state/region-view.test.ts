import type { Attributes } from '../../../src/recovery/handlers/state-item';
import type { RegionItems } from '../../../src/recovery/state/region-view';
import { isBlocked, isDoneByHand, regionView } from '../../../src/recovery/state/region-view';

const [HOME, STANDBY] = ['eu-west-1', 'eu-central-1'];
const NOON = Date.parse('2026-01-31T12:00:00Z');
const MINUTE = 60_000;

/** Every item, with everything that can be in it. */
const WHOLE = {
  state: {
    activeRegion: { S: STANDBY },
    epoch: { N: '3' },
    begunEpoch: { N: '5' },
    armed: { BOOL: true },
    fencedUntil: { S: '2026-01-31T12:01:00Z' },
    unacknowledgedRun: { S: 'run-3' },
    suspectRun: { S: '2026-01-31T11:50:00.000Z/run-3' },
    blockedUntil: { S: '2026-01-31T12:02:00Z' },
    pausedUntil: { S: '2026-01-31T12:03:00Z' },
    amissSince: { S: '2026-01-31T12:04:00Z' },
  },
  latch: { closed: { BOOL: true }, epoch: { N: '4' } },
  peerLatch: { closed: { BOOL: true }, epoch: { N: '3' } },
  lock: {
    runId: { S: 'run-5' },
    epoch: { N: '5' },
    mode: { S: 'failover' },
    startedAt: { S: '2026-01-31T11:59:00.123Z' },
    acquiredAt: { S: '2026-01-31T12:05:00Z' },
    expiresAt: { S: '2026-01-31T12:06:00Z' },
    stopSeen: { BOOL: true },
    drill: { S: 'drill-1' },
    awaitsApproval: { BOOL: true },
    byHand: { BOOL: true },
  },
  drill: { runId: { S: 'drill-1' }, startedAt: { S: '2026-01-31T11:58:00.000Z' }, endsAt: { S: '2026-01-31T12:07:00Z' } },
} satisfies RegionItems;

describe('what a Region knows of recovery', () => {
  test('is what its items say', () => {
    expect(regionView(WHOLE, HOME)).toEqual({
      activeRegion: STANDBY,
      epoch: 3,
      begunEpoch: 5,
      highestEpoch: 5,
      armed: true,
      fencedUntil: NOON + MINUTE,
      unacknowledgedRun: 'run-3',
      suspectRun: '2026-01-31T11:50:00.000Z/run-3',
      blockedUntil: NOON + 2 * MINUTE,
      pausedUntil: NOON + 3 * MINUTE,
      amissSince: NOON + 4 * MINUTE,
      latchClosed: true,
      latchEpoch: 4,
      peerLatchClosed: true,
      lock: {
        runId: 'run-5',
        epoch: 5,
        mode: 'failover',
        startedAt: '2026-01-31T11:59:00.123Z',
        acquiredAt: NOON + 5 * MINUTE,
        expiresAt: NOON + 6 * MINUTE,
        stopSeen: true,
        drill: 'drill-1',
        awaitsApproval: true,
        byHand: true,
      },
      drill: { runId: 'drill-1', startedAt: '2026-01-31T11:58:00.000Z', endsAt: NOON + 7 * MINUTE },
    });
  });

  test('is that the home Region is active, and nothing else, while nobody ever wrote anything', () => {
    expect(regionView({}, HOME))
      .toEqual({ activeRegion: HOME, epoch: 0, highestEpoch: 0, armed: false, latchClosed: false, latchEpoch: 0, peerLatchClosed: false });
  });

  test('of a lock and of a drill that somebody wrote by hand is what they need', () => {
    const { acquiredAt, stopSeen, drill, awaitsApproval, byHand, ...lock } = WHOLE.lock;
    const view = regionView({ lock, drill: { endsAt: WHOLE.drill.endsAt } }, HOME);
    expect(view.lock).toEqual({
      runId: 'run-5',
      epoch: 5,
      mode: 'failover',
      startedAt: '2026-01-31T11:59:00.123Z',
      expiresAt: NOON + 6 * MINUTE,
      stopSeen: false,
      awaitsApproval: false,
      byHand: false,
    });
    expect(view.drill).toEqual({ runId: '', startedAt: '', endsAt: NOON + 7 * MINUTE });
  });

  test.each<[string, Partial<Record<keyof RegionItems, Attributes>>, number]>([
    ['of its state', { state: { activeRegion: { S: HOME }, epoch: { N: '9' } } }, 9],
    ['that it began', { state: { activeRegion: { S: HOME }, epoch: { N: '2' }, begunEpoch: { N: '8' } } }, 8],
    ['of its latch', { latch: { closed: { BOOL: false }, epoch: { N: '7' } } }, 7],
    ['of its lock', { lock: { ...WHOLE.lock, epoch: { N: '6' } } }, 6],
  ])('the highest epoch that it knows of is the one %s', (_, items, expected) => {
    expect(regionView(items, HOME).highestEpoch).toBe(expected);
  });

  test.each([
    ['of its present epoch counts', { closed: { BOOL: true }, epoch: { N: '3' } }, true],
    ['of an earlier one does not', { closed: { BOOL: true }, epoch: { N: '2' } }, false],
    ['that it is open does not close it', { closed: { BOOL: false }, epoch: { N: '3' } }, false],
  ])('what it was told of the other latch: %s', (_, peerLatch, expected) => {
    expect(regionView({ state: WHOLE.state, peerLatch }, HOME).peerLatchClosed).toBe(expected);
  });

  test.each<[keyof RegionItems, string, string]>([
    ['state', 'epoch', 'state/current'], ['latch', 'closed', 'latch/traffic'], ['peerLatch', 'closed', 'latch/peer'],
    ['lock', 'expiresAt', 'lock/run'], ['drill', 'endsAt', 'drill/current'],
  ])('is nothing where its %s breaks its contract, and the error names the item: %s of %s', (item, attribute, key) => {
    const broken = { ...WHOLE, [item]: { ...WHOLE[item], [attribute]: { S: 'later' } } };
    expect(() => regionView(broken, HOME)).toThrow(`item ${key}: attribute ${attribute} is {"S":"later"}`);
  });
});

describe('automation of a Region is blocked', () => {
  const view = regionView({}, HOME);

  test.each([
    ['by a run that nobody has acknowledged', { unacknowledgedRun: 'run-1' }, true],
    ['until the minimum time is over', { blockedUntil: NOON + 1 }, true],
    ['and then no more', { blockedUntil: NOON }, false],
    ['by nothing else', {}, false],
  ])('ORC-18: %s', (_, changes, expected) => {
    expect(isBlocked({ ...view, ...changes }, NOON)).toBe(expected);
  });
});

test.each([
  [true, NOON, true], [true, NOON - 1, false], [false, NOON, false],
])('a run by hand (%s) goes on until its lock expires (%d): %s', (byHand, expiresAt, expected) => {
  const lock = regionView(WHOLE, HOME).lock!;
  expect(isDoneByHand({ ...lock, byHand, expiresAt }, NOON)).toBe(expected);
});
