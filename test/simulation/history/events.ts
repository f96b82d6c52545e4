import type { CallFault, WorldFault } from '../behaviours/faults';

/** Everything that a checker may ask about. Times are milliseconds since 1970. */
export type SimulatedEvent =
  /** A fault of the world begins or ends. */
  | { readonly kind: 'world-fault'; readonly fault: WorldFault; readonly region: string; readonly on: boolean }
  | { readonly kind: 'call-fault'; readonly fault: CallFault; readonly principal: string; readonly service: string; readonly operation: string; readonly region: string }
  /** An execution of a state machine: its states, and its end. */
  | {
    readonly kind: 'execution-started';
    readonly region: string;
    readonly machine: string;
    readonly executionArn: string;
    readonly input: unknown;
    /** Of the machine, after each redrive anew. Absent: it has none. */
    readonly timeoutSeconds?: number;
  }
  | { readonly kind: 'execution-redriven'; readonly executionArn: string }
  | { readonly kind: 'state-entered' | 'state-exited'; readonly executionArn: string; readonly state: string }
  | { readonly kind: 'execution-ended'; readonly region: string; readonly executionArn: string; readonly status: string; readonly error?: string; readonly cause?: string }
  | { readonly kind: 'invocation-failed'; readonly region: string; readonly principal: string; readonly error: string }
  /** Items of a state table, as they are after a write. */
  | { readonly kind: 'state-written'; readonly region: string; readonly activeRegion: string; readonly epoch: number; readonly armed?: boolean }
  | { readonly kind: 'latch-written'; readonly region: string; readonly closed: boolean; readonly epoch: number }
  | { readonly kind: 'lock-taken'; readonly region: string; readonly runId: string; readonly epoch: number; readonly awaitsApproval?: boolean }
  | { readonly kind: 'lock-released'; readonly region: string; readonly runId: string }
  | { readonly kind: 'run-recorded'; readonly region: string; readonly run: RunRecord }
  /** The database. */
  | { readonly kind: 'promotion-accepted' | 'promotion-refused'; readonly database: string; readonly target: string; readonly forced: boolean; readonly by: string }
  | { readonly kind: 'writer-moved'; readonly database: string; readonly from: string; readonly to: string; readonly forced: boolean }
  | { readonly kind: 'promotion-ended'; readonly database: string; readonly target: string; readonly moved: boolean }
  | { readonly kind: 'writes-lost'; readonly database: string; readonly from: number; readonly until: number; readonly count: number; readonly forced: boolean }
  /** A global table: what a Region does not have of another one when it begins to admit clients, of what that one has acknowledged. */
  | {
    readonly kind: 'session-writes-missing';
    readonly table: string;
    readonly region: string;
    readonly source: string;
    readonly from: number;
    readonly until: number;
    readonly count: number;
  }
  /** What was missing crosses after all; and what does not stay where it arrives, since a later write is there. */
  | {
    readonly kind: 'session-writes-arrived' | 'session-writes-overwritten';
    readonly table: string;
    readonly source: string;
    readonly from: number;
    readonly until: number;
    readonly count: number;
  }
  /** Who answers the public name, as name servers say. */
  | { readonly kind: 'traffic-moved'; readonly name: string; readonly region: string }
  /** What Route 53 has read of a latch, as name servers say, where a name tells it. */
  | { readonly kind: 'latch-read'; readonly region: string; readonly closed: boolean }
  /** An application admits writes under an epoch. */
  | { readonly kind: 'writes-admitted'; readonly region: string; readonly epoch: number }
  | { readonly kind: 'alarm-changed'; readonly region: string; readonly alarm: string; readonly from: string; readonly to: string }
  /** Somebody is told. About: the execution that tells it, or the state machine whose alarm does. */
  | { readonly kind: 'paged'; readonly region: string; readonly topic: string; readonly subject: string; readonly about?: string }
  /** What the decider of a Region says, whenever it is another thing than before. */
  | { readonly kind: 'verdict'; readonly region: string; readonly verdict: string; readonly reason: string }
  /** Something asks a control plane that recovery must do without. */
  | { readonly kind: 'control-plane-called'; readonly principal: string; readonly service: string; readonly operation: string };

/** A run as its record tells it. */
export interface RunRecord {
  readonly runId: string;
  readonly mode: string;
  readonly target: string;
  readonly source?: string;
  readonly epoch: number;
  readonly phase?: string;
  readonly outcome?: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly lagInMilliseconds?: number;
  readonly lagMeasuredAt?: string;
  /** When the Region saw that the other one is lost, or `unknown`. */
  readonly lossSeenAt?: string;
  /** From there until clients were served, as the run measured it. */
  readonly recoverySeconds?: number;
  readonly suspectFrom?: string;
  readonly suspectUntil?: string;
  readonly failure?: string;
}

export type Recorded = SimulatedEvent & { readonly at: number };
export type EventKind = SimulatedEvent['kind'];
export type EventOf<K extends EventKind> = Recorded & { readonly kind: K };
