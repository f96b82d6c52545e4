import * as fs from 'fs';
import { createRequire } from 'module';
import { loadScript, projectFile, readProjectFile } from './project-files';
import { SCHEDULES } from '../simulation/scoreboard/options';

interface Step {
  readonly exec?: string;
  readonly execArgs?: string[];
  readonly spawn?: string;
}

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly jsii: { readonly targets: Record<string, Record<string, unknown>> };
  readonly jest: {
    readonly collectCoverage: boolean;
    readonly collectCoverageFrom: string[];
    readonly coverageThreshold: { readonly global: Record<string, number> };
  };
}

const manifest = JSON.parse(readProjectFile('package.json')) as Manifest;
const tasks = (JSON.parse(readProjectFile('.projen', 'tasks.json')) as { tasks: Record<string, { steps: Step[] }> }).tasks;

/** What a task runs, the tasks that it spawns included. */
function commandsOf(task: string): string[] {
  return tasks[task].steps.flatMap(({ exec, execArgs, spawn }) => {
    const command = exec ?? (execArgs ?? []).join(' ');
    const spawned = spawn ?? /^node \.ci\/side-by-side\.js (.*)$/.exec(command)?.[1];
    return spawned?.split(' ').flatMap(commandsOf) ?? [command];
  });
}

function layer(name: string): string {
  return readProjectFile('.ci', 'layers', `${name}.sh`);
}

const layers = /^layers=\((.*)\)$/m.exec(readProjectFile('.ci', 'run'))![1].split(' ');

test('TEST-02: the coverage threshold is 100 for lines, branches, functions and statements of all sources', () => {
  expect(manifest.jest.coverageThreshold.global).toEqual({ lines: 100, branches: 100, functions: 100, statements: 100 });
  expect(manifest.jest.collectCoverage).toBe(true);
  // Generated classes around a function's bundle are the one exception.
  expect(manifest.jest.collectCoverageFrom).toEqual(['src/**/*.ts', '!src/**/*-function.ts']);
});

test('TEST-02: npm test and the checks of a change measure coverage', () => {
  const jest = commandsOf('test').filter(command => command.startsWith('jest '));
  expect(jest).toEqual([expect.not.stringMatching(/coverage/)]);
  expect(manifest.scripts.test).toMatch(/ projen test$/);
  expect(layers).toContain('tests');
  expect(layer('tests')).toMatch(/npm test -- (?!.*coverage)/);
});

test('TEST-03: ESLint allows no warning, mends nothing in silence, and runs with npm test', () => {
  const eslint = commandsOf('test').filter(command => command.startsWith('eslint '));
  expect(eslint).toEqual([expect.stringContaining('--max-warnings 0 ')]);
  expect(eslint).toEqual([expect.not.stringContaining('--fix')]);
  expect(eslint[0].split(' ')).toEqual(expect.arrayContaining(['src', 'test', '.projenrc.ts']));
});

test('types are checked with npm test, those of the tests too', () => {
  expect(commandsOf('test')).toContain('tsc --noEmit -p tsconfig.dev.json');
  const { include } = JSON.parse(readProjectFile('tsconfig.dev.json').replace(/^\/\/.*\n/, '')) as { include: string[] };
  expect(include).toEqual(expect.arrayContaining(['src/**/*.ts', 'test/**/*.ts']));
});

test('TEST-03: `any` is an error in all sources', () => {
  interface Override { readonly files: string[]; readonly rules: Record<string, string> }
  const { overrides } = JSON.parse(readProjectFile('.eslintrc.json').replace(/^\/\/.*\n/, '')) as { overrides: Override[] };
  expect(overrides.filter(({ files }) => files.includes('src/**/*.ts')).map(({ rules }) => rules['@typescript-eslint/no-explicit-any']))
    .toEqual(['error']);
});

test('TEST-03: jsii fails on warnings, and the checks of a change compile', () => {
  expect(commandsOf('compile')).toEqual(['jsii --fail-on-warnings']);
  expect(layers).toContain('build');
  expect(layer('build')).toContain('tool projen compile');
});

test('OPS-06: the checks of a change generate the API in every language that is published', () => {
  // --fail-on-warnings above includes jsii's warning about reserved words, unless it is silenced.
  expect(commandsOf('compile').join()).not.toContain('silence');
  expect(Object.keys(manifest.jsii.targets).sort()).toEqual(['dotnet', 'go', 'java', 'python']);
  const script = layer('languages');
  expect(script).toContain('tool jsii-pacmak --code-only\n');
  for (const folder of ['js', 'python', 'java', 'go', 'dotnet']) {
    expect(script).toMatch(new RegExp(`^check '.*' sources ${folder}[ /]`, 'm'));
  }
});

test('OPS-06: the names of the packages are those that consumers know', () => {
  expect(manifest.jsii.targets).toEqual({
    python: { distName: 'cdk-multi-region-dr', module: 'cdk_multi_region_dr' },
    java: {
      package: 'io.github.cdkmultiregiondr',
      maven: { groupId: 'io.github.cdk-multi-region-dr', artifactId: 'cdk-multi-region-dr' },
    },
    dotnet: { namespace: 'CdkMultiRegionDr', packageId: 'CdkMultiRegionDr' },
    go: { moduleName: 'github.com/cdk-multi-region-dr/cdk-multi-region-dr-go', packageName: 'cdkmultiregiondr' },
  });
});

test('OPS-06: the checks of a change run one app in four languages against the packages, and compare its templates', () => {
  expect(layers).toContain('languages');
  const script = layer('languages');
  expect(script).toContain('tool jsii-pacmak --target python java go\n');
  for (const language of ['typescript', 'python', 'java', 'go']) {
    expect(script).toMatch(new RegExp(`^consumer ${language}$`, 'm'));
    expect(script).toMatch(new RegExp(`^check 'the example in .*' ${language}_app$`, 'm'));
    expect(fs.readdirSync(projectFile('examples', language))).not.toEqual([]);
  }
  for (const language of ['python', 'java', 'go']) {
    expect(script).toMatch(new RegExp(`^check '.*' same_templates ${language}$`, 'm'));
  }
  expect(script).toMatch(/^check '.*' mvn .* compile$/m);
  expect(script).toMatch(/^check '.*' build_go$/m);
  expect(script).toMatch(/^check '.*' example_is_clean$/m);
});

test('the checks of a change compile the examples of the README files', () => {
  expect(layers).toContain('examples');
  expect(layer('examples')).toContain('tool projen examples\n');
  expect(commandsOf('examples')).toEqual(['node .ci/readme-examples.js']);
});

test('OPS-13: cfn-lint runs on every change, and each finding that it may pass has a reason', () => {
  expect(layers).toContain('lint');
  const [, ...entries] = readProjectFile('.ci', 'cfnlintrc.yaml').split('ignore_checks:\n')[1].split(/((?: *#.*\n)*) *- (.*)\n/);
  expect(entries.filter((_, index) => index % 3 === 1)).toEqual(['W3005', 'W3010']);
  for (const reason of entries.filter((_, index) => index % 3 === 0)) {
    expect(reason.trim()).toMatch(/^# .{30,}/);
  }
});

test('the scoreboard breaks the rendered recovery by 10,000 random schedules, in the checks of a change too', () => {
  expect(SCHEDULES).toBe(10_000);
  expect(layers).toContain('simulation');
  expect(layer('simulation')).toMatch(/ npm run simulate$/m);
});

describe('the handlers, under the Node.js of the functions', () => {
  const version = loadScript<{ runtimeVersion(): string }>('under-runtime.js').runtimeVersion();
  const files = fs.readdirSync(projectFile('src'), { recursive: true, encoding: 'utf8' });

  test('it is the Runtime of every function', () => {
    const generated = files.filter(file => file.endsWith('-function.ts')).map(file => readProjectFile('src', file))
      .filter(text => text.startsWith('// ~~ Generated by projen'));
    expect(generated).toHaveLength(files.filter(file => file.endsWith('.lambda.ts')).length);
    expect(new Set(generated.map(text => /new lambda\.Runtime\('(.*?)'/.exec(text)![1]))).toEqual(new Set([`nodejs${version}.x`]));
  });

  test('the checks of a change run their tests and load the bundles as they are deployed', () => {
    expect(layers).toContain('runtime');
    expect(layer('runtime')).toMatch(/ npm run test:runtime -- /);
    expect(manifest.scripts['test:runtime'])
      .toMatch(/ projen bundle && node \.ci\/under-runtime\.js node_modules\/jest\/bin\/jest\.js --config test\/runtime\/jest\.config\.js$/);
    const { testMatch } = createRequire(__filename)(projectFile('test', 'runtime', 'jest.config.js')) as { testMatch: string[] };
    expect(testMatch).toEqual(expect.arrayContaining(['<rootDir>/test/**/handlers/**/*.test.ts', '<rootDir>/test/runtime/*.runtime.ts']));
  });
});

test('every layer of .ci/run is a file, and every file a layer', () => {
  expect(fs.readdirSync(projectFile('.ci', 'layers')).sort()).toEqual(layers.map(name => `${name}.sh`).sort());
});

test('.ci/run can be executed', () => {
  expect(() => fs.accessSync(projectFile('.ci', 'run'), fs.constants.X_OK)).not.toThrow();
});

test('the commands that a reader types first install what they need', () => {
  for (const name of ['test', 'demo', 'requirements']) {
    expect(manifest.scripts[name]).toMatch(/^node \.ci\/with-dependencies\.js /);
  }
});

test('the consumers in other languages have the versions of the project', () => {
  const { 'aws-cdk-lib': awsCdkLib, constructs } = manifest.devDependencies;
  const python = readProjectFile('.ci', 'python-consumer.txt').split('\n');
  expect(python).toEqual(expect.arrayContaining([`aws-cdk-lib==${awsCdkLib}`, `constructs==${constructs}`]));
  const java = readProjectFile('examples', 'java', 'pom.xml');
  const artifacts = [...java.matchAll(/<artifactId>(aws-cdk-lib|constructs)<\/artifactId>\s*<version>(.*)<\/version>/g)];
  expect(artifacts.map(([, name, version]) => [name, version])).toEqual([['aws-cdk-lib', awsCdkLib], ['constructs', constructs]]);
  // Go takes the highest of the versions that the modules ask for: constructs follow from the CDK.
  expect(readProjectFile('examples', 'go', 'go.mod')).toContain(`github.com/aws/aws-cdk-go/awscdk/v2 v${awsCdkLib}\n`);
});

test('the consumers name the packages as they are published', () => {
  const { java, go } = manifest.jsii.targets as { java: { package: string; maven: Record<string, string> }; go: Record<string, string> };
  const pom = readProjectFile('examples', 'java', 'pom.xml');
  expect(pom).toContain(`<groupId>${java.maven.groupId}</groupId>\n      <artifactId>${java.maven.artifactId}</artifactId>`);
  expect(readProjectFile('examples', 'go', 'go.mod')).toContain(`${go.moduleName}/${go.packageName} v`);
  // The layer lends the packed module by `replace`; what a reader copies knows no folder of this project.
  expect(readProjectFile('examples', 'go', 'go.mod')).not.toContain('replace');
});

test('the package holds nothing that a check leaves behind', () => {
  const ignored = readProjectFile('.npmignore').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['.jsii.tabl.json', 'cdk.out', '.venv', '/examples', '/demo-out', '/.ci']));
});

test('the minimum of Node.js can be read from package.json', () => {
  const { isOlderThan } = loadScript<{ isOlderThan(version: string, engines: string): boolean }>('with-dependencies.js');
  const { engines } = JSON.parse(readProjectFile('package.json')) as { engines: { node: string } };
  expect([isOlderThan('0.0.1', engines.node), isOlderThan('999.0.0', engines.node)]).toEqual([true, false]);
});
