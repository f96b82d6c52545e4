import { DENIED, execution, HOME, NOW, Regions, STANDBY, STARTED, UNREACHABLE } from './regions';
import type { BegunRun, RunReference } from '../../../src/recovery/handlers/requests';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const MINUTE = 60_000;
/** By the settings of `regions.ts`, the time of a machine and a minute. */
const LEASE = 31 * MINUTE;
const OLD = execution(STANDBY, 'redriven');
const NEW = execution(STANDBY, 'new');

function begin(regions: Regions, runId: string, mode: RunMode): Promise<BegunRun> {
  const startedAt = runId === OLD ? STARTED : new Date(regions.now).toISOString();
  return regions.keep(STANDBY, { action: 'begin', mode, runId, startedAt, actor: 'Ada', reason: 'test', automatic: false }) as Promise<BegunRun>;
}

/** A run that has begun, and is asked for its next step after some time. */
async function begun(mode: RunMode) {
  const regions = new Regions();
  const { epoch } = await begin(regions, OLD, mode);
  const run: RunReference = { runId: OLD, epoch };
  const expiresAt = (region: string) => Date.parse(regions.item(region, 'lock/run')!.expiresAt as string);
  return { regions, run, expiresAt, step: () => regions.keep(STANDBY, { action: 'await-approval', awaits: false, ...run }) };
}

describe('the lock of a run that may live longer than it', () => {
  test('is left alone within a minute: no run that keeps to its time needs more', async () => {
    const { regions, expiresAt, step } = await begun(RunMode.FAILOVER);
    regions.now += MINUTE - 1000;
    await step();
    expect(expiresAt(STANDBY)).toBe(NOW + LEASE);
  });

  test.each([1, 30, 45])('holds again as long as a machine may run, %i minutes on', async minutes => {
    const { regions, expiresAt, step } = await begun(RunMode.FAILOVER);
    regions.now += minutes * MINUTE;
    await step();
    expect(expiresAt(STANDBY)).toBe(regions.now + LEASE);
  });

  test('by plan in both Regions, by force in the own one only', async () => {
    const planned = await begun(RunMode.SWITCHOVER);
    planned.regions.now += 40 * MINUTE;
    await planned.step();
    expect([STANDBY, HOME].map(planned.expiresAt)).toEqual([planned.regions.now + LEASE, planned.regions.now + LEASE]);
    const forced = await begun(RunMode.FAILOVER);
    forced.regions.now += 40 * MINUTE;
    forced.regions.calls.length = 0;
    await forced.step();
    expect(forced.regions.calls.filter(call => call.endsWith(HOME))).toEqual([]);
  });

  test.each([[STANDBY, DENIED], [HOME, UNREACHABLE]])('a run that holds it goes on although it cannot be renewed in %s', async (region, error) => {
    const { regions, step } = await begun(RunMode.SWITCHOVER);
    regions.now += 2 * MINUTE;
    regions.fail(region, 'TransactWriteItems', error, { once: true });
    await expect(step()).resolves.toEqual({ awaitsApproval: false });
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'hold the lock for longer: not done', region }));
  });
});

describe('a run that is redriven after its time, and a new one', () => {
  test('the redriven one first: the new one is refused', async () => {
    const { regions, step } = await begun(RunMode.FAILOVER);
    regions.executions[OLD] = 'RUNNING';
    regions.now += 45 * MINUTE;
    await step();
    await expect(begin(regions, NEW, RunMode.FAILOVER)).rejects.toMatchObject({ name: 'RunInProgress' });
    await expect(step()).resolves.toEqual({ awaitsApproval: false });
  });

  test('the new one first: the redriven one ends, and cannot begin again', async () => {
    const { regions, run, step } = await begun(RunMode.FAILOVER);
    [OLD, NEW].forEach(each => { regions.executions[each] = 'RUNNING'; });
    regions.now += 45 * MINUTE;
    const { epoch } = await begin(regions, NEW, RunMode.FAILOVER);
    await expect(step()).rejects.toMatchObject({ name: 'LockLost' });
    await expect(begin(regions, OLD, RunMode.FAILOVER)).rejects.toMatchObject({ name: 'RunInProgress' });
    await regions.keep(STANDBY, { action: 'await-approval', awaits: false, runId: NEW, epoch });
    // Nor when the new one is over.
    delete regions.tables.table('state-of-standby')['lock/run'];
    await expect(begin(regions, OLD, RunMode.FAILOVER)).rejects.toMatchObject({ name: 'LockLost' });
    expect(epoch).toBeGreaterThan(run.epoch);
  });

  test('at once, the redriven one a moment earlier: what the new one saw as free is free no more', async () => {
    const { regions, run } = await begun(RunMode.FAILOVER);
    regions.executions[OLD] = 'RUNNING';
    regions.now += 45 * MINUTE;
    const renewed = new Date(regions.now + LEASE).toISOString().replace('.000', '');
    regions.quicker = () => regions.put(STANDBY, 'lock/run', { ...regions.item(STANDBY, 'lock/run')!, expiresAt: renewed });
    await expect(begin(regions, NEW, RunMode.FAILOVER)).rejects.toMatchObject({ name: 'RunInProgress' });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject(run);
  });

  test('at once, the new one a moment earlier: the redriven one fences nobody any more', async () => {
    const { regions, run } = await begun(RunMode.FAILOVER);
    regions.now += 45 * MINUTE;
    const lock = { ...regions.item(STANDBY, 'lock/run')!, runId: NEW };
    regions.quicker = () => regions.put(STANDBY, 'lock/run', lock);
    await expect(regions.keep(STANDBY, { action: 'fence', ...run })).rejects.toMatchObject({ name: 'LockLost' });
    expect(regions.calls).not.toContain(`TransactWriteItems ${HOME}`);
  });

  test('at once, the new one a moment earlier: the redriven one renews nothing', async () => {
    const { regions, step } = await begun(RunMode.FAILOVER);
    regions.now += 45 * MINUTE;
    const lock = { ...regions.item(STANDBY, 'lock/run')!, runId: NEW, epoch: 99 };
    regions.quicker = () => regions.put(STANDBY, 'lock/run', lock);
    await expect(step()).rejects.toMatchObject({ name: 'LockLost' });
    expect(regions.item(STANDBY, 'lock/run')).toEqual({ ...lock, kind: 'lock', id: 'run' });
  });
});
