import type { RunMode } from '../plan/run-mode';

/** What a machine gives to every function: the run that asks, as `begin` answered it. */
export interface RunReference {
  /** The ARN of the execution: unique, and readable for whoever looks at the lock. */
  readonly runId: string;
  readonly epoch: number;
}

/** The input of an execution, as an operator or the decider writes it. */
export interface RunInput {
  /** Who asked: `automation`, or the name of a person. */
  readonly actor: string;
  readonly reason: string;
  /** Whether the decider asked: then recovery must be armed and not blocked, and an approval is asked for where the team wants one. */
  readonly automatic: boolean;
  /** Forced runs of people only: whether the Region shall be made active although it is by its own state. Left out: such a run is refused. */
  readonly assertActive?: boolean;
  /** Drills only: whether production is moved to the Region and back. */
  readonly roundTrip?: boolean;
  /** Drills only: the name of the environment, typed by whoever wants production moved. */
  readonly confirm?: string;
  /** Runs that a drill starts: the ARN of its execution. It acknowledges them when it has succeeded. */
  readonly drill?: string;
}

/** What `run-keeper` is asked. */
export type KeeperRequest =
  /** Takes the lock (planned runs: both locks), decides the epoch, writes the record of the run. Idempotent for one `runId`. */
  | {
    readonly action: 'begin';
    readonly mode: RunMode;
    readonly runId: string;
    readonly startedAt: string;
    /** Whether people take the steps, and there is no execution that could be asked for. @default false */
    readonly byHand?: boolean;
  } & RunInput
  /** Adds what was found to the record: the lag, and findings that did not stop the run. */
  | { readonly action: 'record'; readonly readiness: ReadinessAnswer } & RunReference
  /** Says in the lock whether the run does nothing but wait for approval, and in the record who has approved. */
  | { readonly action: 'await-approval'; readonly awaits: boolean; readonly approver?: string } & RunReference
  /** Stops writes of applications in the Region that is left: best effort in a forced run. Its lease ends by itself. */
  | { readonly action: 'fence' } & RunReference
  /** Makes the Region the active one, in its own state and, as far as it answers, in the other's. */
  | { readonly action: 'activate'; readonly mode: RunMode } & RunReference
  /** Moves the traffic: writes the latches and publishes them at once. */
  | { readonly action: 'shift'; readonly mode: RunMode } & RunReference
  /**
   * Ends the run: outcome, times of steps, release of the locks, block until acknowledged. A run that failed is ended by throwing its failure,
   * so that the execution ends under that name. Epoch 0: the run has never begun, and there is nothing to end but the execution.
   */
  | {
    readonly action: 'finish';
    readonly mode: RunMode;
    readonly outcome: RunOutcome;
    readonly steps: StepTime[];
    readonly findings?: readonly CheckFinding[];
    readonly failure?: StepFault;
    /** Of a forced run, as `begin` answered it. */
    readonly lossSeenAt?: string;
  } & RunReference
  /** Writes `drill/current`, so that pages are silent, and the record of the drill. */
  | { readonly action: 'begin-drill'; readonly runId: string; readonly actor?: string; readonly reason?: string }
  /** Removes `drill/current`, and ends the record. */
  | { readonly action: 'end-drill'; readonly runId: string; readonly outcome?: RunOutcome };

export type RunOutcome = 'succeeded' | 'failed';

/** What `begin` answers. */
export interface BegunRun extends RunReference {
  readonly startedAt: string;
  /** The Region that takes over: the one that the machine is in. */
  readonly target: string;
  readonly source: string;
  /** Whether this run held the lock before: a run that was redriven, or a call that was made twice. */
  readonly resumed: boolean;
  /** Of a forced run: since when its Region sees that the other one is lost, in ISO 8601, or `unknown`. */
  readonly lossSeenAt?: string;
}

/** When a step ended, in ISO 8601. */
export interface StepTime {
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string;
}

/** Which step failed, and why. */
export interface StepFault {
  readonly step: string;
  readonly error: string;
  readonly cause: string;
}

/** What `readiness-checker` is asked: the checks of a plan, taken side by side within one bounded time. */
export interface ReadinessRequest extends RunReference {
  readonly mode: RunMode;
  readonly checks: readonly ReadinessCheck[];
  /**
   * Of a step that asks until its check holds: since when, in ISO 8601. Nothing is refused then, and of metrics only what was measured since
   * counts. @default - the checks are taken once
   */
  readonly awaitedSince?: string;
}

export interface ReadinessCheck {
  /** The id of the step. */
  readonly id: string;
  /** Of the action, for example `check-aurora`. */
  readonly kind: string;
  /** The Region in which the call is made. */
  readonly region: string;
  readonly parameters: { readonly [name: string]: string };
  /** Of the step. @default - what all checks together may take */
  readonly timeoutInSeconds?: number;
  /** `stop`: a failure ends the run; `continue`: it is recorded. */
  readonly onFailure: string;
}

export interface ReadinessAnswer {
  /** Of the lags that were measured the one that reaches back furthest, in milliseconds, and when it was measured. Absent when nobody could say. */
  readonly lagInMilliseconds?: number;
  readonly lagMeasuredAt?: string;
  readonly findings: readonly CheckFinding[];
}

export interface CheckFinding {
  readonly id: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What `aurora-promoter` is asked. Idempotent: it first looks whether the work is done or under way. */
export interface PromotionRequest extends RunReference {
  readonly mode: RunMode;
  readonly globalClusterIdentifier: string;
  readonly targetClusterArn: string;
  /** How long the step has been asking. @default 0 */
  readonly waitedSeconds?: number;
  /** Planned: since when the Region that hands over was not seen to work, in milliseconds, as the last answer said. @default 0 - it was */
  readonly silentSince?: number;
}

/** `promoted`: the target is the writer, available, and nothing is under way. */
export interface PromotionAnswer {
  readonly status: 'promoted' | 'promoting';
  readonly detail: string;
  /** Planned: for the next request. */
  readonly silentSince?: number;
}

/** What `traffic-verifier` is asked: whether the clients of a name are led to the Region that it is in. */
export interface TrafficRequest extends RunReference {
  /** The name that clients use. */
  readonly domainName: string;
  /** What Route 53 must have read of latches. Absent where latches alone move the name. */
  readonly latches?: readonly TellingLatch[];
}

/** A latch that a run has moved, by the name that says what Route 53 has read of it. */
export interface TellingLatch {
  readonly name: string;
  readonly closed: boolean;
}

/** What `traffic-verifier` answers: whether the public name leads to the Region and works there. */
export interface TrafficAnswer {
  readonly moved: boolean;
  readonly detail: string;
}

/** What `peer-run` is asked: starts a machine of the other Region, or looks at the execution. */
export interface PeerRunRequest {
  readonly stateMachineArn: string;
  /** Of the first execution. */
  readonly name: string;
  /** How many executions were refused before. */
  readonly attempt: number;
  readonly input: RunInput;
}

export interface PeerRunAnswer {
  /** `running`: also while one that was refused is to be asked for again. */
  readonly status: 'running' | 'succeeded' | 'failed';
  readonly detail: string;
  /** For the next request. */
  readonly attempt: number;
}
