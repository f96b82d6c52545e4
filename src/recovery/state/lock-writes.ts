import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { timeText } from './region-view';
import { heldBy } from './state-conditions';
import { flag, StateWrites, text } from './state-writes';
import type { RunReference } from '../handlers/requests';
import { STATE_ITEM } from '../regional-state/state-kinds';

/** Says in the lock of a run whether it does nothing but wait for approval: then a person may overtake it. */
export function noteApproval(tableName: string, run: RunReference, awaits: boolean): TransactWriteItem[] {
  return [new StateWrites(tableName).update(STATE_ITEM.lock, { set: { awaitsApproval: flag(awaits) }, condition: heldBy(run) })];
}

/** Has a lock hold for longer, if it is still that of the run. */
export function renewLock(tableName: string, run: RunReference, expiresAt: number): TransactWriteItem[] {
  return [new StateWrites(tableName).update(STATE_ITEM.lock, { set: { expiresAt: text(timeText(expiresAt)) }, condition: heldBy(run) })];
}
