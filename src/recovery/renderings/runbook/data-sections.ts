import { aws, keep } from './cli';
import type { Section } from './markdown';
import { bullets, chain, expect, shell, to, untilOneFails } from './markdown';
import { AS_BEFORE, besides, instanceOf, PLACE, placeOf } from './restored-cluster';
import type { RunbookFacts } from './runbook-facts';
import { TITLES } from './titles';

const SECRET = '${SECRET:?the name of the secret, from the list}';
const OBJECT = '${OBJECT:?the key of the object}';
const VERSION = '${VERSION:?the id of the version}';
const TIME = '${RESTORE_TO:?a time such as 2026-01-31T12:00:00Z}';
/** Of the restoring: what is restored twice has two names. */
const NOW = '$(date -u +%Y%m%d%H%M)';

/** The master password must change while the home Region is away. */
export function promoteSecret({ home, standby, prefix }: RunbookFacts): Section {
  return {
    title: TITLES.secret,
    body: [
      'A failover leaves passwords alone. Do this only when the home Region stays away and a password **must** change: a secret that was promoted is a secret '
      + 'of its own, which nobody rotates.',
      shell(aws('secretsmanager list-secrets', standby.name, { filters: `Key=name,Values=${prefix}`, query: 'SecretList[].Name', output: 'text' })),
      'Type `SECRET=` and one of these names. All commands below are for it.',
      shell(aws('secretsmanager stop-replication-to-replica', standby.name, { 'secret-id': SECRET })),
      'Refused as one that is no replica: it was promoted before, perhaps from another shell. Go on with the password.',
      shell(keep('PASSWORD', aws('secretsmanager get-random-password', standby.name,
        { 'password-length': '30', 'exclude-punctuation': '', 'query': 'RandomPassword', 'output': 'text' }))),
      'Change it in the database first, connected to the writer as the master user (`ALTER USER ...`), and in the secret at once. Keep the shell until both '
      + 'have answered.',
      shell(
        `${aws('secretsmanager get-secret-value', standby.name, { 'secret-id': SECRET, 'query': 'SecretString', 'output': 'text' })} \\\n`
        + '  | jq -c --arg password "${PASSWORD:?make one first}" \'.password = $password\' \\\n'
        + `  | ${aws('secretsmanager put-secret-value', standby.name, { 'secret-id': SECRET, 'secret-string': 'file:///dev/stdin' })}`,
      ),
      `**After the return**, before the failback, in this order: the value into the secret of ${home.name}, then the replication over the promoted one, `
      + 'with the key of the standby that the secret has now.',
      chain(
        keep('KEY', aws('secretsmanager describe-secret', standby.name, { 'secret-id': SECRET, 'query': 'KmsKeyId', 'output': 'text' })),
        `${aws('secretsmanager get-secret-value', standby.name, { 'secret-id': SECRET, 'query': 'SecretString', 'output': 'text' })} \\\n`
        + `  | ${aws('secretsmanager put-secret-value', home.name, { 'secret-id': SECRET, 'secret-string': 'file:///dev/stdin' })}`,
        aws('secretsmanager replicate-secret-to-regions', home.name,
          { 'secret-id': SECRET, 'force-overwrite-replica-secret': '', 'add-replica-regions': `Region=${standby.name},KmsKeyId=$KEY` }),
        aws('secretsmanager describe-secret', home.name, { 'secret-id': SECRET, 'query': 'ReplicationStatus', 'output': 'json' }),
      ),
      expect(`\`InSync\`. The other way round, the old password overwrites the new one, and no Region has the password any more. Once ${home.name} writes again:`),
      shell(aws('secretsmanager rotate-secret', home.name, { 'secret-id': SECRET })),
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
      ...sides.map(({ name }) => chain(
        keep('VAULT', aws('backup list-backup-vaults', name,
          { 'no-paginate': '', 'query': `BackupVaultList[?starts_with(BackupVaultName, '${prefix}')].BackupVaultName | [0]`, 'output': 'text' })),
        aws('backup list-recovery-points-by-backup-vault', name,
          { 'backup-vault-name': '$VAULT', 'query': 'RecoveryPoints[].[CreationDate,ResourceArn,RecoveryPointArn,Status]', 'output': 'text' }),
      )),
      expect('lines with `COMPLETED`. A recovery point of Aurora is a cluster snapshot, whose ARN `restore-db-cluster-from-snapshot` takes.'),
      ...sides.flatMap(side => side.databases.flatMap(database => [
        `\`${database.clusterIdentifier}\` in ${side.name}, as it was at the time \`RESTORE_TO\`, in the place, with the settings and with the class of instances that it has now, `
        + 'and protected from deletion:',
        untilOneFails(
          ...placeOf(side, database),
          `RESTORED="${besides(database, 'restored', NOW)}"`,
          aws('rds restore-db-cluster-to-point-in-time', side.name, {
            'source-db-cluster-identifier': database.clusterIdentifier,
            'db-cluster-identifier': '$RESTORED',
            'restore-to-time': TIME,
            ...PLACE,
            // It may take the place of the other one.
            'deletion-protection': '',
          }, ...AS_BEFORE),
          ...instanceOf(side, '$RESTORED'),
        ),
      ])),
      ...sides.flatMap(side => side.tables.flatMap(tableName => [
        `Table \`${tableName}\` in ${side.name}; the restored one is in this Region only:`,
        shell(aws('dynamodb restore-table-to-point-in-time', side.name,
          { 'source-table-name': tableName, 'target-table-name': `${tableName}-restored-${NOW}`, 'restore-date-time': TIME })),
      ])),
      ...sides.flatMap(side => side.buckets.flatMap(bucket => [
        `Bucket \`${bucket}\` in ${side.name} keeps versions. Those of one object, and one of them made the newest again. Type its key as it is, spaces and all; one of more than `
        + '5 GB cannot be copied so, and takes a copy in parts:',
        shell(aws('s3api list-object-versions', side.name,
          { bucket, prefix: OBJECT, query: '[Versions, DeleteMarkers][].[Key, VersionId, IsLatest, LastModified]', output: 'text' })),
        // The CLI encodes the key itself: encoded here, it would be encoded twice.
        shell(aws('s3api copy-object', side.name, { bucket, 'key': OBJECT, 'copy-source': `${bucket}/${OBJECT}?versionId=${VERSION}` })),
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
