import * as fs from 'fs';
import * as path from 'path';
import { refusalsIn, refusalsOf } from './call-sites';
import { COMMAND, DOCUMENT, renderErrors } from './document';
import { MINIMUM_PER_STORE, STORES, TABLES } from './tables';
import { badInputs } from '../support/bad-inputs';

const ROOT = path.resolve(__dirname, '..', '..');

test(`${DOCUMENT} is what the tables say; if not, run: ${COMMAND}`, () => {
  expect(fs.readFileSync(path.join(ROOT, DOCUMENT), 'utf8')).toBe(renderErrors(TABLES));
});

test.each(STORES.map(store => [store.construct, store] as const))(`%s is tried with at least ${MINIMUM_PER_STORE} bad inputs`, (_, { entries }) => {
  expect(entries.length).toBeGreaterThanOrEqual(MINIMUM_PER_STORE);
});

test.each(TABLES.map(table => [table.construct, table] as const))('%s: no input is listed twice, and each has all parts', (_, { entries }) => {
  expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
  for (const { title, path: construct, prop, rule, remedy } of entries) {
    expect([title, construct, prop, rule, remedy].filter(part => part === '' || part.endsWith('.'))).toEqual([]);
  }
});

test('every table of bad inputs is listed, and tried by a test beside it', () => {
  const sources = fs.readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter(file => /(bad-inputs|\.test)\.ts$/.test(file) && !file.startsWith('errors'))
    .map(file => ({ area: path.dirname(file), text: fs.readFileSync(path.join(ROOT, 'test', file), 'utf8') }));
  const namesIn = (pattern: RegExp) => sources.flatMap(({ area, text }) => [...text.matchAll(pattern)].map(([, name]) => `${area}/${name}`)).sort();
  const declared = namesIn(/^export const (\w+) = badInputs\b/gm);
  expect(namesIn(/^ *describeBadInputs\((\w+)\)/gm)).toEqual(declared);
  expect(declared).toHaveLength(TABLES.length);
});

describe('every refusal of a store is provoked by an input that is listed', () => {
  const provoked = new Set(TABLES.flatMap(refusalsOf));

  test.each(['backup', 'database', 'sessions', 'storage'])('in src/%s', folder => {
    const refusals = refusalsIn(folder);
    expect(refusals).not.toEqual([]);
    expect(refusals.filter(place => !provoked.has(place))).toEqual([]);
  });
});

describe('the page', () => {
  const table = badInputs<{ size: number }>({
    construct: 'Box',
    path: 'App/box',
    make: () => undefined,
    inputs: [
      { title: 'too large', options: { size: 3 }, prop: 'size', value: '3', rule: 'it is 1 or 2 (https://example.com/a_b)', remedy: 'Write key/* or 1' },
      { title: 'too small', options: { size: 0 }, prop: 'size', value: '0', rule: 'it is 1 or 2 (https://example.com/a_b)', remedy: 'Write key/* or 1' },
      { title: 'no lid', make: () => undefined, path: 'App', prop: 'lid', rule: 'a box has one', remedy: 'Give it' },
    ],
  });

  test('says a rule and its remedy once, with the inputs that break it and the beginning of their messages', () => {
    expect(renderErrors([table])).toContain([
      '## Box',
      '',
      '### `size`',
      '',
      'It is 1 or 2 (<https://example.com/a_b>). **Remedy:** Write key/\\* or 1.',
      '',
      '- too large: `[App/box] size = 3`',
      '- too small: `[App/box] size = 0`',
      '',
      '### `lid`',
      '',
      'A box has one. **Remedy:** Give it.',
      '',
      '- no lid: `[App] lid`',
      '',
    ].join('\n'));
  });

  test('leads to each construct', () => {
    expect(renderErrors([table])).toContain('- [Box](#box): 3 inputs\n');
  });
});
