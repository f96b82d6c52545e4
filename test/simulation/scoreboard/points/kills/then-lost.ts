import type { KillMoment } from './moments';
import { undisturbed } from './moments';
import type { Recorded } from '../../../history/events';
import type { History } from '../../../history/history';
import type { Order } from '../../../schedules/schedule';
import { START } from '../../../simulation';
import { ARMED, ASSERTING, LOSS, MINUTE, schedule, start, world } from '../../scenarios';
import type { System } from '../../system';
import { HOME, STANDBY } from '../../system';
import type { Expectation, Trial } from '../../trial';
import { TOLD } from '../faults/taken-over';

const MACHINE = 'switchover';
const SWITCHED_OVER_ARMED = [...ARMED, start('planned', STANDBY, LOSS)];

/** From the death of the switchover to the loss of a Region. A latch that nobody has read yet would be lost with its Region. */
const LOST_AFTER = 25_000;
const LOST_AFTER_SHIFT = 60_000;
/** From the loss to what people do about it: they have been told by then. */
const SEEN_AFTER = 7 * MINUTE;

/** A run of the other Region holds the lock of this one, and does not come to its end. */
const TOO_LONG = 'critical: ALARM: payments-prod-monitoring-recovery-run-under-way-too-long-us-east-1';

/** How far a switchover had come: what it had done when it died, and whether the writer had moved when the Region was lost. */
interface Half {
  readonly asked: boolean;
  readonly moved: boolean;
  readonly activated: boolean;
  readonly shifted: boolean;
}

interface Case {
  readonly what: string;
  readonly lost: string;
  readonly minutes: number;
  readonly orders: (at: number) => readonly Order[];
  /** Nothing where people are needed: another case has them. */
  readonly expects: (half: Half) => Expectation | undefined;
}

/** A switchover dies half-way, nobody resumes it, and then a Region is lost for good: the one in which it ran, or the one that it left. */
export async function thenLost(system: System): Promise<Trial[]> {
  const moved = schedule({ orders: SWITCHED_OVER_ARMED });
  const { moments, history } = await undisturbed(system, { name: 'half of a switchover', machine: MACHINE, schedule: moved, expects: { at: STANDBY } });
  return moments.flatMap(moment => CASES.flatMap(({ what, lost, minutes, orders, expects }): Trial[] => {
    const { state, moment: when, at, skip } = moment;
    const half = halfOf(history, moment);
    const lostAt = at + (half.shifted ? LOST_AFTER_SHIFT : LOST_AFTER);
    const right = expects(half);
    return right === undefined ? [] : [{
      name: `half of a switchover: killed ${when} of ${state}, ${what}`,
      schedule: schedule({
        minutes,
        orders: [...SWITCHED_OVER_ARMED, ...orders(lostAt + SEEN_AFTER)],
        kills: [{ machine: MACHINE, state, moment: when, skip }],
        world: [world('region-lost', lost, lostAt)],
      }),
      expects: right,
    }];
  }));
}

const CASES: readonly Case[] = [
  {
    what: 'home lost, and automation goes on',
    lost: HOME,
    minutes: 25,
    orders: () => [],
    expects: ({ asked, moved, activated }) => ({ at: STANDBY, promotions: asked && !moved ? 2 : 1, moves: 1, ...!activated && { within: 300 } }),
  },
  {
    what: 'home lost, and a person asserts the standby as well',
    lost: HOME,
    minutes: 25,
    orders: at => [start('failover', STANDBY, at, 'asserted', ASSERTING)],
    expects: ({ asked, moved }) => ({ at: STANDBY, promotions: asked && !moved ? 2 : 1, moves: 1 }),
  },
  {
    what: 'the standby lost, and a person asserts home',
    lost: STANDBY,
    minutes: 25,
    orders: at => [start('failover', HOME, at, 'asserted', ASSERTING)],
    expects: ({ asked, moved, activated, shifted }) => ({
      at: HOME,
      reverseLatch: 'closed',
      promotions: Number(asked) + Number(moved),
      moves: shifted ? 2 : 0,
      // Home is not the active Region any more, and may not take over by itself; or it is by its own state, and waits for the end of the run.
      ...moved && { pages: [activated ? TOLD.nobodyActs.replace(STANDBY, HOME) : TOO_LONG] },
    }),
  },
  {
    // What holds the lock of home cannot be asked about where it ran: the lock goes when its lease is over.
    what: 'the standby lost, and nobody does anything',
    lost: STANDBY,
    minutes: 45,
    orders: () => [],
    expects: ({ asked, moved, activated }) => activated ? undefined
      : { at: HOME, promotions: Number(asked) + Number(moved), moves: 0, ...moved && { reverseLatch: 'closed', pages: [TOO_LONG] } },
  },
];

function halfOf(history: History, { at }: KillMoment): Half {
  const before = (events: readonly Recorded[], until: number) => events.some(event => event.at - START <= until);
  return {
    asked: before(history.of('promotion-accepted'), at),
    moved: before(history.of('promotion-accepted'), at) && before(history.of('writer-moved'), at + LOST_AFTER),
    activated: before(history.of('state-written').filter(({ activeRegion }) => activeRegion === STANDBY), at),
    shifted: before(history.of('latch-written').filter(({ region, closed }) => region === STANDBY && closed), at),
  };
}
