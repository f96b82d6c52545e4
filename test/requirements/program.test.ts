import * as fs from 'fs';
import * as path from 'path';
import { run, World } from './program';

const ROOT = path.resolve(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'requirements.md'), 'utf8');

const jestOutput = (...tests: Array<[title: string, status: string]>) => JSON.stringify({
  success: tests.every(([, status]) => status !== 'failed'),
  testResults: [{
    name: path.join(ROOT, 'test', 'a.test.ts'),
    status: tests.some(([, status]) => status === 'failed') ? 'failed' : 'passed',
    assertionResults: tests.map(([title, status]) => ({ title, status })),
  }],
});

function runWith(args: string[], results: string, overrides: Partial<World> = {}) {
  const printed = { out: '', err: '' };
  const exitCode = run(args, {
    projectRoot: ROOT,
    waivers: [],
    requirements: () => PAGE,
    readFile: () => results,
    runTests: () => results,
    out: text => printed.out += text,
    err: text => printed.err += text,
    ...overrides,
  });
  return { exitCode, ...printed };
}

test('OPS-15: --json prints only the data of all 175 rows', () => {
  const { exitCode, out, err } = runWith(['--json'], jestOutput(['NET-03, OPS-14: x', 'passed']));
  const data = JSON.parse(out);
  expect(exitCode).toBe(0);
  expect(err).toBe('');
  expect(data).toHaveLength(175);
  expect(data).toContainEqual({ id: 'OPS-14', status: 'proven', tests: ['test/a.test.ts > NET-03, OPS-14: x'] });
  expect(data).toContainEqual({ id: 'NET-04', status: 'open', tests: [] });
});

test('OPS-15: without --json the table is printed, and open rows are no error', () => {
  const { exitCode, out } = runWith([], jestOutput(['NET-03: x', 'passed']));
  expect(exitCode).toBe(0);
  expect(out).toContain('Total: 175 rows: 1 proven, 0 waived, 174 open\n');
});

test('OPS-15: a title that names no row fails the program, which still reports', () => {
  const { exitCode, out, err } = runWith(['--json'], jestOutput(['NET-99: x', 'passed']));
  expect(exitCode).toBe(1);
  expect(JSON.parse(out)).toHaveLength(175);
  expect(err).toBe('error: test/a.test.ts > NET-99: x: no row has the id NET-99\n');
});

test('OPS-15: a failing test fails the program, also one that names no row', () => {
  const { exitCode, err } = runWith([], jestOutput(['x', 'failed']));
  expect(exitCode).toBe(1);
  expect(err).toBe('error: test/a.test.ts fails: x\n');
});

test('OPS-15: a waiver without a test fails the program', () => {
  const { exitCode, err } = runWith([], jestOutput(), { waivers: [{ id: 'TEST-06', reason: 'r' }] });
  expect(exitCode).toBe(1);
  expect(err).toContain('error: waiver of TEST-06: ');
});

test('OPS-15: with --results the tests are not run', () => {
  const readFile = jest.fn(() => jestOutput());
  const runTests = jest.fn();
  expect(runWith(['--results', 'r.json'], '', { readFile, runTests }).exitCode).toBe(0);
  expect(readFile).toHaveBeenCalledWith('r.json');
  expect(runTests).not.toHaveBeenCalled();
});

test.each([
  [['--jsn'], jestOutput(), 'Usage: npm run requirements'],
  [['--results'], jestOutput(), 'Usage: npm run requirements'],
  [['surplus'], jestOutput(), 'Usage: npm run requirements'],
  [[], 'no json', 'error: The results are not JSON'],
])('OPS-15: with the arguments %j and the results %j it fails with one message', (args, results, message) => {
  const { exitCode, out, err } = runWith(args, results);
  expect(exitCode).toBe(1);
  expect(out).toBe('');
  expect(err).toContain(message);
});
