import * as fs from 'fs';
import { projectFile, readProjectFile } from './project-files';

const readme = readProjectFile('README.md');
const REPOSITORY = 'https://github.com/cdk-multi-region-dr/cdk-multi-region-dr';
const RAW = 'https://raw.githubusercontent.com/cdk-multi-region-dr/cdk-multi-region-dr';

/** Where the links lead: those in the text, and those that are defined under a name. */
const targets = [...readme.matchAll(/\]\(([^)]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(([, inline, defined]) => inline ?? defined);

/** The file or folder of this project that an absolute link leads to. */
function fileOf(target: string): string | undefined {
  const [, blob, tree, raw] = new RegExp(`^(?:${REPOSITORY}/blob/main/([^#]+)|${REPOSITORY}/tree/main/([^#]+)|${RAW}/main/(.+))`).exec(target) ?? [];
  return blob ?? tree ?? raw;
}

test('the example of the README is examples/typescript/app.ts', () => {
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readme)!;
  expect(example).toBe(readProjectFile('examples', 'typescript', 'app.ts'));
});

test('the first two commands of the README are scripts that install what they need', () => {
  const [, commands] = /```sh\n([\s\S]*?)```/.exec(readme)!;
  const { scripts } = JSON.parse(readProjectFile('package.json')) as { scripts: Record<string, string> };
  expect(commands.split('\n').filter(Boolean).map(line => line.split('#')[0].trim())).toEqual(['npm run demo', 'npm test']);
  expect([scripts.demo, scripts.test].every(script => script.startsWith('node .ci/with-dependencies.js '))).toBe(true);
});

describe('the links of the README', () => {
  test('are absolute, because package registries show the page without the files', () => {
    expect(targets.length).toBeGreaterThan(15);
    expect(targets.filter(target => !target.startsWith('https://'))).toEqual([]);
  });

  test.each(targets.filter(fileOf))('%s leads to a file or folder of its kind', target => {
    const file = fileOf(target)!;
    expect(fs.existsSync(projectFile(file))).toBe(true);
    expect(fs.statSync(projectFile(file)).isDirectory()).toBe(target.includes('/tree/main/'));
  });

  test('lead nowhere but into the project', () => {
    expect(targets.filter(target => !fileOf(target))).toEqual([]);
  });

  test('by name have a definition, and each definition is used', () => {
    const text = readme.replace(/```[\s\S]*?```/g, '').replace(/^\[[^\]]+\]: .*$/gm, '');
    const used = [...text.matchAll(/\[([^\]]+)\](?:\[([^\]]+)\])?(?!\()/g)].map(([, words, name]) => name ?? words);
    const defined = [...readme.matchAll(/^\[([^\]]+)\]: /gm)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(defined.sort());
  });
});
