import * as fs from 'fs';
import * as path from 'path';
import { parseRows } from './rows';
import { areaOf } from './titles';

const PAGE = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'requirements.md'), 'utf8');
const ROWS_PER_AREA: Record<string, number> = {
  NET: 11, DB: 17, BKP: 4, TBL: 9, S3: 13, DNS: 18, MON: 29, ORC: 20, SEC: 4, COST: 7, OPS: 16, TEST: 19, DOC: 8,
};

const page = (...rows: string[]) => [
  '| Row | Instead of | Held to |',
  '|---|---|---|',
  '| NET-02 | a | b |',
  '',
  '| ID | Requirement | Owner | Acceptance check | Note |',
  '|---|---|---|---|---|',
  ...rows,
  '',
  '| NET-98 | not | part | of | it |',
].join('\n');

test('OPS-15: the page holds its 175 rows, numbered without a gap in every area', () => {
  const rows = parseRows(PAGE);
  expect(rows).toHaveLength(175);
  expect(rows.map(({ id }) => id)).toEqual(Object.entries(ROWS_PER_AREA).flatMap(([area, count]) =>
    Array.from({ length: count }, (_, index) => `${area}-${String(index + 1).padStart(2, '0')}`)));
});

test('OPS-15: every row of the page has a requirement, an owner and an acceptance check', () => {
  const incomplete = parseRows(PAGE).filter(({ requirement, owner, check }) => !(requirement && owner && check));
  expect(incomplete).toEqual([]);
});

test('OPS-15: every override of the page is visible at its row', () => {
  const rows = parseRows(PAGE);
  const overrides = [...section(PAGE, '## Overrides').matchAll(/^\| ([A-Z][^|]*) \| [^|]* \| ([^|]*) \|$/gm)]
    .filter(([, label]) => label !== 'Row');
  expect(overrides.length).toBeGreaterThan(20);
  for (const [, label, heldTo] of overrides) {
    for (const id of idsOf(label)) {
      expect(rows.find(row => row.id === id)?.check).toContain(`**Held to**: ${heldTo}.`);
    }
  }
});

test('OPS-15: every row that another row or section of the page refers to exists', () => {
  const areas = new Set(Object.keys(ROWS_PER_AREA));
  const ids = new Set(parseRows(PAGE).map(({ id }) => id));
  const dangling = [...PAGE.matchAll(/\b[A-Z][A-Z0-9]*-\d\d\b/g)].map(([id]) => id).filter(id => areas.has(areaOf(id)) && !ids.has(id));
  expect(dangling).toEqual([]);
});

test('OPS-15: rows are read from the acceptance table alone', () => {
  expect(parseRows(page('| NET-01 | r1 | o1 | c1 | n1 |', '| S3-13 | r \\| r | o2 | c2 | |'))).toEqual([
    { id: 'NET-01', requirement: 'r1', owner: 'o1', check: 'c1', note: 'n1' },
    { id: 'S3-13', requirement: 'r \\| r', owner: 'o2', check: 'c2', note: '' },
  ]);
});

test.each([
  ['a row that occurs twice', page('| NET-01 | r | o | c | |', '| NET-01 | r | o | c | |'), 'Line 8: the id NET-01 occurs twice'],
  ['a row with a cell too many', page('| NET-01 | r | o | c | n | x |'), 'Line 7: expected 5 cells, found 6'],
  ['an id that is none', page('| NET-1 | r | o | c | |'), "Line 7: 'NET-1' is not a row id"],
  ['a row without an owner', page('| NET-01 | r | | c | |'), 'NET-01 needs a requirement, an owner'],
  ['a page without the table', '| NET-01 | r | o | c | |', 'No acceptance table'],
])('OPS-15: %s is refused', (_, markdown, message) => {
  expect(() => parseRows(markdown)).toThrow(message);
});

function section(markdown: string, heading: string): string {
  const start = markdown.indexOf(heading);
  return markdown.slice(start, markdown.indexOf('\n## ', start));
}

/** Ids of an override's first cell: `A-01`, `A-01, B-02` or `A-01 to A-04`. */
function idsOf(label: string): string[] {
  const range = /^([A-Z0-9]+)-(\d\d) to \1-(\d\d)$/.exec(label);
  if (!range) {
    return label.split(', ');
  }
  const [, area, first, last] = range;
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${area}-${String(Number(first) + index).padStart(2, '0')}`);
}
