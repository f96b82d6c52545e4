import type { RegionView, RunLock } from './region-view';
import type { Condition } from './state-writes';
import { text, wholeNumber } from './state-writes';

/** That an item is not there. */
export const ABSENT: Condition = { expression: 'attribute_not_exists(#kind)' };

/** That the lock is the one of a run. */
export function heldBy({ runId, epoch }: { readonly runId: string; readonly epoch: number }): Condition {
  return { expression: '#runId = :heldBy AND #epoch = :heldSince', values: { ':heldBy': text(runId), ':heldSince': wholeNumber(epoch) } };
}

/** That the lock is the one that was seen: of two runs that see the same free lock, one takes it. */
export function asSeen(lock: RunLock | undefined): Condition {
  return lock ? heldBy(lock) : ABSENT;
}

/** That the state is of the epoch in which it was read. */
export function asRead({ epoch }: RegionView): Condition {
  const same = '#epoch = :read';
  return { expression: epoch === 0 ? `(attribute_not_exists(#epoch) OR ${same})` : same, values: { ':read': wholeNumber(epoch) } };
}

/** That an item is of an earlier epoch, or was never written. */
export function before(epoch: number): Condition {
  return { expression: 'attribute_not_exists(#epoch) OR #epoch < :since', values: { ':since': wholeNumber(epoch) } };
}

/** That an item is not of a later epoch. */
export function notAfter(epoch: number): Condition {
  return { expression: 'attribute_not_exists(#epoch) OR #epoch <= :since', values: { ':since': wholeNumber(epoch) } };
}
