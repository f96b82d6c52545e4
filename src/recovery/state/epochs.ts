import type { RunRegions } from './latch-moves';

/**
 * The epoch in which a Region begins something: the next above all that it knows of that is its own to give. The home Region gives even ones,
 * the standby odd ones, so that two Regions that do not see each other never give the same: whatever both decided, one of them is the later.
 *
 * @param highest that is known
 */
export function nextEpoch(highest: number, { region, home }: Pick<RunRegions, 'region' | 'home'>): number {
  const next = highest + 1;
  return (next % 2 === 0) === (region === home) ? next : next + 1;
}
