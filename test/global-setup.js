const fs = require('fs');
const os = require('os');
const path = require('path');

// What is made once per run and read by many test files: see support/payments-templates.ts. The processes that run the tests inherit it.
module.exports = () => {
  process.env.SHARED_BY_TESTS = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-multi-region-dr-tests-'));
  // What packages leave behind goes with it: the CDK makes a folder per app.
  process.env.TMPDIR = process.env.SHARED_BY_TESTS;
};
