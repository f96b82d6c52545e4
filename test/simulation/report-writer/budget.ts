import { followedPhase, followedPhaseOfPart } from './followed-phases';
import type { PlannedPart, PlannedRun, PlannedSpan, ReportSubject } from './subject';
import { STEP } from '../../../src/recovery/plan/plan-ids';
import type { ReportBudgetLine, ReportRun, ReportStep } from '../report';

/** From the loss to the check that clients are served: what budgets count. */
const LAST_STEP = 'verify-traffic';

/** The line of the whole run. */
export const ALL = 'all of it';

/** The budget of the first run against what it took, by the phases that people follow. None without a run. */
export function budgetOf([run]: readonly ReportRun[], { plans }: ReportSubject): ReportBudgetLine[] {
  const plan = run && plans.find(({ mode, target }) => mode === run.mode && target === run.target);
  if (plan === undefined) {
    return [];
  }
  const { parts, best, typical, worst } = plan.budget;
  const phaseOf = ({ id }: PlannedPart) => phaseOfPart(id, plan);
  const lines = [...new Set(parts.map(phaseOf))].map(phase => line(phase, parts.filter(part => phaseOf(part) === phase), run));
  return [...lines, { phase: ALL, best, typical, worst, actual: totalOf(run), source: `the parts above, beside and behind each other as the plan of the ${run.mode} has them` }];
}

function phaseOfPart(id: string, { steps }: PlannedRun): string {
  const step = steps.find(each => each.id === id);
  return step === undefined ? followedPhaseOfPart(id) : followedPhase(step.phase);
}

function line(phase: string, parts: readonly PlannedPart[], { steps }: ReportRun): ReportBudgetLine {
  const ofPhase = steps
    .filter(step => step.phase === phase && step.untilSeconds !== undefined && !isBesideWaiting(step, steps))
    .map(step => withoutWaiting(step, steps));
  const longest = parts.reduce((one, other) => lengthOf([other.worst]) > lengthOf([one.worst]) ? other : one);
  return {
    phase,
    best: lengthOf(parts.map(part => part.best)),
    typical: lengthOf(parts.map(part => part.typical)),
    worst: lengthOf(parts.map(part => part.worst)),
    actual: ofPhase.length === 0 ? undefined : lengthOf(ofPhase.map(({ fromSeconds, untilSeconds }) => ({ start: fromSeconds, end: untilSeconds! }))),
    source: `${longest.id}: ${longest.source}`,
  };
}

/** Who verifies early waits for Route 53 first: a budget counts that once, where traffic is shifted. */
function withoutWaiting(step: ReportStep, steps: readonly ReportStep[]): ReportStep {
  const read = steps.find(({ id }) => id === 'latch-reading')?.untilSeconds;
  const waits = step.id === LAST_STEP && read !== undefined && read > step.fromSeconds && read <= step.untilSeconds!;
  return waits ? { ...step, fromSeconds: read } : step;
}

/** What is verified while Route 53 is waited for takes no time of its own: a budget begins all that behind it. */
function isBesideWaiting({ id, untilSeconds }: ReportStep, steps: readonly ReportStep[]): boolean {
  const read = steps.find(step => step.id === 'latch-reading')?.untilSeconds;
  return id === STEP.verifyService && read !== undefined && untilSeconds! <= read;
}

function totalOf({ steps }: ReportRun): number | undefined {
  const last = steps.find(({ id }) => id === LAST_STEP)?.untilSeconds;
  return last === undefined ? undefined : round(last - Math.min(...steps.map(({ fromSeconds }) => fromSeconds)));
}

/** From the first beginning to the last end: parts of a phase go on beside each other. */
function lengthOf(spans: readonly PlannedSpan[]): number {
  return round(Math.max(...spans.map(({ end }) => end)) - Math.min(...spans.map(({ start }) => start)));
}

function round(seconds: number): number {
  return Math.round(1000 * seconds) / 1000;
}
