import type { DBCluster, GlobalCluster } from '@aws-sdk/client-rds';
import { databasesOf, isGone, isWrittenThere, lookOf, lookOfAll, ownMember } from '../../../src/recovery/decision/database-health';

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
    [['silent', 'silent', 'silent'], 'silent'], [['silent', 'dead', 'silent'], 'dead'], [['silent', 'unknown'], 'unknown'], [['silent', 'works'], 'works'],
  ] as const)('%j: %s', (looks, expected) => {
    expect(lookOfAll(looks)).toBe(expected);
  });

  test.each([['works', false], ['unknown', false], ['dead', true], ['silent', true]] as const)('%s: nobody can hand over: %s', (look, expected) => {
    expect(isGone(look)).toBe(expected);
  });
});

/** A global database at rest, by its writer. */
const written = (by: string): GlobalCluster => ({
  GlobalClusterMembers: [HERE, THERE].map(DBClusterArn => ({ DBClusterArn, IsWriter: DBClusterArn === by })),
});

describe('what this Region knows of its own member', () => {
  const cluster: DBCluster = { Status: 'available', DBClusterMembers: [{ DBInstanceIdentifier: 'one' }] };

  test.each([
    ['follows, with an instance', { global: written(THERE), cluster }, { writer: 'there', ready: true }],
    ['has no instance', { global: written(THERE), cluster: { ...cluster, DBClusterMembers: [] } }, { writer: 'there', ready: false }],
    ['has instances that RDS does not tell', { global: written(THERE), cluster: { Status: 'available' } }, { writer: 'there', ready: false }],
    ['is not available', { global: written(THERE), cluster: { ...cluster, Status: 'stopped' } }, { writer: 'there', ready: false }],
    ['is backed up', { global: written(THERE), cluster: { ...cluster, Status: 'backing-up' } }, { writer: 'there', ready: true }],
    ['is backed up, without an instance', { global: written(THERE), cluster: { Status: 'backing-up' } }, { writer: 'there', ready: false }],
    ['says nothing of its status', { global: written(THERE), cluster: { DBClusterMembers: cluster.DBClusterMembers } }, { writer: 'there', ready: false }],
    ['is gone', { global: written(THERE) }, { writer: 'there', ready: false }],
    ['is the writer', { global: written(HERE), cluster }, { writer: 'here', ready: true }],
    ['is being promoted', {
      global: { ...written(THERE), FailoverState: { Status: 'failing-over', ToDbClusterArn: HERE } }, cluster: { ...cluster, Status: 'promoting' },
    }, { writer: 'here', ready: true }],
    ['is being promoted without an instance', {
      global: { ...written(THERE), FailoverState: { Status: 'failing-over', ToDbClusterArn: HERE } }, cluster: {},
    }, { writer: 'here', ready: false }],
    ['is to take over by a switchover that has not ended', {
      global: { ...written(THERE), FailoverState: { Status: 'pending', ToDbClusterArn: HERE, IsDataLossAllowed: false } }, cluster,
    }, { writer: 'there', ready: true }],
    ['is being switched over to, and says so', {
      global: { ...written(THERE), FailoverState: { Status: 'switching-over', ToDbClusterArn: HERE } }, cluster: { ...cluster, Status: 'switching-over' },
    }, { writer: 'there', ready: true }],
    ['is to take over by a switchover, without an instance', {
      global: { ...written(THERE), FailoverState: { Status: 'switching-over', ToDbClusterArn: HERE } }, cluster: { Status: 'available' },
    }, { writer: 'there', ready: false }],
    ['has become the writer by a switchover that has not come to rest', {
      global: { ...written(HERE), FailoverState: { Status: 'switching-over', ToDbClusterArn: HERE } }, cluster,
    }, { writer: 'here', ready: true }],
    ['is to take over by a switchover of which RDS names no writer', {
      global: { ...written('nobody'), FailoverState: { Status: 'switching-over', ToDbClusterArn: HERE } }, cluster,
    }, { writer: 'unknown', ready: true }],
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

describe('a database is written in the other Region', () => {
  // A status that the documentation has and the SDK does not.
  const moving = (from: string, to: string): GlobalCluster => ({ ...written(from), FailoverState: { Status: 'switching-over' as never, ToDbClusterArn: to } });

  test.each([
    ['when the member there is the writer', written(THERE), true],
    ['not when the member here is', written(HERE), false],
    ['when it is about to be', moving(HERE, THERE), true],
    ['not when the one here is about to be', moving(THERE, HERE), false],
    ['not when RDS names no writer', written('nobody'), false],
    ['not when RDS says nothing', undefined, false],
  ])('%s', (_, global, expected) => {
    expect(isWrittenThere(DATABASE, global)).toBe(expected);
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
