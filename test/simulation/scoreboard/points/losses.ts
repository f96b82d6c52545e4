import { ARMED, REGION_LOSS, schedule } from '../scenarios';
import { STANDBY } from '../system';
import type { Trial } from '../trial';

const SEEDS = 200;

/** The same loss over and over, with what AWS takes drawn anew: how long recovery takes. */
export function losses(): Trial[] {
  return Array.from({ length: SEEDS }, (_, index) => ({
    name: `loss of the primary Region, seed ${index + 1}`,
    schedule: schedule({ seed: index + 1, minutes: 16, orders: ARMED, world: [REGION_LOSS] }),
    expects: { at: STANDBY, promotions: 1, moves: 1, runs: 1, begun: 1 },
  }));
}
