import { Duration } from 'aws-cdk-lib';
import type { RecoveryPlan } from './plan';
import { PHASE, STEP } from './plan-ids';
import { isPlanned } from './plan-modes';

/** Clocks of two Regions differ, and what passes between two steps is in no limit of either. */
const MARGIN = Duration.minutes(1);

/**
 * How long the applications of the Region that is left do not write, unless they are told before: as long as a run may take, by the limits
 * of its steps, from its fence until the other Region knows that it is not the active one any more. In a planned run that is with
 * `activate-region`, in a forced one with its end. No longer: the run that would tell it may have died.
 */
export function fenceLease({ mode, phases }: Pick<RecoveryPlan, 'mode' | 'phases'>): Duration {
  const fences = phases.findIndex(({ branches }) => branches.some(({ steps }) => steps.some(({ id }) => id === STEP.fenceSource)));
  const told = isPlanned(mode) ? phases.findIndex(({ id }) => id === PHASE.admission) + 1 : phases.length;
  return phases.slice(fences, told).reduce((sum, { timeout }) => sum.plus(timeout), MARGIN);
}
