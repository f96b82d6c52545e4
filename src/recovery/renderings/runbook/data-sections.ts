import { aws, keep } from './cli';
import type { Section } from './markdown';
import { bullets, expect, numbered, shell, to } from './markdown';
import type { RunbookDatabase, RunbookFacts, Side } from './runbook-facts';
import { newestRun } from './state-commands';
import { TITLES } from './titles';

const OBJECT = '<key of the object>';
const TIME = '<time, such as 2026-01-31T12:00:00Z>';

/** What the lost Region accepted last, and nobody has. */
export function suspectWrites({ home, standby }: RunbookFacts): Section {
  return {
    title: TITLES.suspect,
    body: [
      'A forced run cuts off what the lost Region had accepted and not yet replicated. The record of the run says between which times: `suspectFrom` and '
      + '`suspectUntil`, and the lag that was measured last. `suspectFrom` is `unknown` where nobody could measure it: begin with the last write that is found '
      + 'on both sides.',
      '**Without `suspectUntil` the interval is still open**: a Region that was cut off, and not lost, goes on acknowledging writes until it is told, which the '
      + 'active Region does within a minute after it answers. Reconcile after that. A run that failed leaves it open: the interval ends with that of the run after it.',
      ...[standby, home].flatMap(side => [`${side.name} took over:`, shell(newestRun(side))]),
      ...home.databases.length === 0 ? [] : [
        'When the lost Region is back, Aurora keeps its volume of before as a snapshot `rds:unplanned-global-failover-...`. **It expires with the retention of '
        + 'backups.** A copy does not; recovery makes one by itself while the Region that took over sees it. Look, in the Region that was lost:',
      ],
      ...[home, standby].flatMap(side => side.databases.flatMap(database => snapshotOf(side, database))),
      numbered(
        'In the restored cluster, read what was written between the two times, by whatever tells the time of a change in your tables.',
        'Compare with the writer. Rows that it does not have are lost writes: decide for each whether to write it again, or to tell its user.',
        'Write down what was done, then delete the restored cluster. Keep the copy of the snapshot as long as your rules ask.',
      ),
      'DynamoDB: the last writer wins, item by item; writes of the lost Region that were not replicated arrive when it returns, and may overwrite newer ones if '
      + 'their time is later. S3: objects that were not replicated follow when the Region returns; versions are kept in both buckets.',
    ],
  };
}

/** The master password must change while the home Region is away. */
export function promoteSecret({ home, standby, prefix }: RunbookFacts): Section {
  return {
    title: TITLES.secret,
    body: [
      'A failover leaves passwords alone. Do this only when the home Region stays away and a password **must** change: a secret that was promoted is a secret '
      + 'of its own, which nobody rotates.',
      shell(
        aws('secretsmanager list-secrets', standby.name, { filters: `Key=name,Values=${prefix}`, query: 'SecretList[].Name', output: 'text' }),
        'SECRET=\'<one of these names>\'',
        aws('secretsmanager stop-replication-to-replica', standby.name, { 'secret-id': '$SECRET' }),
        keep('PASSWORD', aws('secretsmanager get-random-password', standby.name,
          { 'password-length': '30', 'exclude-punctuation': '', 'query': 'RandomPassword', 'output': 'text' })),
      ),
      'Change it in the database first, connected to the writer as the master user (`ALTER USER ...`), and in the secret at once. Keep the shell until both '
      + 'have answered.',
      shell(
        `${aws('secretsmanager get-secret-value', standby.name, { 'secret-id': '$SECRET', 'query': 'SecretString', 'output': 'text' })} \\\n`
        + '  | jq -c --arg password "$PASSWORD" \'.password = $password\' \\\n'
        + `  | ${aws('secretsmanager put-secret-value', standby.name, { 'secret-id': '$SECRET', 'secret-string': 'file:///dev/stdin' })}`,
      ),
      `**After the return**, before the failback, in this order: the value into the secret of ${home.name}, then the replication over the promoted one, `
      + 'with the key of the standby that the secret has now.',
      shell(
        keep('KEY', aws('secretsmanager describe-secret', standby.name, { 'secret-id': '$SECRET', 'query': 'KmsKeyId', 'output': 'text' })),
        `${aws('secretsmanager get-secret-value', standby.name, { 'secret-id': '$SECRET', 'query': 'SecretString', 'output': 'text' })} \\\n`
        + `  | ${aws('secretsmanager put-secret-value', home.name, { 'secret-id': '$SECRET', 'secret-string': 'file:///dev/stdin' })}`,
        aws('secretsmanager replicate-secret-to-regions', home.name,
          { 'secret-id': '$SECRET', 'force-overwrite-replica-secret': '', 'add-replica-regions': `Region=${standby.name},KmsKeyId=$KEY` }),
        aws('secretsmanager describe-secret', home.name, { 'secret-id': '$SECRET', 'query': 'ReplicationStatus', 'output': 'json' }),
      ),
      expect(`\`InSync\`. The other way round, the old password overwrites the new one, and no Region has the password any more. Once ${home.name} writes again:`),
      shell(aws('secretsmanager rotate-secret', home.name, { 'secret-id': '$SECRET' })),
    ],
  };
}

/** Data are wrong in both Regions. */
export function restore({ home, standby, prefix }: RunbookFacts): Section {
  const sides = [home, standby];
  return {
    title: TITLES.restore,
    body: [
      'For data that were destroyed or spoiled: replication has copied that. Nothing is restored in place. Restore beside, look, and let the application be '
      + 'pointed at it or copy back what is missing. Each Region has backups of its own and copies of those of the other one: work in the Region that is active.',
      'What there is, in the vaults of the environment:',
      shell(...sides.flatMap(({ name }) => [
        keep('VAULT', aws('backup list-backup-vaults', name,
          { 'no-paginate': '', 'query': `BackupVaultList[?starts_with(BackupVaultName, '${prefix}')].BackupVaultName | [0]`, 'output': 'text' })),
        aws('backup list-recovery-points-by-backup-vault', name,
          { 'backup-vault-name': '$VAULT', 'query': 'RecoveryPoints[].[CreationDate,ResourceArn,RecoveryPointArn,Status]', 'output': 'text' }),
      ])),
      expect('lines with `COMPLETED`. A recovery point of Aurora is a cluster snapshot, whose ARN `restore-db-cluster-from-snapshot` takes.'),
      ...sides.flatMap(side => side.databases.flatMap(database => [
        `\`${database.clusterIdentifier}\` in ${side.name}, as it was at a time:`,
        shell(
          ...placeOf(side, database),
          aws('rds restore-db-cluster-to-point-in-time', side.name, {
            'source-db-cluster-identifier': database.clusterIdentifier,
            'db-cluster-identifier': restored(database),
            'restore-to-time': TIME,
            'db-subnet-group-name': '$SUBNETS',
            'vpc-security-group-ids': '$GROUPS_OF_IT',
          }),
          ...instanceOf(side, restored(database)),
        ),
      ])),
      ...sides.flatMap(side => side.tables.flatMap(tableName => [
        `Table \`${tableName}\` in ${side.name}; the restored one is in this Region only:`,
        shell(aws('dynamodb restore-table-to-point-in-time', side.name,
          { 'source-table-name': tableName, 'target-table-name': `${tableName}-restored`, 'restore-date-time': TIME })),
      ])),
      ...sides.flatMap(side => side.buckets.flatMap(bucket => [
        `Bucket \`${bucket}\` in ${side.name} keeps versions. Those of one object, and one of them made the newest again:`,
        shell(
          aws('s3api list-object-versions', side.name, { bucket, prefix: OBJECT, query: '[Versions, DeleteMarkers][].[Key, VersionId, IsLatest, LastModified]', output: 'text' }),
          aws('s3api copy-object', side.name, { bucket, 'key': OBJECT, 'copy-source': `${bucket}/${OBJECT}?versionId=<id of the version>` }),
        ),
      ])),
      `A cluster that shall take the place of the global database has to be adopted as one: that is a deployment, after the incident. ${to(TITLES.deploy)} if it cannot wait.`,
    ],
  };
}

/** What is deployed while a Region does not answer. */
export function deployAlone({ home, standby }: RunbookFacts): Section {
  return {
    title: TITLES.deploy,
    body: [
      'Every stack of the surviving Region can be deployed alone, yours included. Left out is the one that reads the other Region (`link`); a stack of your '
      + 'own that reads it is not meant for this. Without `--exclusively`, CDK begins with the stacks of the lost Region and fails.',
      ...[[standby, home], [home, standby]].flatMap(([survivor, lost]) => [
        `**${lost.name} is lost:**`,
        shell(`npx cdk deploy --exclusively \\\n${survivor.stacks.map(stack => `  ${stack}`).join(' \\\n')}`),
      ]),
      expect('each stack `UPDATE_COMPLETE`, or `no changes`.'),
      bullets(
        'Deploying changes nothing of who is active: no template says it.',
        'While us-east-1 is lost, a deployment that changes a role, a policy, a record or a health check fails. Deploy code and settings only.',
        'A pipeline, an image registry or a context lookup in the lost Region fails first: deploy from a checkout, with `cdk.context.json` in it.',
        'When the Region is back: deploy everything, without `--exclusively`.',
      ),
    ],
  };
}

function snapshotOf(side: Side, database: RunbookDatabase): string[] {
  const { clusterIdentifier } = database;
  const kept = besides(clusterIdentifier, 'suspect');
  return [
    `\`${clusterIdentifier}\` in ${side.name}:`,
    shell(
      keep('SNAPSHOT', aws('rds describe-db-cluster-snapshots', side.name, {
        'db-cluster-identifier': clusterIdentifier,
        'no-paginate': '',
        'query': 'DBClusterSnapshots[?starts_with(DBClusterSnapshotIdentifier, \'rds:unplanned-global-failover-\')].DBClusterSnapshotIdentifier | [0]',
        'output': 'text',
      })),
    ),
    expect('a name. `None`: Aurora has not made it yet, or nothing was lost in this Region. Leave out the commands that follow.'),
    shell(
      aws('rds copy-db-cluster-snapshot', side.name,
        { 'source-db-cluster-snapshot-identifier': '$SNAPSHOT', 'target-db-cluster-snapshot-identifier': kept, 'copy-tags': '' }),
      aws('rds wait db-cluster-snapshot-available', side.name, { 'db-cluster-snapshot-identifier': kept }),
      ...placeOf(side, database),
      aws('rds restore-db-cluster-from-snapshot', side.name, {
        'db-cluster-identifier': kept,
        'snapshot-identifier': kept,
        'engine': '$ENGINE',
        'db-subnet-group-name': '$SUBNETS',
        'vpc-security-group-ids': '$GROUPS_OF_IT',
      }),
      ...instanceOf(side, kept),
    ),
  ];
}

/** Where a restored cluster belongs: beside the one that it was made from. */
function placeOf({ name }: Side, { clusterIdentifier }: RunbookDatabase): string[] {
  const ask = (query: string) => aws('rds describe-db-clusters', name,
    { 'db-cluster-identifier': clusterIdentifier, 'query': `DBClusters[0].${query}`, 'output': 'text' });
  return [
    keep('ENGINE', ask('Engine')),
    keep('SUBNETS', ask('DBSubnetGroup')),
    keep('GROUPS_OF_IT', ask('VpcSecurityGroups[0].VpcSecurityGroupId')),
  ];
}

/** A cluster without an instance answers nobody. */
function instanceOf({ name }: Side, cluster: string): string[] {
  return [aws('rds create-db-instance', name, {
    'db-cluster-identifier': cluster,
    'db-instance-identifier': `${cluster}-1`,
    'db-instance-class': '<class of the instances, such as db.r6g.large>',
    'engine': '$ENGINE',
  })];
}

function restored({ clusterIdentifier }: RunbookDatabase): string {
  return besides(clusterIdentifier, 'restored');
}

/** Names of RDS have at most 63 characters, and no two hyphens in a row. */
function besides(identifier: string, purpose: string): string {
  return `${identifier.slice(0, 40).replace(/-$/, '')}-${purpose}`;
}
