import { randomCallFault } from './random-call-faults';
import type { Kill, Order, Schedule, WorldFaultEntry } from './schedule';
import type { WorldFault } from '../behaviours/faults';
import { Prng } from '../clock/prng';

const MINUTE = 60_000;
const WORLD: readonly WorldFault[] = [
  'region-lost', 'region-lost', 'region-lost', 'region-cut', 'one-way', 'control-planes', 'table-lost', 'database-down', 'application-down', 'clock-jump',
  'events-lost', 'events-twice', 'promotion-slow', 'lag',
];
const PERSON = { actor: 'operator', reason: 'a random schedule', automatic: false };

/** For a run and what follows on it; and, of every third seed, for one after another. The longer a schedule, the fewer are made in the same time. */
const ONE_RUN = 24;
const SEVERAL_RUNS = 40;

/** A schedule of a seed: usually armed, one to three things that go wrong, sometimes operators, sometimes a kill. */
export function randomSchedule(seed: number, regions: readonly [home: string, standby: string]): Schedule {
  const minutes = seed % 3 === 0 ? SEVERAL_RUNS : ONE_RUN;
  const prng = new Prng(seed).fork('schedule');
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: prng.whole(0, most) }, make);
  const world = Array.from({ length: prng.whole(1, 3) }, () => worldFault(prng, regions, minutes));
  const asked = orders(prng, regions, minutes);
  const moments = [...world.map(({ from }) => from), ...asked.filter(({ what }) => what === 'start').map(({ at }) => at)];
  return {
    seed,
    minutes,
    world,
    calls: some(3, () => randomCallFault(prng, regions, moments, minutes)),
    kills: prng.chance(0.3) ? some(2, () => kill(prng)) : [],
    orders: asked,
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

function kill(prng: Prng): Kill {
  return {
    moment: prng.pick(['before the call', 'after the call', 'after the record']),
    skip: prng.whole(0, 25),
    ...prng.chance(0.25) && { stopped: true },
    resumeAfter: prng.chance(0.8) ? prng.between(5, 120) * 1000 : undefined,
  };
}

function orders(prng: Prng, regions: readonly [string, string], minutes: number): Order[] {
  const [home, standby] = regions;
  const armed: Order[] = prng.chance(0.85) ? regions.map(region => ({ at: 2 * MINUTE, region, what: 'arm' })) : [];
  const machine = prng.pick(['failover', 'planned', 'drill'] as const);
  const input = inputOf(prng, machine);
  const asked: Order[] = Array.from({ length: prng.chance(0.35) ? prng.whole(1, 3) : 0 }, (_, index) => ({
    at: prng.between(3, minutes - 10) * MINUTE, region: prng.chance(0.7) ? standby : home, what: 'start', machine, name: `asked-${index}`, input,
  }));
  const said: Order[] = Array.from({ length: prng.chance(0.3) ? prng.whole(1, 2) : 0 }, () => ({
    at: prng.between(3, minutes) * MINUTE, region: prng.pick(regions), what: prng.pick(['acknowledge', 'disarm', 'redrive'] as const),
  }));
  return [...armed, ...asked, ...said];
}

/** What people ask for, and sometimes that it be done although something speaks against it. */
function inputOf(prng: Prng, machine: 'failover' | 'planned' | 'drill'): { readonly [field: string]: string | boolean } {
  switch (prng.chance(0.4) ? machine : 'planned') {
    case 'failover':
      return { ...PERSON, assertActive: true };
    case 'drill':
      return { ...PERSON, roundTrip: true, confirm: 'prod' };
    default:
      return PERSON;
  }
}
