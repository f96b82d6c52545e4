import type { Alteration } from './system';
import type { Schedule } from '../schedules/schedule';

/** How a simulation is to end, beside keeping the laws. What is not said may be anything. */
export interface Expectation {
  /** The Region that has the writer, the traffic and the role at the end, and acknowledges writes. */
  readonly at?: string;
  /** How many promotions the database takes. */
  readonly promotions?: number;
  /** How often traffic moves at most. */
  readonly movesAtMost?: number;
  /** How many runs succeed. */
  readonly runs?: number;
  /** How many runs begin at most: they take the lock. */
  readonly begun?: number;
  /** Names under one of which an execution, or an order of an operator, fails. */
  readonly refusal?: readonly string[];
  /** Nothing moves: neither the writer, nor traffic, nor the role, nor a latch. */
  readonly unchanged?: true;
  /** Somebody is told. */
  readonly paged?: true;
}

/** One simulation of the scoreboard. */
export interface Trial {
  readonly name: string;
  readonly schedule: Schedule;
  readonly expects: Expectation;
  readonly alteration?: Alteration;
}

/** What came of it. */
export interface TrialResult {
  readonly point: number;
  readonly name: string;
  readonly violations: readonly { readonly invariant: string; readonly atSeconds: number; readonly what: string }[];
  /** Executions, by how they ended. */
  readonly ends: { readonly [end: string]: number };
  readonly timing?: RunTiming;
  /** Of a trial that failed: what of its schedule it needs for that. */
  readonly smaller?: Schedule;
}

/** Seconds of a forced run. */
export interface RunTiming {
  /** From the loss of the Region to the first write that the other one acknowledges. */
  readonly recovery: number;
  /** Of the run, without what AWS itself takes: the promotion, and Route 53 until it leads clients elsewhere. */
  readonly own: number;
}
