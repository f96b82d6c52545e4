import { readFileSync } from 'fs';
import { join } from 'path';
import type { App } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DrTopology, HandedOverTopologyProps, RegionStacks } from '../../src';
import { BackupPolicy, GlobalAuroraDatabase, GlobalSessionTable, InterRegionLink, MultiRegionNetwork, ReplicatedBucket } from '../../src';
import { ACCOUNT, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, testApp } from '../support/environment';

interface Store {
  readonly create: (app: App, topology: DrTopology) => unknown;
  readonly keysForSecrets?: boolean;
}

const database = (options: { backup?: BackupPolicy } = {}) => (app: App, topology: DrTopology) =>
  new GlobalAuroraDatabase(app, 'ledger', { topology, network: network(app, topology), ...options });
const WITHOUT_BACKUPS = { backup: BackupPolicy.none() };

/** Without a connection, whose routes would take a stack of their own. */
function network(app: App, topology: DrTopology) {
  return new MultiRegionNetwork(app, 'network', { topology, link: InterRegionLink.none() });
}

const STORES: { [store: string]: Store } = {
  'a session table': { create: (app, topology) => new GlobalSessionTable(app, 'sessions', { topology, partitionKey: { name: 'id', type: AttributeType.STRING } }) },
  'a bucket': { create: (app, topology) => new ReplicatedBucket(app, 'documents', { topology }) },
  'a database with keys for secrets, without backups': { create: database(WITHOUT_BACKUPS), keysForSecrets: true },
  'a database': { create: database() },
  'a database with keys for secrets': { create: database(), keysForSecrets: true },
  'a database without backups': { create: database(WITHOUT_BACKUPS) },
};

type Separated = { [role in 'primary' | 'secondary']?: (keyof RegionStacks)[] };

/** A store in stacks of a consumer: one in each Region, and one for each layer that is separated. */
function stored({ create, keysForSecrets }: Store, separated: Separated = {}): App {
  const app = testApp();
  const stacksIn = (role: 'primary' | 'secondary', region: string): RegionStacks => ({
    foundation: ownStack(app, role, region),
    ...Object.fromEntries((separated[role] ?? []).map(layer => [layer, ownStack(app, `${role}-${layer}`, region)])),
  });
  const [primary, secondary] = [stacksIn('primary', PRIMARY), stacksIn('secondary', SECONDARY)];
  const encryptionKeys = keysForSecrets ? { secrets: secretsKeys(primary, secondary) } : undefined;
  create(app, handedOverTopology(app, { primary, secondary, encryptionKeys }));
  return app;
}

function secretsKeys(...stacks: RegionStacks[]): NonNullable<HandedOverTopologyProps['encryptionKeys']>[string] {
  const [primary, secondary] = stacks.map(({ foundation }) => ({
    key: kms.Key.fromKeyArn(foundation, 'team-key', `arn:aws:kms:${foundation.region}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`),
    aliasName: 'alias/team-secrets',
  }));
  return { primary, secondary };
}

describe('TEST-17: the least set of stacks that a store alone needs of a consumer', () => {
  test.each(['a session table', 'a bucket', 'a database with keys for secrets, without backups'])('%s: two, one in each Region', store => {
    const app = stored(STORES[store]);
    expect(stacksOf(app)).toHaveLength(2);
    expect(() => app.synth()).not.toThrow();
  });

  describe.each(['a database', 'a database with keys for secrets', 'a database without backups'])('%s: three', store => {
    test('with the standby\'s data in a stack of its own', () => {
      const app = stored(STORES[store], { secondary: ['data'] });
      expect(stacksOf(app)).toHaveLength(3);
      expect(() => app.synth()).not.toThrow();
    });

    test('two are refused, and the error names the layer', () => {
      expect(() => stored(STORES[store])).toThrow(/^\[Payments\] secondary\.data: .*secondary: \{ foundation, data: ownStack \}/s);
    });
  });

  test('a second stack in the home Region instead is no way out for a database', () => {
    expect(() => stored(STORES['a database'], { primary: ['data'] })).toThrow(/^\[Payments\] secondary\.data: /);
  });

  test('the decision record says so', () => {
    const record = readFileSync(join(__dirname, '../../docs/adr/0021-a-database-needs-two-stacks-in-the-standby.md'), 'utf8');
    for (const statement of ['takes three stacks', '`secondary: { foundation, data }`', 'Two stacks are enough', '`secondary.data`']) {
      expect(record).toContain(statement);
    }
  });
});
