import type { Arrangement, Cell, Column } from './arrange';
import { arrange } from './arrange';
import type { PictureGroup, PictureLink, PictureModel, PictureNode } from './model';
import { nodeHeight } from './nodes';
import type { Box } from './scene';
import { slotsInOrder } from './slots';
import { SIZE } from './theme';

/** A node, a stack or a Region in its place. */
export interface Placed<T> {
  readonly item: T;
  readonly box: Box;
}

export interface Placement {
  readonly groups: readonly Placed<PictureGroup>[];
  readonly nodes: readonly Placed<PictureNode>[];
  readonly bottom: number;
}

export interface BandOptions {
  /** The links that leave a Region. */
  readonly crossing: readonly PictureLink[];
  /** Per Region, the left edge of its stacks. The inner column is at the right of the first Region and at the left of the second. */
  readonly lefts: readonly number[];
  /** Where the first band begins. */
  readonly top: number;
  /** From where on the space between the Regions is free for arrows. */
  readonly freeFrom: number;
}

/** The stacks of one slot, and how their nodes are arranged. */
interface Band {
  readonly groups: readonly (PictureGroup | undefined)[];
  readonly arrangement: Arrangement;
}

type Row = Pick<Box, 'y' | 'height'>;

const STACK_WIDTH = SIZE.regionWidth - 2 * SIZE.regionPadding;
/** How many stacks without nodes stand side by side. */
const EMPTY_PER_LINE = 2;

/** Lays out the stacks of both Regions in bands, so that counterparts are at one height. */
export function placeBands(model: PictureModel, options: BandOptions): Placement {
  const groups: Placed<PictureGroup>[] = [];
  const nodes: Placed<PictureNode>[] = [];
  const between = linksBetween(model, options.crossing);
  let y = options.top;
  for (const line of linesOf(bandsOf(model, options.crossing))) {
    const width = (STACK_WIDTH - (line.length - 1) * SIZE.gap) / line.length;
    const placed = line.map(({ arrangement }) => placeRows(arrangement, y, between, options.freeFrom));
    line.forEach((band, index) => {
      band.groups.forEach((item, side) => item && groups.push({
        item, box: { x: options.lefts[side] + index * (width + SIZE.gap), y, width, height: placed[index].bottom - y },
      }));
      band.arrangement.sides.forEach((cells, side) => cells.forEach(({ node, row, column }) => nodes.push({
        item: node, box: { ...columnAt(options.lefts[side], side, column), ...placed[index].rows[row] },
      })));
    });
    y = Math.max(...placed.map(({ bottom }) => bottom)) + SIZE.gap;
  }
  return { groups, nodes, bottom: y - SIZE.gap };
}

function bandsOf(model: PictureModel, crossing: readonly PictureLink[]): Band[] {
  return slotsInOrder(model.regions).map(slot => {
    const groups = model.regions.map(region => region.groups.find(group => group.slot === slot));
    return { groups, arrangement: arrange(groups, crossing) };
  });
}

/** Bands without nodes share a line. */
function linesOf(bands: readonly Band[]): Band[][] {
  const lines: Band[][] = [];
  for (const band of bands) {
    const last = lines[lines.length - 1] ?? [];
    const joins = last.length > 0 && last.length < EMPTY_PER_LINE && [...last, band].every(({ arrangement }) => arrangement.rows === 0);
    if (joins) {
      last.push(band);
    } else {
      lines.push([band]);
    }
  }
  return lines;
}

/** Links from one Region to the other, as opposed to those that end in the middle. */
function linksBetween(model: PictureModel, crossing: readonly PictureLink[]): PictureLink[] {
  const idsOf = model.regions.map(region => new Set(region.groups.flatMap(group => group.nodes).map(node => node.id)));
  return crossing.filter(link => idsOf.filter(ids => ids.has(link.from) || ids.has(link.to)).length > 1);
}

/** Rows of cells one below the other, those with an arrow to the other Region not before its way is free. */
function placeRows(arrangement: Arrangement, top: number, between: readonly PictureLink[], freeFrom: number): { rows: Row[]; bottom: number } {
  const rows: Row[] = [];
  let y = top + SIZE.groupHeader;
  for (let index = 0; index < arrangement.rows; index += 1) {
    const cells = arrangement.sides.flat().filter(cell => cell.row === index);
    const needsWay = between.some(link => cells.some(({ node }) => node.id === link.from || node.id === link.to));
    const height = Math.max(...cells.map(heightOf));
    rows.push({ y: needsWay ? Math.max(y, freeFrom) : y, height });
    y = rows[index].y + height + SIZE.cellGap;
  }
  return { rows, bottom: rows.length === 0 ? y : y - SIZE.cellGap + SIZE.groupPadding };
}

function heightOf({ node, column }: Cell): number {
  return nodeHeight(node, columnAt(0, 0, column).width);
}

function columnAt(left: number, side: number, column: Column): Pick<Box, 'x' | 'width'> {
  const full = STACK_WIDTH - 2 * SIZE.groupPadding;
  const half = (full - SIZE.cellGap) / 2;
  const x = left + SIZE.groupPadding;
  if (column === 'both') {
    return { x, width: full };
  }
  const isLeft = (column === 'outer') === (side === 0);
  return { x: isLeft ? x : x + half + SIZE.cellGap, width: half };
}
