import { FAILOVER_LINES } from './latch-failover.data';
import { WEIGHTED_LINES } from './latch-weighted.data';
import type { LatchLine, Policy, Shift } from './latch.data';
import { POLICIES, SHIFTS } from './latch.data';

/** One table for each policy and shift. */
export const TABLES = POLICIES.flatMap(policy => SHIFTS.map((shift): readonly [Policy, Shift] => [policy, shift]));

export function linesOf(policy: Policy, shift: Shift): LatchLine[] {
  return [...FAILOVER_LINES, ...WEIGHTED_LINES].filter(line => line.policy === policy && line.shift === shift);
}
