import { renderJson, renderTable } from './report';
import { RowStatus } from './status';

const row = (id: string, requirement: string) => ({ id, requirement, owner: 'o', check: 'c', note: '' });
const ROWS = [row('NET-01', 'The networks do not overlap.'), row('NET-02', 'x'.repeat(200)), row('DOC-03', 'Records are kept.')];
const STATUSES: RowStatus[] = [
  { id: 'NET-01', status: 'proven', tests: ['a.test.ts > NET-01: x', 'b.test.ts > NET-01: y'] },
  { id: 'NET-02', status: 'open', tests: [], reason: 'fails: c.test.ts > NET-02: z' },
  { id: 'DOC-03', status: 'waived', tests: ['d.test.ts > the folder exists'], reason: 'a page' },
];

test('OPS-15: the table shows every row with its tests, then the open rows, then the totals', () => {
  const short = `${'x'.repeat(97)}...`;
  expect(renderTable(ROWS, STATUSES).split('\n')).toEqual([
    'ID        STATUS   REQUIREMENT, and the tests that prove it',
    'NET-01    proven   The networks do not overlap.',
    '                     a.test.ts > NET-01: x',
    '                     b.test.ts > NET-01: y',
    `NET-02    open     ${short}`,
    '                     fails: c.test.ts > NET-02: z',
    'DOC-03    waived   Records are kept.',
    '                     a page',
    '                     d.test.ts > the folder exists',
    '',
    'Open rows (1):',
    `  NET-02           ${short}`,
    '',
    'Total: 3 rows: 1 proven, 1 waived, 1 open',
    '',
  ]);
});

test('OPS-15: the table says so when no row is open', () => {
  expect(renderTable(ROWS, [STATUSES[0]])).toContain('\nNo row is open.\n\nTotal: 1 rows: 1 proven, 0 waived, 0 open\n');
});

test('OPS-15: the data have the shape [{id, status, tests, reason?}]', () => {
  expect(JSON.parse(renderJson(STATUSES))).toEqual(STATUSES);
});
