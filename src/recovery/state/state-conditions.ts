import type { RegionView, RunLock } from './region-view';
import { timeText } from './region-view';
import type { Condition } from './state-writes';
import { flag, text, wholeNumber } from './state-writes';

/** That an item is not there. */
export const ABSENT: Condition = { expression: 'attribute_not_exists(#kind)' };

/** That the lock is the one of a run. */
export function heldBy({ runId, epoch }: { readonly runId: string; readonly epoch: number }): Condition {
  return { expression: '#runId = :heldBy AND #epoch = :heldSince', values: { ':heldBy': text(runId), ':heldSince': wholeNumber(epoch) } };
}

/**
 * That the lock is the one that was seen: of two runs that see the same free lock, one takes it. One that was renewed since is not free any
 * more, and one whose approval has come waits no more.
 */
export function asSeen(lock: RunLock | undefined): Condition {
  if (lock === undefined) {
    return ABSENT;
  }
  const { expression, values } = heldBy(lock);
  return {
    expression: `${expression} AND #expiresAt <= :lasts${lock.awaitsApproval ? ' AND #awaitsApproval = :waits' : ''}`,
    values: { ...values, ':lasts': text(timeText(lock.expiresAt)), ...lock.awaitsApproval ? { ':waits': flag(true) } : {} },
  };
}

/** That the state is of the epoch in which it was read, and that no run has begun since. */
export function asRead({ epoch, begunEpoch }: RegionView): Condition {
  const same = epoch === 0 ? '(attribute_not_exists(#epoch) OR #epoch = :read)' : '#epoch = :read';
  return begunEpoch === undefined
    ? { expression: `${same} AND attribute_not_exists(#begunEpoch)`, values: { ':read': wholeNumber(epoch) } }
    : { expression: `${same} AND #begunEpoch = :begun`, values: { ':read': wholeNumber(epoch), ':begun': wholeNumber(begunEpoch) } };
}

/** That an item was written in an epoch, and in no other since. */
export function ofEpoch(epoch: number): Condition {
  return { expression: '#epoch = :since', values: { ':since': wholeNumber(epoch) } };
}

/** That an item is of an earlier epoch, or was never written. */
export function before(epoch: number): Condition {
  return { expression: 'attribute_not_exists(#epoch) OR #epoch < :since', values: { ':since': wholeNumber(epoch) } };
}

/** That an item is not of a later epoch. */
export function notAfter(epoch: number): Condition {
  return { expression: 'attribute_not_exists(#epoch) OR #epoch <= :since', values: { ':since': wholeNumber(epoch) } };
}
