import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { validateDrain } from './drain-rules';
import { requireIdentifier, requireStepId, requireUnique } from './identifier-rules';
import type { RecoveryBranch, RecoveryPlan } from './plan';
import { BranchPurpose } from './plan';
import { OF_THE_RUN } from './plan-ids';
import { CHECK_KINDS, STORE_KINDS, TEAM_KINDS } from './plan-kinds';
import { validateAction } from './recovery-action-rules';
import type { RecoveryStep } from './recovery-step';
import { StepFailure } from './recovery-step';
import { RunMode } from './run-mode';
import { validateRetry } from './step-retry-rules';
import { refuse } from '../../topology/configuration-error';
import type { DrRegion } from '../../topology/dr-region';
import { requirePositive } from '../../topology/duration-rules';

/** What a store may contribute: a promotion waits for no person, and what fences is over when it was called. */
const PROMOTION_KINDS = [...STORE_KINDS, ...TEAM_KINDS.filter(kind => kind !== 'approval')];

interface Contribution {
  readonly method: string;
  readonly kinds: readonly string[];
}

const CONTRIBUTED_BY: Record<string, Contribution> = {
  [BranchPurpose.READINESS]: { method: 'readinessChecks', kinds: CHECK_KINDS },
  [BranchPurpose.PROMOTION]: { method: 'promotionSteps', kinds: PROMOTION_KINDS },
  [BranchPurpose.REPLICATION]: { method: 'readinessChecks', kinds: ['await-replication'] },
  [BranchPurpose.FENCING]: { method: 'fencingSteps', kinds: TEAM_KINDS.filter(kind => kind !== 'approval') },
};

interface PlacedStep {
  readonly branch: RecoveryBranch;
  readonly step: RecoveryStep;
  /** As whoever contributed it finds it. */
  readonly prop: string;
}

/**
 * Refuses steps that the run to a Region could not take: above all, that a forced failover could not take while the other Region is
 * lost. The steps of the run itself are right by their tests; those of the team were looked at when they were added.
 */
export function validateBranches(scope: IConstruct, branches: readonly RecoveryBranch[], target: DrRegion, mode: RunMode): void {
  const steps = branches.flatMap(branch => branch.steps.map((step, index) => ({ branch, step, prop: propOf(branch, index) })));
  const [own, contributed] = [true, false].map(isOwn => steps.filter(({ branch }) => (branch.recoverableId === OF_THE_RUN) === isOwn));
  for (const placed of contributed.filter(({ branch }) => branch.purpose !== BranchPurpose.TEAM)) {
    validateContribution(scope, placed, target, mode);
  }
  // Those of the run first: whoever takes one of their ids is to blame.
  requireUnique(scope, [...own, ...contributed].map(({ step, prop }) => ({ prop: `${prop}.id`, id: step.id })));
}

/** Refuses a limit that a run could exceed although each of its steps keeps its own. A drill ends by its own limits. */
export function validateTimeLimit(scope: IConstruct, plan: RecoveryPlan, limit?: Duration): void {
  if (limit === undefined || plan.mode === RunMode.DRILL) {
    return;
  }
  if (requirePositive(scope, 'timeout', limit) < plan.timeout.toMilliseconds()) {
    const needed = Math.ceil(plan.timeout.toSeconds({ integral: false }));
    refuse(scope, {
      prop: 'timeout',
      value: limit.toString(),
      rule: `the steps of a ${plan.mode} to ${plan.target.name} may take ${needed} seconds together, and a run that is cut off leaves `
        + 'what it began',
      remedy: `Write at least Duration.seconds(${needed}), or give the steps shorter time limits`,
    });
  }
}

function validateContribution(scope: IConstruct, placed: PlacedStep, target: DrRegion, mode: RunMode): void {
  const { branch, step, prop } = placed;
  (branch.purpose === BranchPurpose.READINESS ? requireIdentifier : requireStepId)(scope, `${prop}.id`, step.id);
  requirePositive(scope, `${prop}.timeout`, step.timeout);
  requireKind(scope, placed);
  requireRegion(scope, placed, target, mode);
  if (branch.purpose === BranchPurpose.FENCING && mode === RunMode.FAILOVER) {
    requireBestEffort(scope, prop, step);
  }
  validateAction(scope, prop, step);
  validateRetry(scope, prop, step.retry);
  validateDrain(scope, prop, step);
}

function propOf(branch: RecoveryBranch, index: number): string {
  const { id } = branch.steps[index];
  if (branch.recoverableId === OF_THE_RUN) {
    return `recovery.${id}`;
  }
  if (branch.purpose === BranchPurpose.REPLICATION) {
    return `${branch.recoverableId}.readinessChecks(), again as a step`;
  }
  return branch.purpose === BranchPurpose.TEAM
    ? `addStep("${id}")`
    : `${branch.recoverableId}.${CONTRIBUTED_BY[branch.purpose].method}()[${index}]`;
}

function requireKind(scope: IConstruct, { branch, step, prop }: PlacedStep): void {
  const { method, kinds } = CONTRIBUTED_BY[branch.purpose];
  if (!kinds.includes(step.action.kind)) {
    refuse(scope, {
      prop: `${prop}.action`,
      value: `"${step.action.kind}"`,
      rule: branch.purpose === BranchPurpose.READINESS
        ? 'readiness is checked, and nothing is changed by it'
        : `${method}() acts, and waits for nobody`,
      remedy: `Use one of ${kinds.join(', ')}`,
    });
  }
}

function requireRegion(scope: IConstruct, { branch, step, prop }: PlacedStep, target: DrRegion, mode: RunMode): void {
  if (step.runsIn.name === target.name) {
    return;
  }
  const wrong = { prop: `${prop}.runsIn`, value: `"${step.runsIn.name}"` };
  if (mode === RunMode.FAILOVER && branch.purpose !== BranchPurpose.FENCING) {
    refuse(scope, {
      ...wrong,
      rule: `a forced failover to ${target.name} must need nothing from ${step.runsIn.name}, which may be what is lost`,
      remedy: 'Make the call in the Region that takes over; only fencing steps may call the Region that is left',
    });
  }
  if (step.runsIn.name !== target.peer.name) {
    refuse(scope, {
      ...wrong,
      rule: `it is neither ${target.name} nor ${target.peer.name}`,
      remedy: 'Use target or source of the context',
    });
  }
  if ((TEAM_KINDS as readonly string[]).includes(step.action.kind)) {
    refuse(scope, {
      ...wrong,
      rule: `the run is in ${target.name}, and Step Functions calls services of its own Region only`,
      remedy: `Use context.target: what acts on ${step.runsIn.name} is a function in ${target.name} that calls there`,
    });
  }
}

function requireBestEffort(scope: IConstruct, prop: string, step: RecoveryStep): void {
  if (step.onFailure !== StepFailure.CONTINUE) {
    refuse(scope, {
      prop: `${prop}.onFailure`,
      value: `"${step.onFailure}"`,
      rule: 'fencing is best effort: a failover that ended because the lost Region cannot be fenced would protect nobody',
      remedy: 'Set onFailure to StepFailure.CONTINUE in a failover',
    });
  }
}
