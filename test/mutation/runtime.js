const path = require('path');
const { isNativeError } = require('util').types;
const { TestEnvironment } = require('jest-environment-node');
const { recognize } = require('../shared-packages/recognize.js');
const SharedPackagesRuntime = require('../shared-packages/runtime.js');

// Stack traces of constructs cost most of the time of a synthesis, and nothing here reads them.
process.env.CDK_DISABLE_STACK_TRACE = '1';

const SDK = /^(@aws-sdk|@smithy)(\/|$)/;
const SOURCES = path.resolve(__dirname, '..', '..', 'src');
/** What a test replaces, and sources must see replaced. */
const REPLACED = ['console', 'fetch', 'Date', 'setTimeout', 'clearTimeout'];

let loaded;

/** Loads the SDK once per process, too. */
class SharedSdkRuntime extends SharedPackagesRuntime {
  isShared(moduleName) {
    return SDK.test(moduleName) || super.isShared(moduleName);
  }
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
    recognize(environment.global.Error, isNativeError);
    this.runtime = new SharedSdkRuntime(config, environment, ...others);
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
module.exports = class MutationRuntime extends SharedSdkRuntime {
  constructor(...given) {
    super(...given);
    const [, environment] = given;
    this.sources = process.env.MUTANT_IS_STATIC ? new Sources(given) : loaded ??= new Sources(given);
    this.sources.follow(environment.global);
    recognize(environment.global.Error, isNativeError);
  }

  requireModuleOrMock(from, moduleName) {
    const isSource = moduleName.startsWith('.') && `${path.resolve(path.dirname(from), moduleName)}/`.startsWith(`${SOURCES}/`);
    return isSource ? this.sources.runtime.requireModuleOrMock(from, moduleName) : super.requireModuleOrMock(from, moduleName);
  }
};
