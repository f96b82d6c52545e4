import { readFileSync } from 'fs';

const areas = JSON.parse(readFileSync(new URL('areas.json', import.meta.url), 'utf8'));
const area = process.env.MUTATION_AREA;

if (!(area in areas)) {
  throw new Error(`MUTATION_AREA = ${area}: it is one of ${Object.keys(areas).join(', ')}. "npm run mutate" sets it for each`);
}

/** One area. `main.ts` runs all of them, each with a limit of its own: none can hide behind another. */
export default {
  mutate: areas[area].mutate,
  ignorers: ['texts'],
  plugins: ['@stryker-mutator/jest-runner', './test/mutation/runner.mjs', './test/mutation/texts.mjs'],
  testRunner: 'reusing-jest',
  // All tests of an area are one file: there is nothing to look for.
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  disableTypeChecks: false,
  concurrency: 2,
  // The CDK keeps every token that was ever made, and with it the constructs.
  maxTestRunnerReuse: 150,
  // On a busy machine a mutant must not count as a loop because others took the time.
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 90, break: 90 },
  ignorePatterns: ['*', '!assets/**', '!src/**', '!test/**', '!package.json'],
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `mutation-report/${area}.json` },
};
