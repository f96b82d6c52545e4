import { duration } from './figures';
import { MOMENT_KINDS } from './kinds';
import type { PhaseSpan } from './phases';
import { phasesOf } from './phases';
import type { ReportRun, SimulationReport } from '../../simulation/report';

/** Something that happened at a moment. */
export interface LogEntry {
  readonly atSeconds: number;
  /** In a word. */
  readonly kind: string;
  readonly region?: string;
  readonly words: string;
}

/** All that happened, in the order of time: faults, runs with their phases, and single moments. */
export function logOf(report: SimulationReport): LogEntry[] {
  const moments = report.moments.map(({ label, kind, ...moment }): LogEntry => ({ ...moment, kind: MOMENT_KINDS[kind], words: label }));
  return [...faults(report), ...runs(report), ...moments].sort((one, other) => one.atSeconds - other.atSeconds);
}

function faults({ faults: all }: SimulationReport): LogEntry[] {
  return all.flatMap(({ label, region, fromSeconds, untilSeconds }) => [
    { atSeconds: fromSeconds, kind: 'Fault', region, words: label },
    ...untilSeconds === undefined ? [] : [{ atSeconds: untilSeconds, kind: 'Fault', region, words: `over: ${label}` }],
  ]);
}

/** The beginning of a run, the end of each of its phases, and its own end. */
function runs({ runs: all }: SimulationReport): LogEntry[] {
  return all.flatMap(run => {
    const name = `${run.mode} to ${run.target}`;
    const entry = (atSeconds: number, words: string): LogEntry => ({ atSeconds, kind: 'Run', region: run.target, words });
    return [
      entry(run.fromSeconds, `${name} begins: ${run.reason}`),
      ...phasesOf(run).flatMap(phase => phase.untilSeconds === undefined ? [] : [entry(phase.untilSeconds, ended(phase, phase.untilSeconds, run))]),
      ...run.untilSeconds === undefined ? [] : [entry(run.untilSeconds, `${name} ${run.outcome} after ${duration(run.untilSeconds - run.fromSeconds)}`)],
    ];
  });
}

/** What no run waits for may end behind it. */
const CACHES = 'record-cache';

function ended({ phase, fromSeconds, steps }: PhaseSpan, at: number, { untilSeconds }: ReportRun): string {
  const isBehind = untilSeconds !== undefined && at > untilSeconds;
  const isCaches = steps.find(step => step.untilSeconds === at)?.id === CACHES;
  const why = !isBehind ? '' : `, behind the end of the run${isCaches ? ': the last caches of clients have dropped the old answer' : ''}`;
  return `${phase} done in ${duration(at - fromSeconds)}${why}`;
}
