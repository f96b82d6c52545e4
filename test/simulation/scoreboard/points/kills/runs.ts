import type { Order, Schedule } from '../../../schedules/schedule';
import { ARMED, ENDPOINT_LOSS, LOSS, MINUTE, OPERATOR, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from '../../scenarios';
import { HOME, REGIONS, STANDBY } from '../../system';
import type { Expectation } from '../../trial';

/** A run that is killed at each of its steps, and what it comes to: the same whatever was done to it, and however it was resumed. */
export interface KilledRun {
  readonly name: string;
  /** A part of the name of the machine that is killed. */
  readonly machine: string;
  /** What a person starts anew. */
  readonly started: 'failover' | 'planned' | 'drill';
  readonly region: string;
  readonly schedule: Schedule;
  readonly expects: Expectation;
  /** Whether automation began it, and begins it anew when Step Functions ended it. */
  readonly automatic: boolean;
}

/** What somebody says who wants production moved there and back. */
export const TRIP = { ...OPERATOR, roundTrip: true, confirm: 'prod' };
/** A run blocks automation until somebody has acknowledged it, and for half an hour in any case. */
const UNBLOCKED = 40 * MINUTE;

const acknowledged = (from: number): Order[] => REGIONS.map(region => ({ at: from, region, what: 'acknowledge' }));

export const KILLED_RUNS: readonly KilledRun[] = [
  {
    name: 'forced to the standby, by automation',
    machine: 'failover',
    started: 'failover',
    region: STANDBY,
    schedule: schedule({ orders: ARMED, world: [REGION_LOSS] }),
    expects: { at: STANDBY },
    automatic: true,
  },
  {
    name: 'forced to the standby, by a person',
    machine: 'failover',
    started: 'failover',
    region: STANDBY,
    schedule: schedule({ orders: [start('failover', STANDBY, LOSS + 2 * MINUTE)], world: [REGION_LOSS] }),
    expects: { at: STANDBY },
    automatic: false,
  },
  {
    name: 'forced home, by automation',
    machine: 'failover-us-east-1',
    started: 'failover',
    region: HOME,
    schedule: schedule({ minutes: 56, orders: [...ARMED, ...SWITCHED_OVER, ...acknowledged(9 * MINUTE)], world: [world('region-lost', STANDBY, UNBLOCKED)] }),
    expects: { at: HOME, reverseLatch: 'closed' },
    automatic: true,
  },
  {
    name: 'switchover, by automation',
    machine: 'switchover',
    started: 'planned',
    region: STANDBY,
    schedule: schedule({ orders: ARMED, world: [ENDPOINT_LOSS] }),
    expects: { at: STANDBY },
    automatic: true,
  },
  {
    name: 'switchover, by a person',
    machine: 'switchover',
    started: 'planned',
    region: STANDBY,
    schedule: schedule({ orders: [start('planned', STANDBY, LOSS)] }),
    expects: { at: STANDBY },
    automatic: false,
  },
  {
    name: 'failback',
    machine: 'failback',
    started: 'planned',
    region: HOME,
    schedule: schedule({ minutes: 25, orders: [...SWITCHED_OVER, start('planned', HOME, 12 * MINUTE)] }),
    expects: { at: HOME },
    automatic: false,
  },
  {
    name: 'drill that checks',
    machine: 'drill',
    started: 'drill',
    region: STANDBY,
    schedule: schedule({ orders: [start('drill', STANDBY, LOSS)] }),
    expects: { at: HOME, unchanged: true },
    automatic: false,
  },
  {
    name: 'drill to the standby and home',
    machine: 'drill',
    started: 'drill',
    region: STANDBY,
    schedule: schedule({ minutes: 40, orders: [start('drill', STANDBY, LOSS, 'drill', TRIP)] }),
    expects: { at: HOME },
    automatic: false,
  },
  {
    name: 'drill home and to the standby',
    machine: 'drill',
    started: 'drill',
    region: HOME,
    schedule: schedule({ minutes: 45, orders: [...SWITCHED_OVER, start('drill', HOME, 10 * MINUTE, 'drill', TRIP)] }),
    expects: { at: STANDBY },
    automatic: false,
  },
];
