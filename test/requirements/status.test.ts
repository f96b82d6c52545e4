import { TestResult } from './results';
import { decide } from './status';
import { Waiver } from './waivers';

const ROWS = ['NET-01', 'NET-02', 'OPS-14'].map(id => ({ id, requirement: 'r', owner: 'o', check: 'c', note: '' }));

const ran = (title: string, outcome: TestResult['outcome'] = 'passed', file = 'a.test.ts'): TestResult => ({ file, title, outcome });
const decideWith = (tests: TestResult[], waivers: Waiver[] = []) => decide(ROWS, tests, waivers);
const statusOf = (id: string, tests: TestResult[], waivers: Waiver[] = []) => decideWith(tests, waivers).rows.find(row => row.id === id);

test('OPS-15: a row without a test is open, in the order of the table', () => {
  expect(decideWith([ran('something else')])).toEqual({
    rows: ['NET-01', 'NET-02', 'OPS-14'].map(id => ({ id, status: 'open', tests: [] })),
    problems: [],
  });
});

test('OPS-15: a passing test proves the row that its title begins with', () => {
  expect(statusOf('NET-01', [ran('NET-01: x'), ran('NET-01: y', 'passed', 'b.test.ts'), ran('NET-01: x')])).toEqual({
    id: 'NET-01', status: 'proven', tests: ['a.test.ts > NET-01: x', 'b.test.ts > NET-01: y'],
  });
});

test('OPS-15: a title with several ids proves each of them and no other', () => {
  const { rows, problems } = decideWith([ran('NET-01, OPS-14: x')]);
  expect(rows.map(({ id, status }) => `${id} ${status}`)).toEqual(['NET-01 proven', 'NET-02 open', 'OPS-14 proven']);
  expect(problems).toEqual([]);
});

test('OPS-15: a skipped test proves nothing, and does not undo what a passing one proves', () => {
  expect(statusOf('NET-01', [ran('NET-01: x', 'skipped')])).toEqual({
    id: 'NET-01', status: 'open', tests: [], reason: 'does not run: a.test.ts > NET-01: x',
  });
  expect(statusOf('NET-01', [ran('NET-01: x', 'skipped'), ran('NET-01: y')])).toEqual({
    id: 'NET-01', status: 'proven', tests: ['a.test.ts > NET-01: y'],
  });
});

test('OPS-15: a failing test disproves every row that it names, whatever else passes', () => {
  const tests = [ran('NET-01: x'), ran('NET-01, NET-02: y', 'failed'), ran('OPS-14: z')];
  expect(statusOf('NET-01', tests)).toEqual({ id: 'NET-01', status: 'open', tests: [], reason: 'fails: a.test.ts > NET-01, NET-02: y' });
  expect(statusOf('NET-02', tests)?.status).toBe('open');
  expect(statusOf('OPS-14', tests)?.status).toBe('proven');
});

test.each(['passed', 'failed', 'skipped'] as const)('OPS-15: an id that does not exist is a problem, also in a test that %s', outcome => {
  const { rows, problems } = decideWith([ran('NET-01, NET-99: x', outcome)]);
  expect(problems).toEqual(['a.test.ts > NET-01, NET-99: x: no row has the id NET-99']);
  expect(rows.map(({ id }) => id)).toEqual(['NET-01', 'NET-02', 'OPS-14']);
});

test('OPS-15: a title that begins with an id in the wrong form is a problem and proves nothing', () => {
  const { rows, problems } = decideWith([ran('NET-01 without a colon')]);
  expect(problems).toEqual([expect.stringContaining('a.test.ts > NET-01 without a colon: the title begins with an id but')]);
  expect(rows[0].status).toBe('open');
});

test('OPS-15: a waiver is honoured when a passing test is titled with its id', () => {
  expect(statusOf('NET-01', [ran('NET-01: x')], [{ id: 'NET-01', reason: 'needs an account' }])).toEqual({
    id: 'NET-01', status: 'waived', tests: ['a.test.ts > NET-01: x'], reason: 'needs an account',
  });
});

test('OPS-15: a waiver is honoured when the test that it names passes', () => {
  expect(statusOf('NET-01', [ran('the page exists')], [{ id: 'NET-01', reason: 'a page', test: 'the page exists' }])).toEqual({
    id: 'NET-01', status: 'waived', tests: ['a.test.ts > the page exists'], reason: 'a page',
  });
});

test('OPS-15: a failing test outweighs a waiver', () => {
  const waiver = { id: 'NET-01', reason: 'a page', test: 'the page exists' };
  expect(statusOf('NET-01', [ran('the page exists'), ran('NET-01: x', 'failed')], [waiver])?.status).toBe('open');
});

test.each<[string, TestResult[], Waiver, string]>([
  ['without any test', [], { id: 'NET-01', reason: 'r' }, 'no passing test is titled with the id'],
  ['whose only test is skipped', [ran('NET-01: x', 'skipped')], { id: 'NET-01', reason: 'r' }, 'no passing test is titled with the id'],
  ['whose guard does not exist', [], { id: 'NET-01', reason: 'r', test: 'g' }, 'the test that guards it does not pass: g'],
  ['whose guard is skipped', [ran('g', 'skipped')], { id: 'NET-01', reason: 'r', test: 'g' }, 'the test that guards it does not pass: g'],
  ['whose guard fails in one file', [ran('g'), ran('g', 'failed', 'b.test.ts')], { id: 'NET-01', reason: 'r', test: 'g' }, 'does not pass: g'],
  ['without a reason', [ran('NET-01: x')], { id: 'NET-01', reason: ' ' }, 'it needs a reason'],
  ['of no row', [], { id: 'NET-99', reason: 'r' }, 'no row has this id'],
])('OPS-15: a waiver %s is a problem and waives nothing', (_, tests, waiver, problem) => {
  const { rows, problems } = decideWith(tests, [waiver]);
  expect(problems).toEqual([expect.stringContaining(problem)]);
  expect(rows.filter(({ status }) => status === 'waived')).toEqual([]);
});

test('OPS-15: a row waived twice is a problem', () => {
  const waiver = { id: 'NET-01', reason: 'r' };
  expect(decideWith([ran('NET-01: x')], [waiver, waiver]).problems).toEqual(['waiver of NET-01: it is waived twice']);
});
