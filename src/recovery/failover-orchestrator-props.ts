import type { Duration } from 'aws-cdk-lib';
import type { Automation } from './automation';
import type { RecoveryAssumptions } from './budget/recovery-assumptions';
import type { DrillSchedule } from './drills/drill-schedule';
import type { IRecoverable } from './plan/recoverable';
import type { RecoveryObjectives } from './recovery-objectives';
import type { FailoverDetection } from '../detection';
import type { FailoverDns } from '../dns';
import type { DrMonitoring } from '../monitoring';
import type { DrTopology } from '../topology';

/** How runs of recovery are carried out. */
export interface FailoverOrchestratorOptions {
  /**
   * Whether a Region takes over by itself.
   * @default - `Automation.automatic()`, and `Automation.manual()` without detection
   */
  readonly automation?: Automation;
  /**
   * How long a run may take, whole seconds: at least as long as its steps may take together. A run that needs more ends as timed out, pages,
   * and can be redriven.
   * @default - 30 minutes, and as long as `automation` waits for an approval
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
   */
  readonly timeout?: Duration;
  /**
   * How long one call of the function that promotes databases may take, at most 15 minutes. The promotion itself may take longer: it is asked
   * for again and again, as long as its step may take.
   * @default Duration.minutes(5)
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  readonly handlerTimeout?: Duration;
  /**
   * How long one call of the other functions may take, at most 15 minutes. A run waits no longer than its step allows: 15 seconds for a call
   * that keeps its state, or checks readiness, and then asks again.
   * @default Duration.minutes(1)
   */
  readonly functionTimeout?: Duration;
  /**
   * How many calls of each function that runs wait for find an execution environment that has started, whole number of at least 1. They are
   * called by the alias `live` then, and are charged for while they wait. A run begins in time without it: a cold start takes about a second,
   * which the time budget has room for.
   * @default - none: the functions are outside of any VPC, and dry calls keep them active
   * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
   */
  readonly provisionedConcurrency?: number;
  /**
   * How many calls at a time are kept free for each function that runs, their decision and the published state need, whole number of at least
   * 1: no less than `provisionedConcurrency`, and no less than the databases that a run promotes side by side. It is also the most that
   * each takes. For accounts whose other functions may use up the concurrency of a Region when all clients arrive there. Six times this
   * number are set aside in each Region, of which Lambda keeps 100 for functions without a reservation.
   * @default - none: what the account has left
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrency?: number;
  /**
   * Between two dry calls of each function that runs and operators call, which keep it active and see that it works: whole minutes, 1 minute
   * to 1 day.
   * @default Duration.minutes(5)
   * @see https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
   */
  readonly dryCallInterval?: Duration;
  /**
   * How long a drill that moves production stays in the other Region.
   * @default Duration.minutes(5)
   */
  readonly drillHold?: Duration;
  /**
   * How long your applications rest on what they read of their role, with the requests that they have begun: for so long a planned run waits
   * behind its fence before anything takes over. Whole seconds, at most a minute, which the contract of roles allows. Every second of it is one
   * without writes.
   * @default Duration.minutes(1)
   */
  readonly roleMaxAge?: Duration;
  /**
   * What is known of how long things take: the time budget is made of it.
   * @default - figures with a source each, see `RecoveryAssumptions`
   */
  readonly assumptions?: RecoveryAssumptions;
  /**
   * Which drills begin by themselves.
   * @default - none
   */
  readonly drills?: DrillSchedule;
}

/** Properties of a `FailoverOrchestrator`. */
export interface FailoverOrchestratorProps extends FailoverOrchestratorOptions {
  /** The two Regions and their stacks. */
  readonly topology: DrTopology;
  /** The stores that a failover moves. Empty for a workload without stores. */
  readonly recoverables: IRecoverable[];
  /** The name whose traffic moves. @default - runs move no traffic */
  readonly dns?: FailoverDns;
  /** What notices the loss of a Region. @default - nothing does, and runs begin when people start them */
  readonly detection?: FailoverDetection;
  /** How long clients may be without service, and what may be lost. @default - the time budget is held against nothing */
  readonly objectives?: RecoveryObjectives;
  /** Whose topics tell people of runs. @default - a topic in each Region, `forRegion(region).notificationTopic` */
  readonly monitoring?: DrMonitoring;
}
