import { readFileSync } from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const readme = read('README.md');

test('the example of the README is examples/typescript/app.ts', () => {
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readme)!;
  expect(example).toBe(read('examples/typescript/app.ts'));
});

test('the first two commands of the README are scripts that install what they need', () => {
  const [, commands] = /```sh\n([\s\S]*?)```/.exec(readme)!;
  const scripts = JSON.parse(read('package.json')).scripts;
  expect(commands.split('\n').filter(Boolean).map(line => line.split('#')[0].trim())).toEqual(['npm run demo', 'npm test']);
  expect([scripts.demo, scripts.test].every(script => script.startsWith('node .ci/with-dependencies.js '))).toBe(true);
});

test.each([...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(match => match[1]))('the README\'s link to %s leads somewhere', target => {
  expect(() => readFileSync(path.join(ROOT, target))).not.toThrow(/ENOENT/);
});
