/** A piece that takes a place from one x to another. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A piece that can be drawn in any row. */
export interface Piece extends Extent {
  readonly draw: (y: number) => string;
}

/** The first row, counted from 0, in which each piece has room beside those before it. */
export function rowsFor(extents: readonly Extent[], gap: number): number[] {
  const ends: number[] = [];
  return extents.map(({ start, end }) => {
    const free = ends.findIndex(each => each + gap <= start);
    const row = free < 0 ? ends.length : free;
    ends[row] = end;
    return row;
  });
}

/** The rows above one in which no piece stands at an x: there a line may pass. */
export function freeRows(extents: readonly Extent[], rows: readonly number[], x: number, above: number): number[] {
  const isFree = (row: number) => !extents.some(({ start, end }, index) => rows[index] === row && start - 2 <= x && x <= end + 2);
  return Array.from({ length: above }, (_, row) => row).filter(isFree);
}
