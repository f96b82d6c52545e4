import { Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DrTopology } from '../../src';
import type { NameClaim } from '../../src/topology/claimed-names';
import { NAME_KINDS } from '../../src/topology/name-kinds';
import { createdTopology, testApp } from '../support/environment';

type Claim = (topology: DrTopology) => Omit<NameClaim, 'owner'>;

const TABLE: Claim = () => ({ kind: NAME_KINDS.table, name: 'sessions' });
const GIVEN_TABLE: Claim = () => ({ kind: NAME_KINDS.table, name: 'sessions', prop: 'tableName' });
const cluster = (role: 'primary' | 'secondary'): Claim => topology =>
  ({ kind: NAME_KINDS.dbCluster, name: 'ledger', prop: 'clusterIdentifier', region: topology[role] });

/** Two constructs, "first" and "second", that each take a name. */
function claimed(first: Claim, second: Claim, topology = createdTopology()): void {
  topology._claim({ ...first(topology), owner: new Construct(topology, 'first') });
  topology._claim({ ...second(topology), owner: new Construct(topology, 'second') });
}

describe('OPS-05: a name is one resource\'s', () => {
  test('one that is given twice is refused, and the error names both constructs and props', () => {
    expect(() => claimed(GIVEN_TABLE, GIVEN_TABLE)).toThrow('[Payments/second] tableName = "sessions": '
      + 'a table of "Payments/first" (tableName) has this name already, and no two may share one. Give one of the two another name.');
  });

  test('one that is given and derived is refused too', () => {
    expect(() => claimed(TABLE, GIVEN_TABLE)).toThrow('[Payments/second] tableName = "sessions": a table of "Payments/first" has this name already');
    expect(() => claimed(GIVEN_TABLE, TABLE)).toThrow('[Payments/second] id = "second": a table of this construct would be named "sessions", and a table of '
      + '"Payments/first" (tableName) has that name already. Give one of the two constructs another id or name.');
  });

  test('also to two resources of one construct', () => {
    const topology = createdTopology();
    const claim = { ...TABLE(topology), owner: topology };
    topology._claim(claim);
    expect(() => topology._claim(claim)).toThrow('[Payments] id = "Payments": a table of this construct would be named "sessions"');
  });

  test.each<[string, Claim, Claim]>([
    ['the same Region', cluster('primary'), cluster('primary')],
    ['one Region and both', cluster('primary'), topology => ({ ...cluster('primary')(topology), region: undefined })],
    ['both Regions and one', topology => ({ ...cluster('primary')(topology), region: undefined }), cluster('secondary')],
  ])('in %s it is refused', (_case, first, second) => {
    expect(() => claimed(first, second)).toThrow('[Payments/second] clusterIdentifier = "ledger": a db-cluster of "Payments/first" (clusterIdentifier)');
  });

  test.each<[string, Claim, Claim]>([
    ['another name', TABLE, () => ({ kind: NAME_KINDS.table, name: 'carts' })],
    ['another kind', TABLE, () => ({ kind: NAME_KINDS.bucket, name: 'sessions' })],
    ['another Region, where names are of a Region', cluster('primary'), cluster('secondary')],
    ['a name that is not known at synthesis', () => ({ kind: NAME_KINDS.table, name: LATER }), () => ({ kind: NAME_KINDS.table, name: LATER })],
  ])('%s is let pass', (_case, first, second) => {
    expect(() => claimed(first, second)).not.toThrow();
  });

  test('two topologies of one app keep names of their own', () => {
    const app = testApp();
    claimed(TABLE, cluster('primary'), createdTopology(app));
    const other = createdTopology(testApp());
    expect(() => claimed(TABLE, cluster('primary'), other)).not.toThrow();
  });
});

const LATER = Lazy.string({ produce: () => 'sessions' });
