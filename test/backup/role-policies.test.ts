import { RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { clusterArn, dataOf, ordersBackup, roleIn } from './fixture';
import type { DrRegion, DrTopology, ProtectedResourcePair } from '../../src';
import { ProtectedResource } from '../../src';
import { ACCOUNT, createdTopology, testApp } from '../support/environment';

/** In characters, without white space, and policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROOM = { characters: 6144, policies: 10 };
const KINDS = ['tables', 'clusters'] as const;

/** With a name as long as AWS takes it. */
function arnOf(kind: typeof KINDS[number], { name }: DrRegion, index: number): string {
  return kind === 'tables'
    ? `arn:aws:dynamodb:${name}:${ACCOUNT}:table/${`${index}`.padStart(255, 't')}`
    : clusterArn(name, `${index}`.padStart(63, 'c'));
}

function keyArnOf({ name }: DrRegion, index: number): string {
  return `arn:aws:kms:${name}:${ACCOUNT}:key/0b1c2d3e-0000-4000-8000-${`${index}`.padStart(12, '0')}`;
}

function pairOf(kind: typeof KINDS[number], topology: DrTopology, index: number): ProtectedResourcePair {
  const [primary, secondary] = topology.regions.map(region => {
    const encryptionKey = kms.Key.fromKeyArn(dataOf(region), `key-${index}`, keyArnOf(region, index));
    const arn = arnOf(kind, region, index);
    return kind === 'tables'
      ? ProtectedResource.dynamoDbTable(arn, { encryptionKey })
      : ProtectedResource.auroraCluster(arn, { encryptionKey, dbSubnetGroupName: 'isolated', vpcSecurityGroupIds: ['sg-1'] });
  });
  return { primary, secondary };
}

/** The policies of the roles in both Regions, as text, with ARNs of keys where the templates have references to them. */
function policiesFor(kinds: (typeof KINDS[number])[]): { region: DrRegion; policies: string[] }[] {
  const app = testApp();
  const topology = createdTopology(app);
  ordersBackup({ resources: kinds.map((kind, index) => pairOf(kind, topology, index)) }, app, topology);
  return topology.regions.flatMap(region => (['Backups', 'Restores'] as const).map(purpose => ({
    region,
    policies: roleIn(dataOf(region), purpose).policies
      .map(({ Properties }) => JSON.stringify(Properties.PolicyDocument).replace(/\{"Fn::ImportValue":"[^"]*"\}/g, `"${keyArnOf(region, 99)}"`)),
  })));
}

describe.each<[string, (typeof KINDS[number])[]]>([
  ['one table', ['tables']],
  ['one cluster', ['clusters']],
  ['30 tables', Array(30).fill('tables')],
  ['30 clusters', Array(30).fill('clusters')],
  ['15 tables and 15 clusters', Array.from({ length: 30 }, (_, index) => KINDS[index % 2])],
])('SEC-02: the permissions for %s with the longest names and keys of their own', (_, kinds) => {
  const roles = policiesFor(kinds);

  test('BKP-03: have room in the policies that IAM lets a role have', () => {
    for (const { policies } of roles) {
      expect(policies.length).toBeLessThanOrEqual(ROOM.policies);
      expect(policies.map(policy => policy.length).filter(length => length > ROOM.characters)).toEqual([]);
    }
  });

  test('BKP-03: name every resource and every key', () => {
    for (const { region, policies } of roles) {
      for (const [index, kind] of kinds.entries()) {
        const policy = policies.find(each => each.includes(keyArnOf(region, index)));
        // A cluster is restored under another name.
        expect(policy).toContain(kind === 'tables' ? arnOf(kind, region, index) : ':cluster');
      }
    }
  });
});

test('one policy holds them where it has room', () => {
  expect(policiesFor(['tables', 'clusters']).map(({ policies }) => policies.length)).toEqual([1, 1, 1, 1]);
});

test.each([[undefined, 'Retain'], [RemovalPolicy.DESTROY, 'Delete']] as const)(
  'BKP-03: the role that deletes backups when their time is over has its policies as long as the vault: %s', (removalPolicy, expected) => {
    const app = testApp();
    const topology = createdTopology(app, { removalPolicy });
    ordersBackup({}, app, topology);
    for (const region of topology.regions) {
      const role = roleIn(dataOf(region), 'Backups');
      expect([role, ...role.policies].map(({ DeletionPolicy }) => DeletionPolicy)).toEqual([expected, expected]);
    }
  });
