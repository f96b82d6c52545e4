import { HOME, REGIONS, STANDBY } from './system';
import type { CallFaultRule } from '../models/call-faults';
import type { Kill, Order, Schedule, WorldFaultEntry } from '../schedules/schedule';

export const MINUTE = 60_000;
/** When scenarios lose something: recovery is armed by then, and all signals have been healthy. */
export const LOSS = 5 * MINUTE;
export const OPERATOR = { actor: 'operator', reason: 'a scenario', automatic: false };

/** Whoever makes a Region active that is so by its own state says it. */
export const ASSERTING = { ...OPERATOR, assertActive: true };

export const ARMED: readonly Order[] = REGIONS.map(region => ({ at: 2 * MINUTE, region, what: 'arm' }));

interface Parts {
  readonly seed?: number;
  readonly minutes?: number;
  readonly world?: readonly WorldFaultEntry[];
  readonly calls?: readonly CallFaultRule[];
  readonly kills?: readonly Kill[];
  readonly orders?: readonly Order[];
}

export function schedule({ seed = 1, minutes = 20, world: faults = [], calls = [], kills = [], orders = [] }: Parts): Schedule {
  return { seed, minutes, world: faults, calls, kills, orders };
}

export function world(fault: WorldFaultEntry['fault'], region: string, from: number, rest: { readonly until?: number; readonly amount?: number } = {}): WorldFaultEntry {
  return { fault, region, from, ...rest };
}

export const REGION_LOSS = world('region-lost', HOME, LOSS);
/** Its endpoint is dead and its database works: reason for a planned run. */
export const ENDPOINT_LOSS = world('application-down', HOME, LOSS);

type Machine = 'failover' | 'planned' | 'drill';

/** Somebody starts a run that activates a Region. */
export function start(machine: Machine, region: string, at: number, name = `${machine}-of-${region}`, input: { readonly [field: string]: string | boolean } = OPERATOR): Order {
  return { at, region, what: 'start', machine, name, input };
}

/** The standby takes over by plan, and has it until something else happens. */
export const SWITCHED_OVER: readonly Order[] = [start('planned', STANDBY, 3 * MINUTE)];
