import type { History } from '../history/history';

/** What a history is held against. */
export interface CheckedSystem {
  readonly home: string;
  readonly standby: string;
  /** `plan`: traffic moves by decision only (`TrafficShift.byPlan()`). `endpoint`: also when an endpoint is lost. */
  readonly trafficShift: 'plan' | 'endpoint';
  /** No write is given up when traffic is taken from an endpoint: automation forces that. */
  readonly withoutDatabase?: true;
  /** A part of the name of a state machine that is the team's: how it ends is told by the run that waits for it. */
  readonly teamMachine?: string;
  /** Session tables that a planned run waits for (`drainedWithin`). */
  readonly drainedTables?: readonly string[];
}

export interface Violation {
  readonly invariant: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly what: string;
}

/** A law that every history must obey, as a pure function. */
export interface Invariant {
  readonly id: string;
  readonly says: string;
  readonly violations: (history: History, system: CheckedSystem) => { readonly at: number; readonly what: string }[];
}
