import type { FinishedSimulation } from './finished';
import { secondsOf } from './finished';
import { followedPhase } from './followed-phases';
import type { PlannedRun, PlannedStep } from './subject';
import type { ReportStep } from '../report';

/** The state that asks all checks of a plan. */
const CHECKS = 'readiness';
/** Where a step that does not concern a run is passed by. */
const PASSED_BY = '.if';

/** The steps of an execution, by the states that it entered and left. */
export function stepsOf(finished: FinishedSimulation, executionArn: string, plan: PlannedRun): ReportStep[] {
  const told = tellable(plan);
  const spans = new Map<PlannedStep, { from: number; until?: number }>();
  for (const event of finished.history.of('state-entered', 'state-exited').filter(each => each.executionArn === executionArn)) {
    const step = told.find(({ id }) => event.state === id || event.state.startsWith(`${id}.`));
    if (step !== undefined && !event.state.endsWith(PASSED_BY)) {
      const seconds = secondsOf(finished, event.at);
      const { from } = spans.get(step) ?? { from: seconds };
      spans.set(step, { from, until: event.kind === 'state-exited' ? seconds : undefined });
    }
  }
  return [...spans].map(([{ id, label, region, phase }, { from, until }]) =>
    ({ id, phase: followedPhase(phase), label, region, fromSeconds: from, untilSeconds: until }));
}

/** The steps, with one in the place of all checks: they are asked at once. */
function tellable({ steps }: PlannedRun): PlannedStep[] {
  const checks = steps.filter(({ isCheck }) => isCheck);
  return steps.filter(step => !step.isCheck || step === checks[0]).map(step => !step.isCheck ? step : {
    ...step, id: CHECKS, label: `See that these are ready: ${checks.map(({ id }) => id.replace(/^check-/, '')).join(', ')}`,
  });
}
