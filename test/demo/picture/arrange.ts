import type { PictureGroup, PictureLink, PictureNode } from './model';

/** Where a node stands in its stack: the inner column is the one beside the other Region. */
export type Column = 'inner' | 'outer' | 'both';

export interface Cell {
  readonly node: PictureNode;
  readonly row: number;
  readonly column: Column;
}

/** The stacks of both Regions that are drawn at one height, as rows of two columns. */
export interface Arrangement {
  readonly rows: number;
  /** Per Region; none where a Region has no such stack. */
  readonly sides: readonly (readonly Cell[])[];
}

interface InnerRow {
  readonly nodes: readonly (PictureNode | undefined)[];
}

/**
 * Puts the ends of links into the inner column, counterparts into one row, so that no arrow between the Regions crosses a node.
 * All other nodes fill the cells that are left, from the outside.
 *
 * @param links those that leave a Region
 */
export function arrange(groups: readonly (PictureGroup | undefined)[], links: readonly PictureLink[]): Arrangement {
  const inner = innerRows(groups, links);
  const sides = groups.map((group, side) => fill(group?.nodes ?? [], inner.map(row => row.nodes[side])));
  return { rows: Math.max(0, ...sides.flat().map(cell => cell.row + 1)), sides };
}

function innerRows(groups: readonly (PictureGroup | undefined)[], links: readonly PictureLink[]): InnerRow[] {
  const own = groups.map(group => (group?.nodes ?? []).filter(node => links.some(link => isAt(link, node))));
  const rows: InnerRow[] = [];
  const taken = new Set<PictureNode>();
  own.forEach((nodes, side) => nodes.filter(node => !taken.has(node)).forEach(node => {
    const row = own.map((candidates, other) => other === side
      ? node
      : counterpart(node, candidates.filter(candidate => !taken.has(candidate)), links));
    row.forEach(member => member && taken.add(member));
    rows.push({ nodes: row });
  }));
  return rows;
}

function counterpart(node: PictureNode, candidates: readonly PictureNode[], links: readonly PictureLink[]): PictureNode | undefined {
  return candidates.find(candidate => links.some(link => isAt(link, node) && isAt(link, candidate)))
    ?? candidates.find(candidate => candidate.kind === node.kind);
}

function isAt(link: PictureLink, node: PictureNode): boolean {
  return link.from === node.id || link.to === node.id;
}

function fill(nodes: readonly PictureNode[], inner: readonly (PictureNode | undefined)[]): Cell[] {
  const cells: Cell[] = inner.flatMap((node, row) => node ? [{ node, row, column: 'inner' as const }] : []);
  const isFree = (row: number, column: Column) => !cells.some(cell => cell.row === row && cell.column === column);
  for (const node of nodes.filter(candidate => !inner.includes(candidate))) {
    let row = 0;
    while (!isFree(row, 'outer') && !isFree(row, 'inner')) {
      row += 1;
    }
    cells.push({ node, row, column: isFree(row, 'outer') ? 'outer' : 'inner' });
  }
  return cells.map(cell => cells.some(other => other !== cell && other.row === cell.row) ? cell : { ...cell, column: 'both' });
}
