import { isSuspect } from './database';
import type { WorldFault } from '../../behaviours/faults';
import type { EventOf } from '../../history/events';
import type { History } from '../../history/history';
import type { Invariant } from '../invariant';

export const PLANNED_RUN_MISSES_NO_SESSION: Invariant = {
  id: 'planned-run-misses-no-session',
  says: 'after a planned run that waits for a table the Region has all that the other one acknowledged, when it admits clients, and nothing is overwritten',
  violations: (history, { drainedTables = [] }) => history.of('session-writes-missing', 'session-writes-overwritten')
    .filter(({ table }) => drainedTables.includes(table))
    .filter(({ at, source }) => modeBefore(history, source, at) === 'planned')
    .map(({ kind, at, source, count }) => ({ at, what: `${count} session writes of ${source} were ${kind.replace('session-writes-', '')} after a planned run` })),
};

export const MISSING_SESSIONS_ARE_LISTED: Invariant = {
  id: 'missing-sessions-are-listed',
  says: 'the session writes that a Region misses after a forced run, or that are overwritten after it, are of the interval that a record calls suspect',
  violations: history => history.of('session-writes-missing', 'session-writes-overwritten')
    .filter(({ at, source, from, until }) => modeBefore(history, source, at) === 'forced' && !isSuspect(history, from, until))
    .map(({ at, source, from, until, count }) => (
      { at, what: `${count} session writes of ${source}, ${new Date(from).toISOString()} to ${new Date(until).toISOString()}, are missing, and no record lists them` }
    )),
};

/** What keeps session writes from crossing. */
const BETWEEN: readonly WorldFault[] = ['region-lost', 'region-cut', 'one-way', 'sessions-lag'];
/** By when what waited has crossed. */
const CROSSED = 60_000;

export const MISSING_SESSIONS_ARRIVE: Invariant = {
  id: 'missing-sessions-arrive',
  says: 'session writes that a Region misses arrive when the Regions see each other again, overwritten or not',
  violations: history => isApart(history) ? [] : history.of('session-writes-missing').filter(missing => missing.at < history.end - CROSSED)
    .filter(missing => arrivedOf(history, missing) < missing.count)
    .map(({ at, source, count }) => ({ at, what: `of ${count} session writes of ${source} not all have arrived` })),
};

function arrivedOf(history: History, { at, table, source, from, until }: EventOf<'session-writes-missing'>): number {
  return history.of('session-writes-arrived')
    .filter(each => each.at >= at && each.table === table && each.source === source && each.from >= from && each.from <= until)
    .reduce((sum, { count }) => sum + count, 0);
}

/** Whether something is between the Regions at the end, or was until a moment ago. */
function isApart(history: History): boolean {
  const faults = history.of('world-fault').filter(({ fault }) => BETWEEN.includes(fault));
  const returned = (region: string, since: number) => history.of('world-fault').some(each => each.fault === 'region-returns' && each.region === region && each.at >= since);
  const lasts = faults.filter(({ fault, region, on, at }) => on && !(fault === 'region-lost' && returned(region, at))
    && !faults.some(each => each.fault === fault && each.region === region && !each.on && each.at >= at));
  return lasts.length > 0 || history.of('world-fault').some(({ fault, at }) => [...BETWEEN, 'region-returns'].includes(fault) && at > history.end - CROSSED);
}

/** How production left a Region last: by the record of the newest run away from it that had begun by then. */
function modeBefore(history: History, source: string, at: number): 'planned' | 'forced' | undefined {
  const [newest] = history.of('run-recorded').filter(({ run }) => run.target !== source && Date.parse(run.startedAt) <= at)
    .sort((one, other) => other.run.epoch - one.run.epoch);
  return newest === undefined ? undefined : newest.run.mode === 'failover' ? 'forced' : 'planned';
}
