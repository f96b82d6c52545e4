import type { CallFault } from '../../behaviours/faults';
import { CALL_FAULTS } from '../../behaviours/faults';
import type { CallFaultRule } from '../../models/call-faults';
import type { Order, WorldFaultEntry } from '../../schedules/schedule';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from '../scenarios';
import { HOME, STANDBY } from '../system';
import type { Expectation, Trial } from '../trial';

const AT_STANDBY: Expectation = { at: STANDBY, promotions: 1 };
/** What a run that loses its Region asks of AWS. */
const CALLERS = ['run-keeper', 'readiness-checker', 'aurora-promoter', 'traffic-verifier', 'run-decider'];
/** As many calls in a row as a run has to get over. */
const TIMES = 2;

/** Every fault of a call, for every function of a run, in the middle of a forced run. */
function callFaults(): Trial[] {
  return (Object.keys(CALL_FAULTS) as CallFault[]).flatMap(fault => CALLERS.map(principal => ({
    name: `${fault}: calls of ${principal}`,
    schedule: schedule({
      orders: ARMED, world: [REGION_LOSS], calls: [{ fault, principal, callerRegion: STANDBY, from: LOSS, until: 20 * MINUTE, times: TIMES }],
    }),
    expects: fault === 'access-denied' || fault.startsWith('killed') ? {} : AT_STANDBY,
  })));
}

interface Mode {
  readonly name: string;
  readonly world: readonly WorldFaultEntry[];
  readonly orders?: readonly Order[];
  readonly calls?: readonly CallFaultRule[];
  readonly expects: Expectation;
  readonly minutes?: number;
}

const DATABASE_LOSS = [world('database-down', HOME, LOSS), world('application-down', HOME, LOSS)];

const WORLDS: readonly Mode[] = [
  { name: 'the primary Region is black-holed', world: [REGION_LOSS], expects: AT_STANDBY },
  { name: 'the control planes in us-east-1 are black-holed', world: [REGION_LOSS, world('control-planes', HOME, 0)], expects: AT_STANDBY },
  { name: 'the state table of the lost Region does not answer', world: [REGION_LOSS, world('table-lost', HOME, 0)], orders: [{ at: 2 * MINUTE, region: STANDBY, what: 'arm' }], expects: AT_STANDBY },
  { name: 'the state table does not answer for a while', world: [REGION_LOSS, world('table-lost', STANDBY, LOSS, { until: LOSS + 4 * MINUTE })], expects: AT_STANDBY },
  { name: 'the state table is lost in the middle of the run', world: [REGION_LOSS, world('table-lost', STANDBY, LOSS + 130_000, { until: LOSS + 150_000 })], expects: AT_STANDBY },
  { name: 'asymmetric partition: the standby does not reach home', world: [world('one-way', STANDBY, LOSS)], expects: { begun: 1 } },
  { name: 'asymmetric partition: home does not reach the standby', world: [world('one-way', HOME, LOSS)], expects: { begun: 1 } },
  { name: 'full partition', world: [world('region-cut', HOME, LOSS)], expects: { begun: 1 } },
  { name: 'the clock jumps two minutes ahead', world: [REGION_LOSS, world('clock-jump', STANDBY, LOSS + 100_000, { amount: 120_000 })], expects: AT_STANDBY },
  { name: 'the clock jumps two minutes back', world: [REGION_LOSS, world('clock-jump', STANDBY, LOSS + 100_000, { amount: -120_000 })], expects: AT_STANDBY },
  { name: 'events arrive twice', world: [REGION_LOSS, world('events-twice', STANDBY, 0)], expects: { ...AT_STANDBY, begun: 1 } },
  { name: 'events of alarms are lost: the level trigger acts', world: [REGION_LOSS, world('alarm-events-lost', STANDBY, 0)], expects: AT_STANDBY },
  { name: 'all events are lost for two minutes, schedules included', world: [REGION_LOSS, world('events-lost', STANDBY, LOSS + 30_000, { until: LOSS + 150_000 })], expects: AT_STANDBY },
  { name: 'the old Region returns in the middle', world: [world('region-lost', HOME, LOSS, { until: LOSS + 160_000 })], expects: AT_STANDBY },
  { name: 'the old Region returns after the run', world: [world('region-lost', HOME, LOSS, { until: LOSS + 10 * MINUTE })], expects: AT_STANDBY, minutes: 30 },
  {
    name: 'the secondary is lost while it is active',
    expects: { at: HOME, promotions: 2 },
    minutes: 25,
    orders: [...ARMED, ...SWITCHED_OVER, { at: 9 * MINUTE, region: HOME, what: 'acknowledge' }, { at: 9 * MINUTE, region: STANDBY, what: 'acknowledge' }, start('failover', HOME, 13 * MINUTE)],
    world: [world('region-lost', STANDBY, 10 * MINUTE)],
  },
  { name: 'a promotion is as slow as the slowest known', world: [REGION_LOSS, world('promotion-slow', STANDBY, 0)], expects: AT_STANDBY, minutes: 30 },
  { name: 'a promotion does not end: the run does, and somebody is told', world: [REGION_LOSS, world('promotion-stuck', STANDBY, 0)], expects: { paged: true, refusal: ['PromotionTimedOut'] }, minutes: 40 },
  { name: 'the endpoint is dead and Aurora is at work on the database: nothing is forced', world: DATABASE_LOSS, expects: { unchanged: true } },
  { name: 'the endpoint is dead and Aurora is at work on the database: a person forces', world: DATABASE_LOSS, orders: [...ARMED, start('failover', STANDBY, 9 * MINUTE)], expects: AT_STANDBY },
  { name: 'the endpoint is dead and the database works: nothing is lost', world: [world('application-down', HOME, LOSS)], expects: AT_STANDBY },
  { name: 'replication is far behind when the Region is lost', world: [world('lag', HOME, 3 * MINUTE, { amount: 90_000 }), REGION_LOSS], expects: AT_STANDBY },
];

/** Fault modes, each with a schedule of its own. */
export function faultModes(): Trial[] {
  return [...callFaults(), ...WORLDS.map(({ name, world: faults, orders = ARMED, calls, expects, minutes }): Trial => ({
    name, schedule: schedule({ minutes, world: faults, orders, calls }), expects,
  }))];
}

export const FAULT_MODES = Object.keys(CALL_FAULTS).length + WORLDS.length;
