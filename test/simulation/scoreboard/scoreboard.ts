import * as path from 'path';
import { otherTemplates } from './apps/other-templates';
import type { Struck } from './struck';
import { addStruck, noneStruck } from './struck';
import type { AllTemplates } from './systems';
import type { RunTiming, TrialResult } from './trial';
import type { Templates } from '../deployment/deployment';
import { inWorkers } from '../workers';

/** What is to be tried. */
export interface ScoreboardTask {
  readonly firstSeed: number;
  /** How many random schedules. */
  readonly schedules: number;
  /** Whether the trials that somebody has thought of are made as well. */
  readonly directed: boolean;
  /** Only trials with this in their name. */
  readonly only?: string;
}

/** What came of the trials of one point. */
export interface PointTally {
  readonly point: number;
  trials: number;
  failed: number;
  /** Laws that were broken. */
  broken: number;
  cpuMilliseconds: number;
  readonly ends: { [end: string]: number };
  readonly timings: RunTiming[];
  readonly struck: Struck;
}

export interface MutantResult {
  readonly without: string;
  /** What was found to be wrong with it. */
  readonly caughtBy: readonly string[];
  /** By the law that has to, where the whole system passes. */
  readonly caught: boolean;
}

export interface WorkerAnswer {
  readonly tallies: readonly PointTally[];
  readonly failures: readonly TrialResult[];
  readonly mutants: readonly MutantResult[];
}

/** Makes all trials, and adds up what the workers say. */
export async function tryAll(templates: Templates, task: ScoreboardTask): Promise<WorkerAnswer> {
  const all: AllTemplates = { ...templates, ...task.directed && { others: otherTemplates() } };
  const answers = await inWorkers<ScoreboardTask, WorkerAnswer>(path.join(__dirname, 'worker.ts'), all, task);
  const tallies = new Map<number, PointTally>();
  for (const tally of answers.flatMap(answer => answer.tallies)) {
    const sum = tallies.get(tally.point);
    tallies.set(tally.point, sum === undefined ? tally : added(sum, tally));
  }
  return {
    tallies: [...tallies.values()],
    failures: answers.flatMap(({ failures }) => failures),
    mutants: answers.flatMap(({ mutants }) => mutants),
  };
}

function added(one: PointTally, other: PointTally): PointTally {
  const ends = { ...one.ends };
  for (const [end, count] of Object.entries(other.ends)) {
    ends[end] = (ends[end] ?? 0) + count;
  }
  const struck = noneStruck();
  [one, other].forEach(tally => addStruck(struck, tally.struck));
  return {
    point: one.point,
    trials: one.trials + other.trials,
    failed: one.failed + other.failed,
    broken: one.broken + other.broken,
    cpuMilliseconds: one.cpuMilliseconds + other.cpuMilliseconds,
    ends,
    timings: [...one.timings, ...other.timings],
    struck,
  };
}
