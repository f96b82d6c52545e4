// The tests that run under the Node.js of the functions: of what runs in Lambda, and of the bundles as they are deployed.
const { jest: settings } = require('../../package.json');

module.exports = {
  ...settings,
  rootDir: '../..',
  testMatch: [
    '<rootDir>/test/**/handlers/**/*.test.ts',
    '<rootDir>/test/recovery/{keeper,decider,decision}/**/*.test.ts',
    '<rootDir>/test/{lambda,network}/{bounded-calls,peering-probe}.test.ts',
    '<rootDir>/test/runtime/*.runtime.ts',
  ],
  collectCoverage: false,
  reporters: ['default'],
};
