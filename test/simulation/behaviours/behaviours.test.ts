import * as fs from 'fs';
import * as path from 'path';
import { assumptions, BEHAVIOURS } from './index';
import { PROVEN_BY } from './proven-by';
import type { Figure, Sourced } from './sourced';

const ENTRIES = Object.entries(BEHAVIOURS).flatMap(([service, entries]) =>
  Object.entries<Sourced | Figure>(entries).map(([id, entry]) => [`${service}/${id}`, entry] as const));

test.each(ENTRIES)('%s rests on a source, or is marked as an assumption with its proof', (_id, entry) => {
  expect([entry.source, entry.assumed].filter(each => each !== undefined)).toHaveLength(1);
  expect(entry.source ?? 'https://').toMatch(/^https:\/\//);
  expect(entry.says).not.toMatch(/[.\s]$/);
  if ('range' in entry) {
    expect(entry.range[0]).toBeLessThanOrEqual(entry.range[1]);
  }
});

test('assumptions are listed with what would prove them', () => {
  expect(assumptions().map(({ id }) => id)).toContain('route53-figures/streamSeconds');
  expect(assumptions().length).toBeLessThan(ENTRIES.length / 2);
});

const ROOT = path.join(__dirname, '..');
const FILES = fs.readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
const textOf = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const TESTS = FILES.filter(file => file.endsWith('.test.ts')).map(file => ({ file, text: textOf(file) }));
const MODELS = FILES.filter(file => !/\.(test|fixture)\.ts$|^behaviours|^scoreboard|^report/.test(file)).map(textOf).join('\n');
/** Tests of one service name its entries alone. */
const SERVICE_OF: { readonly [file: string]: string } = { 'dynamodb.test.ts': 'dynamodb', 'cloudwatch.test.ts': 'cloudwatch', 'conformance.test.ts': 'states-language' };

test('every fact has a test that is named after it, or is named with the one that proves it', () => {
  const proven = TESTS.flatMap(({ file, text }) => [...text.matchAll(/^ *proves\('([\w/-]+)'|^ *for \(const id of \[(.*)\]/gm)].flatMap(([, id, ids]) =>
    id === undefined ? [...ids.matchAll(/'([^']+)'/g)].map(([, each]) => each) : id.includes('/') ? id : `${SERVICE_OF[path.basename(file)]}/${id}`));
  const facts = ENTRIES.filter(([, entry]) => !('range' in entry)).map(([id]): string => id);
  expect([...proven, ...Object.keys(PROVEN_BY)].filter(id => !facts.includes(id))).toEqual([]);
  expect(facts.filter(id => !proven.includes(id) && !(id in PROVEN_BY))).toEqual([]);
});

test.each([...new Set(Object.values(PROVEN_BY))])('there is a test "%s"', title => {
  expect(TESTS.filter(({ text }) => text.includes(`('${title}'`))).toHaveLength(1);
});

test('every figure and every fault is one that a model reads', () => {
  const read = ENTRIES.filter(([id, entry]) => 'range' in entry || /-faults/.test(id)).map(([id]) => id.split('/')[1]);
  // A lag is what is left when a fault is none of the others.
  expect(read.filter(name => name !== 'lag' && !new RegExp(`\\b${name}\\b`).test(MODELS))).toEqual([]);
});
