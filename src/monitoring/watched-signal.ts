import type { ReplicationSignal } from '../recovery';

/** A replication signal that has passed the rules, with what follows from it. */
export interface WatchedSignal {
  readonly recoverableId: string;
  readonly signal: ReplicationSignal;
  /** The limit in the unit of the metric. */
  readonly threshold: number;
}

/** The limit in words. */
export function describeLimit(signal: ReplicationSignal): string {
  return `limit ${signal.threshold.toHumanString()}`;
}
