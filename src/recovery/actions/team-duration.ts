import type { StepDuration } from './action-kind';
import type { RecoveryStep } from '../plan/recovery-step';

/** The worst is the time limit of the step, which is over what only the team knows. */
export function withinLimit({ timeout }: RecoveryStep, best: number, typical: number, source: string): StepDuration {
  const worst = timeout.toSeconds({ integral: false });
  return { best: Math.min(best, worst), typical: Math.min(typical, worst), worst, source };
}

/** Where nothing is known but the time limit. */
export function halfOfLimit(step: RecoveryStep): StepDuration {
  return withinLimit(step, 0, step.timeout.toSeconds({ integral: false }) / 2, 'assumption: half of the time limit of the step');
}
