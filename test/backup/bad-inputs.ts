import { Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import { clusterArn, clusters, ordersBackup, tableArn, tables } from './fixture';
import { BackupPolicy, DrTopology, ProtectedResource, RestoreTesting, VaultLock } from '../../src';
import type { DailyBackupProps, MultiRegionBackupProps, ProtectedResourcePair, RestoreTestingProps } from '../../src';
import type { BadInput } from '../support/bad-inputs';
import { badInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

type Row = BadInput<Partial<MultiRegionBackupProps>>;

const daily = (props: DailyBackupProps) => ({ policy: BackupPolicy.daily(props) });
const tested = (props: RestoreTestingProps) => daily({ restoreTesting: RestoreTesting.weekly(props) });
const locked = (minRetention: number, maxRetention?: number, props: DailyBackupProps = {}) => daily({
  vaultLock: VaultLock.governance({
    minRetention: Duration.days(minRetention),
    maxRetention: maxRetention === undefined ? undefined : Duration.days(maxRetention),
  }),
  ...props,
});

const CRON = { rule: 'AWS Backup takes cron expressions only, and it must be seen at synthesis that it is one' };
const schedules: Row[] = [
  {
    title: 'a rate',
    options: daily({ scheduleExpression: events.Schedule.rate(Duration.days(1)) }),
    prop: 'BackupPolicy.daily({ scheduleExpression })',
    value: '"rate(1 day)"',
    ...CRON,
    remedy: 'Write for example events.Schedule.cron({ hour: \'2\', minute: \'0\' })',
  },
  {
    title: 'a schedule not known at synthesis',
    options: daily({ scheduleExpression: events.Schedule.expression(Lazy.string({ produce: () => 'cron(0 2 * * ? *)' })) }),
    prop: 'BackupPolicy.daily({ scheduleExpression })',
    value: 'not known at synthesis',
    ...CRON,
    remedy: 'Write for example events.Schedule.cron({ hour: \'2\', minute: \'0\' })',
  },
  {
    title: 'a rate of restore tests',
    options: tested({ scheduleExpression: events.Schedule.rate(Duration.days(7)) }),
    prop: 'RestoreTesting.weekly({ scheduleExpression })',
    value: '"rate(7 days)"',
    ...CRON,
    remedy: 'Write for example events.Schedule.cron({ weekDay: \'SUN\', hour: \'6\', minute: \'0\' })',
  },
];

function time(title: string, options: Row['options'], prop: string, value: string, limits: string, example: string): Row {
  return { title, options, prop, value, rule: `AWS Backup takes whole ${limits}`, remedy: `Write for example ${example}` };
}

const DAYS = 'days, from 1 to 36500';
const MINUTES = 'minutes, from 60 to 52560000';
const times: Row[] = [
  time('no retention', daily({ deleteAfter: Duration.days(0) }), 'BackupPolicy.daily({ deleteAfter })', '0 days', DAYS, 'Duration.days(7)'),
  time('a retention of part of a day', daily({ deleteAfter: Duration.hours(36) }), 'BackupPolicy.daily({ deleteAfter })', '1 day 12 hours', DAYS,
    'Duration.days(7)'),
  time('a retention of more than a century', daily({ copyDeleteAfter: Duration.days(36501) }), 'BackupPolicy.daily({ copyDeleteAfter })', '36501 days', DAYS,
    'Duration.days(7)'),
  time('cold storage at once', daily({ moveToColdStorageAfter: Duration.days(0) }), 'BackupPolicy.daily({ moveToColdStorageAfter })', '0 days', DAYS,
    'Duration.days(30)'),
  time('half an hour to begin', daily({ startWindow: Duration.minutes(30) }), 'BackupPolicy.daily({ startWindow })', '30 minutes', MINUTES, 'Duration.hours(8)'),
  time('no time to complete', daily({ completionWindow: Duration.seconds(30) }), 'BackupPolicy.daily({ completionWindow })', '30 seconds',
    'minutes, from 1 to 52560000', 'Duration.days(7)'),
  time('no time to begin a restore test', tested({ startWindow: Duration.minutes(30) }), 'RestoreTesting.weekly({ startWindow })', '30 minutes',
    'hours, from 1 to 168', 'Duration.hours(24)'),
  time('restore tests of backups of years ago', tested({ selectionWindow: Duration.days(366) }), 'RestoreTesting.weekly({ selectionWindow })', '366 days',
    'days, from 1 to 365', 'Duration.days(7)'),
  time('a validation of weeks', tested({ validationWindow: Duration.days(8) }), 'RestoreTesting.weekly({ validationWindow })', '8 days',
    'hours, from 1 to 168', 'Duration.hours(8)'),
  time('a lock without a minimum', locked(0), 'VaultLock minRetention', '0 days', DAYS, 'Duration.days(7)'),
  time('a lock of more than a century', locked(1, 36501), 'VaultLock maxRetention', '36501 days', DAYS, 'Duration.days(365)'),
  time('a lock that is final at once', daily({ vaultLock: VaultLock.compliance({ minRetention: Duration.days(1), changeableFor: Duration.days(2) }) }),
    'VaultLock changeableFor', '2 days', 'days, from 3 to 36500', 'Duration.days(30)'),
];

function pair(primary: ProtectedResource, secondary: ProtectedResource): { resources: ProtectedResourcePair[] } {
  return { resources: [{ primary, secondary }] };
}

const cluster = (arn: string) => ProtectedResource.auroraCluster(arn);
const table = (arn: string) => ProtectedResource.dynamoDbTable(arn);
function arnRow(title: string, prop: string, resources: { resources: ProtectedResourcePair[] }, value: string, region: string, example: string): Row {
  return {
    title,
    options: resources,
    prop,
    value,
    rule: `the plan of ${region} backs up what is there, and the other Region names it too: the ARN must be literal and of that Region`,
    remedy: `Write it with the name that you give the resource, for example "arn:aws:${example}"`,
  };
}

const COUNT = {
  prop: 'resources',
  rule: 'it is 1 to 30 pairs: an empty selection would back up everything, and a restore testing plan has no place for more',
  remedy: 'Give the resources to back up, and put more of them into another MultiRegionBackup',
};
const many = Array.from({ length: 31 }, (_, index) => pair(cluster(clusterArn(PRIMARY, `c${index}`)), cluster(clusterArn(SECONDARY, `c${index}`))).resources[0]);
const EXAMPLE = `rds:${PRIMARY}:${ACCOUNT}:cluster:payments`;
const resources: Row[] = [
  { title: 'nothing to back up', options: { resources: [] }, value: '0 pairs', ...COUNT },
  { title: 'too much to back up', options: { resources: many }, value: '31 pairs', ...COUNT },
  arnRow('a cluster of the other Region', 'resources[0].primary', pair(cluster(clusterArn(SECONDARY)), cluster(clusterArn(SECONDARY))),
    `"${clusterArn(SECONDARY)}"`, PRIMARY, EXAMPLE),
  arnRow('a table of the home Region in the standby', 'resources[0].secondary', pair(table(tableArn(PRIMARY)), table(tableArn(PRIMARY))),
    `"${tableArn(PRIMARY)}"`, SECONDARY, `dynamodb:${SECONDARY}:${ACCOUNT}:table/sessions`),
  arnRow('a cluster of another account', 'resources[0].primary', pair(cluster(clusterArn(PRIMARY).replace(ACCOUNT, '222222222222')), cluster(clusterArn(SECONDARY))),
    `"${clusterArn(PRIMARY).replace(ACCOUNT, '222222222222')}"`, PRIMARY, EXAMPLE),
  arnRow('an instance in place of its cluster', 'resources[0].primary',
    pair(cluster(`arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:orders-1`), cluster(clusterArn(SECONDARY))), `"arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:orders-1"`, PRIMARY, EXAMPLE),
  arnRow('all clusters', 'resources[0].primary', pair(cluster(clusterArn(PRIMARY, '*')), cluster(clusterArn(SECONDARY))),
    `"${clusterArn(PRIMARY, '*')}"`, PRIMARY, EXAMPLE),
  arnRow('an ARN not known at synthesis', 'resources[0].primary',
    pair(cluster(Lazy.string({ produce: () => clusterArn(PRIMARY) })), cluster(clusterArn(SECONDARY))), 'not known at synthesis', PRIMARY, EXAMPLE),
  {
    title: 'a cluster and a table as a pair',
    options: pair(cluster(clusterArn(PRIMARY)), table(tableArn(SECONDARY))),
    prop: 'resources[0]',
    value: 'Aurora and DynamoDB',
    rule: 'a pair is one resource as both Regions have it',
    remedy: 'Give two clusters or two tables',
  },
];

const OUTSIDE = 'the vault would fail every backup';
const INSIDE = { remedy: 'Change the retention or the bounds of the lock, so that the one is inside the other' };
const locks: Row[] = [
  {
    title: 'a retention below the lock',
    options: locked(14),
    prop: 'BackupPolicy.daily({ deleteAfter })',
    value: '7 days',
    rule: `it is outside the lock of the vault, 14 days to any time: ${OUTSIDE}`,
    ...INSIDE,
  },
  {
    title: 'a retention of copies above the lock',
    options: locked(1, 30, { copyDeleteAfter: Duration.days(31) }),
    prop: 'BackupPolicy.daily({ copyDeleteAfter })',
    value: '31 days',
    rule: `it is outside the lock of the vault, 1 day to 30 days: ${OUTSIDE}`,
    ...INSIDE,
  },
  {
    title: 'a lock that nothing fits',
    options: locked(30, 7),
    prop: 'VaultLock maxRetention',
    value: '7 days',
    rule: 'it must be longer than minRetention, 30 days',
    remedy: 'Raise maxRetention, lower minRetention, or leave maxRetention out',
  },
  {
    title: 'a lock of one length',
    options: locked(7, 7),
    prop: 'VaultLock maxRetention',
    value: '7 days',
    rule: 'it must be longer than minRetention, 7 days',
    remedy: 'Raise maxRetention, lower minRetention, or leave maxRetention out',
  },
  {
    title: 'a lock in a throw-away environment',
    make: () => {
      const app = testApp();
      return ordersBackup(locked(1), app, createdTopology(app, { removalPolicy: RemovalPolicy.DESTROY }));
    },
    prop: 'BackupPolicy.daily({ vaultLock })',
    value: 'a lock, with RemovalPolicy.DESTROY on the topology',
    rule: 'a locked vault keeps what it holds, and its stack could not be deleted',
    remedy: 'Leave vaultLock out in throw-away environments, or keep the data with RemovalPolicy.RETAIN',
  },
];

function ofTables(policy: BackupPolicy): () => unknown {
  return () => {
    const app = testApp();
    const topology = createdTopology(app);
    return ordersBackup({ resources: [tables(topology)], policy }, app, topology);
  };
}

const coldStorage: Row[] = [
  {
    title: 'cold storage for Aurora',
    options: daily({ moveToColdStorageAfter: Duration.days(30), deleteAfter: Duration.days(365) }),
    prop: 'BackupPolicy.daily({ moveToColdStorageAfter })',
    value: '30 days',
    rule: 'AWS Backup cannot move recovery points of Aurora to cold storage and would ignore it',
    remedy: 'Leave it out',
  },
  {
    title: 'too short in cold storage',
    make: ofTables(BackupPolicy.daily({ moveToColdStorageAfter: Duration.days(30) })),
    prop: 'BackupPolicy.daily({ deleteAfter })',
    value: '7 days',
    rule: 'what moves to cold storage after 30 days stays there for at least 90 days',
    remedy: 'Write at least Duration.days(120), or leave moveToColdStorageAfter out',
  },
  {
    title: 'copies too short in cold storage',
    make: ofTables(BackupPolicy.daily({
      moveToColdStorageAfter: Duration.days(1), deleteAfter: Duration.days(91), copyDeleteAfter: Duration.days(90),
    })),
    prop: 'BackupPolicy.daily({ copyDeleteAfter })',
    value: '90 days',
    rule: 'what moves to cold storage after 1 day stays there for at least 90 days',
    remedy: 'Write at least Duration.days(91), or leave moveToColdStorageAfter out',
  },
];

function ofAliasedTable(): unknown {
  const app = testApp();
  const alias = kms.Alias.fromAliasName(ownStack(app, 'StandbyKeys', SECONDARY), 'Key', 'alias/team-orders');
  const secondary = ProtectedResource.dynamoDbTable(tableArn(SECONDARY), { encryptionKey: alias });
  return ordersBackup({ resources: [{ primary: table(tableArn(PRIMARY)), secondary }] }, app);
}

function inChina(): unknown {
  const app = testApp();
  const regions = ['cn-north-1', 'cn-northwest-1'];
  const topology = new DrTopology(app, 'Payments', { account: ACCOUNT, primary: { region: regions[0] }, secondary: { region: regions[1] } });
  const [primary, secondary] = regions.map(region => cluster(clusterArn(region).replace('arn:aws:', 'arn:aws-cn:')));
  return ordersBackup({ resources: [{ primary, secondary }] }, app, topology);
}

const others: Row[] = [
  {
    title: 'no backups at all',
    options: { policy: BackupPolicy.none() },
    prop: 'policy',
    value: 'BackupPolicy.none()',
    rule: 'without backups there is nothing to create',
    remedy: 'Leave this construct out, or use BackupPolicy.daily()',
  },
  {
    title: 'a key known by its alias only',
    make: ofAliasedTable,
    prop: 'resources[0].secondary.encryptionKey',
    value: 'the alias "alias/team-orders"',
    rule: 'the roles of AWS Backup name the key as Resource of their policies, where an alias grants nothing',
    remedy: 'Import the key itself with kms.Key.fromKeyArn() or kms.Key.fromLookup()',
  },
  {
    title: 'Aurora in China',
    make: inChina,
    prop: 'resources[0]',
    value: 'Aurora',
    rule: 'its snapshots cannot be copied between the Regions of China',
    remedy: 'Use BackupPolicy.none() and rely on the continuous backups of each cluster',
  },
  {
    title: 'one stack per Region',
    path: 'Payments',
    make: () => {
      const app = testApp();
      const topology = handedOverTopology(app);
      return ordersBackup({ resources: [clusters(topology)] }, app, topology);
    },
    prop: 'secondary.data',
    rule: 'stack "Primary" must be deployed before stack "Secondary" (the backup plan "orders" in eu-central-1 needs the vault in eu-west-1) '
      + 'and after it (the backup plan "orders" in eu-west-1 needs the vault in eu-central-1)',
    remedy: 'Give the layer a stack of its own: DrTopology.fromStacks(..., { secondary: { foundation, data: ownStack } })',
  },
];

/** Tried against the backup "orders" of a cluster in each Region. */
export const BACKUP_BAD_INPUTS = badInputs<Partial<MultiRegionBackupProps>>({
  construct: 'MultiRegionBackup',
  requirements: 'BKP-01, BKP-02, BKP-03, BKP-04',
  path: 'orders',
  make: options => ordersBackup(options),
  inputs: [...schedules, ...times, ...resources, ...locks, ...coldStorage, ...others],
});
