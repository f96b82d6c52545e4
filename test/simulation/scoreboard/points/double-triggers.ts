import type { Order, WorldFaultEntry } from '../../schedules/schedule';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from '../scenarios';
import { HOME, REGIONS, STANDBY } from '../system';
import type { Expectation, Trial } from '../trial';
import { TRIP } from './kills/runs';

const AT = 10 * MINUTE;
/** By then the standby is the active Region, where it is to be, and the run that made it so is over. */
const CUT = 7 * MINUTE;
/** Milliseconds between one trigger and the next. */
const APART = [0, 300, 5000];

const PARTITIONS: { readonly [name: string]: readonly WorldFaultEntry[] } = {
  'no partition': [],
  'a partition': [world('region-cut', HOME, CUT, { until: 20 * MINUTE })],
  'the standby not reaching home': [world('one-way', STANDBY, CUT, { until: 20 * MINUTE })],
  'home not reaching the standby': [world('one-way', HOME, CUT, { until: 20 * MINUTE })],
};

const BEFORE: { readonly [active: string]: readonly Order[] } = { [HOME]: [], [STANDBY]: SWITCHED_OVER };

/** How the run ends that comes second, or that wants what is already so. */
const LOSERS = ['AlreadyActive', 'RunInProgress', 'LockLost', 'PromotionConflict', 'ReverseLatchClosed'];

/** Triggers at the same time: of one Region, and of both, each of which wants to activate itself. */
export function doubleTriggers(): Trial[] {
  return [...sameRegion(), ...sameRegionByPlan(), ...drills(), ...withAutomation(), ...bothRegions(), ...severalOfBoth()];
}

function sameRegion(): Trial[] {
  return [2, 3, 5, 8].flatMap(count => APART.map(apart => ({
    name: `${count} forced runs of one Region at once, ${apart} ms apart`,
    schedule: schedule({
      world: [REGION_LOSS], orders: Array.from({ length: count }, (_, index) => start('failover', STANDBY, AT + index * apart, `trigger-${index}`)),
    }),
    expects: { at: STANDBY, promotions: 1, moves: 1, begun: 1, ends: { SUCCEEDED: 1, RunInProgress: count - 1 } },
  })));
}

/** Both locks are taken then, one after the other. */
function sameRegionByPlan(): Trial[] {
  return [2, 5].flatMap(count => APART.map(apart => ({
    name: `${count} planned runs of one Region at once, ${apart} ms apart`,
    schedule: schedule({ orders: Array.from({ length: count }, (_, index) => start('planned', STANDBY, AT + index * apart, `trigger-${index}`)) }),
    expects: { at: STANDBY, promotions: 1, moves: 1, begun: 1, ends: { SUCCEEDED: 1, RunInProgress: count - 1 } },
  })));
}

/** Of round trips: checks alone are over before the next trigger. */
function drills(): Trial[] {
  return [2, 5].flatMap(count => APART.map(apart => ({
    name: `${count} round trips of one Region at once, ${apart} ms apart`,
    schedule: schedule({ minutes: 35, orders: Array.from({ length: count }, (_, index) => start('drill', STANDBY, AT + index * apart, `trigger-${index}`, TRIP)) }),
    expects: { at: HOME, promotions: 2, moves: 2, begun: 2, ends: { SUCCEEDED: 3, RunInProgress: count - 1 } },
  })));
}

/** The decider acts a minute and more after a loss: around that time a person does too. */
function withAutomation(): Trial[] {
  return Array.from({ length: 12 }, (_, index) => ({
    name: `a person's forced run ${60 + 5 * index} s after the loss, beside automation's`,
    schedule: schedule({ world: [REGION_LOSS], orders: [...ARMED, start('failover', STANDBY, LOSS + 60_000 + 5000 * index)] }),
    expects: { at: STANDBY, promotions: 1, moves: 1, runs: 1, begun: 1, within: 300 },
  }));
}

type Started = 'failover' | 'planned';

function bothRegions(): Trial[] {
  const machines: readonly Started[] = ['failover', 'planned'];
  const pairs = machines.flatMap(ofHome => machines.map(ofStandby => [ofHome, ofStandby] as const));
  const places = Object.entries(PARTITIONS).flatMap(([partition, faults]) => REGIONS.map(active => ({ partition, faults, active })));
  return places.flatMap(({ partition, faults, active }) => pairs.flatMap(([ofHome, ofStandby]) => APART.map(apart => ({
    name: `${ofHome} of home and ${ofStandby} of the standby, ${apart} ms apart, with ${partition}, while ${active} is active`,
    schedule: schedule({
      minutes: 30,
      world: faults,
      orders: [...BEFORE[active], start(ofHome, HOME, AT, 'trigger-home'), start(ofStandby, STANDBY, AT + apart, 'trigger-standby')],
    }),
    expects: oneOf(active === HOME ? ofStandby : ofHome, [ofHome, ofStandby], BEFORE[active].length, faults.length > 0),
  }))));
}

/** Four of each Region, all of one kind: as with one of each, only one can be right. */
function severalOfBoth(): Trial[] {
  const kinds: readonly Started[] = ['failover', 'planned'];
  return kinds.flatMap(kind => Object.entries(PARTITIONS).flatMap(([partition, faults]) => REGIONS.map(active => ({
    name: `four times ${kind} of both Regions, 50 ms apart, with ${partition}, while ${active} is active`,
    schedule: schedule({
      minutes: 30,
      world: faults,
      orders: [...BEFORE[active], ...Array.from({ length: 8 }, (_, index) => start(kind, REGIONS[index % 2], AT + index * 50, `trigger-${index}`))],
    }),
    expects: oneOf(kind, [kind, kind], BEFORE[active].length, faults.length > 0),
  }))));
}

/**
 * The Region that is active is refused, whichever machine and whichever comes first. The other one takes over, but by plan only where it
 * reaches it. Never two promotions, nor an end at which the writer is in one Region and anything else in the other.
 */
function oneOf(ofOther: Started, both: readonly Started[], before: number, isCut: boolean): Expectation {
  const runs = before + (isCut && ofOther === 'planned' ? 0 : 1);
  return { settled: true, promotions: runs, runs, ...isCut && both.includes('planned') ? { refusal: 'PeerUnreachable' } : { refusalOf: LOSERS } };
}
