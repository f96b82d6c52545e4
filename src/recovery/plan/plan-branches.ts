import { CONTROL_ACTIONS } from './control-actions';
import type { RecoveryBranch } from './plan';
import { BranchPurpose } from './plan';
import { OF_THE_RUN, OF_THE_TEAM, STEP } from './plan-ids';
import type { PlanParts } from './plan-parts';
import type { IRecoverable, RecoveryContext } from './recoverable';
import type { RecoveryStep } from './recovery-step';
import { StepFailure } from './recovery-step';
import { RunMode } from './run-mode';
import { RunPoint } from './run-point';
import type { TeamStep } from './team-step';

/** What stores contribute, and who asks for it. */
type Contribution = BranchPurpose.READINESS | BranchPurpose.PROMOTION | BranchPurpose.FENCING;

/** The modes in which a step of a team is taken unless it says otherwise. */
export const TEAM_MODES = [RunMode.FAILOVER, RunMode.SWITCHOVER, RunMode.FAILBACK];

/** The branches of a run that stores and teams contribute. */
export class PlanBranches {
  constructor(private readonly parts: PlanParts, private readonly context: RecoveryContext) {}

  /** A store without steps for a purpose, such as one that is written in both Regions, has no branch for it. */
  public ofStores(purpose: Contribution): RecoveryBranch[] {
    return this.parts.recoverables.flatMap(store =>
      branch(purpose, store.recoverableId, this.stepsOf(purpose, store).filter(step => step.modes?.includes(this.context.mode) ?? true)));
  }

  /** The checks that are taken again when writes have ended. Of a database that waits by itself when it is promoted there are none. */
  public ofReplication(): RecoveryBranch[] {
    return this.ofStores(BranchPurpose.READINESS).flatMap(({ recoverableId, steps }) =>
      branch(BranchPurpose.REPLICATION, recoverableId, steps.flatMap(step => awaited(step, this.context))));
  }

  /** Those of a point one after the other, but beside each other where they are beside the promotion. */
  public ofTeam(point: RunPoint): RecoveryBranch[] {
    const steps = this.parts.teamSteps
      .filter(step => step.point === point && step.target === this.context.target && (step.modes ?? TEAM_MODES).includes(this.context.mode))
      .map(step => asPlanned(step, this.context.mode));
    return point === RunPoint.BESIDE_PROMOTION
      ? steps.flatMap(step => branch(BranchPurpose.TEAM, OF_THE_TEAM, [step]))
      : branch(BranchPurpose.TEAM, OF_THE_TEAM, steps);
  }

  private stepsOf(purpose: Contribution, store: IRecoverable): RecoveryStep[] {
    switch (purpose) {
      case BranchPurpose.READINESS: return store.readinessChecks(this.context).map(step => this.inDrill(step));
      case BranchPurpose.PROMOTION: return store.promotionSteps(this.context);
      case BranchPurpose.FENCING: return store.fencingSteps(this.context);
    }
  }

  /** A drill is to find everything that is wrong, not the first thing. */
  private inDrill(step: RecoveryStep): RecoveryStep {
    return this.context.mode === RunMode.DRILL ? { ...step, onFailure: StepFailure.CONTINUE } : step;
  }
}

/** The steps of the run itself, of which there may be none. */
export function ofTheRun(purpose: BranchPurpose, steps: RecoveryStep[]): RecoveryBranch[] {
  return branch(purpose, OF_THE_RUN, steps);
}

function branch(purpose: BranchPurpose, recoverableId: string, steps: RecoveryStep[]): RecoveryBranch[] {
  return steps.length === 0 ? [] : [{ purpose, recoverableId, steps }];
}

/** That it failed ends the run, whatever a failure of the check means: what was not copied yet would be written over, or missed. */
function awaited({ id, description, action, runsIn, drainedWithin, retry }: RecoveryStep, { source }: RecoveryContext): RecoveryStep[] {
  return drainedWithin === undefined ? [] : [{
    id: `await-${id.replace(/^check-/, '')}`,
    description: `${description}, measured since writes in ${source.name} have ended`,
    action: CONTROL_ACTIONS.awaitReplication(action.parameters),
    runsIn,
    timeout: drainedWithin,
    onFailure: StepFailure.STOP,
    retry,
    needs: [STEP.drainSource],
  }];
}

/** Beside a forced promotion the writer is on its way and the traffic has moved: to stop there would leave both without an active Region. */
function asPlanned({ id, description, point, action, target, timeout, onFailure, retry, modes }: TeamStep, mode: RunMode): RecoveryStep {
  const usual = mode === RunMode.FAILOVER && point === RunPoint.BESIDE_PROMOTION ? StepFailure.CONTINUE : StepFailure.STOP;
  return { id, description, action, runsIn: target, timeout, onFailure: onFailure ?? usual, retry, modes };
}
