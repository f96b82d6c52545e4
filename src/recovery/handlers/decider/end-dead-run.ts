import type { DeciderWorld } from './decider-world';
import { describeHolder } from './lock-holder';
import { storeOf } from './stores';
import { buryRun, isDead } from '../../decision/dead-run';
import { regionOfRun } from '../../state/begin-decision';
import { releaseDeadLock } from '../../state/dead-run-writes';
import type { RegionView, RunLock } from '../../state/region-view';
import type { StateStore } from '../state-store';

export interface LeftByRuns {
  readonly own: RegionView;
  /** Whether the run that holds the lock of this Region has ended, and left it. */
  readonly ended: boolean;
  /** Whether the other Region was asked for something already, and did not answer. */
  readonly isPeerSilent: boolean;
}

/**
 * Ends what a run of this Region left when it died, or could not do when it ended: its lock in the other Region, which cannot ask what became of
 * it, and must not wait until that expires; then its lock here, and its record. Whichever Region is active: a planned run may die before it
 * has decided that. Best effort: the next minute tries again.
 */
export async function endDeadRun({ own, ended, isPeerSilent }: LeftByRuns, world: DeciderWorld): Promise<void> {
  const { settings: { region, peer, home, blockSeconds } } = world;
  await (isPeerSilent ? undefined : attempt(async () => {
    const store = storeOf(peer, world);
    const { lock } = await store.view();
    await end(lock, store, world, dead => releaseDeadLock(store.tableName, dead));
  }, world));
  await (ended ? attempt(async () => {
    const store = storeOf(region, world);
    await end(own.lock, store, world, lock => buryRun(store.tableName, { region, home, own, lock, now: world.now(), blockSeconds }));
  }, world) : undefined);
}

async function end(
  lock: RunLock | undefined, store: StateStore, world: DeciderWorld, writesOf: (lock: RunLock) => Parameters<StateStore['write']>[0],
): Promise<void> {
  if (lock === undefined || regionOfRun(lock.runId) !== world.settings.region) {
    return;
  }
  const { status, endedAt } = await describeHolder(lock, world);
  if (status !== 'lives' && isDead(lock, endedAt, world.now())) {
    const refused = await store.write(writesOf(lock));
    const message = refused === undefined ? 'the lock of a dead run was released' : 'the lock of a dead run was taken meanwhile';
    world.log({ message, runId: lock.runId, table: store.tableName });
  }
}

async function attempt(what: () => Promise<void>, world: DeciderWorld): Promise<void> {
  try {
    await what();
  } catch (error) {
    world.log({ message: 'a run that may be dead was not ended', error: String(error) });
  }
}
