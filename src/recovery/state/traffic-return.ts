import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { timeText } from './region-view';
import { changeState } from './state-changes';
import { before, heldBy, ofEpoch } from './state-conditions';
import type { Condition } from './state-writes';
import { flag, recordKey, StateWrites, text, wholeNumber } from './state-writes';
import { STATE_ITEM } from '../regional-state/state-kinds';

/** A run that gives back the traffic that it took, by its lock. */
interface GivingRun {
  readonly runId: string;
  readonly epoch: number;
  readonly startedAt: string;
  readonly now: number;
}

/**
 * Opens the latch that this very run closed, and says so in its record: whoever resumes the run has the traffic taken again. A latch that
 * somebody has written since is left alone.
 */
export function giveTrafficBack(tableName: string, run: GivingRun): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  const set = { trafficGivenBack: flag(true), updatedAt: text(timeText(run.now)) };
  return [
    writes.check(STATE_ITEM.lock, heldBy(run)),
    setOwnLatch(writes, false, run, ofEpoch(run.epoch)),
    writes.update(recordKey(run.startedAt, run.runId), { set }),
  ];
}

/** Lets applications write again in the Region that such a run was to leave, unless it knows of something later. */
export function endFence(tableName: string, run: GivingRun & { readonly home: string }): TransactWriteItem[] {
  return [changeState(new StateWrites(tableName), run, { remove: ['fencedUntil'], condition: before(run.epoch) })];
}

/** The latch of the Region in whose table is written. */
export function setOwnLatch(
  writes: StateWrites, closed: boolean, { epoch, now }: { readonly epoch: number; readonly now: number }, condition: Condition,
): TransactWriteItem {
  return writes.update(STATE_ITEM.latch, { set: { closed: flag(closed), epoch: wholeNumber(epoch), updatedAt: text(timeText(now)) }, condition });
}
