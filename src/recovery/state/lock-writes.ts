import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { timeText } from './region-view';
import type { HeldRun } from './run-writes';
import { heldBy } from './state-conditions';
import { flag, recordKey, StateWrites, text } from './state-writes';
import type { RunReference } from '../handlers/requests';
import { STATE_ITEM } from '../regional-state/state-kinds';

/** What is known of the approval of a run. */
export interface ApprovalNote {
  readonly awaits: boolean;
  /** The name that somebody gave who approved. */
  readonly approver?: string;
}

/** Says in the lock of a run whether it does nothing but wait for approval: then a person may overtake it. Who has approved is in its record. */
export function noteApproval(tableName: string, run: HeldRun, { awaits, approver }: ApprovalNote): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    writes.update(STATE_ITEM.lock, { set: { awaitsApproval: flag(awaits) }, condition: heldBy(run) }),
    ...approver ? [writes.update(recordKey(run.startedAt, run.runId), { set: { approver: text(approver) } })] : [],
  ];
}

/** Has a lock hold for longer, if it is still that of the run. */
export function renewLock(tableName: string, run: RunReference, expiresAt: number): TransactWriteItem[] {
  return [new StateWrites(tableName).update(STATE_ITEM.lock, { set: { expiresAt: text(timeText(expiresAt)) }, condition: heldBy(run) })];
}
