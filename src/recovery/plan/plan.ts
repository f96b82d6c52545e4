import { Duration } from 'aws-cdk-lib';
import type { RecoveryStep } from './recovery-step';
import type { RunMode } from './run-mode';
import type { DrRegion } from '../../topology';
import { renderSummary } from '../renderings/summary';

/** What a branch of a plan is for. */
export enum BranchPurpose {
  /** Checks that a store could take over. Changes nothing. */
  READINESS = 'readiness',
  /** Makes a store writable in the target Region. */
  PROMOTION = 'promotion',
  /** Stops writes on the side that is left. Best effort: no other branch waits for it. */
  FENCING = 'fencing',
  /** Waits, in a planned run, until the target has what a store took before its writes were stopped. */
  REPLICATION = 'replication',
  /** What a run itself does, and what is alike for every workload: lock, traffic, record. */
  CONTROL = 'control',
  /** What a team added. */
  TEAM = 'team',
}

/** Steps that are taken one after the other: those of one store, of the run itself, or of the team. */
export interface RecoveryBranch {
  /** What the branch is for. */
  readonly purpose: BranchPurpose;
  /** The store whose steps they are, for example `database-main`. `recovery` for those of the run itself, `team` for those that a team added. */
  readonly recoverableId: string;
  /** The steps in order, at least one. */
  readonly steps: RecoveryStep[];
}

/** Branches that are taken side by side. The phase ends when all of them have. */
export interface RecoveryPhase {
  /** Unique within the plan, for example `activation`. The README of recovery lists them. */
  readonly id: string;
  /** What the phase does, in words that an operator on call understands. */
  readonly description: string;
  /** The branches, at least one. */
  readonly branches: RecoveryBranch[];
  /** How long the phase may take: the time-outs of its longest branch together. */
  readonly timeout: Duration;
}

/**
 * What a run that activates a Region does, as data. It holds no code and calls nothing, so that whatever carries it out,
 * describes it or draws it reads the same steps.
 *
 * Get it from `FailoverOrchestrator.plan`. A plan holds these rules: ids of steps are unique; every step has a time limit. In a forced
 * failover every step runs in the Region that takes over, except fencing, which is best effort and for which no promotion waits.
 */
export class RecoveryPlan {
  /** @internal */
  public static _of(mode: RunMode, target: DrRegion, phases: RecoveryPhase[]): RecoveryPlan {
    return new RecoveryPlan(mode, target, phases);
  }

  /** What the run is for. */
  public readonly mode: RunMode;
  /** The Region that takes over. In a drill, the one that rehearses it. */
  public readonly target: DrRegion;
  /** The Region that is left. */
  public readonly source: DrRegion;
  /** The phases, taken one after the other. One in which nothing is to be done is not there. */
  public readonly phases: RecoveryPhase[];
  /** How long the run may take: the time limits of its phases together. */
  public readonly timeout: Duration;

  private constructor(mode: RunMode, target: DrRegion, phases: RecoveryPhase[]) {
    this.mode = mode;
    this.target = target;
    this.source = target.peer;
    this.phases = phases;
    this.timeout = Duration.millis(phases.reduce((sum, phase) => sum + phase.timeout.toMilliseconds(), 0));
  }

  /** Every step, phase by phase and branch by branch. */
  public get steps(): RecoveryStep[] {
    return this.phases.flatMap(phase => phase.branches).flatMap(branch => branch.steps);
  }

  /**
   * The plan in words: a line per phase, branch and step, with the Region of each step, its time limit, what it needs, how often it is
   * tried again, and what a failure of it means to the run. Plain text; two blanks of indent per level.
   */
  public summary(): string {
    return renderSummary(this);
  }
}
