import type { RecoveryBranch, RecoveryPhase, RecoveryPlan } from '../plan';
import type { RecoveryStep } from '../recovery-step';

const ON_FAILURE: Record<RecoveryStep['onFailure'], string> = {
  stop: 'a failure ends the run',
  continue: 'a failure is recorded',
};

/** Writes a plan in words. */
export function renderSummary(plan: RecoveryPlan): string {
  return [
    `Forced failover from ${plan.source.name} to ${plan.target.name}`,
    ...plan.phases.flatMap(renderPhase),
  ].join('\n');
}

function renderPhase(phase: RecoveryPhase, index: number): string[] {
  const limit = phase.branches.length === 0 ? 'nothing to do' : `at most ${phase.timeout.toHumanString()}`;
  return [`${index + 1}. ${phase.id}: ${phase.description} (${limit})`, ...phase.branches.flatMap(renderBranch)];
}

function renderBranch(branch: RecoveryBranch): string[] {
  return [`  ${branch.purpose} of ${branch.recoverableId}`, ...branch.steps.map(renderStep)];
}

function renderStep(step: RecoveryStep): string {
  return `    ${step.id}: ${step.description} (in ${step.runsIn.name}, at most ${step.timeout.toHumanString()}, ${ON_FAILURE[step.onFailure]})`;
}
