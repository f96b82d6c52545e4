import type { RunRecord } from '../../history/events';
import type { Invariant } from '../invariant';
import { records } from './database';

/** The record keeps whole milliseconds of both, each rounded by itself. */
const ROUNDING = 2;
/** How far the moment of a write may be from that of the measurement that has it: the writer goes on meanwhile. */
const MEASURING = 1000;

export const SUSPECT_IS_TIGHT: Invariant = {
  id: 'suspect-is-tight',
  says: 'what a forced run calls suspect begins a lag before the lag was measured, is unknown only where nobody measured it, and has all that is lost',
  violations: history => [
    ...records(history).filter(run => isSuspecting(run) && !isTight(run)).map(run => ({
      at: Date.parse(run.startedAt),
      what: `${run.runId} calls suspect what was written since ${run.suspectFrom}, and measured a lag of ${run.lagInMilliseconds} ms at ${run.lagMeasuredAt}`,
    })),
    ...history.of('writes-lost').filter(({ forced, from }) => forced && !records(history).some(run => isSuspecting(run) && arrivedUntil(run) - MEASURING <= from))
      .map(({ at, count, from }) => ({ at, what: `${count} writes were lost since ${new Date(from).toISOString()}, and by the lag of every forced run they had arrived` })),
  ],
};

function isSuspecting({ mode, suspectFrom }: RunRecord): boolean {
  return mode === 'failover' && suspectFrom !== undefined;
}

/** Until when everything had arrived, in milliseconds. Nobody knows of anything where nobody measured. */
function arrivedUntil({ lagInMilliseconds, lagMeasuredAt }: RunRecord): number {
  return lagInMilliseconds === undefined || lagMeasuredAt === undefined ? -Infinity : Date.parse(lagMeasuredAt) - lagInMilliseconds;
}

function isTight(run: RunRecord): boolean {
  const arrived = arrivedUntil(run);
  return arrived === -Infinity ? run.suspectFrom === 'unknown' : Math.abs(Date.parse(run.suspectFrom!) - arrived) <= ROUNDING;
}
