import * as fs from 'fs';
import * as path from 'path';
import { preProcessFile } from 'typescript';
import { projectFile, readProjectFile } from './project-files';

/** What signals are made of. The constructs of monitoring know all folders, and whoever has signals to report knows these words. */
const WORDS_OF_SIGNALS = ['alert-severity', 'dashboard-section', 'health-signal', 'signal-terms'].map(name => `src/monitoring/${name}.ts`);

function sourcesIn(folder: string): string[] {
  return fs.readdirSync(projectFile('src', folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts')).map(file => path.posix.join('src', folder, file.split(path.sep).join('/')));
}

/** The files of the project that a file imports, types too. */
function importsOf(file: string): string[] {
  return preProcessFile(readProjectFile(file)).importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => path.posix.join(path.posix.dirname(file), fileName))
    .map(target => [`${target}.ts`, `${target}/index.ts`].find(each => fs.existsSync(projectFile(each)))!);
}

/** What files rest on, in the end. */
function reachedFrom(files: readonly string[]): string[] {
  const reached = new Set(files);
  reached.forEach(file => importsOf(file).forEach(each => reached.add(each)));
  return [...reached];
}

describe('what everything rests on rests on none of it', () => {
  test('src/topology reaches nothing but itself', () => {
    expect(reachedFrom(sourcesIn('topology')).filter(file => !file.startsWith('src/topology/'))).toStrictEqual([]);
  });

  test('src/lambda, which functions of every folder share, reaches the topology and the words of signals', () => {
    const others = reachedFrom(sourcesIn('lambda')).filter(file => !/^src\/(lambda|topology)\//.test(file));
    expect(others.sort()).toStrictEqual(WORDS_OF_SIGNALS);
  });
});
