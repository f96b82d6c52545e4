import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { timeText } from './region-view';
import type { Condition, StateWrites, Values } from './state-writes';
import { text, wholeNumber } from './state-writes';
import { STATE_ITEM } from '../regional-state/state-kinds';

/** What the state says while no run is under way. */
export const IDLE = 'idle';

/** What keeps automation from acting after a run. */
export interface RunBlock {
  readonly runId: string;
  /** In milliseconds. */
  readonly until: number;
  /** Whether another run that nobody has acknowledged goes on to block in its own name. @default false */
  readonly unlessBlocked?: boolean;
}

/** How the state of a Region changes. */
export interface StateChange {
  readonly set?: Values;
  readonly block?: RunBlock;
  readonly remove?: readonly string[];
  readonly condition?: Condition;
}

/** Changes the state of a Region. One that was never written becomes whole: the home Region is active in epoch 0. */
export function changeState(
  writes: StateWrites, { home, now }: { readonly home: string; readonly now: number }, { set = {}, block, remove, condition }: StateChange,
): TransactWriteItem {
  const changes: Values = {
    ...set,
    ...(block ? { blockedUntil: text(timeText(block.until)) } : {}),
    ...(block && !block.unlessBlocked ? { unacknowledgedRun: text(block.runId) } : {}),
    updatedAt: text(timeText(now)),
  };
  const whole: Values = {
    activeRegion: text(home),
    epoch: wholeNumber(0),
    phase: text(IDLE),
    ...(block?.unlessBlocked ? { unacknowledgedRun: text(block.runId) } : {}),
  };
  const unlessThere = Object.fromEntries(Object.entries(whole).filter(([name]) => !(name in changes)));
  return writes.update(STATE_ITEM.state, { set: changes, unlessThere, remove, condition });
}
