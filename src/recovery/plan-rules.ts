import type { IConstruct } from 'constructs';
import { requirePositive } from './duration-rules';
import { requireIdentifier, requireUnique } from './identifier-rules';
import type { RecoveryBranch } from './plan';
import { BranchPurpose } from './plan';
import type { RecoveryStep } from './recovery-step';
import { StepFailure } from './recovery-step';
import { refuse } from '../topology/configuration-error';
import type { DrRegion } from '../topology/dr-region';

const CONTRIBUTED_BY: Record<BranchPurpose, string> = {
  [BranchPurpose.READINESS]: 'readinessChecks',
  [BranchPurpose.PROMOTION]: 'promotionSteps',
  [BranchPurpose.FENCING]: 'fencingSteps',
};

/** Refuses steps that a forced failover to a Region could not take while the other Region is lost. */
export function validateBranches(scope: IConstruct, branches: readonly RecoveryBranch[], target: DrRegion): void {
  const steps = branches.flatMap(branch => branch.steps.map((step, index) => ({ branch, step, prop: propOf(branch, index) })));
  for (const { branch, step, prop } of steps) {
    requireIdentifier(scope, `${prop}.id`, step.id);
    requirePositive(scope, `${prop}.timeout`, step.timeout);
    if (branch.purpose === BranchPurpose.FENCING) {
      requireBestEffort(scope, prop, step);
    } else {
      requireTarget(scope, prop, step, target);
    }
  }
  requireUnique(scope, steps.map(({ step, prop }) => ({ prop: `${prop}.id`, id: step.id })));
}

function propOf(branch: RecoveryBranch, index: number): string {
  return `${branch.recoverableId}.${CONTRIBUTED_BY[branch.purpose]}()[${index}]`;
}

function requireTarget(scope: IConstruct, prop: string, step: RecoveryStep, target: DrRegion): void {
  if (step.runsIn.name !== target.name) {
    refuse(scope, {
      prop: `${prop}.runsIn`,
      value: `"${step.runsIn.name}"`,
      rule: `a forced failover to ${target.name} must need nothing from ${step.runsIn.name}, which may be what is lost`,
      remedy: 'Make the call in the Region that takes over; only fencing steps may call the Region that is left',
    });
  }
}

function requireBestEffort(scope: IConstruct, prop: string, step: RecoveryStep): void {
  if (step.onFailure !== StepFailure.CONTINUE) {
    refuse(scope, {
      prop: `${prop}.onFailure`,
      value: `"${step.onFailure}"`,
      rule: 'fencing is best effort: a failover that ended because the lost Region cannot be fenced would protect nobody',
      remedy: 'Set onFailure to StepFailure.CONTINUE',
    });
  }
}
