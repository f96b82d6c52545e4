import * as path from 'path';

/** The part of jest's `--json` output that is read here. */
export interface JestOutput {
  readonly success: boolean;
  readonly testResults: ReadonlyArray<{
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: ReadonlyArray<{ readonly title: string; readonly status: string }>;
  }>;
}

/** One test as it ran. */
export interface TestResult {
  /** Path of the test file, relative to the project. */
  readonly file: string;
  /** The test's own title, without the titles of the blocks around it. */
  readonly title: string;
  /** Skipped covers everything that did not run: skip, todo, pending, disabled. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
}

/**
 * Reads jest's output.
 *
 * @throws when the text is not what `jest --json` writes
 */
export function parseJestOutput(text: string): JestOutput {
  let output: Partial<JestOutput> | null;
  try {
    output = JSON.parse(text);
  } catch (error) {
    throw new Error(`The results are not JSON: ${(error as Error).message}`);
  }
  if (typeof output?.success !== 'boolean' || !Array.isArray(output.testResults)) {
    throw new Error('The results are not the output of "jest --json --outputFile=FILE"');
  }
  return output as JestOutput;
}

/** Every test of the output, in a stable order. */
export function testsOf(output: JestOutput, projectRoot: string): TestResult[] {
  return output.testResults
    .map(suite => ({ ...suite, file: relative(suite.name, projectRoot) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .flatMap(({ file, assertionResults }) => assertionResults.map(({ title, status }) => ({ file, title, outcome: outcomeOf(status) })));
}

/** One line per failure of the run, so that a failing run can never read as a proof. */
export function failuresOf(output: JestOutput, projectRoot: string): string[] {
  const failures = output.testResults.flatMap(suite => {
    const file = relative(suite.name, projectRoot);
    const failed = suite.assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && suite.status === 'failed') {
      return [`${file} fails outside its tests: ${firstLine(suite.message)}`];
    }
    return failed.map(({ title }) => `${file} fails: ${title}`);
  });
  return failures.length === 0 && !output.success ? ['jest did not succeed, though no test failed'] : failures;
}

function outcomeOf(status: string): TestResult['outcome'] {
  return status === 'passed' || status === 'failed' ? status : 'skipped';
}

function relative(file: string, projectRoot: string): string {
  return path.relative(projectRoot, file).split(path.sep).join('/');
}

function firstLine(message = ''): string {
  return message.split('\n').map(line => line.trim()).find(line => line !== '') ?? 'no message';
}
