import type { Keeper } from './keeper';
import { superseded } from './keeper';
import { publishLatch } from './publish-latch';
import type { LatchMove } from '../../state/latch-moves';
import { latchMoves } from '../../state/latch-moves';
import { moveLatch } from '../../state/run-writes';
import type { KeeperRequest } from '../requests';

export interface ShiftAnswer {
  readonly latches: LatchMove[];
  /** Whether all of them were published at once. What was not, the Region's own publisher publishes within a minute. */
  readonly published: boolean;
}

/**
 * Moves the traffic: writes the latch items, and publishes at once what the Regions would publish within a minute. What is not written is
 * not published: the Region's own publisher would take it back. What is written moves the traffic, published here or not: a run that ended
 * for that would leave the database behind.
 *
 * @throws RunError `LockLost`, `ServiceUnavailable`
 */
export async function shiftTraffic(request: Extract<KeeperRequest, { readonly action: 'shift' }>, keeper: Keeper): Promise<ShiftAnswer> {
  const held = await keeper.held(request);
  const { settings } = keeper.world;
  const latches = latchMoves(request.mode, settings);
  let published = true;
  for (const move of latches) {
    const store = move.region === settings.region ? keeper.own : keeper.peer;
    if (await store.write(moveLatch(store.tableName, held, move)) !== undefined) {
      throw superseded(held, store.tableName);
    }
    published = await publishLatch(move, keeper) && published;
  }
  return { latches, published };
}
