import { Duration, Lazy } from 'aws-cdk-lib';
import { BACKUP_BAD_INPUTS } from './bad-inputs';
import { dataOf, ordersBackup, ruleIn, tables } from './fixture';
import { BackupPolicy, VaultLock } from '../../src';
import { describeBadInputs } from '../support/bad-inputs';
import { createdTopology, testApp } from '../support/environment';

describeBadInputs(BACKUP_BAD_INPUTS);

describe('accepted', () => {
  test('what is not known at synthesis', () => {
    const later = Duration.days(Lazy.number({ produce: () => 10 }));
    const app = testApp();
    const topology = createdTopology(app);
    const { topology: { primary } } = ordersBackup({
      resources: [tables(topology)],
      policy: BackupPolicy.daily({
        deleteAfter: later,
        moveToColdStorageAfter: later,
        vaultLock: VaultLock.governance({ minRetention: later, maxRetention: Duration.days(1) }),
      }),
    }, app, topology);
    expect(ruleIn(dataOf(primary)).Lifecycle).toEqual({ DeleteAfterDays: 10, MoveToColdStorageAfterDays: 10 });
  });

  test('a retention at the bounds of the lock, and at the end of cold storage', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const policy = BackupPolicy.daily({
      deleteAfter: Duration.days(91),
      copyDeleteAfter: Duration.days(92),
      moveToColdStorageAfter: Duration.days(1),
      vaultLock: VaultLock.governance({ minRetention: Duration.days(91), maxRetention: Duration.days(92) }),
    });
    expect(() => ordersBackup({ resources: [tables(topology)], policy }, app, topology)).not.toThrow();
  });

});
