import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { timeText } from './region-view';
import type { RunBlock } from './state-changes';
import { changeState, IDLE } from './state-changes';
import { before, notAfter } from './state-conditions';
import { flag, StateWrites, text, wholeNumber } from './state-writes';
import { STATE_ITEM } from '../regional-state/state-kinds';

/** What the active Region tells the other one, which may have been lost while it was decided. */
export interface PeerNews {
  readonly activeRegion: string;
  readonly epoch: number;
  readonly home: string;
  /** Whether the latch of the Region that tells is closed. */
  readonly latchClosed: boolean;
  /** What blocks automation of the active Region blocks that of the other one: absent once it was acknowledged. */
  readonly block?: RunBlock;
  readonly now: number;
}

/**
 * Tells a Region who is active. Refused where it knows of this epoch or a later one. A run that was under way there is superseded.
 */
export function tellPeer(tableName: string, { activeRegion, epoch, home, latchClosed, block, now }: PeerNews): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    changeState(writes, { home, now }, {
      set: { activeRegion: text(activeRegion), epoch: wholeNumber(epoch), phase: text(IDLE) },
      block,
      remove: ['fencedUntil'],
      condition: before(epoch),
    }),
    noteLatchOfPeer(tableName, { closed: latchClosed, epoch, now }),
  ];
}

/** Notes in a Region whether the latch of the other one is closed. Counts while the Region's own state is of the same epoch. */
export function noteLatchOfPeer(
  tableName: string, { closed, epoch, now }: { readonly closed: boolean; readonly epoch: number; readonly now: number },
): TransactWriteItem {
  const set = { closed: flag(closed), epoch: wholeNumber(epoch), updatedAt: text(timeText(now)) };
  return new StateWrites(tableName).update(STATE_ITEM.peerLatch, { set, condition: notAfter(epoch) });
}
