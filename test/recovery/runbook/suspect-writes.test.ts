import { runbookExample } from './environment';
import { blocksOf } from './runbook-commands';
import type { Typed, World } from './typed-shell';
import { ALIVE, typeInto } from './typed-shell';
import { FailoverOrchestrator } from '../../../src';
import { besides } from '../../../src/recovery/renderings/runbook/restored-cluster';
import { strongSessions } from '../../sessions/fixture';
import { PRIMARY, SECONDARY } from '../../support/environment';

const example = runbookExample();
const runbook = example.orchestrator.runbook();
const blocks = blocksOf(runbook).filter(({ title }) => title === 'Reconcile suspect writes').map(({ block }) => block);
const [record, find, restore, remove] = blocks;
const CLUSTER = /SNAPSHOT_OF=(\S+)/.exec(find)![1];

const CHANGES = /^rds (copy|restore|create|delete)-/;
const BEGAN = '2026-05-20T11:52:33.123Z';
const INCIDENT = '202605201152';
const NAME = `${CLUSTER}-suspect-${INCIDENT}`;

const original = (time: string) => ({
  DBClusterIdentifier: CLUSTER, DBClusterSnapshotIdentifier: `rds:unplanned-global-failover-${time}`, Status: 'available', SnapshotCreateTime: `${time}T12:30:00.5+00:00`,
});
const copyOf = (time: string, id = `kept-unplanned-global-failover-${time}`) => ({
  ...original(time), DBClusterSnapshotIdentifier: id, SourceDBClusterSnapshotArn: `arn:aws:rds:${PRIMARY}:1:cluster-snapshot:rds:unplanned-global-failover-${time}`,
});
const daily = (index: number) => ({ ...original('2026-05-01'), DBClusterSnapshotIdentifier: `rds:${CLUSTER}-${index}` });
const run = (startedAt: string, mode = 'failover') => ({ mode: { S: mode }, startedAt: { S: startedAt }, outcome: { S: 'succeeded' } });

const FIRST = '2026-01-31';
const SECOND = '2026-05-20';
/** What the first incident left: what its operators made, and what was made by itself. */
const LEFT = [original(FIRST), copyOf(FIRST), copyOf(FIRST, `${CLUSTER}-suspect-202601311152`)];

const AWS: World = {
  clusters: { [CLUSTER]: { Engine: 'aurora-postgresql', DBSubnetGroup: 'isolated', VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }], DBClusterParameterGroup: 'asks-for-tls' } },
  instances: [{ DBClusterIdentifier: CLUSTER, DBInstanceClass: 'db.r8g.large' }],
  // The newest first, as lists come: a run by plan is none of those that lose anything.
  runs: [run('2026-05-22T10:00:00.000Z', 'failback'), run(BEGAN), run('2026-01-31T11:00:00.000Z')],
  snapshots: [original(SECOND)],
};

const changesOf = ({ asked }: Typed) => asked.filter(({ operation }) => CHANGES.test(operation)).map(({ operation }) => operation);
const callOf = ({ asked }: Typed, operation: string) => asked.find(each => each.operation === `rds ${operation}`)?.options;
const reconcile = (world: World = {}) => typeInto([record, find, restore], { ...AWS, ...world });

const RESTORED = ['rds restore-db-cluster-from-snapshot', 'rds create-db-instance'];
const COPIED = ['rds copy-db-cluster-snapshot', ...RESTORED];

test('the section has a block each for the record, the snapshot, its restoring and the removal, and one for the copy, of each Region', () => {
  expect(blocks).toHaveLength(12);
  expect([record, find, restore, remove].map(block => /rds (copy|restore|create|delete)-/.test(block))).toEqual([false, false, true, true]);
});

test('what the lost Region left is copied and restored beside the database, in its place, on its class of instances', () => {
  const typed = reconcile();
  expect(changesOf(typed)).toEqual(COPIED);
  expect(callOf(typed, 'copy-db-cluster-snapshot')).toMatchObject({
    'source-db-cluster-snapshot-identifier': original(SECOND).DBClusterSnapshotIdentifier, 'target-db-cluster-snapshot-identifier': NAME,
  });
  expect(callOf(typed, 'restore-db-cluster-from-snapshot')).toEqual({
    'region': PRIMARY,
    'db-cluster-identifier': NAME,
    'snapshot-identifier': NAME,
    'engine': 'aurora-postgresql',
    'db-subnet-group-name': 'isolated',
    'vpc-security-group-ids': '["sg-1"]',
    'db-cluster-parameter-group-name': 'asks-for-tls',
  });
  expect(callOf(typed, 'create-db-instance')).toMatchObject({
    'db-cluster-identifier': NAME, 'db-instance-identifier': `${NAME}-1`, 'db-instance-class': 'db.r8g.large', 'engine': 'aurora-postgresql', 'no-publicly-accessible': '',
  });
  expect(typed.printed).toContain(`incident of ${INCIDENT}`);
  expect(typed.printed).toContain('available\trestored.example.com');
});

test('a serverless cluster is restored within the bounds of the one that it is made of', () => {
  const scaling = { MinCapacity: 0.5, MaxCapacity: 16 };
  const clusters = { [CLUSTER]: { ...(AWS.clusters as any)[CLUSTER], ServerlessV2ScalingConfiguration: scaling } };
  const instances = [{ DBClusterIdentifier: CLUSTER, DBInstanceClass: 'db.serverless' }];
  const typed = reconcile({ clusters, instances });
  expect(JSON.parse(callOf(typed, 'restore-db-cluster-from-snapshot')!['serverless-v2-scaling-configuration'])).toEqual(scaling);
  expect(callOf(typed, 'create-db-instance')!['db-instance-class']).toBe('db.serverless');
});

describe('at the second incident', () => {
  test('the newest snapshot of all pages is taken, under a name of its own, whatever the first one left', () => {
    const others = Array.from({ length: 150 }, (_, index) => daily(index));
    for (const snapshots of [[...LEFT, ...others, original(SECOND)], [original(SECOND), ...others, ...LEFT]]) {
      const typed = reconcile({ snapshots });
      expect(callOf(typed, 'copy-db-cluster-snapshot')).toMatchObject({
        'source-db-cluster-snapshot-identifier': original(SECOND).DBClusterSnapshotIdentifier, 'target-db-cluster-snapshot-identifier': NAME,
      });
      expect(callOf(typed, 'restore-db-cluster-from-snapshot')).toMatchObject({ 'snapshot-identifier': NAME, 'db-cluster-identifier': NAME });
      expect(typed.printed).toContain(original(SECOND).SnapshotCreateTime);
    }
  });

  test('the copy that recovery made of it is used, and no other one', () => {
    const typed = reconcile({ snapshots: [original(SECOND), copyOf(SECOND), ...LEFT] });
    expect(changesOf(typed)).toEqual(RESTORED);
    expect(callOf(typed, 'restore-db-cluster-from-snapshot')).toMatchObject({
      'snapshot-identifier': copyOf(SECOND).DBClusterSnapshotIdentifier, 'db-cluster-identifier': NAME,
    });
  });

  test('the newest copy is left where the originals have expired', () => {
    const typed = reconcile({ snapshots: [copyOf(SECOND), copyOf(FIRST), daily(1)] });
    expect(callOf(typed, 'restore-db-cluster-from-snapshot')).toMatchObject({ 'snapshot-identifier': copyOf(SECOND).DBClusterSnapshotIdentifier });
  });

  test('one that was copied by hand before is not copied again', () => {
    const typed = reconcile({ snapshots: [...LEFT, original(SECOND), copyOf(SECOND, NAME)] });
    expect(changesOf(typed)).toEqual(RESTORED);
    expect(callOf(typed, 'restore-db-cluster-from-snapshot')).toMatchObject({ 'snapshot-identifier': NAME });
  });

  test.each([['with its copy', LEFT], ['alone', [original(FIRST)]], ['as a copy alone', [copyOf(FIRST)]]])(
    'the snapshot of the first one, %s, is refused while there is no other', (_name, snapshots) => {
      const typed = reconcile({ snapshots });
      expect(changesOf(typed)).toEqual([]);
      expect(typed.errors).toContain(`taken at 202601311230, before the run of ${INCIDENT}: nothing is restored`);
      expect(typed.printed).toContain(ALIVE);
    });
});

describe('nothing is restored, and the shell stays,', () => {
  test.each([
    ['where there is no snapshot', { snapshots: [{ ...original(SECOND), Status: 'creating', SnapshotCreateTime: undefined }] }, [], 'there is no snapshot to restore'],
    ['where no run has taken over by force', { runs: [run(BEGAN, 'switchover')] }, [], 'INCIDENT: the minute of the run'],
    ['where the copy is refused', { fails: ['rds copy-db-cluster-snapshot'] }, ['rds copy-db-cluster-snapshot'], 'when calling rds copy-db-cluster-snapshot'],
    ['where the copy does not become available', { fails: ['rds wait db-cluster-snapshot-available'] }, ['rds copy-db-cluster-snapshot'], 'when calling rds wait'],
    ['where its place is not known', { fails: ['rds describe-db-clusters'] }, [], 'when calling rds describe-db-clusters'],
    ['where the class of its instances is not known', { instances: [] }, [], 'CLASS_OF_IT: the cluster has no instance: set CLASS'],
    ['where snapshots are not listed', { fails: ['rds describe-db-cluster-snapshots'] }, [], 'there is no snapshot to restore'],
  ] as [string, World, string[], string][])('%s', (_name, world, changes, error) => {
    const typed = reconcile(world);
    expect(changesOf(typed)).toEqual(changes);
    expect(typed.errors).toContain(error);
    expect(typed.printed).toContain(ALIVE);
  });

  test('before its snapshot was looked for, though that of another database was', () => {
    const typed = typeInto([record, find.replace(`SNAPSHOT_OF=${CLUSTER}`, 'SNAPSHOT_OF=other'), restore], AWS);
    expect(changesOf(typed)).toEqual([]);
    expect(typed.errors).toContain(`look for the snapshot of ${CLUSTER} first`);
  });
});

test('what could not be asked is not taken for nothing', () => {
  const { asked, errors } = reconcile({ fails: ['rds describe-db-instances'] });
  expect(asked[asked.length - 1].operation).toBe('rds describe-db-instances');
  expect(errors).not.toContain('CLASS_OF_IT: ');
});

test('no instance is made where the cluster is not', () => {
  expect(changesOf(reconcile({ fails: ['rds restore-db-cluster-from-snapshot'] }))).toEqual(COPIED.slice(0, -1));
});

test('a cluster without instances is restored on the class that somebody says', () => {
  const typed = typeInto([record, find, 'CLASS=db.r7g.xlarge', restore], { ...AWS, instances: [] });
  expect(callOf(typed, 'create-db-instance')!['db-instance-class']).toBe('db.r7g.xlarge');
});

test('what was restored is removed by its names, the instance first', () => {
  const typed = typeInto([record, remove], AWS);
  expect(typed.asked.slice(-3).map(({ operation, options }) => [operation, options['db-instance-identifier'] ?? options['db-cluster-identifier']])).toEqual([
    ['rds delete-db-instance', `${NAME}-1`], ['rds wait db-instance-deleted', `${NAME}-1`], ['rds delete-db-cluster', NAME],
  ]);
  const stopped = typeInto([record, remove], { ...AWS, fails: ['rds delete-db-instance'] });
  expect(changesOf(stopped)).toEqual(['rds delete-db-instance']);
  expect(changesOf(typeInto([remove], AWS))).toEqual([]);
});

describe('of a table', () => {
  const section = runbook.split(/^## /m).find(each => each.startsWith('Reconcile suspect writes\n'))!;

  const { tableName } = example.orchestrator.plan(example.topology.secondary).steps.find(({ action: { kind } }) => kind === 'check-table')!.action.parameters;

  test('the interval is that of the loss and of what replication took then, which the Region that was lost tells when it answers', () => {
    for (const [block, lost, survivor] of [[blocks[10], PRIMARY, SECONDARY], [blocks[11], SECONDARY, PRIMARY]] as const) {
      const { asked } = typeInto([block], AWS);
      expect(asked.map(({ operation, options }) => [operation, options.region])).toEqual([
        ['dynamodb query', survivor], ['dynamodb query', survivor], ['cloudwatch get-metric-statistics', lost],
      ]);
      const { dimensions, ...options } = asked[2].options;
      expect(options).toMatchObject({
        'namespace': 'AWS/DynamoDB', 'metric-name': 'ReplicationLatency', 'statistics': 'Maximum', 'period': '60', 'start-time': '2026-05-20T11:37:33Z', 'end-time': '2026-05-20T11:57:33Z',
      });
      expect(JSON.parse(dimensions)).toEqual([{ Name: 'TableName', Value: tableName }, { Name: 'ReceivingRegion', Value: survivor }]);
      expect(section).toContain(`when ${lost} was lost.** \`suspectFrom\` is of the databases, and says nothing of the table`);
      expect(section).toContain(`Only ${lost} knows that. Until it answers again take its objective, 5 seconds`);
    }
  });

  test('nothing is asked where no run has taken over by force', () => {
    const { asked, errors, printed } = typeInto([blocks[10]], { ...AWS, runs: [] });
    expect(asked.filter(({ operation }) => operation.startsWith('cloudwatch'))).toEqual([]);
    expect(errors).toContain('FROM: there was no forced run');
    expect(printed).toContain(ALIVE);
  });

  test('nothing is said of one without a lag, or where there is none', () => {
    for (const stores of [1, 0]) {
      const { topology, table } = strongSessions();
      const other = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [table].slice(0, stores) }).runbook();
      expect(blocksOf(other).filter(({ block }) => block.includes('ReplicationLatency'))).toEqual([]);
    }
  });
});

test('names are of RDS, of the cluster and of the incident, however long that of the cluster is', () => {
  const long = (end: string) => ({ clusterIdentifier: `${'a'.repeat(29)}-${'b'.repeat(32)}${end}`, clusterArn: '', globalClusterIdentifier: '' });
  for (const purpose of ['suspect', 'restored'] as const) {
    const names = [long('1'), long('2'), { ...long(''), clusterIdentifier: 'c' }].map(each => besides(each, purpose, INCIDENT));
    expect(new Set(names).size).toBe(names.length);
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    names.forEach(name => expect(`${name}-1`).toMatch(/^(?=.{1,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/));
    expect(names[0].length).toBeGreaterThan(58);
    expect(names[2]).toBe(`c-${purpose}-${INCIDENT}`);
  }
  const fits = { ...long(''), clusterIdentifier: 'a'.repeat(40) };
  expect(besides(fits, 'suspect', INCIDENT)).toBe(`${fits.clusterIdentifier}-suspect-${INCIDENT}`);
});
