import * as fs from 'fs';
import * as path from 'path';
import type { Rule } from './rules';
import { RULES } from './rules';

test('every rule is proven by a test of its own', () => {
  const proven = fs.readdirSync(__dirname)
    .filter(file => file.endsWith('.test.ts'))
    .flatMap(file => [...fs.readFileSync(path.join(__dirname, file), 'utf8').matchAll(/^ *proves\('([\w-]+)'/gm)].map(([, rule]) => rule));
  expect(proven.sort()).toEqual(Object.keys(RULES).sort());
});

test.each(Object.entries<Rule>(RULES))('%s rests on a page of AWS', (_id, { says, source }) => {
  expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w./-]+\.html$/);
  expect(says).not.toMatch(/[.\s]$/);
});
