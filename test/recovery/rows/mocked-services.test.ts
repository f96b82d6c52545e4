import * as fs from 'fs';
import * as path from 'path';
import { projectFile, readProjectFile } from '../../project/project-files';

const filesIn = (folder: string, ending: string) => fs.readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith(ending)).map(file => path.posix.join(folder, file.split(path.sep).join('/')));

/** The classes of clients that a file makes, by how it makes them. */
const classesIn = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

const handlers = filesIn('src', '.lambda.ts');
const tests = filesIn('test', '.test.ts').map(file => ({ file, text: readProjectFile(file) }));

test('TEST-05: every handler is tested as Lambda loads it, with a mock for each client of AWS that it makes, and for HTTP', () => {
  expect(handlers.length).toBeGreaterThan(10);
  for (const handler of handlers) {
    const text = readProjectFile(handler);
    const loading = tests.filter(each => each.text.includes(`/${path.basename(handler, '.ts')}'`));
    expect([handler, loading.length > 0]).toEqual([handler, true]);
    const made = classesIn(text, /new (\w+Client)\(/g);
    for (const { file, text: test } of loading) {
      const mocked = classesIn(test, /mockClient\((\w+Client)\)/g);
      expect([handler, file, made.filter(client => !mocked.includes(client))]).toEqual([handler, file, []]);
      // Beside SDK clients, handlers ask over HTTP and DNS by what the library wraps.
      const asks = [...text.matchAll(/\b(askEndpoint|resolveAddresses|fetch)\b/g)].map(([, name]) => name);
      expect([handler, asks.length === 0 || /fetch|dns|resolve/.test(test)]).toEqual([handler, true]);
    }
  }
});
