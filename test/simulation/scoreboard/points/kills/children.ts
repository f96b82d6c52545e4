import type { KillMoment } from './moments';
import { undisturbed } from './moments';
import { TRIP } from './runs';
import type { Kill, Order, Schedule } from '../../../schedules/schedule';
import { LOSS, MINUTE, schedule, start, SWITCHED_OVER } from '../../scenarios';
import type { System } from '../../system';
import { HOME, STANDBY } from '../../system';
import type { Expectation, Trial } from '../../trial';

/** A round trip: its drill runs in one Region, and starts a run there, which takes production, and one in the other, which takes it back. */
interface Trip {
  readonly name: string;
  /** Where the drill runs. */
  readonly region: string;
  readonly from: number;
  readonly before: readonly Order[];
  /** A part of the name of the machine that takes production, and of the one that takes it back. */
  readonly there: string;
  readonly back: string;
}

const TRIPS: readonly Trip[] = [
  { name: 'drill to the standby and home', region: STANDBY, from: LOSS, before: [], there: 'switchover', back: 'failback' },
  { name: 'drill home and to the standby', region: HOME, from: 10 * MINUTE, before: SWITCHED_OVER, there: 'failback', back: 'switchover' },
];

/** By when the drill has ended as well, of which a run was killed: it looks every few seconds. */
const SEEN = 2 * MINUTE;
/** By when a run that was resumed has ended as well. */
const ENDED = 14 * MINUTE;
/** There and back, until traffic has followed. */
const ALL_OF_IT = 24 * MINUTE;

/** The runs that a round trip starts are killed at every state that they pass: alone, and together with their drill. */
export async function killedChildren(system: System): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const trip of TRIPS) {
    for (const machine of [trip.there, trip.back]) {
      const { moments, expects } = await undisturbed(system, {
        name: trip.name, machine, schedule: scheduleOf(trip, trip.from + ALL_OF_IT), expects: { at: startOf(trip) },
      }, trip.from);
      const children = moments.map(moment => ({ trip, machine, moments, moment, expects }));
      trials.push(...children.flatMap((child, index) => [REDRIVEN(child), IN_TURN[turnOf(index)](child)]));
    }
  }
  return trials;
}

interface Child {
  readonly trip: Trip;
  readonly machine: string;
  readonly moments: readonly KillMoment[];
  readonly moment: KillMoment;
  readonly expects: Expectation;
}

type Way = (child: Child) => Trial;

/** In which the drill goes on after every moment. */
const REDRIVEN: Way = child => trial(child, 'and the drill is resumed by redrive', {}, drillRedriven(child, SEEN));

/** One at each moment, in turn. */
const IN_TURN: readonly Way[] = [
  child => trial(child, 'with its drill, which is resumed by redrive', { wholeDrill: true }, drillRedriven(child, SEEN)),
  child => trial(child, 'resumed by redrive, and the drill when that is over', { resumeAfter: 20_000 }, drillRedriven(child, ENDED)),
  child => trial(begunAnew(child), 'stopped, and the drill is begun anew by a person', { stopped: true },
    start('drill', child.trip.region, child.moment.at + SEEN, 'again', TRIP)),
];

/** Most states have three moments: in step with them each would have the same way at all states. */
function turnOf(index: number): number {
  return (index + Math.floor(index / IN_TURN.length)) % IN_TURN.length;
}

function drillRedriven({ moment: { at }, trip: { region } }: Child, after: number): Order {
  return { at: at + after, region, what: 'redrive', machine: 'drill' };
}

/** What was brought back before it was stopped goes there and back again. Traffic that was not led back yet follows the Region that is active. */
function begunAnew(child: Child): Child {
  const { trip, machine, moments, moment, expects: { promotions = 0, moves = 0 } } = child;
  const activated = moments.findIndex(({ state, moment: when }) => state === 'activate-region' && when === 'after the call');
  const isBack = machine === trip.back && moments.indexOf(moment) >= activated;
  return isBack ? { ...child, expects: { ...child.expects, promotions: promotions + 2, moves: moves + 2 } } : child;
}

function trial({ trip, machine, moment: { state, moment, skip }, expects }: Child, way: string, kill: Partial<Kill>, order: Order): Trial {
  return {
    name: `${trip.name}: its run ${machine} killed ${moment} of ${state}, ${way}`,
    schedule: { ...scheduleOf(trip, order.at + ALL_OF_IT, [order]), kills: [{ state, moment, machine, skip, ...kill }] },
    expects,
  };
}

function scheduleOf({ region, from, before }: Trip, until: number, orders: readonly Order[] = []): Schedule {
  return schedule({ minutes: Math.ceil(until / MINUTE), orders: [...before, start('drill', region, from, 'drill', TRIP), ...orders] });
}

/** Where production is before the trip, and after it. */
function startOf({ region }: Trip): string {
  return region === HOME ? STANDBY : HOME;
}
