import type { WorldFault } from '../behaviours/faults';
import type { CallFaultRule } from '../models/call-faults';

/** A fault of the world. Times are milliseconds since the start. */
export interface WorldFaultEntry {
  readonly fault: WorldFault;
  readonly region: string;
  readonly from: number;
  /** Absent: until the end. */
  readonly until?: number;
  /** What the fault needs beside: milliseconds of a lag or of a jump. */
  readonly amount?: number;
}

/** Ends an execution at a point of one of its states, and resumes it. */
export interface Kill {
  /** A part of the name of the machine; any when absent. */
  readonly machine?: string;
  /** The name of the state; any when absent. */
  readonly state?: string;
  readonly moment: 'before the call' | 'after the call' | 'after the record';
  /** How many such moments pass first. */
  readonly skip: number;
  /** Whether a person stops it, by StopExecution. Otherwise Step Functions itself ends it. */
  readonly stopped?: true;
  /** Whether the drill that started the execution is ended with it. */
  readonly wholeDrill?: true;
  /** Milliseconds until somebody redrives it. Absent: never. */
  readonly resumeAfter?: number;
}

/** What a person, or a machine outside, does. */
export type Order = { readonly at: number; readonly region: string } & (
  | { readonly what: 'arm' | 'disarm' | 'acknowledge' }
  | { readonly what: 'start'; readonly machine: 'failover' | 'planned' | 'drill'; readonly name: string; readonly input: { readonly [field: string]: string | boolean } }
  | { readonly what: 'approve' | 'reject' }
  /** `machine`: a part of the names of those that are redriven; all when absent. */
  | { readonly what: 'redrive'; readonly machine?: string }
);

/** All that is done to one simulation: with its seed it says what happens, to the last event. */
export interface Schedule {
  readonly seed: number;
  readonly minutes: number;
  readonly world: readonly WorldFaultEntry[];
  readonly calls: readonly CallFaultRule[];
  readonly kills: readonly Kill[];
  readonly orders: readonly Order[];
}

export const QUIET: Omit<Schedule, 'seed' | 'minutes'> = { world: [], calls: [], kills: [], orders: [] };
