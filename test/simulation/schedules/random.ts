import type { Kill, Order, Schedule, WorldFaultEntry } from './schedule';
import type { CallFault, WorldFault } from '../behaviours/faults';
import { CALL_FAULTS } from '../behaviours/faults';
import { Prng } from '../clock/prng';
import type { CallFaultRule } from '../models/call-faults';

const MINUTE = 60_000;
const WORLD: readonly WorldFault[] = [
  'region-lost', 'region-lost', 'region-lost', 'region-cut', 'one-way', 'control-planes', 'table-lost', 'database-down', 'application-down', 'clock-jump',
  'events-lost', 'events-twice', 'promotion-slow', 'lag',
];
const PRINCIPALS = ['run-keeper', 'aurora-promoter', 'readiness-checker', 'traffic-verifier', 'run-decider', 'state-publisher', 'endpoint-prober'];

/** A schedule of a seed: usually armed, one to three things that go wrong, sometimes an operator, sometimes a kill. */
export function randomSchedule(seed: number, regions: readonly [home: string, standby: string], minutes = 40): Schedule {
  const prng = new Prng(seed).fork('schedule');
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: prng.whole(0, most) }, make);
  return {
    seed,
    minutes,
    world: Array.from({ length: prng.whole(1, 3) }, () => worldFault(prng, regions, minutes)),
    calls: some(3, () => callFault(prng, minutes)),
    kills: prng.chance(0.3) ? some(2, () => kill(prng)) : [],
    orders: orders(prng, regions, minutes),
  };
}

function worldFault(prng: Prng, regions: readonly [string, string], minutes: number): WorldFaultEntry {
  const from = prng.between(3, minutes / 2) * MINUTE;
  const fault = prng.pick(WORLD);
  return {
    fault,
    region: prng.chance(0.75) ? regions[0] : regions[1],
    from,
    until: prng.chance(0.6) ? from + prng.between(0.5, minutes / 2) * MINUTE : undefined,
    amount: fault === 'lag' ? prng.between(2000, 120_000) : fault === 'clock-jump' ? prng.between(-120_000, 120_000) : undefined,
  };
}

function callFault(prng: Prng, minutes: number): CallFaultRule {
  const from = prng.between(0, minutes / 2) * MINUTE;
  return {
    fault: prng.pick(Object.keys(CALL_FAULTS) as CallFault[]),
    principal: prng.pick(PRINCIPALS),
    from,
    until: from + prng.between(1, 15) * MINUTE,
    skip: prng.whole(0, 5),
    times: prng.whole(1, 4),
  };
}

function kill(prng: Prng): Kill {
  return {
    moment: prng.pick(['before the call', 'after the call', 'after the record']),
    skip: prng.whole(0, 25),
    resumeAfter: prng.chance(0.8) ? prng.between(5, 120) * 1000 : undefined,
  };
}

function orders(prng: Prng, [home, standby]: readonly [string, string], minutes: number): Order[] {
  const armed: Order[] = prng.chance(0.85) ? [home, standby].map(region => ({ at: 2 * MINUTE, region, what: 'arm' })) : [];
  const machine = prng.pick(['failover', 'planned', 'drill'] as const);
  const input = { actor: 'operator', reason: 'a random schedule', automatic: false };
  const asked: Order[] = Array.from({ length: prng.chance(0.35) ? prng.whole(1, 3) : 0 }, (_, index) => ({
    at: prng.between(3, minutes - 10) * MINUTE, region: prng.chance(0.7) ? standby : home, what: 'start', machine, name: `asked-${index}`, input,
  }));
  return [...armed, ...asked];
}
