import type { Order } from '../../schedules/schedule';
import { MINUTE, OPERATOR, start } from '../scenarios';
import type { System } from '../system';
import type { Trial } from '../trial';
import type { Death, Invocation } from './kills/deaths';
import { DEATHS, dying, invocationsOf } from './kills/deaths';
import type { KillMoment } from './kills/moments';
import { undisturbed } from './kills/moments';
import type { KilledRun } from './kills/runs';
import { KILLED_RUNS } from './kills/runs';

/** Every run is killed at every step that it takes, at each moment of the step, and resumed in each way that there is. */
export async function kills(system: System): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const each of KILLED_RUNS) {
    const { moments, expects } = await undisturbed(system, each);
    const run = { ...each, expects };
    trials.push(...moments.flatMap(moment => WAYS.flatMap(way => way(run, moment))));
    for (const invocation of await invocationsOf(system, run, moments[0].at)) {
      trials.push(...DEATHS.map(death => died(run, invocation, death)));
    }
  }
  return trials;
}

type Way = (run: KilledRun, moment: KillMoment) => Trial[];

const WAYS: readonly Way[] = [
  (run, moment) => [killed(run, moment, 'resumed by redrive', { resumeAfter: 20_000 })],
  (run, moment) => [killed(run, moment, 'stopped, and resumed by redrive', { stopped: true, resumeAfter: 3 * MINUTE })],
  (run, moment) => run.automatic ? [killed(run, moment, 'resumed by the next minute', {})] : [],
  (run, moment) => [killed(begunAnew(run, moment), moment, 'stopped, and begun anew by a person', { stopped: true }, [again(run, moment.at + MINUTE)])],
];

function killed(
  { name, machine, schedule, expects }: KilledRun, { state, moment }: KillMoment, way: string,
  rest: { readonly stopped?: true; readonly resumeAfter?: number }, orders: readonly Order[] = [],
): Trial {
  // Time for what is left of the run, or for all of it.
  const minutes = schedule.minutes + (orders.length > 0 ? 15 : 5);
  return {
    name: `${name}: killed ${moment} of ${state}, ${way}`,
    schedule: { ...schedule, minutes, orders: [...schedule.orders, ...orders], kills: [{ state, moment, machine, skip: 0, ...rest }] },
    expects,
  };
}

/** Step Functions calls the function again: nobody has to resume anything. */
function died({ name, schedule, expects }: KilledRun, invocation: Invocation, death: Death): Trial {
  const { principal, region, skip } = invocation;
  const what = `${death.how} of ${principal} in ${region} ${death.moment} call ${skip + 1}`;
  return { name: `${name}: ${what}`, schedule, expects, alteration: dying(invocation, death) };
}

/** A drill that was there and back before it was stopped goes there and back again when somebody begins another. */
function begunAnew(run: KilledRun, { moves: moved }: KillMoment): KilledRun {
  const { started, expects: { unchanged, promotions = 0, moves = 0 } } = run;
  const tripIsOver = started === 'drill' && unchanged === undefined && moved === moves;
  return tripIsOver ? { ...run, expects: { ...run.expects, promotions: promotions + 2, moves: moves + 2 } } : run;
}

/** The same run, by a person. */
function again({ started, region, schedule: { orders } }: KilledRun, at: number): Order {
  const asked = orders.find(order => order.what === 'start' && order.machine === started && order.region === region);
  return start(started, region, at, 'again', asked?.what === 'start' ? asked.input : OPERATOR);
}
