import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { timeText } from './region-view';
import { ROLE_MAX_AGE_IN_SECONDS } from './role-age';
import { changeState } from './state-changes';
import { StateWrites, text } from './state-writes';
import type { ReadinessAnswer } from '../handlers/requests';
import { STATE_KIND } from '../regional-state/state-kinds';

/** Nobody could say how far replication was behind: writes are suspect since the last one that is found on both sides. */
const UNKNOWN = 'unknown';

/** How far replication was behind, and when: absent where nobody could say. */
export type MeasuredLag = Pick<ReadinessAnswer, 'lagInMilliseconds' | 'lagMeasuredAt'>;

/**
 * Since when a forced run may lose writes that the other Region acknowledged, as its record says it: at the time of the measurement everything
 * older than the lag had arrived. Until when, nobody knows before that Region is told: it may have been cut off, and not lost.
 */
export function suspectSince(lag: MeasuredLag): string {
  const arrived = arrivedUntil(lag);
  return arrived === undefined ? UNKNOWN : new Date(arrived).toISOString();
}

/**
 * Whether what a run has recorded reaches further back than what it finds now. A database that was promoted meanwhile is not measured any more, and
 * the writes that it lost stay lost.
 */
export function reachesFurtherBack(recorded: MeasuredLag, found: MeasuredLag): boolean {
  return (arrivedUntil(recorded) ?? Infinity) < (arrivedUntil(found) ?? -Infinity);
}

/** Until when everything that was written had arrived, in milliseconds. */
function arrivedUntil({ lagInMilliseconds, lagMeasuredAt }: MeasuredLag): number | undefined {
  return lagInMilliseconds === undefined || lagMeasuredAt === undefined ? undefined : Date.parse(lagMeasuredAt) - lagInMilliseconds;
}

/**
 * Says until when writes are suspect, in the record of the run and, there, once: the state says which record waits for it.
 *
 * @param id of the record, as the state has it
 * @param toldAt when the other Region knew that it is not the active one, in milliseconds
 */
export function endSuspectWrites(
  tableName: string, id: string, toldAt: number, moment: { readonly home: string; readonly now: number },
): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    changeState(writes, moment, {
      remove: ['suspectRun'],
      condition: { expression: '#suspectRun = :ends', values: { ':ends': text(id) } },
    }),
    writes.update({ kind: STATE_KIND.run, id }, {
      set: { suspectUntil: text(new Date(toldAt + ROLE_MAX_AGE_IN_SECONDS * 1000).toISOString()), updatedAt: text(timeText(moment.now)) },
    }),
  ];
}
