import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { RunLock } from './region-view';
import { timeText } from './region-view';
import type { RunBlock } from './state-changes';
import { changeState, IDLE } from './state-changes';
import { asSeen } from './state-conditions';
import { recordKey, StateWrites, text } from './state-writes';
import type { RunErrorName } from '../handlers/run-errors';
import { STATE_ITEM } from '../regional-state/state-kinds';

const FAILURE: RunErrorName = 'LockLost';

/** Ends the record of a run that died, under the name that it would have ended under, had it lived. */
export function endDeadRecord(tableName: string, { startedAt, runId }: RunLock, cause: string, now: number): TransactWriteItem {
  return new StateWrites(tableName).update(recordKey(startedAt, runId), {
    set: {
      phase: text('ended'),
      outcome: text('failed'),
      endedAt: text(new Date(now).toISOString()),
      updatedAt: text(timeText(now)),
      failure: text(JSON.stringify({ step: '', error: FAILURE, cause: `the execution ended and the run did not: ${cause}` })),
    },
  });
}

/** Ends a run that died in its own Region: its lock and its record. */
export function endDeadRun(
  tableName: string, lock: RunLock, { home, now, block }: { readonly home: string; readonly now: number; readonly block?: RunBlock },
): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    writes.remove(STATE_ITEM.lock, asSeen(lock)),
    changeState(writes, { home, now }, { set: { phase: text(IDLE) }, block }),
    endDeadRecord(tableName, lock, 'nobody took it up again', now),
  ];
}

/** Releases the lock of a run that died in the other Region. What the run has fenced stays so for its lease: nobody knows who writes. */
export function releaseDeadLock(tableName: string, lock: RunLock): TransactWriteItem[] {
  return [new StateWrites(tableName).remove(STATE_ITEM.lock, asSeen(lock))];
}
