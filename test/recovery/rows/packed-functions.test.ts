import { execFileSync } from 'child_process';
import * as fs from 'fs';
import { isBuiltin } from 'module';
import * as os from 'os';
import * as path from 'path';
import { FileSystem } from 'aws-cdk-lib';
import { projectFile, readProjectFile } from '../../project/project-files';
import { paymentsTemplates } from '../../support/payments-templates';

/** More than any handler, and a tenth of the smallest client of the SDK. */
const LARGEST_BUNDLE = 60_000;

const SOURCES = fs.readdirSync(projectFile('src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
const BUNDLES = SOURCES.filter(file => file.endsWith('.lambda.ts')).map(file => path.posix.join('assets', file.replace(/\.ts$/, ''), 'index.js')).sort();

/** The functions of the example app that are deployed with the bundle. */
function functionsWith(bundle: string): any[] {
  const key = `${FileSystem.fingerprint(path.dirname(projectFile(bundle)))}.zip`;
  return paymentsTemplates().stacks.flatMap(({ resources }) => Object.values(resources))
    .filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.Code.S3Key === key)
    .map(({ Properties }) => Properties);
}

const EXPORTS = `process.argv.slice(1).map(bundle => {
  try { return typeof require(bundle).handler; } catch (error) { return String(error); }
})`;

/** What the bundles export, loaded as Lambda loads them. */
function exportsOf(bundles: readonly string[]): unknown {
  const files = bundles.map(bundle => projectFile(bundle));
  return JSON.parse(execFileSync(process.execPath, ['-p', `JSON.stringify(${EXPORTS})`, ...files], { encoding: 'utf8', stdio: 'pipe' }));
}

/** What a bundle loads that the runtime has not: it has Node.js and the clients of AWS. */
function missingFrom(bundle: string): string[] {
  const loaded = [...readProjectFile(bundle).matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
  return loaded.filter(name => !isBuiltin(name) && !name.startsWith('@aws-sdk/client-'));
}

/** Those of the files that npm packs by the rules of this package: files without content, for it compresses even what it only lists. */
function packed(files: readonly string[]): string[] {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'packed-'));
  try {
    for (const file of files) {
      fs.mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), '');
    }
    ['package.json', '.npmignore', '.gitignore'].forEach(name => fs.copyFileSync(projectFile(name), path.join(root, name)));
    const list = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    return JSON.parse(list)[0].files.map((file: { readonly path: string }) => file.path).filter((file: string) => file !== 'package.json').sort();
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

test('ORC-16: the package brings every function along ready to run: it holds each bundle and nothing that has to be built, and that is what is deployed', () => {
  expect(BUNDLES.length).toBeGreaterThan(10);
  expect(exportsOf(BUNDLES)).toEqual(BUNDLES.map(() => 'function'));
  for (const bundle of BUNDLES) {
    const functions = functionsWith(bundle);
    expect([bundle, functions.length > 0]).toEqual([bundle, true]);
    functions.forEach(({ Handler, Runtime }) => expect([bundle, Handler, Runtime]).toEqual([bundle, 'index.handler', 'nodejs24.x']));
    expect([bundle, missingFrom(bundle)]).toEqual([bundle, []]);
    expect([bundle, fs.statSync(projectFile(bundle)).size < LARGEST_BUNDLE]).toEqual([bundle, true]);
  }

  const needed = [...BUNDLES, 'lib/index.js', 'lib/index.d.ts', '.jsii', 'LICENSE', 'README.md'].sort();
  const ofTheProject = ['.stryker-tmp/sandbox/index.js', 'mutation-report/index.html', 'test/index.test.ts', 'src/index.ts', 'docs/recovery.md', 'tsconfig.json'];
  expect(packed([...needed, ...ofTheProject])).toEqual(needed);

  // These would ask for esbuild, Docker or a command on the machine that synthesises.
  SOURCES.forEach(file => expect([file, readProjectFile('src', file)]).toEqual([file, expect.not.stringMatching(/aws-lambda-nodejs|Docker(Image|Build)|CustomCommand|bundling:/)]));
});
