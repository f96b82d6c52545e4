import { aws, keepJson } from './cli';
import type { Section } from './markdown';
import { chain, expect, numbered, shell, untilOneFails } from './markdown';
import { AS_BEFORE, besides, instanceOf, PLACE, placeOf, removalOf } from './restored-cluster';
import type { RunbookDatabase, RunbookFacts, Side } from './runbook-facts';
import { forcedRuns } from './state-commands';
import { TITLES } from './titles';
import { ROLE_MAX_AGE_IN_SECONDS } from '../../state/role-age';

/** As Aurora and `snapshot-keeper` name what they keep of writes that were not replicated. */
const ORIGINAL = 'rds:unplanned-global-failover-';
const KEPT = 'kept-unplanned-global-failover-';

const RECENT = 3;
/** The minute of a time, as names have it. */
const MINUTE = '. // empty | gsub("[^0-9]"; "")[:12]';
/** The quarter of an hour before the run, and the minutes in which it began: a loss is seen before it. */
const FROM = '. // empty | sub("[.][0-9]+"; "") | fromdate - 900 | todate';
const UNTIL = '. // empty | sub("[.][0-9]+"; "") | fromdate + 300 | todate';
const INCIDENT = '${INCIDENT:?the minute of the run, from the first block}';

/** What the lost Region accepted last, and nobody has. */
export function suspectWrites({ home, standby }: RunbookFacts): Section {
  return {
    title: TITLES.suspect,
    body: [
      'A forced run cuts off what the lost Region had accepted and not yet replicated. The record of the run says between which times: `suspectFrom` and '
      + '`suspectUntil`, and the lag that was measured (of several looks, the one that reaches furthest back). `suspectFrom` is `unknown` where nobody could measure it: begin with the last write that is found '
      + 'on both sides.',
      '**Without `suspectUntil` the interval is still open**: a Region that was cut off, and not lost, goes on acknowledging writes until it is told. The '
      + 'decider of the active Region does that within a few minutes after it answers, while no run is under way: it looks every minute, tells in one look, and sees in a later one that the other '
      + `Region knows. \`suspectUntil\` is ${ROLE_MAX_AGE_IN_SECONDS} seconds behind that look: for so long an application may rest on the role that it has read. Reconcile after that time. `
      + 'A run that failed leaves it open: the interval ends with that of the run after it.',
      ...home.databases.length === 0 ? [] : [
        'When the lost Region is back, Aurora keeps its volume of before as a snapshot `rds:unplanned-global-failover-...`. **It expires with the retention of '
        + `backups.** A copy does not; recovery makes one by itself, \`${KEPT}...\`, while the Region that took over sees it, and the commands use it where it is there.`,
      ],
      ...afterLossOf(home, standby),
      ...afterLossOf(standby, home),
      numbered(
        'In the restored cluster, read what was written between the two times, by whatever tells the time of a change in your tables.',
        'Compare with the writer. Rows that it does not have are lost writes: decide for each whether to write it again, or to tell its user.',
        'Write down what was done, then remove the restored clusters, as it says below each of them. Keep the copy of the snapshot as long as your rules ask.',
      ),
      'DynamoDB: the last writer wins, item by item; writes of the lost Region that were not replicated arrive when it returns, and may overwrite newer ones if '
      + 'their time is later.',
      ...tablesAfterLossOf(home, standby),
      ...tablesAfterLossOf(standby, home),
      'S3: objects that were not replicated follow when the Region returns; versions are kept in both buckets.',
    ],
  };
}

function afterLossOf(lost: Side, survivor: Side): string[] {
  return [
    `**${lost.name} was lost, and ${survivor.name} took over.** The newest forced runs: when they began and how they ended, \`suspectFrom\`, \`suspectUntil\`, and the lag.`,
    chain(
      forcedRuns(survivor, RECENT, 'Items[].[startedAt.S,outcome.S,suspectFrom.S,suspectUntil.S,lagInMilliseconds.N]'),
      keepJson('INCIDENT', forcedRuns(survivor, 1, 'Items[0].startedAt.S'), MINUTE),
      'echo "incident of $INCIDENT"',
    ),
    expect('the minute in which the newest of them began, twelve digits. All names below carry it, so that nothing of another incident is met. For an older run, or '
      + 'the first of several after one loss, set it: `INCIDENT=` and the digits of its `startedAt` to the minute. None: nothing was lost here.'),
    ...lost.databases.flatMap(database => [...findSnapshot(lost, database), ...restoreSnapshot(lost, database), ...cleanUp(lost, database)]),
  ];
}

/** DynamoDB measures where it was written, so that nobody could ask while the Region was lost. */
function tablesAfterLossOf(lost: Side, survivor: Side): string[] {
  return lost.replicatedTables.flatMap(({ tableName, rpo }) => [
    `**Table \`${tableName}\`, when ${lost.name} was lost.** \`suspectFrom\` is of the databases, and says nothing of the table: its suspect interval begins at the loss, less `
    + `what replication took then. Only ${lost.name} knows that. Until it answers again take its objective, ${rpo / 1000} seconds: had it taken longer for two `
    + 'minutes, the alarm on its lag would have paged before the loss. When it answers:',
    chain(
      keepJson('FROM', forcedRuns(survivor, 1, 'Items[0].startedAt.S'), FROM),
      keepJson('UNTIL', forcedRuns(survivor, 1, 'Items[0].startedAt.S'), UNTIL),
      aws('cloudwatch get-metric-statistics', lost.name, {
        'namespace': 'AWS/DynamoDB',
        'metric-name': 'ReplicationLatency',
        'dimensions': JSON.stringify([{ Name: 'TableName', Value: tableName }, { Name: 'ReceivingRegion', Value: survivor.name }]),
        'statistics': 'Maximum',
        'period': '60',
        'start-time': '${FROM:?there was no forced run}',
        'end-time': '${UNTIL:?there was no forced run}',
        'query': 'sort_by(Datapoints, &Timestamp)[].[Timestamp,Maximum]',
      }),
    ),
    expect('the milliseconds that the slowest write of each minute took, up to the loss. None: nothing crossed in those minutes; if something was written in them, '
      + 'the interval begins with the last minute that has a value.'),
  ]);
}

function findSnapshot(side: Side, database: RunbookDatabase): string[] {
  const { clusterIdentifier } = database;
  const of = (filter: string, wanted: string) => aws('rds describe-db-cluster-snapshots', side.name, {
    'db-cluster-identifier': clusterIdentifier,
    'query': `sort_by(DBClusterSnapshots[?SnapshotCreateTime && ${filter}], &SnapshotCreateTime)${wanted}`,
    'output': 'json',
  });
  const id = 'DBClusterSnapshotIdentifier';
  const copies = `(starts_with(${id}, '${KEPT}') || starts_with(${id}, '${besides(database, 'suspect', '')}'))`;
  const originals = `starts_with(${id}, '${ORIGINAL}')`;
  // Of the original that was found; of any where all have expired.
  const copied = `contains(not_null(SourceDBClusterSnapshotArn, '${ORIGINAL}'), '\${SNAPSHOT:-${ORIGINAL}}')`;
  return [
    `\`${clusterIdentifier}\` in ${side.name}, what Aurora kept and what was copied of it, the newest last:`,
    chain(
      'unset SNAPSHOT KEPT',
      `SNAPSHOT_OF=${clusterIdentifier}`,
      of(`(${originals} || ${copies})`, `[].[SnapshotCreateTime,${id},Status,SourceDBClusterSnapshotArn]`),
      keepJson('SNAPSHOT', of(`Status=='available' && ${originals}`, `[-1].${id}`), '. // empty'),
      keepJson('KEPT', of(`${copies} && ${copied}`, `[-1].${id}`), '. // empty'),
      'echo "snapshot: ${SNAPSHOT:-none}, its copy: ${KEPT:-none}"',
    ),
    expect('**the time of the snapshot is not before `suspectFrom`**, nor before the run: an older one is of an earlier incident, and the newer one is not there yet. Twice '
      + '`none`: Aurora has not made it, or nothing was lost in this Region. Leave out the commands that follow, and look again later.'),
  ];
}

function restoreSnapshot(side: Side, database: RunbookDatabase): string[] {
  const suspect = besides(database, 'suspect', '$INCIDENT');
  const found = '${KEPT:-${SNAPSHOT:?there is no snapshot to restore}}';
  const takenAt = aws('rds describe-db-cluster-snapshots', side.name,
    { 'db-cluster-snapshot-identifier': found, 'query': 'DBClusterSnapshots[0].SnapshotCreateTime', 'output': 'json' });
  return [
    'Copied, if it is not yet, and restored beside the database, in its place and with its class of instances. It ends with the first command that '
    + 'fails, and leaves your shell as it is:',
    untilOneFails(
      `: "${INCIDENT}"`,
      `[ "$SNAPSHOT_OF" = ${database.clusterIdentifier} ] || { echo "look for the snapshot of ${database.clusterIdentifier} first" >&2; exit 1; }`,
      keepJson('TAKEN', takenAt, MINUTE),
      '[ "$TAKEN" -ge "$INCIDENT" ] || { echo "taken at $TAKEN, before the run of $INCIDENT: nothing is restored" >&2; exit 1; }',
      ...placeOf(side, database),
      `COPY="\${KEPT:-${suspect}}"`,
      `[ -n "$KEPT" ] || ${aws('rds copy-db-cluster-snapshot', side.name,
        { 'source-db-cluster-snapshot-identifier': '$SNAPSHOT', 'target-db-cluster-snapshot-identifier': '$COPY', 'copy-tags': '' })}`,
      aws('rds wait db-cluster-snapshot-available', side.name, { 'db-cluster-snapshot-identifier': '$COPY' }),
      aws('rds restore-db-cluster-from-snapshot', side.name,
        { 'db-cluster-identifier': suspect, 'snapshot-identifier': '$COPY', 'engine': '$ENGINE', ...PLACE }, ...AS_BEFORE),
      ...instanceOf(side, suspect),
    ),
    expect('`available`, and the address to read from. `taken at ...`: the snapshot is of an earlier incident; if you know better, set `INCIDENT` to '
      + 'that time. `AlreadyExists`: somebody has begun it for the same run. Remove what is there, as it says below, and begin again; the copy stays, and is used. `CLASS_OF_IT`: the cluster has no instance; set `CLASS`, for example `CLASS=db.r6g.large`, and begin again.'),
  ];
}

function cleanUp(side: Side, database: RunbookDatabase): string[] {
  const suspect = besides(database, 'suspect', '$INCIDENT');
  return [
    'When all is reconciled, and not before; `INCIDENT` is that of the run. Where the instance was never made, the last command is enough:',
    untilOneFails(`: "${INCIDENT}"`, ...removalOf(side, suspect)),
    'The copy of the snapshot goes last, if at all: type `COPY=` and its name. One that begins with `kept-` only when its original has expired: '
    + 'before, recovery makes it again.',
    shell(aws('rds delete-db-cluster-snapshot', side.name, { 'db-cluster-snapshot-identifier': '${COPY:?the name of the copy}' })),
  ];
}
