import * as path from 'path';
import { filesIn, readProjectFile } from '../../project/project-files';

/** The classes of clients that a file makes, by how it makes them. */
const classesIn = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

const handlers = filesIn('src', '.lambda.ts');
const tests = filesIn('test', '.test.ts').map(file => ({ file, text: readProjectFile(file) }));

/** What asks without a client of AWS: the file of the library, what handlers take from it, and how a test answers in the network's place. */
const WRAPPED: readonly (readonly [file: string, taken: RegExp, mock: string])[] = [
  ['src/detection/handlers/ask-endpoint.ts', /\baskEndpoint\b/, 'jest.spyOn(globalThis, \'fetch\')'],
  ['src/recovery/handlers/resolve-addresses.ts', /\bresolveAddresses\b/, 'jest.mock(\'dns/promises\''],
  ['src/recovery/handlers/resolve-texts.ts', /\bresolveTexts\b/, 'jest.mock(\'dns/promises\''],
];
const ASKS = /\bfetch\(|from '(node:)?(dns|dgram|http|http2|https|net|tls)(\/promises)?'/;

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
      for (const [, taken, mock] of WRAPPED.filter(([, each]) => each.test(text))) {
        expect([handler, file, taken, test.includes(mock)]).toEqual([handler, file, taken, true]);
      }
    }
  }
  // Nothing else of the library asks anybody: a client that is made elsewhere would need no mock above.
  const sources = filesIn('src', '.ts').map(file => ({ file, text: readProjectFile(file) }));
  const makers = sources.filter(({ text }) => /\bnew (\w+\.)?\w+Client\(/.test(text)).map(({ file }) => file);
  expect(makers.filter(file => !handlers.includes(file))).toEqual([]);
  expect(sources.filter(({ text }) => ASKS.test(text)).map(({ file }) => file).sort()).toEqual(WRAPPED.map(([file]) => file).sort());
});
