import type { KillMoment } from './moments';
import type { KilledRun } from './runs';
import type { Order } from '../../../schedules/schedule';
import { MINUTE, OPERATOR, start } from '../../scenarios';
import type { Trial } from '../../trial';

export interface TimedRun extends KilledRun {
  /** When it begins and when it is over if nobody kills it, in milliseconds since the start. */
  readonly from: number;
  readonly over: number;
}

/** Until what a dead run left is cleared away, alarms have gone off, and traffic is where it belongs. */
const SETTLED = 8 * MINUTE;

export type Way = (run: TimedRun, moment: KillMoment) => Trial[];

/** Each makes a trial where it is a way for the run. */
export const WAYS: readonly Way[] = [
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
