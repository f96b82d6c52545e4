const path = require('path');
const { isNativeError } = require('util').types;
const { TestEnvironment } = require('jest-environment-node');
const { default: Runtime } = require('jest-runtime');

// What the setup file sets in the sandbox of a test, shared packages read outside it.
require('../setup-env.js');
// Stack traces of constructs cost most of the time of a synthesis, and nothing here reads them.
process.env.CDK_DISABLE_STACK_TRACE = '1';

const PACKAGES = /^(aws-cdk-lib|constructs|@aws-sdk|@smithy)(\/|$)/;
const SOURCES = path.resolve(__dirname, '..', '..', 'src');
/** What a test replaces, and sources must see replaced. */
const REPLACED = ['console', 'fetch', 'Date', 'setTimeout', 'clearTimeout'];

let loaded;

/** Loads the CDK and the SDK once per process. */
class SharedPackagesRuntime extends Runtime {
  requireModuleOrMock(from, moduleName) {
    return PACKAGES.test(moduleName) ? require(moduleName) : super.requireModuleOrMock(from, moduleName);
  }
}

/** Every context has an `Error` of its own. An error of one is an error to the other, too. */
function recognizeErrors({ Error }) {
  Object.defineProperty(Error, Symbol.hasInstance, {
    value(candidate) {
      return this === Error ? isNativeError(candidate) : Function.prototype[Symbol.hasInstance].call(this, candidate);
    },
  });
}

/** The sources, loaded in a context of their own. It outlasts the tests of one mutant. */
class Sources {
  constructor([config, { global }, ...others]) {
    this.tests = global;
    const [globalConfig, testPath] = [...others].reverse();
    const environment = new TestEnvironment({ projectConfig: config, globalConfig }, { console, docblockPragmas: {}, testPath });
    for (const name of REPLACED) {
      Object.defineProperty(environment.global, name, { get: () => this.tests[name] });
    }
    this.global = environment.global;
    recognizeErrors(environment.global);
    this.runtime = new SharedPackagesRuntime(config, environment, ...others);
  }

  follow(tests) {
    this.tests = tests;
    this.global.__stryker__ = tests.__stryker__;
  }
}

/**
 * Loads the sources once per process, too, and again only for a mutant that acts while they are loaded: to load them takes ten times as long
 * as to run the tests.
 */
module.exports = class MutationRuntime extends SharedPackagesRuntime {
  constructor(...given) {
    super(...given);
    const [, environment] = given;
    this.sources = process.env.MUTANT_IS_STATIC ? new Sources(given) : loaded ??= new Sources(given);
    this.sources.follow(environment.global);
    recognizeErrors(environment.global);
  }

  requireModuleOrMock(from, moduleName) {
    const isSource = moduleName.startsWith('.') && `${path.resolve(path.dirname(from), moduleName)}/`.startsWith(`${SOURCES}/`);
    return isSource ? this.sources.runtime.requireModuleOrMock(from, moduleName) : super.requireModuleOrMock(from, moduleName);
  }
};
