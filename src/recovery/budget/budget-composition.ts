import { Duration } from 'aws-cdk-lib';
import type { BudgetPart, BudgetSettings, PlannedPhases } from './budget-parts';
import { budgetParts, RECORD_CACHE } from './budget-parts';
import type { BudgetSpan } from './recovery-budget';
import { RecoveryBudget } from './recovery-budget';
import { recoveryPoints } from './recovery-points';
import { STEP } from '../plan/plan-ids';
import { isPlanned } from '../plan/plan-modes';
import type { IRecoverable } from '../plan/recoverable';
import type { RunMode } from '../plan/run-mode';

type Case = 'best' | 'typical' | 'worst';
type Schedule = ReadonlyMap<string, { readonly start: number; readonly end: number }>;

export interface BudgetInput extends BudgetSettings {
  readonly plan: PlannedPhases;
  readonly mode: RunMode;
  readonly stores: readonly IRecoverable[];
  readonly objective?: Duration;
}

/** Puts the figures of a plan, and of what is around it, on one time axis: each part begins when all that it waits for is over. */
export function composeBudget(input: BudgetInput): RecoveryBudget {
  const parts = budgetParts(input.plan, input.mode, input);
  const best = schedule(parts, 'best');
  const typical = schedule(parts, 'typical');
  const worst = schedule(parts, 'worst');
  const critical = criticalParts(parts, typical);
  const lines = parts.map(({ id, description, duration }) => ({
    id,
    description,
    best: spanOf(best, id),
    typical: spanOf(typical, id),
    worst: spanOf(worst, id),
    source: duration.source,
    critical: critical.has(id),
  }));
  return RecoveryBudget._of({
    target: input.plan.target,
    mode: input.mode,
    lines: lines.sort((one, other) => one.typical.start.toMilliseconds() - other.typical.start.toMilliseconds()),
    best: totalOf(best),
    typical: totalOf(typical),
    worst: totalOf(worst),
    withoutWrites: isPlanned(input.mode) && best.has(STEP.fenceSource)
      ? { best: refusing(best), typical: refusing(typical), worst: refusing(worst) }
      : undefined,
    objective: input.objective,
    recoveryPoints: recoveryPoints(input.stores),
  });
}

function schedule(parts: readonly BudgetPart[], which: Case): Schedule {
  const times = new Map<string, { start: number; end: number }>();
  for (const { id, duration, after } of parts) {
    const start = Math.max(0, ...after.map(each => times.get(each)!.end));
    times.set(id, { start, end: start + duration[which] });
  }
  return times;
}

/** Backwards from whatever ends last: of all that a part waits for, what ends last decides when it begins. */
function criticalParts(parts: readonly BudgetPart[], times: Schedule): ReadonlySet<string> {
  const latest = (ids: readonly string[]) => ids.reduce((last, id) => times.get(id)!.end > times.get(last)!.end ? id : last);
  const critical = new Set<string>();
  for (let ids = parts.map(({ id }) => id); ids.length > 0;) {
    const id = latest(ids);
    critical.add(id);
    ids = [...parts.find(part => part.id === id)!.after];
  }
  return critical;
}

function spanOf(times: Schedule, id: string): BudgetSpan {
  const { start, end } = times.get(id)!;
  return { start: durationOf(start), end: durationOf(end) };
}

/** Whoever keeps the answer of before is led to the Region that was left, and refused there. Without a public name: until the other admits writes. */
function refusing(times: Schedule): Duration {
  const { end } = times.get(RECORD_CACHE) ?? times.get(STEP.activateRegion)!;
  return durationOf(end - times.get(STEP.fenceSource)!.start);
}

function totalOf(times: Schedule): Duration {
  return durationOf(Math.max(...[...times.values()].map(({ end }) => end)));
}

/** Whole seconds, or milliseconds where an assumption is as fine. */
function durationOf(seconds: number): Duration {
  return Number.isInteger(seconds) ? Duration.seconds(seconds) : Duration.millis(Math.round(seconds * 1000));
}
