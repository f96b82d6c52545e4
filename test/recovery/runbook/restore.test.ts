import { runbookExample } from './environment';
import { awsCallsOf, blocksOf } from './runbook-commands';
import type { World } from './typed-shell';
import { typeInto } from './typed-shell';

const runbook = runbookExample().orchestrator.runbook();
const blocksUnder = (title: string) => blocksOf(runbook).filter(each => each.title === title).map(({ block }) => block);
const [restoring] = blocksUnder('Restore from a backup').filter(block => block.includes('restore-db-cluster-to-point-in-time'));
const CLUSTER = /--source-db-cluster-identifier (\S+)/.exec(restoring)![1];

/** A cluster with all that a restored one would not have by itself. */
const GUARDED = {
  Engine: 'aurora-postgresql',
  DBSubnetGroup: 'isolated',
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }, { VpcSecurityGroupId: 'sg-2' }],
  DBClusterParameterGroup: 'asks-for-tls',
  IAMDatabaseAuthenticationEnabled: true,
  EnabledCloudwatchLogsExports: ['postgresql', 'instance'],
};
const PLAIN = { ...GUARDED, IAMDatabaseAuthenticationEnabled: false, EnabledCloudwatchLogsExports: [] };

function restored(cluster: object): { readonly [option: string]: string } {
  const world: World = { clusters: { [CLUSTER]: cluster }, instances: [{ DBClusterIdentifier: CLUSTER, DBInstanceClass: 'db.r8g.large' }] };
  return typeInto(['RESTORE_TO=2026-01-31T12:00:00Z', restoring], world).asked.find(({ operation }) => operation === 'rds restore-db-cluster-to-point-in-time')!.options;
}

test('a cluster is restored as the one of before is guarded: its network, its parameters, how it signs in, its logs, and not to be deleted by mistake', () => {
  const options = restored(GUARDED);
  expect(options).toMatchObject({
    'db-subnet-group-name': 'isolated', 'db-cluster-parameter-group-name': 'asks-for-tls', 'enable-iam-database-authentication': '', 'deletion-protection': '',
  });
  expect(['vpc-security-group-ids', 'enable-cloudwatch-logs-exports'].map(name => JSON.parse(options[name]))).toEqual([['sg-1', 'sg-2'], ['postgresql', 'instance']]);
});

test('nothing is turned on that the one of before has not', () => {
  expect(Object.keys(restored(PLAIN))).not.toEqual(expect.arrayContaining([expect.stringMatching(/^enable-/)]));
});

test('what is restored to be looked at is guarded alike, and can be removed', () => {
  const calls = awsCallsOf(runbook);
  const optionsOf = (name: string) => Object.keys(calls.find(({ operation }) => operation === `rds ${name}`)!.options);
  const alike = ['db-subnet-group-name', 'vpc-security-group-ids', 'db-cluster-parameter-group-name', 'enable-iam-database-authentication', 'enable-cloudwatch-logs-exports'];
  expect(optionsOf('restore-db-cluster-from-snapshot')).toEqual(expect.arrayContaining(alike));
  expect(optionsOf('restore-db-cluster-to-point-in-time')).toEqual(expect.arrayContaining([...alike, 'deletion-protection']));
  expect(optionsOf('restore-db-cluster-from-snapshot')).not.toContain('deletion-protection');
});

test('a version of an object is named by its key as it is, which the CLI encodes; what it cannot copy is said', () => {
  const [copying] = blocksUnder('Restore from a backup').filter(block => block.includes('copy-object'));
  const { asked: [{ options }] } = typeInto(['OBJECT=\'a b/ü+%.txt\' VERSION=v1', copying]);
  expect(options).toMatchObject({ 'key': 'a b/ü+%.txt', 'copy-source': `${options.bucket}/a b/ü+%.txt?versionId=v1` });
  expect(runbook).toContain('one of more than 5 GB cannot be copied so');
});

test('a secret that was promoted in another shell is gone on with', () => {
  const blocks = blocksUnder('Promote the secret of a database');
  const { asked } = typeInto(['SECRET=main', ...blocks.slice(1, 3)], { fails: ['secretsmanager stop-replication-to-replica'] });
  expect(asked.map(({ operation }) => operation)).toEqual(['secretsmanager stop-replication-to-replica', 'secretsmanager get-random-password']);
});
