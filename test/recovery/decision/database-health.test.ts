import type { DBCluster, GlobalCluster } from '@aws-sdk/client-rds';
import { databasesOf, healthOf, lookOf, ownMember } from '../../../src/recovery/decision/database-health';

const HERE = 'arn:aws:rds:eu-central-1:111111111111:cluster:main-eu-central-1';
const THERE = 'arn:aws:rds:eu-west-1:111111111111:cluster:main-eu-west-1';
const DATABASE = { globalClusterIdentifier: 'main', clusterArn: HERE, peerClusterArn: THERE };

describe('one look at the other Region\'s member', () => {
  test.each([
    ['available', 'works'], ['backing-up', 'works'], ['modifying', 'works'], ['update-iam-db-auth', 'works'],
    ['failing-over', 'unknown'], ['upgrading', 'unknown'], ['stopped', 'unknown'], ['maintenance', 'unknown'],
    ['inaccessible-encryption-credentials', 'dead'], ['migration-failed', 'dead'], ['a status of tomorrow', 'unknown'], [undefined, 'dead'],
  ] as const)('%s: %s', (status, expected) => {
    expect(lookOf(status)).toBe(expected);
  });
});

describe('all looks together', () => {
  test.each([
    [['dead', 'dead', 'dead'], 'dead'],
    [['dead', 'dead', 'works'], 'works'],
    [['unknown', 'works'], 'works'],
    [['dead', 'unknown', 'dead'], 'unknown'],
  ] as const)('%j: %s', (looks, expected) => {
    expect(healthOf(looks)).toBe(expected);
  });
});

describe('what this Region knows of its own member', () => {
  const cluster: DBCluster = { Status: 'available', DBClusterMembers: [{ DBInstanceIdentifier: 'one' }] };
  const written = (by: string): GlobalCluster => ({
    GlobalClusterMembers: [HERE, THERE].map(DBClusterArn => ({ DBClusterArn, IsWriter: DBClusterArn === by })),
  });

  test.each([
    ['follows, with an instance', { global: written(THERE), cluster }, { writer: 'there', ready: true }],
    ['has no instance', { global: written(THERE), cluster: { ...cluster, DBClusterMembers: [] } }, { writer: 'there', ready: false }],
    ['has instances that RDS does not tell', { global: written(THERE), cluster: { Status: 'available' } }, { writer: 'there', ready: false }],
    ['is not available', { global: written(THERE), cluster: { ...cluster, Status: 'stopped' } }, { writer: 'there', ready: false }],
    ['is gone', { global: written(THERE) }, { writer: 'there', ready: false }],
    ['is the writer', { global: written(HERE), cluster }, { writer: 'here', ready: true }],
    ['is being promoted', {
      global: { ...written(THERE), FailoverState: { Status: 'failing-over', ToDbClusterArn: HERE } }, cluster: { ...cluster, Status: 'promoting' },
    }, { writer: 'here', ready: true }],
    ['is being promoted without an instance', {
      global: { ...written(THERE), FailoverState: { Status: 'failing-over', ToDbClusterArn: HERE } }, cluster: {},
    }, { writer: 'here', ready: false }],
    ['gives way to the other one', {
      global: { ...written(HERE), FailoverState: { Status: 'switching-over', ToDbClusterArn: THERE } }, cluster,
    }, { writer: 'unknown', ready: true }],
    ['has a global database without a writer', { global: written('nobody'), cluster }, { writer: 'unknown', ready: true }],
    ['is no member', { global: { GlobalClusterMembers: [{ DBClusterArn: THERE, IsWriter: true }] }, cluster }, { writer: 'unknown', ready: false }],
    ['has no global database', { cluster }, { writer: 'unknown', ready: false }],
  ] as const)('it %s', (_, database, expected) => {
    expect(ownMember(DATABASE, database as never)).toEqual(expected);
  });
});

describe('all databases together', () => {
  const [works, dead, unknown] = (['works', 'dead', 'unknown'] as const).map(health => ({ writer: 'there' as const, health }));
  const here = { writer: 'here' as const, health: 'dead' as const };
  const unclear = { writer: 'unknown' as const, health: 'works' as const };

  test.each([
    [[], 'none'],
    [[here], 'none'],
    [[works], 'work'],
    [[works, works, here], 'work'],
    [[dead, here], 'dead'],
    [[dead, works], 'disagree'],
    [[dead, unknown], 'unknown'],
    [[dead, works, unknown], 'unknown'],
    [[unclear, dead], 'unknown'],
  ] as const)('%j: %s', (databases, expected) => {
    expect(databasesOf(databases)).toBe(expected);
  });
});
