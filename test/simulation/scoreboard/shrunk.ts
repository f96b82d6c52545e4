import { runTrial } from './run-trial';
import type { System } from './system';
import type { Trial, TrialResult } from './trial';
import type { Schedule } from '../schedules/schedule';
import { shrink } from '../schedules/shrink';

/** What of a trial's schedule is needed for it to break the same laws. */
export async function shrunk(system: System, trial: Trial, { point, violations }: TrialResult): Promise<Schedule> {
  const broken = new Set(violations.map(({ invariant }) => invariant));
  return shrink(trial.schedule, async schedule => {
    const smaller = await runTrial(system, point, { ...trial, schedule });
    return smaller.violations.some(({ invariant }) => broken.has(invariant));
  });
}
