import { MINUTE } from '../scenarios';
import type { System } from '../system';
import type { Trial } from '../trial';
import { killedChildren } from './kills/children';
import type { Death, Invocation } from './kills/deaths';
import { DEATHS, dying, invocationsOf } from './kills/deaths';
import { undisturbed } from './kills/moments';
import { KILLED_RUNS } from './kills/runs';
import { thenLost } from './kills/then-lost';
import type { TimedRun } from './kills/ways';
import { WAYS } from './kills/ways';

/**
 * Every run is killed at every step that it takes, at each moment of the step, and resumed in each way that there is: those that people and
 * automation begin, those that a drill begins, and a switchover that nobody resumes before a Region is lost.
 */
export async function kills(system: System): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const each of KILLED_RUNS) {
    const { moments, expects } = await undisturbed(system, each);
    const run = { ...each, expects, from: moments[0].at, over: moments[moments.length - 1].at };
    trials.push(...moments.flatMap(moment => WAYS.flatMap(way => way(run, moment))));
    for (const invocation of await invocationsOf(system, run, moments[0].at)) {
      trials.push(...DEATHS.map(death => died(run, invocation, death)));
    }
  }
  return [...trials, ...await killedChildren(system), ...await thenLost(system)];
}

/** What one that dies by its time limit takes longer, and what asks it again. */
const HELD_UP = 12 * MINUTE;

/** Step Functions calls the function again: nobody has to resume anything. */
function died({ name, schedule, expects, over }: TimedRun, invocation: Invocation, death: Death): Trial {
  const { principal, region, skip } = invocation;
  const what = `${death.how} of ${principal} in ${region} ${death.moment} call ${skip + 1}`;
  const minutes = Math.min(schedule.minutes, Math.ceil((over + HELD_UP) / MINUTE));
  return { name: `${name}: ${what}`, schedule: { ...schedule, minutes }, expects, alteration: dying(invocation, death) };
}
