import { NamedError } from '../../lambda/handlers/named-error';

/**
 * How a run, or an order to it, ends when it does not succeed. The names are a contract: the state machines catch by them, alarms and
 * reports show them, and runbooks say what to do about each.
 */
export const RUN_ERRORS = {
  // Refusals: nothing was changed.
  RunInProgress: 'another run of this Region, or for a planned run of the other one, holds the lock',
  AlreadyActive: 'the Region that was to take over is the active one',
  NotArmed: 'recovery is not armed, and nobody asked for the run',
  Blocked: 'a run has ended and was not acknowledged yet, or its minimum time is not over',
  ReverseLatchClosed: 'the latch of the home Region is closed, and no latch of the standby would move traffic',
  PeerUnreachable: 'a planned run needs the state of both Regions, and that of the other one cannot be read',
  NotReady: 'a check says that the Region cannot take over',
  LagAboveGate: 'replication is further behind than a planned run allows',
  LagUnknown: 'nobody can say how far replication is behind, and a planned run must know',
  PromotionNotConfirmed: 'a drill that moves production was not confirmed by the name of the environment',
  SignalNeverHealthy: 'a signal of the decision has no data or is not healthy: armed, it might decide at once or never',
  // Ends of a run that had begun.
  LockLost: 'the lock of the run is held by another one, or its epoch was superseded',
  PromotionConflict: 'the database is being promoted to another Region, or was',
  PromotionRefused: 'the database refused the promotion',
  PromotionTimedOut: 'the database was not promoted in time',
  SourceLost: 'the Region that is left is lost, and a planned promotion cannot end without it',
  TrafficNotMoved: 'the public name does not lead to the Region that took over',
  ServiceNotWorking: 'the Region that took over is the active one, and its deep path says that what it depends on does not work',
  StepFailed: 'a step of the team failed',
  ApprovalTimedOut: 'nobody approved in time',
  ApprovalRejected: 'somebody rejected the run',
  // What AWS did not do.
  StateUnreadable: 'a state table did not answer',
  StateMalformed: 'an item of a state table is not what its contract says',
  StateNotWritten: 'a state table did not take a write',
  ServiceUnavailable: 'a service did not answer, throttled, or failed: the call may be made again',
  CallFailed: 'a call failed in a way that nobody foresees: the cause says what the service calls it',
} as const;

export type RunErrorName = keyof typeof RUN_ERRORS;

/** How a run ends that has changed nothing. A silence is no answer, and the next run asks again; a rejection is one, and blocks. */
const REFUSALS: readonly string[] = [
  'RunInProgress', 'AlreadyActive', 'NotArmed', 'Blocked', 'ReverseLatchClosed', 'PeerUnreachable', 'NotReady', 'LagAboveGate', 'LagUnknown',
  'PromotionNotConfirmed', 'SignalNeverHealthy', 'ApprovalTimedOut',
] satisfies RunErrorName[];

/** Whether an error says that nothing was changed. */
export function isRefusal(name: string): boolean {
  return REFUSALS.includes(name);
}

/** How a run ends whose promotion was not taken: another Region writes, or will. */
export const PROMOTION_DENIED: readonly string[] = ['PromotionRefused', 'PromotionConflict'] satisfies RunErrorName[];

/** An error of a run, which the state machines catch by its name. What a service did not do is a `NamedError` of one of these names, too. */
export class RunError extends NamedError<RunErrorName> {}
