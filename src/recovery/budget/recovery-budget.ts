import type { Duration } from 'aws-cdk-lib';
import { renderBudget } from './budget-summary';
import type { RecoveryPoint } from './recovery-point';
import type { TimeWithoutWrites } from './time-without-writes';
import type { DrRegion } from '../../topology';
import type { RunMode } from '../plan/run-mode';

/** From when to when something takes place, both counted from the beginning of the budget. */
export interface BudgetSpan {
  /** When it begins. */
  readonly start: Duration;
  /** When it has ended. */
  readonly end: Duration;
}

/** One part of a time budget. */
export interface BudgetLine {
  /** The id of a step of the plan, or of a part outside of it: `detection`, `decision`, `latch-reading`. Unique within the budget. */
  readonly id: string;
  /** What takes the time, in words that an operator on call understands. */
  readonly description: string;
  /** When everything goes well. */
  readonly best: BudgetSpan;
  /** What to expect. */
  readonly typical: BudgetSpan;
  /** What has been seen to happen, everywhere at once. */
  readonly worst: BudgetSpan;
  /** What the figures rest on: a page, a setting, or `assumption`. */
  readonly source: string;
  /** Whether the typical total would be shorter if this were. */
  readonly critical: boolean;
}

/** @internal */
export interface RecoveryBudgetProps {
  readonly target: DrRegion;
  readonly mode: RunMode;
  readonly lines: BudgetLine[];
  readonly best: Duration;
  readonly typical: Duration;
  readonly worst: Duration;
  readonly withoutWrites?: TimeWithoutWrites;
  readonly objective?: Duration;
  readonly recoveryPoints: RecoveryPoint[];
}

/**
 * How long a run takes, part by part, from the loss of a Region until clients are served by the other one; a planned run from its start.
 * Get it from `FailoverOrchestrator.budget`.
 *
 * It is an estimate made of figures with a source each, not a promise: the greatest of them, Aurora's promotion and Route 53's reading of
 * the latch, are published by nobody. Drills measure what it says.
 */
export class RecoveryBudget {
  /** @internal */
  public static _of(props: RecoveryBudgetProps): RecoveryBudget {
    return new RecoveryBudget(props);
  }

  /** The Region that takes over. */
  public readonly target: DrRegion;
  /** What the run is for. */
  public readonly mode: RunMode;
  /** The parts, in the order in which they begin. */
  public readonly lines: BudgetLine[];
  /** All of it, when everything goes well. */
  public readonly best: Duration;
  /** All of it, as it is to be expected. The objective is compared with this. */
  public readonly typical: Duration;
  /**
   * All of it, when everything takes as long as it has been seen to, and no call has to be made again. What a run may take until it is ended is
   * the time limit of its machine, not this.
   */
  public readonly worst: Duration;
  /** For how long clients cannot write. Absent unless the run is planned: what is lost takes no writes from its loss on. */
  public readonly withoutWrites?: TimeWithoutWrites;
  /** The recovery time objective. Absent where none was given. */
  public readonly objective?: Duration;
  /** What may be lost of each store, and what measures it. */
  public readonly recoveryPoints: RecoveryPoint[];

  private constructor(props: RecoveryBudgetProps) {
    this.target = props.target;
    this.mode = props.mode;
    this.lines = props.lines;
    this.best = props.best;
    this.typical = props.typical;
    this.worst = props.worst;
    this.withoutWrites = props.withoutWrites;
    this.objective = props.objective;
    this.recoveryPoints = props.recoveryPoints;
  }

  /** The budget in words: a line per part with its figures and their source, then the totals and the recovery points. Plain text. */
  public summary(): string {
    return renderBudget(this);
  }
}
