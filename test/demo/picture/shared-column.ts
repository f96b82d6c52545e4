import type { Placed } from './bands';
import type { PictureGroup, PictureNode, PictureRegion } from './model';
import { nodeHeight } from './nodes';
import type { Box } from './scene';
import { bottomOf } from './scene';
import { SIZE } from './theme';

export interface SharedPlacement {
  readonly regions: readonly Placed<PictureRegion>[];
  readonly groups: readonly Placed<PictureGroup>[];
  readonly nodes: readonly Placed<PictureNode>[];
  readonly bottom: number;
}

/** Lays out what belongs to neither Region, one below the other, between the two. */
export function placeShared(regions: readonly PictureRegion[], left: number, top: number): SharedPlacement {
  const placedRegions: Placed<PictureRegion>[] = [];
  const placedGroups: Placed<PictureGroup>[] = [];
  const placedNodes: Placed<PictureNode>[] = [];
  let y = top;
  for (const region of regions) {
    const start = y;
    y += SIZE.regionHeader;
    for (const group of region.groups) {
      const box = { x: left + SIZE.gap, y, width: SIZE.sharedWidth - 2 * SIZE.gap };
      const nodes = placeNodes(group.nodes, box.x + SIZE.gap, y + SIZE.groupHeader, box.width - 2 * SIZE.gap);
      const bottom = nodes.length === 0 ? y + SIZE.groupHeader : Math.max(...nodes.map(node => bottomOf(node.box))) + SIZE.groupPadding;
      placedGroups.push({ item: group, box: { ...box, height: bottom - y } });
      placedNodes.push(...nodes);
      y = bottom + SIZE.gap;
    }
    placedRegions.push({ item: region, box: { x: left, y: start, width: SIZE.sharedWidth, height: y - start } });
    y += SIZE.gap;
  }
  return { regions: placedRegions, groups: placedGroups, nodes: placedNodes, bottom: regions.length === 0 ? top : y - SIZE.gap };
}

/** One node per line. */
function placeNodes(nodes: readonly PictureNode[], x: number, top: number, width: number): Placed<PictureNode>[] {
  const placed: Placed<PictureNode>[] = [];
  for (const node of nodes) {
    const last = placed[placed.length - 1];
    const box: Box = { x, y: last ? bottomOf(last.box) + SIZE.cellGap : top, width, height: nodeHeight(node, width) };
    placed.push({ item: node, box });
  }
  return placed;
}
