const { performance } = require('perf_hooks');
const { isDate, isNativeError } = require('util').types;
const { CloudAssembly } = require('aws-cdk-lib/cx-api');
const { TestEnvironment } = require('jest-environment-node');
const { recognize } = require('./recognize.js');

// The CDK asks whether a value is a date, and is outside of all contexts.
recognize(Date, isDate);

/** What a test file sees beside packages that it shares with others. A file that must have its own says `@own-packages` in its first comment. */
module.exports = class SharedPackagesEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.hasOwnPackages = 'own-packages' in context.docblockPragmas;
    recognize(this.global.Error, isNativeError);
  }

  async setup() {
    await super.setup();
    // jest raises it for each test file; packages outside read this one.
    Error.stackTraceLimit = 10;
  }

  async teardown() {
    await super.teardown();
    // What a process of one app would leave to its end: the CDK's measurements, and the folders of its assemblies.
    performance.clearMeasures();
    CloudAssembly.cleanupTemporaryDirectories();
  }
};
