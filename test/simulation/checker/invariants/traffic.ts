import type { EventOf } from '../../history/events';
import type { History } from '../../history/history';
import type { Invariant } from '../invariant';

/**
 * Traffic is not led to a Region whose database does not write, as long as both Regions work. What leads it is the latch, or without latches the
 * run itself: a planned run finds traffic on its way that a forced one has led, or a planned one before it, whose writer it moves on.
 */
export const PLANNED_TRAFFIC_FOLLOWS_WRITER: Invariant = {
  id: 'planned-traffic-follows-writer',
  says: 'a planned run never leads traffic to a Region whose database cannot write',
  violations: (history, { home, trafficShift }) => {
    let writer = home;
    let planned: string | undefined;
    let led: { readonly to?: string; readonly writer: string } | undefined;
    const closed = new Map<string, boolean>();
    return history.of('writer-moved', 'run-recorded', 'latch-written', 'traffic-moved').flatMap(event => {
      if (event.kind === 'writer-moved') {
        writer = event.to;
      } else if (event.kind === 'run-recorded') {
        const { outcome, mode, target } = event.run;
        // The end of a run, which another one may have overtaken, says nothing of what moves the traffic.
        if (outcome === 'running') {
          planned = ['switchover', 'failback'].includes(mode) ? target : undefined;
        }
      } else if (event.kind === 'latch-written') {
        // A latch that is written as it was leads nothing anywhere.
        led = closed.get(event.region) === event.closed ? led : { to: planned, writer };
        closed.set(event.region, event.closed);
      } else if (event.region === (trafficShift === 'endpoint' ? planned : led?.to) && ![writer, led?.writer].includes(event.region)
        && history.of('writer-moved').length > 0) {
        return [{ at: event.at, what: `traffic went to ${event.region} while ${writer} had the writer` }];
      }
      return [];
    });
  },
};

export const TRAFFIC_NEEDS_DECISION: Invariant = {
  id: 'traffic-needs-decision',
  says: 'traffic never moves without a decision: a latch that a run has written',
  violations: (history, { home, standby, trafficShift }) => {
    if (trafficShift === 'endpoint') {
      return [];
    }
    return history.of('traffic-moved').filter(move => !wasDecided(history, move, standby, home))
      .map(({ at, region }) => ({ at, what: `traffic went to ${region} though no run had told it to` }));
  },
};

/** How long health checks and name servers may take: what was up before that was, as they knew it. */
const NOTICED = 180_000;

export const TRAFFIC_NEEDS_LIFE: Invariant = {
  id: 'traffic-needs-life',
  says: 'traffic that no run has told to is led only to a side that is up, as long as the other one is',
  violations: (history, { home, standby }) => history.of('traffic-moved').filter(move => {
    const other = move.region === home ? standby : home;
    return !wasDecided(history, move, standby, home) && isDown(history, move.region, move.at, NOTICED) && !isDown(history, other, move.at, 0);
  }).map(({ at, region }) => ({ at, what: `traffic went to ${region}, which does not serve` })),
};

/** Whether a Region has not served for so long. */
function isDown(history: History, region: string, at: number, since: number): boolean {
  return (['region-lost', 'application-down'] as const).some(fault => {
    const before = history.of('world-fault').filter(each => each.fault === fault && each.region === region && each.at <= at);
    const last = before[before.length - 1];
    return last?.on === true && at - last.at >= since;
  });
}

/** Whether a latch was written that leads traffic there. */
function wasDecided(history: History, move: EventOf<'traffic-moved'>, standby: string, home: string): boolean {
  return latchesBefore(history, move.at).some(({ closed, region }) => move.region === standby ? closed && region === standby
    : (!closed && region === standby) || (closed && region === home));
}

export const LATCH_HOLDS: Invariant = {
  id: 'latch-holds',
  says: 'once the latch is closed, traffic never returns before a run home, unless the forced run that closed it ended before its Region was active; '
    + 'where endpoints move the traffic as well, once Route 53 has read it, which no run may succeed before',
  violations: (history, { home, standby, trafficShift }) => history.of('traffic-moved').filter(({ region }) => region === home).flatMap(({ at }) => {
    const closing = closingInEffect(history, standby, at, trafficShift === 'endpoint');
    const returned = closing === undefined || wasGivenBack(history, standby, closing)
      || history.of('run-recorded').some(({ at: since, run }) => since >= closing.closed.at && since <= at && run.target === home);
    return returned ? [] : [{ at, what: `traffic returned to ${home} before any run home, after the latch was closed` }];
  }),
};

/** From when a latch is closed until it is closed again, having been open meanwhile. */
interface Closing {
  readonly closed: EventOf<'latch-written'>;
  last: EventOf<'latch-written'>;
}

/** What moves the traffic at a time: of a latch that was closed again, and is not read yet, what became of it before. */
function closingInEffect(history: History, region: string, at: number, byEndpoints: boolean): Closing | undefined {
  const closings: Closing[] = [];
  for (const latch of latchesBefore(history, at).filter(each => each.region === region)) {
    const [current] = closings.slice(-1);
    // A latch that is closed may be written as closed again: what counts is since when.
    if (latch.closed && current?.last.closed !== true) {
      closings.push({ closed: latch, last: latch });
    } else if (current !== undefined) {
      current.last = latch;
    }
  }
  return closings.reverse().find(({ closed }, index) => byEndpoints ? at >= effectOf(history, region, closed)
    : index === closings.length - 1 || at >= closed.at + NOTICED);
}

/** Since when a latch keeps the traffic that endpoints have moved: since it was read. Whoever says that the traffic has come says that it was. */
function effectOf(history: History, region: string, closed: EventOf<'latch-written'>): number {
  const moments = [
    ...history.of('latch-read').filter(read => read.region === region && read.closed),
    ...history.of('run-recorded').filter(({ run }) => run.target === region && run.outcome === 'succeeded'),
  ].map(({ at }) => at).filter(at => at >= closed.at);
  return Math.min(...moments);
}

/**
 * Whether a run that closed a latch, or found it closed by one that had died, opened it again: forced, failed, and without its Region ever having
 * been made the active one meanwhile.
 */
function wasGivenBack(history: History, region: string, { closed, last }: Closing): boolean {
  const took = [...history.of('run-recorded')].reverse().find(({ region: at, run }) => at === region && run.epoch === last.epoch && run.target === region);
  const wasActive = history.of('state-written').filter(state => state.region === region && state.activeRegion === region)
    .some(({ epoch, at }) => epoch >= closed.epoch && epoch <= last.epoch && at <= last.at);
  return !last.closed && took?.run.mode === 'failover' && took.run.outcome === 'failed' && !wasActive;
}

function latchesBefore(history: History, at: number): EventOf<'latch-written'>[] {
  return history.of('latch-written').filter(latch => latch.at <= at);
}
