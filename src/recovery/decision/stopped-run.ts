import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { STATE_ITEM } from '../regional-state/state-kinds';
import type { RegionView, RunLock } from '../state/region-view';
import { changeState } from '../state/state-changes';
import { asSeen } from '../state/state-conditions';
import { flag, StateWrites } from '../state/state-writes';

/**
 * The run that was stopped from outside, by people or by its time limit, and of which nobody has taken notice: it could not block automation,
 * as a run does that ends itself, and would be begun again within a minute.
 */
export function stoppedRun({ lock }: RegionView, stopped: boolean): RunLock | undefined {
  return stopped && lock !== undefined && !lock.stopSeen ? lock : undefined;
}

/** Blocks automation for it, once: acknowledged, it blocks no more, though its lock is still there. A redrive needs that. */
export function blockAfterStop(
  tableName: string, lock: RunLock, { home, now, blockSeconds }: { readonly home: string; readonly now: number; readonly blockSeconds: number },
): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    writes.update(STATE_ITEM.lock, { set: { stopSeen: flag(true) }, condition: asSeen(lock) }),
    changeState(writes, { home, now }, { block: { runId: lock.runId, until: now + blockSeconds * 1000 } }),
  ];
}
