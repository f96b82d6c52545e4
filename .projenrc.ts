import { awscdk, javascript, typescript } from 'projen';

const repository = 'https://github.com/cdk-multi-region-dr/cdk-multi-region-dr';

// Esbuild leaves the comments inside of classes: with indentation, a fifth of a bundle. Names stay what they are, for whoever reads a stack trace.
const bundlingOptions = { sourcemap: false, esbuildArgs: { '--minify-whitespace': true } };

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-multi-region-dr',
  description: 'AWS CDK constructs that provision a workload in two Regions, watch its replication and plan its recovery: '
    + 'Aurora global database, DynamoDB global tables, replicated buckets, failover DNS, monitoring and recovery plans',
  author: 'the cdk-multi-region-dr authors',
  authorOrganization: true,
  authorUrl: repository,
  authorAddress: repository,
  repositoryUrl: `${repository}.git`,
  homepage: `${repository}#readme`,
  bugsUrl: `${repository}/issues`,
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  copyrightOwner: 'the cdk-multi-region-dr authors',
  copyrightPeriod: '2026',
  stability: 'experimental',
  keywords: [
    'aws', 'cdk', 'aws-cdk', 'disaster-recovery', 'multi-region', 'failover', 'failback', 'high-availability',
    'aurora', 'aurora-global-database', 'dynamodb', 'global-tables', 's3', 'replication', 'route53', 'rto', 'rpo',
  ],

  // Toolchain. cdkVersion is the newest that npm, PyPI, Maven Central and the Go proxy all serve.
  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '~0.103.25',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '20.16.0',
  cdkVersion: '2.263.0',
  constructsVersion: '10.5.1',

  // One root tsconfig.dev.json; jsii writes its own, git-ignored tsconfig.json.
  disableTsconfig: true,
  tsconfigDev: { compilerOptions: { rootDir: '.' }, include: ['.projenrc.ts'] },
  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsNode({ tsconfig: 'tsconfig.dev.json' }) },
  sampleCode: false,

  github: false,
  release: false,
  depsUpgrade: false,
  vscode: false,

  publishToPypi: { distName: 'cdk-multi-region-dr', module: 'cdk_multi_region_dr' },
  publishToMaven: {
    javaPackage: 'io.github.cdkmultiregiondr',
    mavenGroupId: 'io.github.cdk-multi-region-dr',
    mavenArtifactId: 'cdk-multi-region-dr',
  },
  publishToNuget: { dotNetNamespace: 'CdkMultiRegionDr', packageId: 'CdkMultiRegionDr' },
  publishToGo: { moduleName: 'github.com/cdk-multi-region-dr/cdk-multi-region-dr-go', packageName: 'cdkmultiregiondr' },

  lambdaOptions: {
    runtime: awscdk.LambdaRuntime.NODEJS_24_X,
    bundlingOptions,
    awsSdkConnectionReuse: false,
  },
  bundlerOptions: { esbuildVersion: '^0.28' },

  devDeps: [
    '@aws-sdk/client-cloudwatch@^3',
    '@aws-sdk/client-dynamodb@^3',
    '@aws-sdk/client-ec2@^3',
    '@aws-sdk/client-rds@^3',
    '@aws-sdk/client-s3@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-sfn@^3',
    '@stryker-mutator/core@^9',
    '@stryker-mutator/jest-runner@^9',
    '@types/aws-lambda@^8',
    '@types/pg@^8',
    'asl-validator@^4',
    'aws-sdk-client-mock@^4',
    'cdk-nag@^3.0.2',
    'jsonata@^2.2',
    'pg@^8',
  ],
  allowScripts: ['esbuild', 'unrs-resolver'],

  // Tests and lint never change a file: a build leaves the tree as it found it.
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    extraCliOptions: ['--maxWorkers=100%'],
    jestConfig: {
      // Counts what is executed; the v8 provider counts a file of types as never run.
      coverageProvider: 'babel',
      globalSetup: '<rootDir>/test/global-setup.js',
      globalTeardown: '<rootDir>/test/global-teardown.js',
      setupFiles: ['<rootDir>/test/setup-env.js'],
      // The CDK once per process and not per file. It keeps every token that was ever made, and with it the constructs: a process that has grown is replaced.
      runtime: '<rootDir>/test/shared-packages/runtime.js',
      testEnvironment: '<rootDir>/test/shared-packages/environment.js',
      workerIdleMemoryLimit: '1500MB',
      // Synthesis and simulation take seconds, and longer beside others: no test is about its own time.
      testTimeout: 120_000,
      collectCoverageFrom: ['src/**/*.ts', '!src/**/*-function.ts'],
      coverageThreshold: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test'],
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
    commandOptions: { fix: false, extraArgs: ['--max-warnings', '0'] },
  },
  gitignore: ['.jsii.tabl.json', 'cdk.out', 'demo-out', '.venv', '.stryker-tmp', 'mutation-report'],
});

// Registries lag behind npm: pin what lands in the generated go.mod (first two) and what breaks `npm ci`.
project.package.addPackageResolutions(
  '@aws-cdk/cloud-assembly-schema@54.11.0',
  '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
  'unrs-resolver@1.12.2',
);

project.npmignore!.addPatterns(
  '/.ci', '/docs', '/examples', '/demo-out', '/CONTRIBUTING.md', '/API.md', '.jsii.tabl.json', 'cdk.out', '.venv',
  '/.stryker-tmp/', '/mutation-report/',
);

// `projenrc/tsconfig.json` would be git-ignored together with jsii's tsconfig.json.
project.tryRemoveFile('projenrc/tsconfig.json');

// The commands a reader types first. Each installs from the lock file when needed, so they work on a fresh clone.
const withDependencies = 'node .ci/with-dependencies.js';
const typescriptProgram = 'ts-node --transpileOnly --project tsconfig.dev.json';
project.setScript('test', `${withDependencies} projen test`);
project.setScript('demo', `${withDependencies} projen bundle && ${withDependencies} ${typescriptProgram} test/demo/main.ts`);
project.setScript('cost', `${withDependencies} projen bundle && ${withDependencies} ${typescriptProgram} test/cost/main.ts`);
project.setScript('errors', `${withDependencies} ${typescriptProgram} test/errors/main.ts`);
project.setScript('compliance', `${withDependencies} projen bundle && ${withDependencies} ${typescriptProgram} test/compliance/main.ts`);
project.setScript('truth-tables', `${withDependencies} projen bundle && ${withDependencies} ${typescriptProgram} test/truth-tables/main.ts`);
project.setScript('simulate', `${withDependencies} projen bundle && ${withDependencies} ${typescriptProgram} test/simulation/main.ts`);
project.setScript('mutate', `${withDependencies} projen bundle && ${withDependencies} ${typescriptProgram} test/mutation/main.ts`);
project.setScript('test:runtime', `${withDependencies} projen bundle && node .ci/under-runtime.js node_modules/jest/bin/jest.js --config test/runtime/jest.config.js`);
project.setScript('requirements', `${withDependencies} ${typescriptProgram} test/requirements/main.ts`);

// Whatever synthesises a stack with a function reads its bundle, which is generated and not committed.
const { bundleTask } = javascript.Bundler.of(project)!;
for (const task of [project.testTask, project.tasks.tryFind('test:update')!, project.tasks.tryFind('test:watch')!]) {
  task.prependSpawn(bundleTask);
}

// Types and lint use one core each. Before the tests, which use all of them: what fails in seconds fails first.
project.addTask('types', { description: 'Check the types of sources and tests', exec: 'tsc --noEmit -p tsconfig.dev.json' });
project.testTask.removeStep(project.testTask.steps.findIndex(({ spawn }) => spawn === 'eslint'));
project.testTask.prependExec('node .ci/side-by-side.js types eslint');

// The examples of the README files must compile, in every language.
project.addTask('examples', {
  description: 'Compile the examples of every README and translate them to all languages',
  exec: 'node .ci/readme-examples.js',
});

// jsii has no `any`; what is internal has no use for it either.
project.eslint!.addOverride({ files: ['src/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'error' } });

// Handlers are bundled without the SDK, which Lambda brings along.
project.eslint!.addOverride({
  files: ['src/**/handlers/**/*.ts'],
  rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, optionalDependencies: false, peerDependencies: true }] },
});

// A warning is an error: findings are mended, not collected.
project.tasks.tryFind('compile')!.reset('jsii --fail-on-warnings');

project.synth();
