import { loadScript } from './project-files';

interface Script {
  counts(results: object): { passed: number; failed: number };
  failures(results: object): string[];
}

const { counts, failures } = loadScript<Script>('jest-results.js');

const results = {
  numPassedTests: 3,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 1,
  testResults: [
    {
      name: 'a.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'holds', failureMessages: [] },
        { status: 'failed', fullName: 'breaks', failureMessages: ['expected 1'] },
      ],
    },
    { name: 'b.test.ts', status: 'failed', message: 'does not load', assertionResults: [] },
    { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [{ status: 'passed', fullName: 'holds too', failureMessages: [] }] },
  ],
};

test('a test file that does not load counts as a failure', () => {
  expect(counts(results)).toEqual({ passed: 3, failed: 2 });
});

test('failures are told with their cause, passing tests are not told', () => {
  expect(failures(results)).toEqual(['breaks\nexpected 1', 'b.test.ts\ndoes not load']);
});
