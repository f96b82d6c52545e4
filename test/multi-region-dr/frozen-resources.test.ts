import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { FROZEN_WHEN_NAMED, REPLACEABLE_TYPES, STATEFUL_TYPES } from './stateful-types';
import { templatesOf } from './templates';
import { paymentsApp } from '../app/payments-app';
import { resourcesOf } from '../support/templates';

const LIST = path.join(__dirname, 'frozen-resources.txt');
const UNNAMED = '-';

const app = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } });
const found = resourcesOf(app)
  .filter(({ type, stack }) => type in STATEFUL_TYPES && stack.node.path.startsWith('Payments/Stacks/'))
  .map(({ stack, type, logicalId, properties }) => ({ stack: stack.node.id, type, logicalId, name: nameOf(type, properties) }))
  .filter(({ type, name }) => name !== UNNAMED || !FROZEN_WHEN_NAMED.includes(type))
  .map(({ stack, type, logicalId, name }) => `${stack} ${type} ${logicalId} ${name}`)
  .sort();

// Adds what is new: FREEZE_NEW_RESOURCES=true npx jest --coverage=false test/multi-region-dr/frozen-resources.test.ts
// Nothing takes a line away but a person who knows what it breaks.
if (process.env.FREEZE_NEW_RESOURCES === 'true') {
  writeFileSync(LIST, [...new Set([...linesOf(LIST), ...found])].sort().map(line => `${line}\n`).join(''));
}
const frozen = linesOf(LIST);

/** The name of a resource, if it has one that is known at synthesis. */
function nameOf(type: string, properties: object): string {
  const name = STATEFUL_TYPES[type]?.split('.').reduce<unknown>((value, key) => (value as { [key: string]: unknown } | undefined)?.[key], properties);
  return typeof name === 'string' ? name : UNNAMED;
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').trim().split('\n');
}

test('law 8: logical ids and names of stateful resources are those of the frozen list', () => {
  expect(found).toEqual(frozen);
});

test('law 8: the list is in order and says nothing twice', () => {
  expect(frozen).toEqual([...new Set(frozen)].sort());
});

describe('law 8: what is kept', () => {
  const kept = new Set(Object.values(templatesOf(app)).flatMap(({ Resources }) => Object.values(Resources ?? {}))
    .filter(resource => /^Retain|^Snapshot/.test((resource as { DeletionPolicy?: string }).DeletionPolicy ?? ''))
    .map(({ Type }) => Type));

  test('is either on the frozen list or may be replaced, for a reason', () => {
    expect([...kept].filter(type => !(type in STATEFUL_TYPES) && !(type in REPLACEABLE_TYPES))).toEqual([]);
    expect(kept.size).toBeGreaterThan(10);
  });

  test('is not both, and no reason is left behind', () => {
    expect(Object.keys(REPLACEABLE_TYPES).filter(type => type in STATEFUL_TYPES || !kept.has(type))).toEqual([]);
  });
});
