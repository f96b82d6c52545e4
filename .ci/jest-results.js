// Reads what `jest --json` wrote.
//
//   node .ci/jest-results.js counts <file>     prints '<passed> <failed>'
//   node .ci/jest-results.js failures <file>   prints the failed tests and test files, each with its message
'use strict';

const fs = require('fs');

/** A test file that does not even load has no tests to fail: it counts as one. */
function counts(results) {
  return { passed: results.numPassedTests, failed: results.numFailedTests + results.numRuntimeErrorTestSuites };
}

function failures(results) {
  return results.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    const messages = failed.map((test) => `${test.fullName}\n${test.failureMessages.join('\n')}`);
    const neverRan = file.status === 'failed' && failed.length === 0;
    return neverRan ? [`${file.name}\n${file.message}`] : messages;
  });
}

if (require.main === module) {
  const [, , what, file] = process.argv;
  const results = JSON.parse(fs.readFileSync(file, 'utf8'));
  const { passed, failed } = counts(results);
  console.log(what === 'counts' ? `${passed} ${failed}` : failures(results).join('\n\n'));
}

module.exports = { counts, failures };
