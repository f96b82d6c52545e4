import type { WorldFault } from '../../behaviours/faults';
import type { WorldFaultEntry } from '../../schedules/schedule';
import { ARMED, LOSS, MINUTE, schedule } from '../scenarios';
import { HOME, STANDBY } from '../system';
import type { Expectation, Trial } from '../trial';

/** What comes and goes, and from how many seconds on it lasts long enough to be decided on. */
const FLAPPING: { readonly [fault in WorldFault]?: number } = {
  'region-lost': 90,
  'application-down': 90,
  // A database that does not serve is looked at for a while before it counts as dead.
  'database-down': 120,
  'region-cut': 90,
  'one-way': 90,
};
/** Seconds that something is gone, and seconds until it goes again. */
const RHYTHMS = [[20, 40], [30, 30], [45, 75], [90, 30], [120, 120], [240, 60], [300, 300]] as const;

/** Moves traffic and writer once, however often it comes again: after a run automation waits for a person. */
const ONCE: Expectation = { at: STANDBY, promotions: 1, moves: 1, begun: 1, runs: 1 };
const NEVER: Expectation = { unchanged: true, begun: 0 };

export function flapping(): Trial[] {
  return Object.entries(FLAPPING).flatMap(([fault, enough]) => RHYTHMS.map(([gone, back]) => ({
    name: `${fault}, ${gone} s gone and ${back} s back, again and again`,
    schedule: schedule({ minutes: 40, orders: ARMED, world: spans(fault as WorldFault, 1000 * gone, 1000 * (gone + back)) }),
    expects: gone < enough ? NEVER : ONCE,
  })));
}

function spans(fault: WorldFault, length: number, period: number): WorldFaultEntry[] {
  const count = Math.floor(25 * MINUTE / period);
  return Array.from({ length: count }, (_, index) => ({ fault, region: HOME, from: LOSS + index * period, until: LOSS + index * period + length }));
}
