/** One row of the acceptance table in docs/requirements.md. */
export interface Row {
  readonly id: string;
  readonly requirement: string;
  readonly owner: string;
  readonly check: string;
  readonly note: string;
}

const HEADER = ['ID', 'Requirement', 'Owner', 'Acceptance check', 'Note'];
const ID = /^[A-Z][A-Z0-9]*-\d{2}$/;

/**
 * Reads the rows of the acceptance table, in the order of the page.
 *
 * The page has other tables whose first column names rows (the overrides), so the table is found by its header.
 *
 * @throws when the table is missing, a row is malformed, or an id occurs twice
 */
export function parseRows(markdown: string): Row[] {
  const lines = markdown.split(/\r?\n/);
  const header = lines.findIndex(line => cellsOf(line).join('|') === HEADER.join('|'));
  if (header < 0) {
    throw new Error(`No acceptance table: expected a table with the columns ${HEADER.join(', ')}`);
  }
  const rows: Row[] = [];
  for (let index = header + 2; index < lines.length && lines[index].startsWith('|'); index++) {
    const row = rowOf(lines[index], index + 1);
    if (rows.some(({ id }) => id === row.id)) {
      throw new Error(`Line ${index + 1}: the id ${row.id} occurs twice in the acceptance table`);
    }
    rows.push(row);
  }
  return rows;
}

function rowOf(line: string, lineNumber: number): Row {
  const cells = cellsOf(line);
  if (cells.length !== HEADER.length) {
    throw new Error(`Line ${lineNumber}: expected ${HEADER.length} cells, found ${cells.length}: ${line.slice(0, 60)}`);
  }
  const [id, requirement, owner, check, note] = cells;
  if (!ID.test(id)) {
    throw new Error(`Line ${lineNumber}: '${id}' is not a row id; write it as NET-03`);
  }
  if (!requirement || !owner || !check) {
    throw new Error(`Line ${lineNumber}: ${id} needs a requirement, an owner and an acceptance check`);
  }
  return { id, requirement, owner, check, note };
}

function cellsOf(line: string): string[] {
  const match = /^\|(.*)\|\s*$/.exec(line);
  return match ? match[1].split(/(?<!\\)\|/).map(cell => cell.trim()) : [];
}
