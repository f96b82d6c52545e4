import type { TimeWindow } from './chart/scale';
import { durationBetween } from './figures';
import { trafficSpans } from './traffic';
import type { ReportRun, SimulationReport } from '../../simulation/report';

/** How a reader should take it; pictures and colours follow, words come first. */
export type Tone = 'good' | 'warning' | 'bad';

export interface Verdict {
  readonly tone: Tone;
  readonly words: string;
}

/** The outcome in a few words. What the checker objects to comes before everything else. */
export function verdictOf(report: SimulationReport): Verdict {
  const { findings, outcome, runs } = report;
  if (findings.length > 0) {
    return { tone: 'bad', words: findings.length === 1 ? 'A law was broken' : `${findings.length} times a law was broken` };
  }
  if (!outcome.recovered) {
    return { tone: 'bad', words: 'Not recovered' };
  }
  if (isBeyondObjective(report)) {
    return { tone: 'warning', words: 'Recovered, beyond an objective' };
  }
  if (outcome.rtoSeconds !== undefined) {
    return { tone: 'good', words: 'Recovered within the objectives' };
  }
  return { tone: 'good', words: runs.length === 0 ? 'Nothing was moved' : 'Moved as planned' };
}

export function isBeyondObjective({ outcome: { rtoSeconds = 0, rpoSeconds = 0 }, objectives }: SimulationReport): boolean {
  return rtoSeconds > objectives.rtoSeconds || rpoSeconds > objectives.rpoSeconds;
}

/** A figure against its objective, where both are shown beside it. */
export function against(actual: number, objective: number): string {
  if (Math.abs(objective - actual) < 0.05) {
    return 'exactly the objective';
  }
  const difference = durationBetween(actual, objective);
  const isSeen = difference !== '0 s';
  if (actual < objective) {
    return isSeen ? `${difference} to spare` : 'just within it';
  }
  return isSeen ? `${difference} beyond it` : 'just beyond it';
}

/**
 * From when to when clients were refused writes in a run and behind it, until the next one: no Region was to write, or they were led to the one that
 * was left. As fine as traffic is counted.
 */
export function refusedIn(report: Pick<SimulationReport, 'traffic' | 'durationSeconds' | 'runs'>, { fromSeconds }: ReportRun): TimeWindow | undefined {
  const next = Math.min(report.durationSeconds, ...report.runs.map(run => run.fromSeconds).filter(seconds => seconds > fromSeconds));
  const refused = trafficSpans(report).filter(span => span.refusedWrites > 0 && span.untilSeconds > fromSeconds && span.fromSeconds < next);
  return refused.length === 0 ? undefined : { fromSeconds: refused[0].fromSeconds, untilSeconds: refused[refused.length - 1].untilSeconds };
}

/** The longest time for which no write was acknowledged though clients asked, in seconds; 0 when there was none. */
export function longestPause(report: Pick<SimulationReport, 'traffic' | 'durationSeconds'>): number {
  let longest = 0;
  let current = 0;
  for (const { acknowledgedWrites, refusedWrites, unreachable, fromSeconds, untilSeconds } of trafficSpans(report)) {
    const isPaused = acknowledgedWrites === 0 && refusedWrites + unreachable > 0;
    current = isPaused ? current + untilSeconds - fromSeconds : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
