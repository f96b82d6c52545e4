import type { Duration } from 'aws-cdk-lib';
import type { RecoveryAction } from './recovery-action';
import type { DrRegion } from '../topology';

/** What a run does when a step fails or exceeds its time. */
export enum StepFailure {
  /** End the run and page: what follows would be wrong without this step. */
  STOP = 'stop',
  /** Record the failure and go on: the step is best effort. */
  CONTINUE = 'continue',
}

/** One step of a recovery plan, as data. Every rendering of the plan reads the same steps. */
export interface RecoveryStep {
  /** Unique within its plan, for example `promote-database-main`. */
  readonly id: string;
  /** What the step does, in words that an operator on call understands. */
  readonly description: string;
  /** What is called. */
  readonly action: RecoveryAction;
  /** The Region in which the call is made. On a forced failover it must be the one that takes over. */
  readonly runsIn: DrRegion;
  /** How long the step may take before it counts as failed. */
  readonly timeout: Duration;
  /** What a run does when the step fails. */
  readonly onFailure: StepFailure;
}
