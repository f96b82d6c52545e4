import type { RunRegions } from './latch-moves';
import type { WatchedDatabase } from '../decision/database-health';
import type { RunMode } from '../plan/run-mode';

/** Whatever works on the state tables is told, as JSON in its environment. */
export interface StateSettings extends RunRegions {
  /** Name of the state table, by Region. */
  readonly tables: { readonly [region: string]: string };
}

/** What the keeper of runs is told. */
export interface KeeperSettings extends StateSettings {
  /** Where it publishes. */
  readonly namespace: string;
  readonly latches: LatchGroup[];
  /** Says since when the other Region is lost. Absent where nothing is noticed. */
  readonly decisionAlarm?: DecisionAlarm;
  /** Those that the Region promotes: where they are written says where traffic belongs that a run took in vain. */
  readonly databases: readonly WatchedDatabase[];
  /** How long a lock holds, in seconds, by the mode of its run: longer than the run can take. A drill announces itself for as long. */
  readonly lockSeconds: { readonly [mode in RunMode]: number };
  /** How long the applications of the Region that is left do not write, in seconds, unless they are told before. */
  readonly fenceSeconds: FenceSeconds;
  /** How long automation stays blocked after a run at least, in seconds. */
  readonly blockSeconds: number;
  /** How long automation begins no planned run after one was refused by its gates, in seconds. */
  readonly pauseSeconds: number;
}

/** The alarm by which the Region holds the other one for lost. */
export interface DecisionAlarm {
  readonly name: string;
  /** How long probes have failed at least when it goes to `ALARM`, in seconds. 0 where nothing is probed, and signals of the team tell. */
  readonly failingSeconds: number;
}

/** By what the run can do without. */
export interface FenceSeconds {
  readonly forced: number;
  readonly planned: number;
}

/** Latches that differ in nothing but their dimensions, together: settings have little room. */
export interface LatchGroup {
  readonly metricName: string;
  readonly regions: string[];
  readonly dimensions: { readonly [name: string]: string }[];
}
