import type { Order } from '../../schedules/schedule';
import { MINUTE, OPERATOR, start } from '../scenarios';
import type { System } from '../system';
import type { Trial } from '../trial';
import { killedChildren } from './kills/children';
import type { Death, Invocation } from './kills/deaths';
import { DEATHS, dying, invocationsOf } from './kills/deaths';
import type { KillMoment } from './kills/moments';
import { undisturbed } from './kills/moments';
import type { KilledRun } from './kills/runs';
import { KILLED_RUNS } from './kills/runs';
import { thenLost } from './kills/then-lost';

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

interface TimedRun extends KilledRun {
  /** When it begins and when it is over if nobody kills it, in milliseconds since the start. */
  readonly from: number;
  readonly over: number;
}

/** Until what a dead run left is cleared away, alarms have gone off, and traffic is where it belongs. */
const SETTLED = 8 * MINUTE;
/** What one that dies by its time limit takes longer, and what asks it again. */
const HELD_UP = 12 * MINUTE;

type Way = (run: TimedRun, moment: KillMoment) => Trial[];

const WAYS: readonly Way[] = [
  (run, moment) => [killed(run, moment, 'resumed by redrive', { resumeAfter: 20_000 })],
  (run, moment) => [killed(run, moment, 'stopped, and resumed by redrive', { stopped: true, resumeAfter: 3 * MINUTE })],
  (run, moment) => run.automatic ? [killed(run, moment, 'resumed by the next minute', {})] : [],
  (run, moment) => [killed(begunAnew(run, moment), moment, 'stopped, and begun anew by a person', { stopped: true }, [again(run, moment.at + MINUTE)])],
];

function killed(
  { name, machine, schedule, expects, from, over }: TimedRun, { state, moment, skip }: KillMoment, way: string,
  rest: { readonly stopped?: true; readonly resumeAfter?: number }, orders: readonly Order[] = [],
): Trial {
  // Time for what is left of the run, or for all of it once more.
  const minutes = Math.ceil((over + (rest.resumeAfter ?? MINUTE) + (orders.length > 0 ? over - from : 0) + SETTLED) / MINUTE);
  return {
    name: `${name}: killed ${moment} of ${state}, ${way}`,
    schedule: { ...schedule, minutes, orders: [...schedule.orders, ...orders], kills: [{ state, moment, machine, skip, ...rest }] },
    expects,
  };
}

/** Step Functions calls the function again: nobody has to resume anything. */
function died({ name, schedule, expects, over }: TimedRun, invocation: Invocation, death: Death): Trial {
  const { principal, region, skip } = invocation;
  const what = `${death.how} of ${principal} in ${region} ${death.moment} call ${skip + 1}`;
  const minutes = Math.min(schedule.minutes, Math.ceil((over + HELD_UP) / MINUTE));
  return { name: `${name}: ${what}`, schedule: { ...schedule, minutes }, expects, alteration: dying(invocation, death) };
}

/** A drill that was there and back before it was stopped goes there and back again when somebody begins another. */
function begunAnew(run: TimedRun, { moves: moved }: KillMoment): TimedRun {
  const { started, expects: { unchanged, promotions = 0, moves = 0 } } = run;
  const tripIsOver = started === 'drill' && unchanged === undefined && moved === moves;
  return tripIsOver ? { ...run, expects: { ...run.expects, promotions: promotions + 2, moves: moves + 2 } } : run;
}

/** The same run, by a person. */
function again({ started, region, schedule: { orders } }: KilledRun, at: number): Order {
  const asked = orders.find(order => order.what === 'start' && order.machine === started && order.region === region);
  return start(started, region, at, 'again', asked?.what === 'start' ? asked.input : OPERATOR);
}
