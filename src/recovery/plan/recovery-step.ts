import type { Duration } from 'aws-cdk-lib';
import type { RecoveryAction } from './recovery-action';
import type { RunMode } from './run-mode';
import type { StepRetry } from './step-retry';
import type { DrRegion } from '../../topology';

/** What a run does when a step fails or exceeds its time. */
export enum StepFailure {
  /** End the run and page: what follows would be wrong without this step. */
  STOP = 'stop',
  /** Record the failure and go on: the step is best effort. */
  CONTINUE = 'continue',
}

/** What must be true of a run for a step to be taken in it. The value is the name of the field of the run's input. */
export enum RunCondition {
  /** Nobody asked for the run: the decision was made from signals. */
  AUTOMATIC = 'automatic',
  /** A drill that moves production to the Region and back. */
  ROUND_TRIP = 'roundTrip',
}

/**
 * One step of a recovery plan, as data. Every rendering of the plan reads the same steps. How a step sees that its work is done
 * already follows from its action: whoever carries it out looks first, so that any step can be taken twice.
 */
export interface RecoveryStep {
  /** Unique within its plan, for example `promote-database-main`. */
  readonly id: string;
  /** What the step does, in words that an operator on call understands. */
  readonly description: string;
  /** What is called. */
  readonly action: RecoveryAction;
  /** The Region in which the call is made. On a forced failover it must be the one that takes over. */
  readonly runsIn: DrRegion;
  /**
   * How long the step may take, waits and retries included, before it counts as failed. A call that is made again gets what is left of it, at
   * least a second.
   */
  readonly timeout: Duration;
  /**
   * What a run does when the step fails. Of a check the mode of the run decides, and not this: a planned run ends, a drill records it, and a forced
   * run records it and ends only where the promotion of a database could not succeed.
   */
  readonly onFailure: StepFailure;
  /** Whether a call that fails for a reason that may pass is made again. @default StepRetry.backoff() */
  readonly retry?: StepRetry;
  /**
   * For a check of a metric that says how far a store is behind: how long the target may take to have what was written before. Planned runs take
   * the check again when writes in the source have ended, before they promote anything, until it holds; they end with `LagAboveGate` when the
   * time is over, and give the writes back. Only what was measured since the writes have ended counts: at least two periods of the metric, and
   * a minute. For stores whose promotion does not wait for replication by itself.
   *
   * A metric that falls silent while nothing is copied says the same when nothing can be copied. With `activity` of `RecoveryAction.checkMetric`
   * silence is arrival where everything that was written has been answered. Without it silence proves only that nothing was copied for a whole
   * period, after a last value that was as it must be: that replication stands still is not seen.
   * @default - the check is taken once, before anything changes
   */
  readonly drainedWithin?: Duration;
  /** What must have been done or must hold before: ids of steps of the plan, or things in words. @default - what stands before it in the plan */
  readonly needs?: string[];
  /** The runs in which the step is taken. @default - all of them */
  readonly modes?: RunMode[];
  /** What else must be true of a run for the step to be taken. @default - nothing */
  readonly onlyWhen?: RunCondition;
}
