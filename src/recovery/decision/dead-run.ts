import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { endDeadRun } from '../state/dead-run-writes';
import type { RegionView, RunLock } from '../state/region-view';

/** How long whoever stopped a run, or saw it die, has to redrive it with the locks that it left. Later it takes them anew, if nobody else has. */
export const REDRIVE_PATIENCE_IN_MILLISECONDS = 5 * 60_000;

/**
 * Whether a run that has ended, and left a lock, is dead. A lock that was taken since is that of a run that was redriven: Step Functions may say
 * for a moment that it has ended.
 *
 * @param endedAt when its execution ended, in milliseconds
 */
export function isDead({ acquiredAt = 0 }: RunLock, endedAt: number, now: number): boolean {
  return now - Math.max(acquiredAt, endedAt) >= REDRIVE_PATIENCE_IN_MILLISECONDS;
}

/** What a Region knows of its dead run. */
export interface DeadRun {
  readonly region: string;
  readonly home: string;
  readonly own: RegionView;
  readonly lock: RunLock;
  readonly now: number;
  readonly blockSeconds: number;
}

/**
 * Ends a dead run where it was. One that made the Region the active one blocks automation as if it had ended itself, unless somebody stopped
 * it: that was noted when it was seen. One that died before has decided nothing, and recovery may still be wanted.
 */
export function buryRun(tableName: string, { region, home, own, lock, now, blockSeconds }: DeadRun): TransactWriteItem[] {
  const activated = own.activeRegion === region && own.epoch === lock.epoch;
  const block = { runId: lock.drill ?? lock.runId, until: now + blockSeconds * 1000, unlessBlocked: lock.drill !== undefined };
  return endDeadRun(tableName, lock, { home, now, block: activated && !lock.stopSeen ? block : undefined });
}
