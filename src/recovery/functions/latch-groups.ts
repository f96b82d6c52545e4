import type { PublishedLatch } from '../regional-state/published-latch';
import type { LatchGroup } from '../state/keeper-settings';

/** Latches as settings hold them: the records of a topology differ in their dimensions only, and have a latch in each Region. */
export function latchGroups(latches: readonly PublishedLatch[]): LatchGroup[] {
  const regionsOf = new Map<string, { readonly latch: PublishedLatch; readonly regions: string[] }>();
  for (const latch of latches) {
    const key = JSON.stringify([latch.metricName, latch.dimensions]);
    const known = regionsOf.get(key) ?? { latch, regions: [] };
    known.regions.push(latch.region.name);
    regionsOf.set(key, known);
  }
  const groups = new Map<string, LatchGroup>();
  for (const { latch: { metricName, dimensions }, regions } of regionsOf.values()) {
    const key = JSON.stringify([metricName, regions]);
    const group = groups.get(key) ?? { metricName, regions, dimensions: [] };
    group.dimensions.push(dimensions);
    groups.set(key, group);
  }
  return [...groups.values()];
}
