import type { FinishedSimulation } from './finished';
import { secondsOf } from './finished';
import type { ReportSubject } from './subject';
import { summaryOf } from './summary';
import type { ReportOutcome, ReportRun, ReportSpan } from '../report';

/** How it ended. */
export function outcomeOf(
  finished: FinishedSimulation, subject: ReportSubject, runs: readonly ReportRun[], faults: readonly ReportSpan[],
): ReportOutcome {
  const { intervals } = finished;
  const last = intervals[intervals.length - 1];
  const lossSeconds = lossBefore(runs, faults);
  const measured = {
    recovered: last.acknowledged > 0 && last.refused + last.unreachable === 0,
    rtoSeconds: lossSeconds === undefined ? undefined : recoveryTime(finished, lossSeconds),
    rpoSeconds: recoveryPoint(finished, lossSeconds),
    activeRegion: activeRegion(finished, subject.names.home),
  };
  return { ...measured, summary: summaryOf(finished, subject, runs, faults, measured) };
}

/** When what a forced failover followed began. */
function lossBefore(runs: readonly ReportRun[], faults: readonly ReportSpan[]): number | undefined {
  const run = runs.find(({ mode }) => mode === 'failover');
  return run && faults.filter(({ fromSeconds, region }) => fromSeconds <= run.fromSeconds && region !== run.target).pop()?.fromSeconds;
}

/** Until an application admitted a write of a client under a new epoch. */
function recoveryTime(finished: FinishedSimulation, lossSeconds: number): number | undefined {
  const [first] = finished.history.of('writes-admitted').map(({ at }) => secondsOf(finished, at)).filter(seconds => seconds > lossSeconds);
  return first === undefined ? undefined : round(first - lossSeconds);
}

/** From the first acknowledged write that was lost to the last, or to the loss that came behind it. */
function recoveryPoint(finished: FinishedSimulation, lossSeconds = 0): number | undefined {
  const lost = finished.history.of('writes-lost');
  if (lost.length === 0) {
    return finished.history.of('writer-moved').length === 0 ? undefined : 0;
  }
  const first = secondsOf(finished, Math.min(...lost.map(({ from }) => from)));
  const last = secondsOf(finished, Math.max(...lost.map(({ until }) => until)));
  return round(Math.max(last, lossSeconds) - first);
}

/** As the state table with the highest epoch says. */
function activeRegion({ history }: FinishedSimulation, home: string): string {
  let newest: { readonly activeRegion: string; readonly epoch: number } = { activeRegion: home, epoch: 0 };
  for (const state of history.of('state-written')) {
    newest = state.epoch >= newest.epoch ? state : newest;
  }
  return newest.activeRegion;
}

function round(seconds: number): number {
  return Math.round(1000 * seconds) / 1000;
}
