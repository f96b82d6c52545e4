import type { Duration } from 'aws-cdk-lib';
import type { RecoveryStep } from './recovery-step';
import type { DrRegion } from '../topology';
import { renderSummary } from './renderings/summary';

/** What a branch of a plan is for. */
export enum BranchPurpose {
  /** Checks that a store could take over. Changes nothing. */
  READINESS = 'readiness',
  /** Makes a store writable in the target Region. */
  PROMOTION = 'promotion',
  /** Stops writes on the side that is left. Best effort: no other branch waits for it. */
  FENCING = 'fencing',
}

/** Steps of one store, taken one after the other. */
export interface RecoveryBranch {
  /** What the branch is for. */
  readonly purpose: BranchPurpose;
  /** The store whose steps they are, for example `database-main`. */
  readonly recoverableId: string;
  /** The steps in order, at least one. */
  readonly steps: RecoveryStep[];
}

/** Branches that are taken side by side. The phase ends when all of them have. */
export interface RecoveryPhase {
  /** Unique within the plan, for example `activation`. */
  readonly id: string;
  /** What the phase does, in words that an operator on call understands. */
  readonly description: string;
  /** The branches. Empty when no store contributes to the phase. */
  readonly branches: RecoveryBranch[];
  /** How long the phase may take: the time-outs of its longest branch together. */
  readonly timeout: Duration;
}

/**
 * What a forced failover to a Region does, as data. It holds no code and calls nothing, so that whatever carries it out,
 * describes it or draws it reads the same steps.
 *
 * Get it from `FailoverOrchestrator.plan`. A plan holds these rules: ids of steps are unique; every step has a time limit; every
 * step runs in the target Region, except fencing, which is best effort and for which no promotion waits.
 */
export class RecoveryPlan {
  /** @internal */
  public static _of(target: DrRegion, phases: RecoveryPhase[]): RecoveryPlan {
    return new RecoveryPlan(target, phases);
  }

  /** The Region that takes over. */
  public readonly target: DrRegion;
  /** The Region that is left. */
  public readonly source: DrRegion;
  /** The phases, taken one after the other. */
  public readonly phases: RecoveryPhase[];

  private constructor(target: DrRegion, phases: RecoveryPhase[]) {
    this.target = target;
    this.source = target.peer;
    this.phases = phases;
  }

  /** Every step, phase by phase and branch by branch. */
  public get steps(): RecoveryStep[] {
    return this.phases.flatMap(phase => phase.branches).flatMap(branch => branch.steps);
  }

  /**
   * The plan in words: a line per phase, branch and step, with the Region of each step, its time limit, and what a failure of it
   * means to the run. Plain text; two blanks of indent per level.
   */
  public summary(): string {
    return renderSummary(this);
  }
}
