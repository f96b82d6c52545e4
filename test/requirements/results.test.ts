import { failuresOf, JestOutput, parseJestOutput, testsOf } from './results';

const output = (...testResults: Array<JestOutput['testResults'][number]>): JestOutput => ({
  success: testResults.every(({ status }) => status === 'passed'),
  testResults,
});

test('OPS-15: tests are read with their own title and file, ordered by file', () => {
  const results = output(
    { name: '/project/test/b.test.ts', status: 'passed', assertionResults: [{ title: 'NET-01: b', status: 'passed' }] },
    { name: '/project/test/a.test.ts', status: 'failed', assertionResults: [{ title: 'a2', status: 'failed' }, { title: 'a1', status: 'passed' }] },
  );
  expect(testsOf(results, '/project')).toEqual([
    { file: 'test/a.test.ts', title: 'a2', outcome: 'failed' },
    { file: 'test/a.test.ts', title: 'a1', outcome: 'passed' },
    { file: 'test/b.test.ts', title: 'NET-01: b', outcome: 'passed' },
  ]);
});

test.each(['pending', 'todo', 'skipped', 'disabled', 'focused'])('OPS-15: a test with the status %s did not run', status => {
  const results = output({ name: '/project/a.test.ts', status: 'passed', assertionResults: [{ title: 't', status }] });
  expect(testsOf(results, '/project')).toEqual([{ file: 'a.test.ts', title: 't', outcome: 'skipped' }]);
});

test('OPS-15: a failing test, and a file that fails outside its tests, are failures', () => {
  const results = output(
    { name: '/project/a.test.ts', status: 'failed', assertionResults: [{ title: 't', status: 'failed' }] },
    { name: '/project/b.test.ts', status: 'failed', message: '\n  Cannot find module x\n  at y', assertionResults: [] },
    { name: '/project/c.test.ts', status: 'failed', assertionResults: [{ title: 't', status: 'passed' }] },
    { name: '/project/d.test.ts', status: 'passed', assertionResults: [{ title: 't', status: 'passed' }] },
  );
  expect(failuresOf(results, '/project')).toEqual([
    'a.test.ts fails: t',
    'b.test.ts fails outside its tests: Cannot find module x',
    'c.test.ts fails outside its tests: no message',
  ]);
});

test('OPS-15: a run that jest does not call a success is a failure', () => {
  expect(failuresOf({ success: false, testResults: [] }, '/project')).toEqual(['jest did not succeed, though no test failed']);
  expect(failuresOf({ success: true, testResults: [] }, '/project')).toEqual([]);
});

test.each([
  ['text', 'no json', 'The results are not JSON'],
  ['null', 'null', 'not the output of "jest --json'],
  ['a list', '[]', 'not the output of "jest --json'],
  ['an object without results', '{"success":true}', 'not the output of "jest --json'],
])('OPS-15: %s is refused as results', (_, text, message) => {
  expect(() => parseJestOutput(text)).toThrow(message);
});
