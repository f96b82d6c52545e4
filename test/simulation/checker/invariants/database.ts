import type { RunRecord } from '../../history/events';
import type { History } from '../../history/history';
import type { Invariant } from '../invariant';

/** How much more than the measured lag may be lost: the writer goes on after the measurement, until it is told or lost. */
const ROUNDING = 1000;

/** What a record says that lists everything since the last write that is found on both sides. */
const UNKNOWN = 'unknown';

export const ONE_PROMOTION_AT_A_TIME: Invariant = {
  id: 'one-promotion-at-a-time',
  says: 'of promotions of one database only one is accepted until it has ended',
  violations: history => {
    const under = new Map<string, string>();
    return history.of('promotion-accepted', 'promotion-ended').flatMap(event => {
      const target = under.get(event.database);
      if (event.kind === 'promotion-ended') {
        under.delete(event.database);
        return [];
      }
      under.set(event.database, event.target);
      return target === undefined ? [] : [{ at: event.at, what: `${event.database} was promoted to ${event.target} while it was being promoted to ${target}` }];
    });
  },
};

export const ASKED_ONCE: Invariant = {
  id: 'asked-once',
  says: 'a promotion that the database has taken is not asked for again',
  violations: history => {
    // Whoever is told an old state cannot know better, and what the SDK makes twice nobody asked for.
    const excused = history.of('call-fault').some(({ service, fault }) => service === 'rds' && ['stale-read', 'made-twice'].includes(fault));
    const taken = new Map<string, string>();
    return excused ? [] : history.of('promotion-accepted', 'promotion-refused', 'promotion-ended').flatMap(event => {
      const known = taken.get(event.database);
      if (event.kind === 'promotion-refused') {
        return known === event.target ? [{ at: event.at, what: `${event.by} asked again to promote ${event.database} to ${event.target}` }] : [];
      }
      if (event.kind === 'promotion-accepted') {
        taken.set(event.database, event.target);
      } else if ('moved' in event && !event.moved) {
        taken.delete(event.database);
      }
      return [];
    });
  },
};

export const LOST_WRITES_ARE_LISTED: Invariant = {
  id: 'lost-writes-are-listed',
  says: 'acknowledged writes are lost in forced runs only, within the interval that the record calls suspect',
  violations: history => history.of('writes-lost').flatMap(({ at, database, from, until, count, forced }) => {
    if (!forced) {
      return [{ at, what: `${count} acknowledged writes of ${database} were lost without force` }];
    }
    return isSuspect(history, from, until) ? [] : [{ at, what: `${count} writes of ${new Date(from).toISOString()} to ${new Date(until).toISOString()} were lost, and no record lists them` }];
  }),
};

/** Whether the record of a forced run calls the writes of a span of time suspect. */
export function isSuspect(history: History, from: number, until: number): boolean {
  return records(history).some(({ mode, suspectFrom = '', suspectUntil = '' }) => {
    const [first, last] = [suspectFrom === UNKNOWN ? -Infinity : Date.parse(suspectFrom) - ROUNDING, Date.parse(suspectUntil) + ROUNDING];
    return mode === 'failover' && first <= from && (Number.isNaN(last) || last >= until);
  });
}

/** The last state of every run's record. */
export function records(history: History): RunRecord[] {
  const last = new Map<string, RunRecord>();
  for (const { region, run } of history.of('run-recorded')) {
    last.set(`${region}/${run.runId}`, run);
  }
  return [...last.values()];
}
