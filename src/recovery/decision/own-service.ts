import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { OwnService, Role, RunUnderWay } from './observation';
import type { RegionView } from '../state/region-view';
import { timeText } from '../state/region-view';
import { changeState } from '../state/state-changes';
import { StateWrites, text } from '../state/state-writes';

/** Longer than a run of the other Region needs to say that it took over, or automation there to begin one. */
export const PATIENCE_IN_MILLISECONDS = 5 * 60_000;

/** What the active Region sees of itself in one look. Nothing where nobody could say. */
export interface OwnLook {
  /** Whether a database is written in the other Region, or about to be. */
  readonly writtenElsewhere?: boolean;
  /** Whether a probe of the own endpoint fails. */
  readonly endpointFails?: boolean;
}

/** Whether a Region looks at itself: it serves, by its own state, and no run is under way that may be about to change that. */
export function looksAtItself(role: Role, run: RunUnderWay): boolean {
  return role === 'active' && run === 'none';
}

/** What is amiss in one look. */
function amiss({ writtenElsewhere, endpointFails }: OwnLook): OwnService {
  return writtenElsewhere ? 'written-elsewhere' : endpointFails ? 'endpoint-lost' : 'serves';
}

/** How the Region serves: what is amiss counts when it has been for several minutes. */
export function ownService({ amissSince = Infinity }: RegionView, look: OwnLook, now: number): OwnService {
  return now - amissSince >= PATIENCE_IN_MILLISECONDS ? amiss(look) : 'serves';
}

/**
 * Notes in the state since when something is amiss, and takes the note away when nothing is, or the Region is not the active one any more.
 * A look that nobody could take changes nothing.
 *
 * @param look absent: the Region did not look at itself
 */
export function noteService(
  tableName: string, { amissSince }: RegionView, look: OwnLook | undefined, role: Role, moment: { readonly home: string; readonly now: number },
): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  if (look !== undefined && amissSince === undefined && amiss(look) !== 'serves') {
    return [changeState(writes, moment, { set: { amissSince: text(timeText(moment.now)) } })];
  }
  const isWell = look?.writtenElsewhere === false && look.endpointFails === false;
  return amissSince !== undefined && (isWell || role === 'standby') ? [changeState(writes, moment, { remove: ['amissSince'] })] : [];
}
