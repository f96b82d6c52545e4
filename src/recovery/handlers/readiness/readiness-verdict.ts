import type { Finding, Lag } from './check';
import { RunMode } from '../../plan/run-mode';
import type { ReadinessAnswer } from '../requests';
import type { RunErrorName } from '../run-errors';

/** What the findings mean to the run: an answer, and a refusal where it must not go on. */
export interface ReadinessVerdict {
  readonly answer: ReadinessAnswer;
  readonly refusal?: { readonly name: RunErrorName; readonly detail: string };
}

/**
 * Judges what the checks showed. A planned run can wait, so whatever is wrong or not known stops it. A forced one cannot: only what makes
 * its promotion impossible stops it, and all else is recorded. A drill is there to find out. Whoever asks until a check holds is told how it is.
 */
export function judgeReadiness(mode: RunMode, findings: readonly Finding[], isAwaited = false): ReadinessVerdict {
  const answer = { ...furthestLag(findings), findings: findings.map(({ id, ok, detail }) => ({ id, ok, detail })) };
  const stopping = findings.filter(finding => stops(mode, finding));
  if (isAwaited || stopping.length === 0) {
    return { answer };
  }
  const detail = stopping.map(finding => `${finding.id}: ${finding.detail}`).join('; ');
  return { answer, refusal: { name: nameOf(stopping), detail } };
}

function stops(mode: RunMode, { ok, prevents = false }: Finding): boolean {
  switch (mode) {
    case RunMode.FAILOVER: return prevents;
    case RunMode.DRILL: return false;
    default: return !ok;
  }
}

/** What is wrong beside the lag comes first: it has to be put right by people, while a lag goes by. */
function nameOf(stopping: readonly Finding[]): RunErrorName {
  const gates = stopping.map(({ gate }) => gate ?? 'NotReady');
  return (['NotReady', 'LagUnknown'] as const).find(name => gates.includes(name)) ?? 'LagAboveGate';
}

/** Of several databases the one whose lag reaches back furthest says since when writes may be lost: a smaller one may have been measured earlier. */
function furthestLag(findings: readonly Finding[]): Pick<ReadinessAnswer, 'lagInMilliseconds' | 'lagMeasuredAt'> {
  const lags = findings.map(({ lag }) => lag).filter((lag): lag is Lag => lag !== undefined);
  if (lags.length === 0) {
    return {};
  }
  const { milliseconds, measuredAt } = lags.reduce((furthest, lag) => arrivedUntil(lag) < arrivedUntil(furthest) ? lag : furthest);
  return { lagInMilliseconds: milliseconds, lagMeasuredAt: measuredAt };
}

/** Until when everything that was written had arrived, in milliseconds. */
function arrivedUntil({ milliseconds, measuredAt }: Lag): number {
  return Date.parse(measuredAt) - milliseconds;
}
