import * as fs from 'fs';
import { loadScript, PROJECT_ROOT, projectFile, readProjectFile } from './project-files';

interface Snippet {
  readonly didCompile: boolean;
  readonly location: { readonly api: { readonly api: string; readonly moduleFqn: string } };
  readonly translations: Record<string, object>;
}

interface Assembly {
  readonly name: string;
  readonly readme?: { readonly markdown: string };
  readonly submodules?: Record<string, object>;
}

const { examplesOf, faultsOf, readmesOf, withReadmes } = loadScript<{
  readmesOf(root: string): Map<string, string>;
  examplesOf(assemblyName: string, readmes: Map<string, string>): Map<string, number>;
  withReadmes(assembly: Assembly, readmes: Map<string, string>): Assembly;
  faultsOf(expected: Map<string, number>, snippets: Snippet[]): string[];
}>('readme-examples.js');

const TRANSLATIONS = { csharp: {}, go: {}, java: {}, python: {} };
const readmes = new Map([['', '```ts\na();\n```\n'], ['dns', '```ts\nb();\n```\n\n```typescript\nc();\n```\n\n```sh\nls\n```\n']]);

function snippet(moduleFqn: string, changes: Partial<Snippet> = {}): Snippet {
  return { didCompile: true, location: { api: { api: 'moduleReadme', moduleFqn } }, translations: TRANSLATIONS, ...changes };
}

describe('the examples of the README files', () => {
  test('are those of the root and of every folder of the sources that has a README', () => {
    const folders = fs.readdirSync(projectFile('src')).filter(folder => fs.existsSync(projectFile('src', folder, 'README.md'))).sort();
    const found = readmesOf(PROJECT_ROOT);
    expect([...found.keys()]).toEqual(['', ...folders]);
    expect(found.get('')).toBe(readProjectFile('README.md'));
    const withoutExample = [...examplesOf('lib', found)].filter(([, count]) => count === 0).map(([name]) => name);
    // What constructs share is not public.
    expect(withoutExample).toEqual(['lib.lambda']);
  });

  test('are given to the compiler with the module that they stand in', () => {
    expect(withReadmes({ name: 'lib', submodules: { 'lib.a': { symbolId: 'a' } } }, readmes)).toEqual({
      name: 'lib',
      readme: { markdown: readmes.get('') },
      submodules: { 'lib.a': { symbolId: 'a' }, 'lib.dns': { readme: { markdown: readmes.get('dns') } } },
    });
  });

  test('are counted, programs in other languages are not', () => {
    expect(examplesOf('lib', readmes)).toEqual(new Map([['lib', 1], ['lib.dns', 2]]));
  });

  test('are all compiled and translated', () => {
    expect(faultsOf(examplesOf('lib', readmes), [snippet('lib'), snippet('lib.dns'), snippet('lib.dns')])).toEqual([]);
  });

  test.each<[string, Snippet[]]>([
    ['is left out', []],
    ['does not compile', [snippet('lib.dns', { didCompile: false })]],
    ['lacks a language', [snippet('lib.dns', { translations: { python: {}, java: {}, go: {} } })]],
    ['stands in a docstring', [snippet('lib.dns', { location: { api: { api: 'type', moduleFqn: 'lib.dns' } } })]],
  ])('that %s is found', (_, others) => {
    expect(faultsOf(examplesOf('lib', readmes), [snippet('lib'), snippet('lib.dns'), ...others]))
      .toEqual(['lib.dns: 2 examples, 1 of them compiled and translated']);
  });
});
