const vm = require('vm');
const { default: Runtime } = require('jest-runtime');
const { newlyCovered } = require('./coverage.js');

// What the setup file sets in the sandbox of a test, packages read outside it.
require('../setup-env.js');

/** Of these, nothing differs from one test file to another. They take longer to load than most files take to run. */
const PACKAGES = /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/;

const scripts = new Map();

/** Loads the CDK once per process. Every other file is compiled once per process, and executed for each test file anew: nothing of it is shared. */
module.exports = class SharedPackagesRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    [, this.sandbox] = given;
    this.executor.compile = (source, file) => this.compile(source, file);
  }

  isShared(moduleName) {
    return PACKAGES.test(moduleName) && !this.sandbox.hasOwnPackages;
  }

  requireModuleOrMock(from, moduleName) {
    return this.isShared(moduleName) ? require(moduleName) : super.requireModuleOrMock(from, moduleName);
  }

  getAllCoverageInfoCopy() {
    return newlyCovered(this.sandbox.global.__coverage__ ?? {});
  }

  compile(source, file) {
    let known = scripts.get(file);
    if (known?.source !== source) {
      const head = `(function (${this.executor.injectedModuleParameters.join()}) {`;
      known = { source, script: new vm.Script(`${head}${source}\n})`, { filename: file, columnOffset: -head.length }) };
      scripts.set(file, known);
    }
    const context = this.sandbox.getVmContext();
    // After the end of a test file there is none, and jest knows how to say so.
    return context && known.script.runInContext(context);
  }
};
