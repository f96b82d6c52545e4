import { Duration, Lazy } from 'aws-cdk-lib';
import { clusterArn, clusters, tableArn, tables } from './fixture';
import { BackupPolicy, ProtectedResource, RestoreTesting, VaultLock } from '../../src';
import type { DailyBackupProps, DrTopology, ProtectedResourcePair, RestoreTestingProps } from '../../src';
import { settingsOfPolicy, validateBackup } from '../../src/backup/backup-rules';
import { createdTopology } from '../support/environment';

const { days, hours, minutes } = Duration;
const LATER = () => Duration.days(Lazy.number({ produce: () => 10 }));

/** Checks the backup of a table in each Region, unless `pairs` says otherwise. */
function checked(props: DailyBackupProps, pairs: (topology: DrTopology) => ProtectedResourcePair[] = topology => [tables(topology)]): () => void {
  const topology = createdTopology();
  return () => validateBackup(topology, topology, settingsOfPolicy(topology, BackupPolicy.daily(props)), pairs(topology));
}

const tested = (props: RestoreTestingProps) => ({ restoreTesting: RestoreTesting.weekly(props) });
const locked = (lock: Parameters<typeof VaultLock.governance>[0]) => ({ vaultLock: VaultLock.governance(lock) });
const locking = (changeableFor: Duration) => ({ vaultLock: VaultLock.compliance({ minRetention: days(1), changeableFor }) });

describe('the shortest and the longest time that AWS Backup takes', () => {
  test.each<[string, (time: Duration) => DailyBackupProps, Duration[], Duration[], string]>([
    ['BackupPolicy.daily({ deleteAfter })', deleteAfter => ({ deleteAfter, copyDeleteAfter: days(7) }), [days(1), days(36500)], [days(0), days(36501)],
      'days, from 1 to 36500'],
    ['BackupPolicy.daily({ copyDeleteAfter })', copyDeleteAfter => ({ copyDeleteAfter }), [days(1), days(36500)], [days(0), days(36501)],
      'days, from 1 to 36500'],
    ['BackupPolicy.daily({ moveToColdStorageAfter })', moveToColdStorageAfter => ({ moveToColdStorageAfter, deleteAfter: LATER() }),
      [days(1), days(36500)], [days(0), days(36501)], 'days, from 1 to 36500'],
    ['BackupPolicy.daily({ startWindow })', startWindow => ({ startWindow }), [hours(1), minutes(52560000)], [minutes(59), minutes(52560001)],
      'minutes, from 60 to 52560000'],
    ['BackupPolicy.daily({ completionWindow })', completionWindow => ({ completionWindow }), [minutes(1), minutes(52560000)], [minutes(0), minutes(52560001)],
      'minutes, from 1 to 52560000'],
    ['RestoreTesting.weekly({ startWindow })', startWindow => tested({ startWindow }), [hours(1), hours(168)], [hours(0), hours(169)], 'hours, from 1 to 168'],
    ['RestoreTesting.weekly({ selectionWindow })', selectionWindow => tested({ selectionWindow }), [days(1), days(365)], [days(0), days(366)],
      'days, from 1 to 365'],
    ['RestoreTesting.weekly({ validationWindow })', validationWindow => tested({ validationWindow }), [hours(1), hours(168)], [hours(0), hours(169)],
      'hours, from 1 to 168'],
    ['VaultLock minRetention', minRetention => ({ deleteAfter: LATER(), ...locked({ minRetention }) }), [days(1), days(36500)], [days(0), days(36501)],
      'days, from 1 to 36500'],
    ['VaultLock maxRetention', maxRetention => ({ deleteAfter: LATER(), ...locked({ minRetention: days(1), maxRetention }) }), [days(2), days(36500)],
      [days(0), days(36501)], 'days, from 1 to 36500'],
    ['VaultLock changeableFor', locking, [days(3), days(36500)], [days(2), days(36501)], 'days, from 3 to 36500'],
  ])('%s', (prop, props, taken, refused, limits) => {
    for (const time of taken) {
      expect(checked(props(time))).not.toThrow();
    }
    for (const time of refused) {
      expect(checked(props(time)))
        .toThrow(`[Payments] ${prop} = ${time.toHumanString()}: AWS Backup takes whole ${limits}. Write for example Duration.`);
    }
  });
});

describe('the retention in a locked vault', () => {
  const LOCK = { minRetention: days(14), maxRetention: days(30) };

  test.each<[string, DailyBackupProps]>([
    ['as short as the lock takes', { deleteAfter: days(14), ...locked(LOCK) }],
    ['as long as it takes', { deleteAfter: days(30), ...locked(LOCK) }],
    ['of any length from its minimum on', { deleteAfter: days(36500), ...locked({ minRetention: days(14) }) }],
    ['not known at synthesis', { deleteAfter: LATER(), ...locked(LOCK) }],
    ['within bounds of which one is not known', { deleteAfter: days(1), ...locked({ minRetention: LATER(), maxRetention: days(1) }) }],
    ['within bounds of which the other is not known', { deleteAfter: days(40), ...locked({ minRetention: days(40), maxRetention: LATER() }) }],
  ])('is taken: %s', (_, props) => {
    expect(checked(props)).not.toThrow();
  });

  test.each<[string, DailyBackupProps, string]>([
    ['backups a day too short', { deleteAfter: days(13), copyDeleteAfter: days(14), ...locked(LOCK) }, 'deleteAfter }) = 13 days'],
    ['copies a day too short', { deleteAfter: days(14), copyDeleteAfter: days(13), ...locked(LOCK) }, 'copyDeleteAfter }) = 13 days'],
    ['backups a day too long', { deleteAfter: days(31), copyDeleteAfter: days(30), ...locked(LOCK) }, 'deleteAfter }) = 31 days'],
    ['copies a day too long', { deleteAfter: days(30), copyDeleteAfter: days(31), ...locked(LOCK) }, 'copyDeleteAfter }) = 31 days'],
  ])('is refused: %s', (_, props, refused) => {
    expect(checked(props))
      .toThrow(`BackupPolicy.daily({ ${refused}: it is outside the lock of the vault, 14 days to 30 days: the vault would fail every backup`);
  });
});

describe('cold storage', () => {
  const cold = (deleteAfter: Duration, copyDeleteAfter: Duration) => ({ moveToColdStorageAfter: days(30), deleteAfter, copyDeleteAfter });

  test('is for 90 days at least, of backups and of copies', () => {
    expect(checked(cold(days(120), days(120)))).not.toThrow();
    expect(checked(cold(days(119), days(120))))
      .toThrow('BackupPolicy.daily({ deleteAfter }) = 119 days: what moves to cold storage after 30 days stays there for at least 90 days');
    expect(checked(cold(days(120), days(119))))
      .toThrow('BackupPolicy.daily({ copyDeleteAfter }) = 119 days: what moves to cold storage after 30 days');
  });

  test('is not compared with what is not known at synthesis', () => {
    expect(checked(cold(LATER(), days(120)))).not.toThrow();
    expect(checked(cold(days(120), LATER()))).not.toThrow();
    expect(checked({ moveToColdStorageAfter: LATER() })).not.toThrow();
  });

  test('is refused for a cluster, wherever it is among the resources', () => {
    expect(checked({ moveToColdStorageAfter: LATER() }, topology => [tables(topology), clusters(topology)]))
      .toThrow('[Payments] BackupPolicy.daily({ moveToColdStorageAfter }) = <token> days: AWS Backup cannot move recovery points of Aurora to cold storage');
  });
});

describe('what is backed up', () => {
  const pairOf = (name: string): ProtectedResourcePair => {
    const arnIn = (region: string) => ProtectedResource.auroraCluster(clusterArn(region, name));
    return { primary: arnIn('eu-west-1'), secondary: arnIn('eu-central-1') };
  };

  test('is one pair, or up to thirty', () => {
    const pairs = (count: number) => Array.from({ length: count }, (_, index) => pairOf(`c${index}`));
    expect(checked({}, () => pairs(1))).not.toThrow();
    expect(checked({}, () => pairs(30))).not.toThrow();
    expect(checked({}, () => pairs(31))).toThrow('[Payments] resources = 31 pairs: it is 1 to 30 pairs');
    expect(checked({}, () => [])).toThrow('[Payments] resources = 0 pairs: it is 1 to 30 pairs');
  });

  test('is a table in China, where clusters are not copied', () => {
    const topology = createdTopology(undefined, { primary: { region: 'cn-north-1' }, secondary: { region: 'cn-northwest-1' } });
    const inChina = (region: string) => ProtectedResource.dynamoDbTable(tableArn(region).replace('arn:aws:', 'arn:aws-cn:'));
    const pair = { primary: inChina('cn-north-1'), secondary: inChina('cn-northwest-1') };
    expect(() => validateBackup(topology, topology, settingsOfPolicy(topology, BackupPolicy.daily()), [pair])).not.toThrow();
  });

  test('has a name of its service, whole, in the second pair as in the first', () => {
    const second = (primary: ProtectedResource) => () => [pairOf('orders'), { primary, secondary: pairOf('stock').secondary }];
    for (const name of ['stock:1', '-', 'stock/1']) {
      expect(checked({}, second(ProtectedResource.auroraCluster(clusterArn('eu-west-1', name)))))
        .toThrow(`[Payments] resources[1].primary = "${clusterArn('eu-west-1', name)}"`);
    }
    expect(checked({}, second(ProtectedResource.auroraCluster(`x${clusterArn('eu-west-1')}`))))
      .toThrow('[Payments] resources[1].primary = "xarn:aws:rds:');
  });
});
