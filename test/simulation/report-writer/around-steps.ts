import type { FinishedSimulation } from './finished';
import { secondsOf } from './finished';
import { followedPhaseOfPart } from './followed-phases';
import type { PlannedRun } from './subject';
import type { ServedInterval } from '../clients/population';
import type { ReportStep } from '../report';

/** An execution with its times, in milliseconds. */
export interface ExecutionSpan {
  readonly arn: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** When the next one began: what happens then is no work of this one. */
  readonly nextAt: number;
}

/** What takes time before the first step of a run and behind its last: the loss is noticed, and clients follow. */
export function aroundSteps(finished: FinishedSimulation, execution: ExecutionSpan, plan: PlannedRun): ReportStep[] {
  return [...leadIn(finished, execution, plan), ...convergence(finished, execution, plan)];
}

function leadIn(finished: FinishedSimulation, { startedAt }: ExecutionSpan, plan: PlannedRun): ReportStep[] {
  const before = <T extends { readonly at: number }>(events: readonly T[]) => events.filter(({ at }) => at <= startedAt);
  const fault = before(finished.history.of('world-fault')).filter(({ on, region }) => on && region !== plan.target).pop();
  if (fault === undefined || !has(plan, 'detection')) {
    return [];
  }
  const alarm = before(finished.history.of('alarm-changed')).filter(({ at, region, to }) => at > fault.at && region === plan.target && to === 'ALARM').pop();
  return alarm === undefined ? [] : [
    { ...step(finished, plan, 'detection', fault.at, alarm.at), region: plan.target },
    { ...step(finished, plan, 'decision', alarm.at, startedAt), region: plan.target },
  ];
}

function convergence(finished: FinishedSimulation, { arn, nextAt }: ExecutionSpan, plan: PlannedRun): ReportStep[] {
  const { history } = finished;
  const shifted = history.of('state-exited').find(({ executionArn, state }) => executionArn === arn && state === 'shift-traffic');
  const moved = shifted && history.of('traffic-moved').find(({ at, region }) => at >= shifted.at && at < nextAt && region === plan.target);
  if (shifted === undefined || moved === undefined) {
    return [];
  }
  const followed = lastFollowed(finished.intervals, moved.at, nextAt, plan.target);
  return [
    step(finished, plan, 'latch-reading', shifted.at, moved.at),
    ...followed === undefined ? [] : [step(finished, plan, 'record-cache', moved.at, followed)],
  ];
}

/** When the last client had followed the name: from then on nobody asks elsewhere, or finds nobody. */
function lastFollowed(intervals: readonly ServedInterval[], movedAt: number, nextAt: number, target: string): number | undefined {
  const isElsewhere = ({ served, unreachable }: ServedInterval) =>
    unreachable > 0 || Object.entries(served).some(([region, count]) => region !== target && count > 0);
  return intervals.find(interval => interval.at >= movedAt && interval.at < nextAt && !isElsewhere(interval))?.at;
}

function step(finished: FinishedSimulation, plan: PlannedRun, id: string, from: number, until: number): ReportStep {
  const { label } = plan.budget.parts.find(part => part.id === id) ?? { label: id };
  return { id, phase: followedPhaseOfPart(id), label, fromSeconds: secondsOf(finished, from), untilSeconds: secondsOf(finished, until) };
}

function has({ budget: { parts } }: PlannedRun, id: string): boolean {
  return parts.some(part => part.id === id);
}
