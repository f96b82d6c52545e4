import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RecoveryBranch, RecoveryPhase } from './plan';
import { BranchPurpose, RecoveryPlan } from './plan';
import { validateBranches } from './plan-rules';
import type { IRecoverable } from './recoverable';
import type { DrRegion } from '../topology';

/**
 * Puts the steps of all stores together to the plan of a forced failover. Stores do not wait for each other, and promotion does
 * not wait for fencing: what could answer on the side that is left may be lost with it.
 *
 * @param scope named in errors
 * @throws ConfigurationError when a store contributes a step that breaks a rule of `RecoveryPlan`
 */
export function composePlan(scope: IConstruct, recoverables: readonly IRecoverable[], target: DrRegion): RecoveryPlan {
  const readiness = branchesOf(BranchPurpose.READINESS, recoverables, target);
  const promotion = branchesOf(BranchPurpose.PROMOTION, recoverables, target);
  const fencing = branchesOf(BranchPurpose.FENCING, recoverables, target);
  validateBranches(scope, [...readiness, ...promotion, ...fencing], target);
  return RecoveryPlan._of(target, [
    phase('readiness', `check that every store could take over in ${target.name}`, readiness),
    phase('activation', `make every store writable in ${target.name}, and stop writes in ${target.peer.name} as far as it answers`,
      [...promotion, ...fencing]),
  ]);
}

/** A store without steps for a purpose, such as one that is written in both Regions, has no branch for it. */
function branchesOf(purpose: BranchPurpose, recoverables: readonly IRecoverable[], target: DrRegion): RecoveryBranch[] {
  return recoverables
    .map(store => ({ purpose, recoverableId: store.recoverableId, steps: stepsOf(purpose, store, target) }))
    .filter(branch => branch.steps.length > 0);
}

function stepsOf(purpose: BranchPurpose, store: IRecoverable, target: DrRegion) {
  const context = { target, source: target.peer };
  switch (purpose) {
    case BranchPurpose.READINESS: return store.readinessChecks(context);
    case BranchPurpose.PROMOTION: return store.promotionSteps(context);
    case BranchPurpose.FENCING: return store.fencingSteps(context);
  }
}

function phase(id: string, description: string, branches: RecoveryBranch[]): RecoveryPhase {
  const longest = Math.max(0, ...branches.map(millisecondsOf));
  return { id, description, branches, timeout: Duration.millis(longest) };
}

function millisecondsOf(branch: RecoveryBranch): number {
  return branch.steps.reduce((sum, step) => sum + step.timeout.toMilliseconds({ integral: false }), 0);
}
