import type { WorldFault } from '../../behaviours/faults';
import type { WorldFaultEntry } from '../../schedules/schedule';
import { ARMED, LOSS, MINUTE, schedule } from '../scenarios';
import { HOME } from '../system';
import type { Trial } from '../trial';

const FLAPPING: readonly WorldFault[] = ['region-lost', 'application-down', 'database-down', 'region-cut', 'one-way'];
/** Seconds that something is gone, and seconds until it goes again. */
const RHYTHMS = [[20, 40], [30, 30], [45, 75], [90, 30], [120, 120], [240, 60], [300, 300]] as const;

/** What comes and goes moves traffic and writer once at most: after a run automation waits for a person. */
export function flapping(): Trial[] {
  return FLAPPING.flatMap(fault => RHYTHMS.map(([gone, back]) => ({
    name: `${fault}, ${gone} s gone and ${back} s back, again and again`,
    schedule: schedule({ minutes: 40, orders: ARMED, world: spans(fault, 1000 * gone, 1000 * (gone + back)) }),
    expects: { movesAtMost: 1, begun: 1 },
  })));
}

function spans(fault: WorldFault, length: number, period: number): WorldFaultEntry[] {
  const count = Math.floor(25 * MINUTE / period);
  return Array.from({ length: count }, (_, index) => ({ fault, region: HOME, from: LOSS + index * period, until: LOSS + index * period + length }));
}
