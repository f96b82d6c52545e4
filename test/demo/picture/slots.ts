import type { PictureGroup, PictureRegion } from './model';
import type { StackRecord } from '../app-tree';

/** Stacks of the two Regions in the same slot are counterparts: they are drawn at one height. */
export type Slots = ReadonlyMap<StackRecord, string>;

/** From top to bottom: traffic, recovery, then what is recovered. */
const LAYERS = ['edge', 'recovery', 'data', 'foundation', 'link', 'view'];
const WORKLOAD_RANK = LAYERS.indexOf('edge') + 0.5;
const STORES_RANK = LAYERS.indexOf('data');
const STORES: readonly string[] = ['database', 'table', 'network', 'bucket', 'vault'];

/**
 * Finds counterparts: by layer, else by a name that differs in nothing but the Region, else by their order.
 *
 * @param sides the stacks of each Region
 */
export function slotsOf(sides: readonly (readonly StackRecord[])[]): Slots {
  const names = sides.map(stacks => stacks.map(nameOf));
  return new Map(sides.flatMap((stacks, side) => {
    const others = names.filter((_, other) => other !== side).flat();
    const alone = stacks.filter(stack => stack.layer === undefined && !others.includes(nameOf(stack)));
    return stacks.map((stack): [StackRecord, string] => [stack, alone.includes(stack) ? `#${alone.indexOf(stack)}` : nameOf(stack)]);
  }));
}

function nameOf(stack: StackRecord): string {
  return stack.layer ?? stack.constructId.split(stack.region).join('*');
}

/** The slots of both Regions, each once, from top to bottom. */
export function slotsInOrder(regions: readonly PictureRegion[]): string[] {
  const groups = regions.flatMap(region => region.groups);
  return [...new Set([...groups].sort((a, b) => rankOf(a) - rankOf(b)).map(group => group.slot))];
}

/** A team's stacks follow the traffic; those that hold its stores are where the layers' stores are. */
function rankOf({ slot, nodes }: PictureGroup): number {
  if (LAYERS.includes(slot)) {
    return LAYERS.indexOf(slot);
  }
  if (nodes.length === 0) {
    return LAYERS.length;
  }
  return nodes.some(({ kind }) => STORES.includes(kind)) ? STORES_RANK : WORKLOAD_RANK;
}
