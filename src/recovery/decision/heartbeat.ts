import type { Health, Look } from './database-health';

/**
 * The last sign that a member of the other Region writes: that of its writes some arrive here. It passes by the storage of Aurora alone, and
 * by none of the services that are asked otherwise.
 * - a time in milliseconds: until then it has.
 * - `none`: of the last minutes there is nothing.
 * - `unread`: nobody could say.
 */
export type Heartbeat = number | 'none' | 'unread';

/** What else is known where RDS of the other Region is silent. */
export interface Beside {
  readonly heartbeat: Heartbeat;
  /** Whether the recovery state of the other Region answers: the Region as such is there. */
  readonly peerAnswers: boolean;
}

/** A metric of a minute is to be read one to two minutes after it: what has been missing for longer has ended. */
export const LONGEST_PAUSE_IN_MILLISECONDS = 180_000;

/**
 * What is held of a member about which RDS of its Region was asked, several times. That RDS is silent is a fault of its control plane, and
 * by itself no reason to give up writes: a database goes on without it. It counts as dead where the whole Region is silent, and in a Region
 * that is there when its heartbeat has ended, too.
 */
export function healthOf(look: Look, { heartbeat, peerAnswers }: Beside, now: number): Health {
  if (look !== 'silent') {
    return look;
  }
  const mayWrite = heartbeat === 'unread' || (heartbeat !== 'none' && now - heartbeat < LONGEST_PAUSE_IN_MILLISECONDS);
  return peerAnswers && mayWrite ? 'unknown' : 'dead';
}

/** Until when writes were made that have arrived, by the lag that was measured in the minute that began then. */
export function heartbeatOf(minuteBegan: Date, lagInMilliseconds: number): number {
  return minuteBegan.getTime() + 60_000 - lagInMilliseconds;
}
