import type { Duration } from 'aws-cdk-lib';
import type { RecoveryAction } from './recovery-action';
import type { StepFailure } from './recovery-step';
import type { RunMode } from './run-mode';
import type { RunPoint } from './run-point';
import type { StepRetry } from './step-retry';
import type { DrRegion } from '../../topology';

/**
 * A step of a team's own in the runs that activate one Region. It is taken in that Region, after a kill or a redrive perhaps twice:
 * what it calls must bear that. A step beside the promotion is taken again on every redrive behind a failure of that phase, its own or not.
 */
export interface TeamStep {
  /** Unique among the steps of the plan, for example `scale-payments`. The same step of the other Region may have the same id. */
  readonly id: string;
  /** What the step does, in words that an operator on call understands. */
  readonly description: string;
  /** Where in the run it is taken. */
  readonly point: RunPoint;
  /** The Region whose activation it belongs to, and in which the call is made. */
  readonly target: DrRegion;
  /** What is called: a function, a scaling, a state machine, an approval or a wait. */
  readonly action: RecoveryAction;
  /** How long the step may take, waits and retries included, before it counts as failed. */
  readonly timeout: Duration;
  /**
   * What a run does when the step fails. To stop beside a forced promotion leaves the traffic moved, and nobody admitted to write.
   * @default StepFailure.STOP, and StepFailure.CONTINUE beside a forced promotion
   */
  readonly onFailure?: StepFailure;
  /** Whether a call that fails for a reason that may pass is made again. @default StepRetry.backoff() */
  readonly retry?: StepRetry;
  /**
   * The runs in which the step is taken: failover, switchover, failback. A drill takes it only as part of the planned runs of a round trip.
   * @default - failover, switchover and failback
   */
  readonly modes?: RunMode[];
}
