import { cancelled } from './conditional-table';
import { clusterOf, DENIED, execution, failing, HOME, NOW, Regions, STANDBY, STARTED, THROTTLED, UNREACHABLE, writtenIn } from './regions';
import type { KeeperRequest, RunReference } from '../../../src/recovery/handlers/requests';
import { handleRunKeeper } from '../../../src/recovery/handlers/run-keeper';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const STEPS = [
  { id: 'promote', startedAt: '2026-03-04T05:06:00.000Z', endedAt: '2026-03-04T05:06:01.500Z' },
  { id: 'verify', startedAt: '2026-03-04T05:06:02.000Z', endedAt: '2026-03-04T05:06:01.900Z' },
];
const READINESS = { lagInMilliseconds: 1234.6, lagMeasuredAt: '2026-03-04T05:06:00.000Z', findings: [{ id: 'check', ok: false, detail: 'late' }] };

/** What a machine orders in this order, each with what a run of the mode is told. */
function orders(mode: RunMode, run: RunReference) {
  return {
    record: { action: 'record', readiness: READINESS, ...run },
    fence: { action: 'fence', ...run },
    shift: { action: 'shift', mode, ...run },
    activate: { action: 'activate', mode, ...run },
    finish: { action: 'finish', mode, outcome: 'succeeded', steps: STEPS, ...run },
  } satisfies { [action: string]: KeeperRequest };
}

type Action = keyof ReturnType<typeof orders>;
const ACTIONS: Action[] = ['record', 'fence', 'shift', 'activate', 'finish'];
const STATE = { epoch: 4, phase: 'idle', updatedAt: '2026-03-04T05:00:00Z' };

/** Two Regions of which one is active, and a run that has begun in the other. */
async function begun(region: string, mode: RunMode) {
  const regions = new Regions();
  const active = region === HOME ? STANDBY : HOME;
  [HOME, STANDBY].forEach(each => regions.put(each, 'state/current', { ...STATE, activeRegion: active }));
  const runId = execution(region);
  await regions.keep(region, { action: 'begin', mode, runId, startedAt: STARTED, actor: 'Ada', reason: 'test', automatic: false });
  regions.calls.length = 0;
  const run = { runId, epoch: region === HOME ? 6 : 5 };
  return { regions, run, active, orders: orders(mode, run), record: () => regions.item(region, `run/${STARTED}/${runId}`)! };
}

const forced = () => begun(STANDBY, RunMode.FAILOVER);
const planned = () => begun(STANDBY, RunMode.SWITCHOVER);

/** What was published: Region, record, value. */
function points({ published }: Regions): unknown[] {
  return published.filter(({ MetricData: [{ MetricName }] }) => MetricName === 'LatchClosed').flatMap(({ region, MetricData }) =>
    MetricData.map(({ Dimensions, Value }: any) => [region, Dimensions[1].Value, Value]));
}

describe('record', () => {
  test('OPS-11: keeps what the checks found, and the lag with its time', async () => {
    const { regions, orders: { record: order }, record } = await forced();
    await expect(regions.keep(STANDBY, order)).resolves.toEqual({ recorded: true });
    expect(record()).toMatchObject({
      phase: 'checked', lagInMilliseconds: 1235, lagMeasuredAt: READINESS.lagMeasuredAt, findings: JSON.stringify(READINESS.findings), updatedAt: '2026-03-04T05:06:07Z',
    });
  });

  test('OPS-11: by force: says by the lag since when writes are suspect before any is lost, for the run may die before it says more', async () => {
    const { regions, orders: { record: order }, record } = await forced();
    const unmeasured = { ...order, readiness: { findings: [] } };
    await regions.keep(STANDBY, unmeasured);
    expect(record()).toMatchObject({ suspectFrom: 'unknown' });
    await regions.keep(STANDBY, order);
    expect(record()).toMatchObject({ suspectFrom: '2026-03-04T05:05:58.765Z', lagInMilliseconds: 1235 });
    // A redrive that cannot measure any more knows no better.
    await regions.keep(STANDBY, unmeasured);
    expect(record()).toMatchObject({ suspectFrom: '2026-03-04T05:05:58.765Z', lagInMilliseconds: 1235 });
  });

  test('OPS-11: by force: of several looks the one counts that reaches back furthest: what was promoted meanwhile is not measured any more, and has lost the same', async () => {
    const { regions, orders: { record: order }, record } = await forced();
    const look = (lagInMilliseconds: number, lagMeasuredAt: string, detail: string) =>
      regions.keep(STANDBY, { ...order, readiness: { lagInMilliseconds, lagMeasuredAt, findings: [{ id: 'check', ok: true, detail }] } });
    await look(60_000, '2026-03-04T05:06:00.000Z', 'both');
    await look(500, '2026-03-04T05:20:00.000Z', 'one of them');
    const first = { suspectFrom: '2026-03-04T05:05:00.000Z', lagInMilliseconds: 60_000, lagMeasuredAt: '2026-03-04T05:06:00.000Z' };
    expect(record()).toMatchObject({ ...first, findings: expect.stringContaining('one of them') });
    await look(960_000, '2026-03-04T05:20:00.000Z', 'another');
    expect(record()).toMatchObject({ suspectFrom: '2026-03-04T05:04:00.000Z', lagInMilliseconds: 960_000, lagMeasuredAt: '2026-03-04T05:20:00.000Z' });
    await look(1_020_000, '2026-03-04T05:21:00.000Z', 'as far, and newer');
    expect(record()).toMatchObject({ suspectFrom: '2026-03-04T05:04:00.000Z', lagInMilliseconds: 1_020_000, lagMeasuredAt: '2026-03-04T05:21:00.000Z' });
  });

  test('by force: of a run whose record somebody has deleted nothing was measured before', async () => {
    const { regions, orders: { record: order }, record } = await forced();
    regions.remove(STANDBY, `run/${STARTED}/${order.runId}`);
    await regions.keep(STANDBY, order);
    expect(record()).toMatchObject({ lagInMilliseconds: 1235, suspectFrom: '2026-03-04T05:05:58.765Z' });
  });

  test('by plan the newest lag is kept, for nothing is lost', async () => {
    const { regions, orders: { record: order }, record } = await planned();
    await regions.keep(STANDBY, order);
    await regions.keep(STANDBY, { ...order, readiness: { lagInMilliseconds: 5, lagMeasuredAt: '2026-03-04T05:20:00.000Z', findings: [] } });
    expect(record()).toMatchObject({ lagInMilliseconds: 5, lagMeasuredAt: '2026-03-04T05:20:00.000Z' });
  });

  test('OPS-11: by force: says until when writes are suspect: a minute after the other Region was told, for an application may not have asked since', async () => {
    const { regions, orders: { record: order, activate, finish }, record } = await forced();
    await regions.keep(STANDBY, order);
    await regions.keep(STANDBY, activate);
    expect(record()).not.toHaveProperty('suspectUntil');
    await regions.keep(STANDBY, finish);
    expect(regions.item(HOME, 'state/current')).toMatchObject({ activeRegion: STANDBY });
    expect(record()).toMatchObject({ suspectFrom: '2026-03-04T05:05:58.765Z', suspectUntil: new Date(NOW + 60_000).toISOString() });
  });

  test('by plan nothing is suspect', async () => {
    const { regions, orders: { record: order }, record } = await planned();
    await regions.keep(STANDBY, order);
    expect(record()).toMatchObject({ phase: 'checked' });
    expect(record()).not.toHaveProperty('suspectFrom');
  });

  test.each([[{ lagInMilliseconds: 5 }], [{ lagMeasuredAt: READINESS.lagMeasuredAt }], [{}]])('keeps no lag that nobody measured: %j', async lag => {
    const { regions, orders: { record: order }, record } = await forced();
    await regions.keep(STANDBY, { ...order, readiness: { ...lag, findings: [] } });
    expect(Object.keys(record())).not.toEqual(expect.arrayContaining([expect.stringMatching(/^lag/)]));
  });
});

describe('fence', () => {
  test.each([
    ['forced', forced, '2026-03-04T05:28:07Z'], ['planned', planned, '2026-03-04T05:23:07Z'],
  ])('%s: ends by itself, in the Region that is left', async (_what, given, fencedUntil) => {
    const { regions, orders: { fence } } = await given();
    await expect(regions.keep(STANDBY, fence)).resolves.toEqual({ fencedUntil });
    expect(regions.item(HOME, 'state/current')).toMatchObject({ activeRegion: HOME, epoch: 4, fencedUntil });
    expect(regions.item(STANDBY, 'state/current')).not.toHaveProperty('fencedUntil');
  });

  test('makes a state whole that was never written', async () => {
    const { regions, orders: { fence } } = await forced();
    delete regions.tables.table('state-of-home')['state/current'];
    await regions.keep(STANDBY, fence);
    expect(regions.item(HOME, 'state/current')).toEqual({
      kind: 'state', id: 'current', activeRegion: HOME, epoch: 0, phase: 'idle', fencedUntil: '2026-03-04T05:28:07Z', updatedAt: '2026-03-04T05:06:07Z',
    });
  });

  test.each([
    ['forced', forced, UNREACHABLE, 'PeerUnreachable'],
    ['forced', forced, DENIED, 'PeerUnreachable'],
    ['planned', planned, UNREACHABLE, 'ServiceUnavailable'],
    ['planned', planned, DENIED, 'StateNotWritten'],
  ])('ORC-17: %s: a Region that does not take it is told by name: %#', async (_what, given, error, name) => {
    const { regions, orders: { fence } } = await given();
    regions.fail(HOME, 'TransactWriteItems', error);
    await expect(regions.keep(STANDBY, fence)).rejects.toMatchObject({ name });
  });

  test('ORC-17: by force: a malformed state of the other Region is told as it is', async () => {
    const { regions, orders: { fence } } = await forced();
    regions.put(HOME, 'state/current', { ...STATE, epoch: 9, activeRegion: 'Mars' });
    await expect(regions.keep(STANDBY, fence)).rejects.toMatchObject({ name: 'StateMalformed' });
  });

  test('nobody is fenced who knows that the Region took over', async () => {
    const { regions, orders: { fence } } = await forced();
    regions.put(HOME, 'state/current', { ...STATE, activeRegion: STANDBY, epoch: 5 });
    await regions.keep(STANDBY, fence);
    expect(regions.item(HOME, 'state/current')).not.toHaveProperty('fencedUntil');
  });

  test.each([
    ['a later epoch', { ...STATE, activeRegion: STANDBY, epoch: 6 }],
    ['the same epoch with another outcome', { ...STATE, activeRegion: HOME, epoch: 5 }],
  ])('ORC-17: by force: %s supersedes the run, which no Region that is lost would: LockLost', async (_what, state) => {
    const { regions, orders: { fence } } = await forced();
    regions.put(HOME, 'state/current', state);
    await expect(regions.keep(STANDBY, fence)).rejects.toMatchObject({ name: 'LockLost' });
  });

  test('planned: without the lock of the Region that is left nobody is fenced', async () => {
    const { regions, orders: { fence } } = await planned();
    regions.put(HOME, 'lock/run', { ...regions.item(HOME, 'lock/run')!, runId: 'another' });
    await expect(regions.keep(STANDBY, fence)).rejects.toMatchObject({ name: 'LockLost' });
    expect(regions.item(HOME, 'state/current')).not.toHaveProperty('fencedUntil');
  });
});

describe('the step that moves the traffic writes latch items and latch metrics and nothing else, and changes no record of DNS', () => {
  const both = (region: string, value: number) => [[region, 'api.example.com', value], [region, 'web.example.com', value]];
  test.each([
    ['the standby takes over by force', STANDBY, RunMode.FAILOVER, { [STANDBY]: true }, both(STANDBY, 1)],
    ['the standby takes over as planned', STANDBY, RunMode.SWITCHOVER, { [STANDBY]: true }, both(STANDBY, 1)],
    ['home takes back as planned: first the standby is opened', HOME, RunMode.FAILBACK, { [STANDBY]: false, [HOME]: false }, [...both(STANDBY, 0), ...both(HOME, 0)]],
    ['home takes back from a standby that is lost', HOME, RunMode.FAILOVER, { [HOME]: true }, both(HOME, 1)],
  ])('%s', async (_what, region, mode, latches, published) => {
    const { regions, run: { epoch }, orders: { shift } } = await begun(region, mode);
    const before = [HOME, STANDBY].map(each => regions.all(each));
    const moved = Object.entries(latches).map(([name, closed]) => ({ region: name, closed }));
    await expect(regions.keep(region, shift)).resolves.toEqual({ latches: moved, published: true });
    const after = [HOME, STANDBY].map((each, index) => each in latches
      ? { ...before[index], 'latch/traffic': { kind: 'latch', id: 'traffic', closed: (latches as any)[each], epoch, updatedAt: '2026-03-04T05:06:07Z' } }
      : before[index]);
    expect([HOME, STANDBY].map(each => regions.all(each))).toEqual(after);
    expect(points(regions)).toEqual(published);
    expect(new Set(regions.calls.map(call => call.split(' ')[0]))).toEqual(new Set(['GetItem', 'TransactWriteItems', 'PutMetricData']));
  });

  test('ORC-10, TEST-13: home again by plan opens the latches of both Regions, first that of the standby, and says so', async () => {
    const { regions, run: { epoch }, orders: { shift } } = await begun(HOME, RunMode.FAILBACK);
    [HOME, STANDBY].forEach(each => regions.put(each, 'latch/traffic', { closed: true, epoch: 4, updatedAt: 'x' }));
    const latches = [STANDBY, HOME].map(each => ({ region: each, closed: false }));
    await expect(regions.keep(HOME, shift)).resolves.toMatchObject({ latches });
    [HOME, STANDBY].forEach(each => expect(regions.item(each, 'latch/traffic')).toMatchObject({ closed: false, epoch }));
    expect(points(regions)).toEqual([...both(STANDBY, 0), ...both(HOME, 0)]);
  });

  test('what is not written is not published', async () => {
    const { regions, orders: { shift } } = await forced();
    regions.fail(STANDBY, 'TransactWriteItems', UNREACHABLE);
    await expect(regions.keep(STANDBY, shift)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    expect(regions.published).toEqual([]);
  });

  test('what was written and not published is published within the minute, and does not end the run', async () => {
    const { regions, orders: { shift } } = await forced();
    regions.fail(STANDBY, 'PutMetricData', UNREACHABLE, { once: true });
    await expect(regions.keep(STANDBY, shift)).resolves.toMatchObject({ published: false });
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true });
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'publish the latches: not done', region: STANDBY, error: 'TimeoutError' }));
    await regions.keep(STANDBY, shift);
    expect(points(regions)).toEqual(both(STANDBY, 1));
  });

  test('a latch of a later epoch stays', async () => {
    const { regions, orders: { shift } } = await forced();
    regions.put(STANDBY, 'latch/traffic', { closed: false, epoch: 6, updatedAt: 'x' });
    await expect(regions.keep(STANDBY, shift)).rejects.toMatchObject({ name: 'LockLost' });
    expect(regions.published).toEqual([]);
  });

  test('a topology without records writes the items only', async () => {
    const { regions, orders: { shift } } = await forced();
    await handleRunKeeper(shift, regions.world(STANDBY, { latches: [] }));
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true });
    expect(regions.calls).not.toContain(`PutMetricData ${STANDBY}`);
  });
});

describe('activate', () => {
  test('makes the Region the active one, tells the other, and blocks automation of both', async () => {
    const { regions, orders: { fence, activate }, record } = await planned();
    await regions.keep(STANDBY, fence);
    await expect(regions.keep(STANDBY, activate)).resolves.toEqual({ activeRegion: STANDBY, epoch: 5, peerTold: true });
    const blocks = { unacknowledgedRun: execution(STANDBY), blockedUntil: '2026-03-04T05:36:07Z' };
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ activeRegion: STANDBY, epoch: 5, phase: 'switchover', ...blocks });
    expect(regions.item(HOME, 'state/current')).toMatchObject({ activeRegion: STANDBY, epoch: 5, phase: 'idle', ...blocks });
    expect(regions.item(HOME, 'state/current')).not.toHaveProperty('fencedUntil');
    expect(record()).toMatchObject({ phase: 'activated' });
    expect(record()).not.toHaveProperty('suspectUntil');
  });

  test('by force: says which writes are suspect, and asks nothing of a Region that is lost: clients wait for this', async () => {
    const { regions, orders: { record: order, activate }, record } = await forced();
    await regions.keep(STANDBY, order);
    regions.calls.length = 0;
    await expect(regions.keep(STANDBY, activate)).resolves.toEqual({ activeRegion: STANDBY, epoch: 5, peerTold: false });
    expect(record()).toMatchObject({ phase: 'activated', suspectFrom: '2026-03-04T05:05:58.765Z', updatedAt: '2026-03-04T05:06:07Z' });
    // Cut off and not lost, it goes on to acknowledge writes until it is told.
    expect(record()).not.toHaveProperty('suspectUntil');
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ suspectRun: `${STARTED}/${execution(STANDBY)}` });
    expect(regions.calls.filter(call => call.endsWith(HOME))).toEqual([]);
  });

  test('ends what fenced the Region: its applications write', async () => {
    const { regions, orders: { activate } } = await forced();
    regions.put(STANDBY, 'state/current', { ...regions.item(STANDBY, 'state/current')!, fencedUntil: '2026-03-04T05:28:07Z' });
    await regions.keep(STANDBY, activate);
    expect(regions.item(STANDBY, 'state/current')).not.toHaveProperty('fencedUntil');
  });

  test('by force, what the checks found not recorded: nobody knows since when', async () => {
    const { regions, orders: { activate }, record } = await forced();
    await regions.keep(STANDBY, activate);
    expect(record()).toMatchObject({ suspectFrom: 'unknown' });
  });

  test('by force, taken up again: what was said until when is open once more', async () => {
    const { regions, orders: { activate, finish }, run, record } = await forced();
    await regions.keep(STANDBY, activate);
    const lock = regions.item(STANDBY, 'lock/run')!;
    await regions.keep(STANDBY, finish);
    expect(record()).toHaveProperty('suspectUntil');
    regions.put(STANDBY, 'lock/run', { ...lock, ...run });
    await regions.keep(STANDBY, activate);
    expect(record()).not.toHaveProperty('suspectUntil');
  });

  test('home by plan: the other Region is told of the latch', async () => {
    const { regions, active, run: { epoch }, orders: { activate } } = await begun(HOME, RunMode.FAILBACK);
    await regions.keep(HOME, activate);
    expect(regions.item(active, 'latch/peer')).toMatchObject({ closed: false, epoch });
  });

  test('a later epoch supersedes the run', async () => {
    const { regions, orders: { activate } } = await forced();
    regions.put(STANDBY, 'state/current', { ...STATE, activeRegion: HOME, epoch: 6 });
    await expect(regions.keep(STANDBY, activate)).rejects.toMatchObject({ name: 'LockLost' });
    expect(regions.item(HOME, 'state/current')).toMatchObject({ activeRegion: HOME, epoch: 4 });
  });

  test('ORC-17: an error that has no name of ours is not held back', async () => {
    const { regions, orders: { activate } } = await planned();
    const broken = regions.world(STANDBY);
    const wait = jest.fn().mockRejectedValue(new TypeError('broken'));
    regions.fail(HOME, 'TransactWriteItems', cancelled(['TransactionConflict']));
    await expect(handleRunKeeper(activate, { ...broken, wait })).rejects.toThrow(TypeError);
  });
});

describe('finish', () => {
  const BLOCKS = { unacknowledgedRun: execution(STANDBY), blockedUntil: '2026-03-04T05:36:07Z' };

  test('a forced run: outcome, lock, block, and nothing asked of the Region that is lost', async () => {
    const { regions, orders: { finish }, record } = await forced();
    await expect(regions.keep(STANDBY, { ...finish, findings: READINESS.findings })).resolves.toEqual({ outcome: 'succeeded', blocked: true, published: true });
    expect(regions.item(STANDBY, 'lock/run')).toBeUndefined();
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ phase: 'idle', ...BLOCKS });
    expect(record()).toMatchObject({
      phase: 'ended', outcome: 'succeeded', endedAt: '2026-03-04T05:06:07.000Z', steps: JSON.stringify(STEPS), faults: JSON.stringify(READINESS.findings),
    });
    expect(regions.calls.filter(call => call.endsWith(HOME))).toEqual([]);
  });

  test('a forced run that took over: the other Region is told now, and the record says until when writes are suspect', async () => {
    const { regions, run: { epoch }, orders: { record: order, activate, finish }, record } = await forced();
    await regions.keep(STANDBY, order);
    await regions.keep(STANDBY, activate);
    expect(regions.item(HOME, 'state/current')).toMatchObject({ activeRegion: HOME });
    await regions.keep(STANDBY, finish);
    expect(regions.item(HOME, 'state/current')).toMatchObject({ activeRegion: STANDBY, epoch, ...BLOCKS });
    expect(regions.item(HOME, 'latch/peer')).toMatchObject({ closed: true, epoch });
    expect(record()).toMatchObject({ suspectFrom: '2026-03-04T05:05:58.765Z', suspectUntil: '2026-03-04T05:07:07.000Z' });
    expect(regions.item(STANDBY, 'state/current')).not.toHaveProperty('suspectRun');
  });

  test('a forced run that took over ends although the other Region does not answer: it is told when it is back', async () => {
    const { regions, orders: { activate, finish }, record } = await forced();
    await regions.keep(STANDBY, activate);
    regions.lose(HOME);
    await expect(regions.keep(STANDBY, finish)).resolves.toMatchObject({ outcome: 'succeeded' });
    expect(regions.item(STANDBY, 'state/current')).toHaveProperty('suspectRun');
    expect(record()).not.toHaveProperty('suspectUntil');
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'tell who is active: not done', error: 'ServiceUnavailable', region: HOME }));
  });

  test('does not fail for what the next minute says', async () => {
    const { regions, orders: { activate, finish } } = await forced();
    await regions.keep(STANDBY, activate);
    const transact = regions.tables.transact.bind(regions.tables);
    let tried = 0;
    jest.spyOn(regions.tables, 'transact').mockImplementation(input => {
      if (JSON.stringify(input).includes(':ends')) {
        tried += 1;
        throw DENIED;
      }
      return transact(input);
    });
    await expect(regions.keep(STANDBY, finish)).resolves.toMatchObject({ outcome: 'succeeded' });
    expect(tried).toBe(1);
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'say until when writes are suspect: not done', region: STANDBY }));
  });

  test('publishes how long the run and its steps took, in seconds', async () => {
    const { regions, orders: { finish } } = await forced();
    await regions.keep(STANDBY, finish);
    expect(regions.published.map(({ region, MetricData }) => [region, MetricData])).toEqual([[STANDBY, [
      ...['RunDuration', 'RecoveryTime'].map(MetricName =>
        ({ MetricName, Dimensions: [{ Name: 'Mode', Value: 'failover' }], Value: 11.877, Unit: 'Seconds', Timestamp: new Date(NOW) })),
      ...[['promote', 1.5], ['verify', 0]].map(([id, Value]) => ({
        MetricName: 'StepDuration', Dimensions: [{ Name: 'Mode', Value: 'failover' }, { Name: 'Step', Value: id }], Value, Unit: 'Seconds', Timestamp: new Date(NOW),
      })),
    ]]]);
  });

  test('a planned run that took over: both locks, and the other Region knows', async () => {
    const { regions, orders: { activate, finish } } = await planned();
    regions.fail(HOME, 'TransactWriteItems', UNREACHABLE, { once: true });
    await regions.keep(STANDBY, activate);
    await regions.keep(STANDBY, finish);
    [HOME, STANDBY].forEach(region => {
      expect(regions.item(region, 'lock/run')).toBeUndefined();
      expect(regions.item(region, 'state/current')).toMatchObject({ activeRegion: STANDBY, epoch: 5, phase: 'idle', ...BLOCKS });
    });
  });

  test('ORC-17: a planned run that failed: its source writes again, and it ends under the name of its failure', async () => {
    const { regions, orders: { fence, finish }, record } = await planned();
    await regions.keep(STANDBY, fence);
    const failure = { step: 'promote', error: 'PromotionTimedOut', cause: 'no writer' };
    await expect(regions.keep(STANDBY, { ...finish, outcome: 'failed', failure })).rejects.toMatchObject({ name: 'PromotionTimedOut', message: 'step promote: no writer' });
    expect(regions.item(HOME, 'state/current')).toMatchObject({ activeRegion: HOME, epoch: 4 });
    expect(regions.item(HOME, 'state/current')).not.toHaveProperty('fencedUntil');
    expect(record()).toMatchObject({ outcome: 'failed', failure: JSON.stringify(failure) });
  });

  test.each([
    ['failed', 'PromotionTimedOut', '2026-03-04T05:36:07Z'],
    ['was refused', 'LagAboveGate', '2026-03-04T05:16:07Z'],
  ])('a planned run that %s before it moved anything blocks no forced one: only the next planned one waits', async (_, error, pausedUntil) => {
    const { regions, orders: { finish } } = await planned();
    const failure = { step: 'promote', error, cause: 'no' };
    await expect(regions.keep(STANDBY, { ...finish, outcome: 'failed', failure })).rejects.toMatchObject({ name: error });
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ pausedUntil });
    [HOME, STANDBY].forEach(region => expect(regions.item(region, 'state/current')).not.toHaveProperty('unacknowledgedRun'));
  });

  test('a planned run that failed after it made its Region the active one blocks, as any that moved something', async () => {
    const { regions, orders: { activate, finish } } = await planned();
    await regions.keep(STANDBY, activate);
    const failure = { step: 'verify', error: 'TrafficNotMoved', cause: 'no' };
    await expect(regions.keep(STANDBY, { ...finish, outcome: 'failed', failure })).rejects.toMatchObject({ name: 'TrafficNotMoved' });
    expect(regions.item(STANDBY, 'state/current')).toMatchObject(BLOCKS);
    expect(regions.item(STANDBY, 'state/current')).not.toHaveProperty('pausedUntil');
  });

  test.each(['NotReady', 'LagAboveGate', 'LagUnknown'])('ORC-17: a run that was refused (%s) has changed nothing and blocks nothing', async error => {
    const { regions, orders: { finish } } = await planned();
    await expect(regions.keep(STANDBY, { ...finish, outcome: 'failed', failure: { step: 'check', error, cause: 'so' } })).rejects.toMatchObject({ name: error });
    [HOME, STANDBY].forEach(region => expect(regions.item(region, 'state/current')).not.toHaveProperty('unacknowledgedRun'));
  });

  test('a planned run ends although the other Region does not answer: its lock there ends by itself', async () => {
    const { regions, orders: { finish } } = await planned();
    regions.lose(HOME);
    await expect(regions.keep(STANDBY, finish)).resolves.toMatchObject({ outcome: 'succeeded' });
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'release the lock: not done' }));
  });

  test('a run is not undone by CloudWatch', async () => {
    const { regions, orders: { finish } } = await forced();
    regions.fail(STANDBY, 'PutMetricData', DENIED);
    await expect(regions.keep(STANDBY, finish)).resolves.toMatchObject({ published: false });
    expect(regions.logged).toContainEqual({ message: 'publish the durations of the run: not done', error: 'AccessDeniedException', cause: 'AccessDeniedException!' });
  });

  test('a run that was superseded still has its record ended', async () => {
    const { regions, orders: { finish }, record } = await forced();
    regions.put(STANDBY, 'lock/run', { ...regions.item(STANDBY, 'lock/run')!, runId: 'another', epoch: 6 });
    const failure = { step: 'shift', error: 'LockLost', cause: 'superseded' };
    await expect(regions.keep(STANDBY, { ...finish, outcome: 'failed', failure })).rejects.toMatchObject({ name: 'LockLost', message: 'step shift: superseded' });
    expect(record()).toMatchObject({ phase: 'ended', outcome: 'failed' });
    expect(regions.item(STANDBY, 'state/current')).not.toHaveProperty('unacknowledgedRun');
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: 'another' });
  });

  test('a run that never began has nothing to end but its execution', async () => {
    const regions = new Regions();
    const finish = orders(RunMode.FAILOVER, { runId: execution(STANDBY), epoch: 0 }).finish;
    const failure = { step: 'begin', error: 'AlreadyActive', cause: 'active' };
    await expect(regions.keep(STANDBY, { ...finish, outcome: 'failed', failure })).rejects.toMatchObject({ name: 'AlreadyActive' });
    await expect(regions.keep(STANDBY, finish)).resolves.toEqual({ outcome: 'succeeded', blocked: false, published: false });
    expect(regions.calls).toEqual([]);
  });

  test('a run that nobody knows of does not end', async () => {
    const regions = new Regions();
    await expect(regions.keep(STANDBY, orders(RunMode.FAILOVER, { runId: 'unknown', epoch: 3 }).finish)).rejects.toMatchObject({ name: 'LockLost' });
  });
});

describe('the traffic that a forced run took before its promotion was refused', () => {
  const REFUSED = { step: 'promote', error: 'PromotionRefused', cause: 'no' };

  /** A run that has taken the traffic, and ends so. */
  async function failedBehindShift(region: string = STANDBY, failure = REFUSED, given: (regions: Regions) => void = () => undefined) {
    const context = await begun(region, RunMode.FAILOVER);
    const { regions, active, orders: { shift, finish } } = context;
    regions.database = writtenIn(active);
    await regions.keep(region, shift);
    given(regions);
    await expect(regions.keep(region, { ...finish, outcome: 'failed', failure })).rejects.toMatchObject({ name: failure.error });
    return context;
  }

  test.each([
    [STANDBY, 'PromotionRefused'], [STANDBY, 'PromotionConflict'], [HOME, 'PromotionRefused'],
  ])('%s, %s: is given back to where RDS says that every database is written, and the record says so', async (region, error) => {
    const { regions, run: { epoch }, record } = await failedBehindShift(region, { ...REFUSED, error });
    expect(regions.item(region, 'latch/traffic')).toMatchObject({ closed: false, epoch });
    expect(record()).toMatchObject({ trafficGivenBack: true, outcome: 'failed' });
    expect(points(regions).slice(-2)).toEqual([[region, 'api.example.com', 0], [region, 'web.example.com', 0]]);
    expect(regions.item(region, 'lock/run')).toBeUndefined();
    expect(regions.calls.filter(call => call.startsWith('Describe'))).toEqual([`DescribeGlobalClusters ${region}`]);
  });

  test('is given back with the right to write, and without that Region\'s help where it does not answer', async () => {
    const { regions } = await failedBehindShift(STANDBY, REFUSED, at => { at.put(HOME, 'state/current', { ...STATE, activeRegion: HOME, fencedUntil: '2026-03-04T05:28:07Z' }); });
    expect(regions.item(HOME, 'state/current')).not.toHaveProperty('fencedUntil');
    const lost = await failedBehindShift(STANDBY, REFUSED, at => at.lose(HOME));
    expect(lost.regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: false });
    expect(lost.regions.logged).toContainEqual(expect.objectContaining({ message: 'end the fence: not done' }));
    const later = await failedBehindShift(STANDBY, REFUSED, at => { at.put(HOME, 'state/current', { ...STATE, activeRegion: HOME, epoch: 6, fencedUntil: '2026-03-04T05:28:07Z' }); });
    expect(later.regions.item(HOME, 'state/current')).toHaveProperty('fencedUntil');
  });

  test('is given back where the other Region\'s member is about to be the writer', async () => {
    const { regions } = await failedBehindShift(STANDBY, { ...REFUSED, error: 'PromotionConflict' }, at => {
      at.database = { ...writtenIn(STANDBY), FailoverState: { Status: 'failing-over', ToDbClusterArn: clusterOf(HOME) } };
    });
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: false });
  });

  const LEFT: [string, (regions: Regions) => void][] = [
    ['a promotion was taken', at => { at.database = { ...writtenIn(HOME), FailoverState: { Status: 'failing-over', ToDbClusterArn: clusterOf(STANDBY) } }; }],
    ['the database is written here', at => { at.database = writtenIn(STANDBY); }],
    ['nobody writes, says RDS', at => { at.database = writtenIn('nobody'); }],
    ['RDS knows of no such database', at => { at.fail(STANDBY, 'DescribeGlobalClusters', failing('GlobalClusterNotFoundFault')); }],
    ['RDS does not answer', at => { at.fail(STANDBY, 'DescribeGlobalClusters', UNREACHABLE); }],
    ['RDS may not be asked', at => { at.fail(STANDBY, 'DescribeGlobalClusters', DENIED); }],
    ['somebody has closed the latch since', at => { at.put(STANDBY, 'latch/traffic', { closed: true, epoch: 7, updatedAt: 'x' }); }],
  ];

  test.each(LEFT)('stays where it is when %s: people decide', async (_, given) => {
    const { regions, record } = await failedBehindShift(STANDBY, REFUSED, given);
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true });
    expect(record()).not.toHaveProperty('trafficGivenBack');
    expect(record()).toMatchObject({ outcome: 'failed' });
  });

  test.each(['PromotionTimedOut', 'StepFailed', 'ServiceUnavailable'])('stays where it is after %s: the promotion may have been taken', async error => {
    const { regions } = await failedBehindShift(STANDBY, { ...REFUSED, error });
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true });
    expect(regions.calls).not.toContain(`DescribeGlobalClusters ${STANDBY}`);
  });

  test('with two databases stays where one of them is written', async () => {
    const { regions, orders: { shift, finish } } = await forced();
    await regions.keep(STANDBY, shift);
    regions.databases.second = writtenIn(STANDBY);
    const [database] = regions.world(STANDBY).settings.databases;
    const world = regions.world(STANDBY, { databases: [database, { ...database, globalClusterIdentifier: 'second' }] });
    await expect(handleRunKeeper({ ...finish, outcome: 'failed', failure: REFUSED }, world)).rejects.toMatchObject({ name: 'PromotionRefused' });
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true });
  });

  test('is not touched by a run that did not take it, or a planned one', async () => {
    const { regions, orders: { finish } } = await forced();
    regions.put(STANDBY, 'latch/traffic', { closed: true, epoch: 3, updatedAt: 'x' });
    await expect(regions.keep(STANDBY, { ...finish, outcome: 'failed', failure: REFUSED })).rejects.toMatchObject({ name: 'PromotionRefused' });
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true, epoch: 3 });
    expect(regions.calls).not.toContain(`DescribeGlobalClusters ${STANDBY}`);
    const other = await planned();
    await other.regions.keep(STANDBY, other.orders.shift);
    await expect(other.regions.keep(STANDBY, { ...other.orders.finish, outcome: 'failed', failure: REFUSED })).rejects.toMatchObject({ name: 'PromotionRefused' });
    expect(other.regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true });
  });

  test('and the run that ends well keeps it', async () => {
    const { regions, orders: { shift, finish } } = await forced();
    await regions.keep(STANDBY, shift);
    await regions.keep(STANDBY, finish);
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true });
  });

  test('is left to others where the latch was written between the look and the write', async () => {
    const { regions, record } = await failedBehindShift(STANDBY, REFUSED, at => {
      at.quicker = () => at.put(STANDBY, 'latch/traffic', { closed: true, epoch: 7, updatedAt: 'x' });
    });
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true, epoch: 7 });
    expect(record()).toMatchObject({ outcome: 'failed' });
  });

  test('is taken again by whoever resumes the run: what it goes on with comes behind that', async () => {
    const { regions, run, record } = await failedBehindShift();
    const again: KeeperRequest = { action: 'begin', mode: RunMode.FAILOVER, runId: run.runId, startedAt: STARTED, actor: 'Ada', reason: 'test', automatic: false };
    await expect(regions.keep(STANDBY, again)).resolves.toMatchObject({ epoch: run.epoch, resumed: true });
    expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true, epoch: run.epoch });
    expect(record()).not.toHaveProperty('trafficGivenBack');
    expect(points(regions).slice(-2)).toEqual([[STANDBY, 'api.example.com', 1], [STANDBY, 'web.example.com', 1]]);
    const before = points(regions).length;
    await regions.keep(STANDBY, again);
    expect(points(regions)).toHaveLength(before);
  });
});

describe.each([RunMode.FAILOVER, RunMode.SWITCHOVER])('every order of a run (%s)', mode => {
  const given = () => begun(STANDBY, mode);

  test.each(ACTIONS)('%s: repeated after it was carried out and not answered, ends like once', async action => {
    const [once, twice] = [await given(), await given()];
    await once.regions.keep(STANDBY, once.orders[action]);
    await twice.regions.keep(STANDBY, twice.orders[action]);
    await twice.regions.keep(STANDBY, twice.orders[action]);
    [HOME, STANDBY].forEach(region => expect(twice.regions.all(region)).toEqual(once.regions.all(region)));
  });

  test.each(ACTIONS)('ORC-06, ORC-17: %s: the lock is somebody else\'s: LockLost, and nothing changed', async action => {
    const { regions, orders: all } = await given();
    regions.put(STANDBY, 'lock/run', { ...regions.item(STANDBY, 'lock/run')!, runId: 'another' });
    const before = [HOME, STANDBY].map(region => regions.all(region));
    await expect(regions.keep(STANDBY, all[action])).rejects.toMatchObject({ name: 'LockLost', message: expect.stringContaining('another') });
    expect([HOME, STANDBY].map(region => regions.all(region))).toEqual(before);
    expect(regions.published).toEqual([]);
  });

  test.each(ACTIONS)('ORC-06, ORC-17: %s: nobody holds the lock: LockLost', async action => {
    const { regions, orders: all } = await given();
    delete regions.tables.table('state-of-standby')['lock/run'];
    await expect(regions.keep(STANDBY, all[action])).rejects.toMatchObject({ name: 'LockLost', message: expect.stringContaining('nobody holds it') });
  });

  test.each(ACTIONS.filter(action => action !== 'fence'))('ORC-06, ORC-17: %s: the lock goes between the look and the write: LockLost, and nothing published', async action => {
    const { regions, orders: all } = await given();
    const lose = () => { regions.put(STANDBY, 'lock/run', { ...regions.item(STANDBY, 'lock/run')!, runId: 'another' }); };
    const transact = regions.tables.transact.bind(regions.tables);
    jest.spyOn(regions.tables, 'transact').mockImplementation(input => {
      lose();
      return transact(input);
    });
    await expect(regions.keep(STANDBY, all[action])).rejects.toMatchObject({ name: 'LockLost' });
    expect(regions.published).toEqual([]);
  });

  test.each(ACTIONS)('ORC-06, ORC-17: %s: another epoch has begun: LockLost', async action => {
    const { regions, orders: all } = await given();
    regions.put(STANDBY, 'lock/run', { ...regions.item(STANDBY, 'lock/run')!, epoch: 6 });
    await expect(regions.keep(STANDBY, all[action])).rejects.toMatchObject({ name: 'LockLost', message: expect.stringContaining('epoch 6') });
  });

  test.each(ACTIONS)('ORC-17: %s: the own table does not answer: ServiceUnavailable, to be called again', async action => {
    const { regions, orders: all } = await given();
    regions.fail(STANDBY, 'GetItem', UNREACHABLE);
    await expect(regions.keep(STANDBY, all[action])).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });

  test.each(ACTIONS)('%s: the own table may not be read: StateUnreadable', async action => {
    const { regions, orders: all } = await given();
    regions.fail(STANDBY, 'GetItem', DENIED);
    await expect(regions.keep(STANDBY, all[action])).rejects.toMatchObject({ name: 'StateUnreadable' });
  });

  test.each(ACTIONS.filter(action => action !== 'fence'))('ORC-17: %s: writes are throttled: ServiceUnavailable', async action => {
    const { regions, orders: all } = await given();
    regions.fail(STANDBY, 'TransactWriteItems', THROTTLED);
    await expect(regions.keep(STANDBY, all[action])).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });

  test.each(ACTIONS.filter(action => action !== 'fence'))('%s: writes are denied: StateNotWritten', async action => {
    const { regions, orders: all } = await given();
    regions.fail(STANDBY, 'TransactWriteItems', DENIED);
    await expect(regions.keep(STANDBY, all[action])).rejects.toMatchObject({ name: 'StateNotWritten' });
  });
});

describe('a drill', () => {
  const DRILL = { runId: execution(STANDBY, 'drill') };
  const [BEGIN, END] = [{ action: 'begin-drill', ...DRILL } as const, { action: 'end-drill', ...DRILL } as const];
  const RECORD = `run/2026-03-04T05:06:07.000Z/${DRILL.runId}`;

  test('is announced in both Regions, has a record, and ends in both', async () => {
    const regions = new Regions();
    const begunDrill = { runId: DRILL.runId, epoch: 0, startedAt: '2026-03-04T05:06:07.000Z', target: STANDBY, source: HOME };
    await expect(regions.keep(STANDBY, BEGIN)).resolves.toEqual({ ...begunDrill, resumed: false });
    [HOME, STANDBY].forEach(region => expect(regions.item(region, 'drill/current')).toMatchObject({ runId: DRILL.runId, endsAt: '2026-03-04T07:07:07Z' }));
    expect(regions.item(STANDBY, RECORD)).toMatchObject({ mode: 'drill', phase: 'begun', outcome: 'running', actor: 'unknown', reason: 'drill' });
    await expect(regions.keep(STANDBY, BEGIN)).resolves.toEqual({ ...begunDrill, resumed: true });
    await regions.keep(STANDBY, { action: 'record', readiness: { ...READINESS, findings: [] }, ...DRILL, epoch: 0 });
    expect(regions.item(STANDBY, RECORD)).toMatchObject({ phase: 'checked', lagInMilliseconds: 1235 });
    await expect(regions.keep(STANDBY, END)).resolves.toEqual({ ended: true });
    [HOME, STANDBY].forEach(region => expect(regions.item(region, 'drill/current')).toBeUndefined());
    expect(regions.item(STANDBY, RECORD)).toMatchObject({ phase: 'ended', outcome: 'succeeded' });
    await expect(regions.keep(STANDBY, END)).resolves.toEqual({ ended: false });
  });

  test('that finds something wrong has it in its record, and fails where a planned run would', async () => {
    const regions = new Regions();
    await regions.keep(STANDBY, BEGIN);
    const findings = [{ id: 'check-orders', ok: true, detail: 'fine' }, { id: 'check-main', ok: false, detail: 'no instance' }];
    await expect(regions.keep(STANDBY, { action: 'record', readiness: { findings }, ...DRILL, epoch: 0 }))
      .rejects.toMatchObject({ name: 'NotReady', message: 'check-main: no instance' });
    expect(regions.item(STANDBY, RECORD)).toMatchObject({ findings: expect.stringContaining('no instance') });
  });

  test('that failed says so', async () => {
    const regions = new Regions();
    await regions.keep(STANDBY, { ...BEGIN, actor: 'Ada', reason: 'spring' });
    await regions.keep(STANDBY, { ...END, outcome: 'failed' });
    expect(regions.item(STANDBY, RECORD)).toMatchObject({ outcome: 'failed', actor: 'Ada', reason: 'spring' });
  });

  test('needs nothing of the other Region', async () => {
    const regions = new Regions().lose(HOME);
    await expect(regions.keep(STANDBY, BEGIN)).resolves.toMatchObject({ resumed: false });
    await expect(regions.keep(STANDBY, END)).resolves.toEqual({ ended: true });
  });

  test.each([['a run', 'lock/run', { epoch: 1, mode: 'failover', startedAt: STARTED, expiresAt: '2026-03-04T05:30:00Z' }],
    ['another drill', 'drill/current', { startedAt: STARTED, endsAt: '2026-03-04T05:30:00Z' }]])('is refused while %s is under way, and not once it has ended', async (_what, key, item) => {
    const regions = new Regions().put(STANDBY, key, { runId: execution(STANDBY, 'other'), ...item });
    regions.executions[execution(STANDBY, 'other')] = 'RUNNING';
    await expect(regions.keep(STANDBY, BEGIN)).rejects.toMatchObject({ name: 'RunInProgress' });
    expect(regions.item(HOME, 'drill/current')).toBeUndefined();
    regions.executions[execution(STANDBY, 'other')] = 'ABORTED';
    await expect(regions.keep(STANDBY, BEGIN)).resolves.toMatchObject({ resumed: false });
  });

  test('is refused while one that somebody announced by hand is under way', async () => {
    const regions = new Regions().put(STANDBY, 'drill/current', { endsAt: '2026-03-04T05:30:00Z' });
    await expect(regions.keep(STANDBY, BEGIN)).rejects.toMatchObject({ name: 'RunInProgress' });
  });

  test('whose record nobody began cannot be written to by a run that holds no lock', async () => {
    const regions = new Regions();
    await expect(regions.keep(STANDBY, { action: 'record', readiness: READINESS, ...DRILL, epoch: 0 })).rejects.toMatchObject({ name: 'LockLost' });
  });
});
