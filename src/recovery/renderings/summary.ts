import { RUN_TITLES } from './run-titles';
import type { WhenItFails } from './when-it-fails';
import { whenItFails } from './when-it-fails';
import type { RecoveryBranch, RecoveryPhase, RecoveryPlan } from '../plan/plan';
import type { RecoveryStep } from '../plan/recovery-step';
import { RunCondition } from '../plan/recovery-step';
import { RunMode } from '../plan/run-mode';
import type { StepRetry } from '../plan/step-retry';

const WHEN_IT_FAILS: Record<WhenItFails, string> = {
  'ends': 'a failure ends the run',
  'ends-in-vain': 'a failure ends the run where no promotion could succeed, and is recorded else',
  'recorded': 'a failure is recorded',
};

const ONLY_WHEN: Record<RunCondition, string> = {
  [RunCondition.AUTOMATIC]: 'only when nobody asked for the run',
  [RunCondition.ROUND_TRIP]: 'only in a drill that moves production',
};

/** Writes a plan in words. */
export function renderSummary(plan: RecoveryPlan): string {
  return [
    `${title(plan)} (at most ${plan.timeout.toHumanString()})`,
    ...plan.phases.flatMap((phase, index) => renderPhase(phase, index, plan.mode)),
  ].join('\n');
}

function title({ mode, source, target }: RecoveryPlan): string {
  const name = `${RUN_TITLES[mode][0].toUpperCase()}${RUN_TITLES[mode].slice(1)}`;
  return mode === RunMode.DRILL ? `${name} in ${target.name}` : `${name} from ${source.name} to ${target.name}`;
}

function renderPhase(phase: RecoveryPhase, index: number, mode: RunMode): string[] {
  return [`${index + 1}. ${phase.id}: ${phase.description} (at most ${phase.timeout.toHumanString()})`, ...phase.branches.flatMap(branch => renderBranch(branch, mode))];
}

function renderBranch(branch: RecoveryBranch, mode: RunMode): string[] {
  return [`  ${branch.purpose} of ${branch.recoverableId}`, ...branch.steps.map(step => renderStep(step, mode))];
}

function renderStep(step: RecoveryStep, mode: RunMode): string {
  const terms = [
    `in ${step.runsIn.name}`,
    `at most ${step.timeout.toHumanString()}`,
    ...step.onlyWhen === undefined ? [] : [ONLY_WHEN[step.onlyWhen]],
    ...step.needs === undefined || step.needs.length === 0 ? [] : [`needs ${step.needs.join(' and ')}`],
    ...step.retry === undefined ? [] : [renderRetry(step.retry)],
    WHEN_IT_FAILS[whenItFails(step, mode)],
  ];
  return `    ${step.id}: ${step.description} (${terms.join(', ')})`;
}

/** Only what is not as usual. */
function renderRetry({ maxAttempts }: StepRetry): string {
  return maxAttempts === 0 ? 'not tried again' : `tried again up to ${maxAttempts} ${maxAttempts === 1 ? 'time' : 'times'}`;
}
