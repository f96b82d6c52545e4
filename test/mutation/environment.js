const { mixinJestEnvironment } = require('@stryker-mutator/jest-runner');
const { TestEnvironment } = require('jest-environment-node');

/** Skips what is left of a file once a test of it has failed: one failure kills a mutant, and jest stops by itself only between files. */
class FailFastEnvironment extends TestEnvironment {
  handleTestEvent(event) {
    if (event.name === 'test_fn_failure') {
      this.hasFailed = true;
    }
    if (event.name === 'test_start' && this.hasFailed) {
      event.test.mode = 'skip';
    }
  }
}

/** Says which mutant is active to sources that were loaded for another one, too. */
module.exports = class MutationEnvironment extends mixinJestEnvironment(FailFastEnvironment) {
  constructor(config, context) {
    super(config, context);
    // The CDK asks whether a value is a date, and is outside of all contexts.
    this.global.Date = Date;
    this.global.__stryker__.activeMutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  }
};
