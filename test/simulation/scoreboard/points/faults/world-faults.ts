import { TAKEN_OVER, TOLD } from './taken-over';
import type { CallFaultRule } from '../../../models/call-faults';
import type { Order, WorldFaultEntry } from '../../../schedules/schedule';
import { ARMED, ASSERTING, LOSS, MINUTE, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from '../../scenarios';
import { HOME, REGIONS, STANDBY } from '../../system';
import type { Expectation, Trial } from '../../trial';

interface Mode {
  readonly name: string;
  readonly world: readonly WorldFaultEntry[];
  /** @default - recovery is armed, and nobody does anything */
  readonly orders?: readonly Order[];
  readonly calls?: readonly CallFaultRule[];
  readonly expects: Expectation;
  readonly minutes?: number;
}

function trial({ name, world: faults, orders = ARMED, calls, expects, minutes }: Mode): Trial {
  return { name, schedule: schedule({ minutes, world: faults, orders, calls }), expects };
}

/** Seconds that a run takes from its beginning until writes are acknowledged, at the most: promotion and all. */
const RUN = 180;
const DATABASE_ILL = [world('database-down', HOME, LOSS), world('application-down', HOME, LOSS)];
const ACKNOWLEDGED: readonly Order[] = REGIONS.map(region => ({ at: 9 * MINUTE, region, what: 'acknowledge' }));
/** A run blocks automation for half an hour, whoever acknowledges it. */
const UNBLOCKED = 40 * MINUTE;
/** The standby was active, was lost, and home is so again: with the reverse latch closed as long as the standby cannot be told. */
const BACK_HOME: Expectation = { at: HOME, promotions: 2, moves: 2, runs: 2, begun: 2, pages: ['critical: Failover to us-east-1 of Payments prod succeeded'] };

export const BLACK_HOLED = [
  trial({ name: 'armed', world: [REGION_LOSS], expects: { ...TAKEN_OVER, pages: [TOLD.lost, TOLD.succeeded] } }),
  trial({ name: 'not armed: nothing moves, and people are told', world: [REGION_LOSS], orders: [], expects: { unchanged: true, begun: 0, pages: [TOLD.lost, TOLD.nobodyActs] } }),
];

export const CONTROL_PLANES_BLACK_HOLED = [
  trial({ name: 'with the Region', world: [REGION_LOSS, world('control-planes', HOME, 0)], expects: TAKEN_OVER }),
  trial({
    name: 'alone: a planned run goes on',
    world: [world('control-planes', HOME, 0)],
    orders: [start('planned', STANDBY, LOSS)],
    expects: { at: STANDBY, promotions: 1, moves: 1, runs: 1, begun: 1 },
  }),
];

export const STATE_TABLE_UNAVAILABLE = [
  trial({
    name: 'of the lost Region, from the start', world: [REGION_LOSS, world('table-lost', HOME, 0)], orders: [{ at: 2 * MINUTE, region: STANDBY, what: 'arm' }], expects: TAKEN_OVER,
  }),
  trial({
    // Four minutes nothing can begin: then it takes what it always takes.
    name: 'of the standby, for a while', world: [REGION_LOSS, world('table-lost', STANDBY, LOSS, { until: LOSS + 4 * MINUTE })], expects: { ...TAKEN_OVER, within: 240 + RUN },
  }),
  trial({ name: 'of the standby, in the middle of the run', world: [REGION_LOSS, world('table-lost', STANDBY, LOSS + 130_000, { until: LOSS + 150_000 })], expects: TAKEN_OVER }),
  trial({
    name: 'of the standby, for good: nothing moves, and people are told',
    world: [REGION_LOSS, world('table-lost', STANDBY, LOSS)],
    expects: { unchanged: true, begun: 0, pages: ['critical: ALARM: payments-prod-monitoring-recovery-decider-silent-us-west-2'] },
  }),
];

/** From the standby nothing that is answered tells a partition from a loss: it takes over, once, and the old Region is told when it can be. */
export const ASYMMETRIC_PARTITION = [
  trial({ name: 'the standby does not reach home', world: [world('one-way', STANDBY, LOSS)], expects: TAKEN_OVER }),
  trial({ name: 'home does not reach the standby', world: [world('one-way', HOME, LOSS)], expects: TAKEN_OVER }),
  trial({ name: 'the standby does not reach home, until it does', world: [world('one-way', STANDBY, LOSS, { until: LOSS + 10 * MINUTE })], expects: TAKEN_OVER }),
  trial({ name: 'home does not reach the standby, until it does', world: [world('one-way', HOME, LOSS, { until: LOSS + 10 * MINUTE })], expects: TAKEN_OVER }),
];

export const FULL_PARTITION = [
  trial({ name: 'for good', world: [world('region-cut', HOME, LOSS)], expects: TAKEN_OVER }),
  trial({
    name: 'while a switchover ends: what it could not release is released',
    world: [world('region-cut', HOME, LOSS, { until: LOSS + 5 * MINUTE })],
    orders: SWITCHED_OVER,
    expects: { at: STANDBY, promotions: 1, moves: 1, runs: 1, begun: 1 },
  }),
  trial({ name: 'for ten minutes', world: [world('region-cut', HOME, LOSS, { until: LOSS + 10 * MINUTE })], expects: TAKEN_OVER }),
];

export const CLOCK_JUMP = [120_000, -120_000].flatMap(amount => [HOME, STANDBY].map(region => trial({
  name: `${amount / 1000} s in ${region}, in the middle of the run`, world: [REGION_LOSS, world('clock-jump', region, LOSS + 100_000, { amount })], expects: TAKEN_OVER,
})));

export const DUPLICATE_EVENTS = [trial({ name: 'all', world: [REGION_LOSS, world('events-twice', STANDBY, 0)], expects: TAKEN_OVER })];

export const LOST_EVENTS = [
  trial({ name: 'of alarms: the level trigger acts', world: [REGION_LOSS, world('alarm-events-lost', STANDBY, 0)], expects: TAKEN_OVER }),
  trial({
    name: 'all for two minutes, schedules included',
    world: [REGION_LOSS, world('events-lost', STANDBY, LOSS + 30_000, { until: LOSS + 150_000 })],
    // Nothing is probed for two minutes: what was seen before has to be seen again.
    expects: { ...TAKEN_OVER, within: 300 + 120 },
  }),
];

export const OLD_REGION_RETURNS = [100, 160, 200].map(seconds => trial({
  name: `${seconds} s after its loss`, world: [world('region-lost', HOME, LOSS, { until: LOSS + seconds * 1000 })], minutes: 30, expects: TAKEN_OVER,
})).concat(trial({
  name: 'after the run', world: [world('region-lost', HOME, LOSS, { until: LOSS + 10 * MINUTE })], minutes: 30, expects: TAKEN_OVER,
}));

export const SECONDARY_LOST_WHILE_ACTIVE = [
  trial({
    name: 'a person forces home, because automation is blocked, and says so',
    world: [world('region-lost', STANDBY, 10 * MINUTE)],
    orders: [...ARMED, ...SWITCHED_OVER, ...ACKNOWLEDGED, start('failover', HOME, 13 * MINUTE)],
    minutes: 25,
    expects: { ...BACK_HOME, reverseLatch: 'closed', within: 180 + RUN, pages: [...BACK_HOME.pages!, TOLD.nobodyActs.replace(STANDBY, HOME)] },
  }),
  trial({
    name: 'automation forces home, when it is not blocked any more',
    world: [world('region-lost', STANDBY, UNBLOCKED)],
    orders: [...ARMED, ...SWITCHED_OVER, ...ACKNOWLEDGED],
    minutes: 55,
    expects: { ...BACK_HOME, reverseLatch: 'closed', within: 300 },
  }),
  trial({
    name: 'and returns: the reverse latch is opened again',
    world: [world('region-lost', STANDBY, 10 * MINUTE, { until: 20 * MINUTE })],
    orders: [...ARMED, ...SWITCHED_OVER, ...ACKNOWLEDGED, start('failover', HOME, 13 * MINUTE)],
    minutes: 40,
    expects: { ...BACK_HOME, within: 180 + RUN },
  }),
];

/** A person says again that the active Region is the active one: nothing moves, and nothing is left closed. */
export const ASSERTED = [trial({
  name: 'with both Regions at work', world: [], orders: [start('failover', HOME, LOSS, 'asserted', ASSERTING)], expects: { at: HOME, promotions: 0, moves: 0, runs: 1, begun: 1 },
})];

export const PROMOTION = [
  // The slowest that was published is eight minutes.
  trial({ name: 'as slow as the slowest known', world: [REGION_LOSS, world('promotion-slow', STANDBY, 0)], minutes: 30, expects: { ...TAKEN_OVER, within: 480 + 300 } }),
  trial({
    name: 'without an end: the run has one, and people are told',
    world: [REGION_LOSS, world('promotion-stuck', STANDBY, 0)],
    minutes: 40,
    expects: { promotions: 1, moves: 1, runs: 0, begun: 1, refusal: 'PromotionTimedOut', pages: [TOLD.failed, 'critical: ALARM: payments-prod-monitoring-recovery-run-under-way-too-long-us-west-2'] },
  }),
];

/** Backed up since before the loss. */
const BACKED_UP = LOSS - MINUTE;

/** A backup of the standby, as every night has one, at the moment of the loss. */
export const STANDBY_BACKED_UP = [
  trial({ name: 'and is promoted meanwhile', world: [world('backup', STANDBY, BACKED_UP), REGION_LOSS], expects: TAKEN_OVER }),
  trial({
    name: 'and is not promoted before that is over: the run waits for it',
    world: [world('backup-in-the-way', STANDBY, BACKED_UP, { until: LOSS + 5 * MINUTE }), REGION_LOSS],
    expects: { ...TAKEN_OVER, within: 300 + RUN },
  }),
  trial({
    name: 'and is not promoted before that is over, which is soon',
    world: [world('backup-in-the-way', STANDBY, BACKED_UP, { until: LOSS + 2 * MINUTE }), REGION_LOSS],
    expects: TAKEN_OVER,
  }),
];

/** The control plane of a database. Its data plane goes on, or does not. */
const RDS_SILENT: readonly CallFaultRule[] = [{ fault: 'server-error', service: 'rds', region: HOME, from: LOSS, until: 20 * MINUTE }];

/** The call succeeds, and says nothing of what it was asked for. */
const notRead = (fault: 'metric-failed' | 'metric-partial'): CallFaultRule => ({ fault, principal: 'run-decider', service: 'cloudWatch', callerRegion: STANDBY, from: LOSS, until: 20 * MINUTE });

/** What is wrong is not that a Region is lost. */
export const LESS_THAN_A_REGION = [
  trial({ name: 'Aurora is at work on the database: nothing is forced, and people are told', world: DATABASE_ILL, expects: { unchanged: true, begun: 0, pages: [TOLD.nobodyActs] } }),
  trial({
    name: 'Aurora is at work on the database: a person forces',
    world: DATABASE_ILL,
    orders: [...ARMED, start('failover', STANDBY, 9 * MINUTE)],
    expects: { ...TAKEN_OVER, within: 240 + RUN },
  }),
  trial({
    name: 'the endpoint is dead and the database works: nothing is lost',
    world: [world('application-down', HOME, LOSS)],
    expects: { ...TAKEN_OVER, pages: ['information: Switchover to us-west-2 of Payments prod succeeded'], lossless: true },
  }),
  trial({
    name: 'the endpoint is dead, RDS does not answer, and the database works: nothing is forced, and people are told',
    world: [world('application-down', HOME, LOSS)],
    calls: RDS_SILENT,
    expects: { unchanged: true, begun: 0, lossless: true, pages: [TOLD.nobodyActs], met: 'server-error' },
  }),
  trial({
    name: 'the endpoint and the database are dead, and RDS does not answer: forced when no write has arrived for minutes',
    world: [world('application-down', HOME, LOSS), world('database-down', HOME, LOSS)],
    calls: RDS_SILENT,
    expects: { ...TAKEN_OVER, within: 300 + RUN, met: 'server-error' },
  }),
  ...(['metric-failed', 'metric-partial'] as const).flatMap(unread => [
    trial({
      name: `the endpoint is dead, RDS does not answer, and whether the database works is not read (${unread}): nothing is forced, and people are told`,
      world: [world('application-down', HOME, LOSS)],
      calls: [...RDS_SILENT, notRead(unread)],
      expects: { unchanged: true, begun: 0, lossless: true, pages: [TOLD.nobodyActs], becauseOf: 'databases-unknown', met: unread },
    }),
    trial({
      name: `the application works and the standby's probes do not reach it, RDS does not answer, and whether the database works is not read (${unread}): nothing is forced, and people are told`,
      world: [],
      calls: [...RDS_SILENT, notRead(unread), { fault: 'timeout', service: 'http', region: HOME, callerRegion: STANDBY, from: LOSS, until: 20 * MINUTE }],
      expects: { unchanged: true, begun: 0, lossless: true, pages: [TOLD.nobodyActs], becauseOf: 'databases-unknown', met: unread },
    }),
  ]),
  trial({ name: 'replication is far behind when the Region is lost', world: [world('lag', HOME, 3 * MINUTE, { amount: 90_000 }), REGION_LOSS], expects: TAKEN_OVER }),
];
