import type { Struck } from './struck';
import type { Alteration } from './system';
import type { OtherSystem } from './systems';
import type { CallFault } from '../behaviours/faults';
import type { Schedule } from '../schedules/schedule';

/** How a simulation is to end, beside keeping the laws. What is not said may be anything. */
export interface Expectation {
  /**
   * The Region that has the writer, the traffic and the role at the end, and acknowledges writes, unfenced; in every Region that can know it,
   * in one epoch, with the latches that this takes, all locks free, no drill, and an end in the record of every run.
   */
  readonly at?: string;
  /** That one Region has all of that, whichever has the writer: where two are right. The latch of home may be what it is. */
  readonly settled?: true;
  /** That the latch of home is closed at the end: the standby was lost while it was active. */
  readonly reverseLatch?: 'closed';
  /** How many promotions the database takes. */
  readonly promotions?: number;
  /** How often traffic moves. */
  readonly moves?: number;
  /** How executions end: how many under each name, and none under another. */
  readonly ends?: { readonly [end: string]: number };
  /** How many runs succeed. */
  readonly runs?: number;
  /** How many runs begin: they take the lock. */
  readonly begun?: number;
  /** Seconds from the first loss that clients notice to the first write that the Region acknowledges which is active at the end. */
  readonly within?: number;
  /** The name under which an execution, or an order of an operator, fails; or the names, each of which has to be there. */
  readonly refusal?: string | readonly string[];
  /** Names under one of which it fails, where two are right. */
  readonly refusalOf?: readonly string[];
  /** Nothing moves: neither the writer, nor traffic, nor the role, nor a latch. */
  readonly unchanged?: true;
  /** No acknowledged write is lost. */
  readonly lossless?: true;
  /** For which reason people have to look, by the last word of the standby's decider that says so. */
  readonly becauseOf?: string;
  /** The fault of calls that was met with at least once: without it nothing was tried. */
  readonly met?: CallFault;
  /** What people are told, each in a message whose severity and subject contain it: `critical: Failover to us-west-2`. */
  readonly pages?: readonly string[];
}

/** One simulation of the scoreboard. */
export interface Trial {
  readonly name: string;
  readonly schedule: Schedule;
  readonly expects: Expectation;
  readonly alteration?: Alteration;
  /** Which system is tried. @default - the payments app */
  readonly system?: OtherSystem;
}

/** What came of it. */
export interface TrialResult {
  readonly point: number;
  readonly name: string;
  readonly violations: readonly { readonly invariant: string; readonly atSeconds: number; readonly what: string }[];
  /** Executions, by how they ended. */
  readonly ends: { readonly [end: string]: number };
  readonly timing?: RunTiming;
  readonly struck: Struck;
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
