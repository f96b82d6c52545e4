import { PluginKind, commonTokens, declareFactoryPlugin } from '@stryker-mutator/api/plugin';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

/** Stryker's runner of jest. It tells the runtime for which mutants the sources must be loaded anew, and `tests.js` which files find a mutant. */
function reusingJest(injector) {
  const runner = injector.injectFunction(jestPlugins[0].factory);
  const mutantRun = runner.mutantRun.bind(runner);
  runner.mutantRun = options => {
    process.env.MUTANT_IS_STATIC = options.reloadEnvironment ? 'yes' : '';
    process.env.MUTATION_TESTS = [...new Set(options.testFilter?.map(id => id.split(' ')[0]))].join();
    return mutantRun(options);
  };
  return runner;
}
reusingJest.inject = [commonTokens.injector];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'reusing-jest', reusingJest)];
