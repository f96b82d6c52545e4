import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { BackupSettings } from './backup-settings';
import { DAYS, validateDuration } from './backup-times';
import type { VaultLock } from './vault-lock';
import { refuse } from '../topology/configuration-error';

/** The limits of a lock, and whether backups and copies fit: those that do not would fail, one by one. */
export function validateVaultLock(scope: IConstruct, { deleteAfter, copyDeleteAfter }: BackupSettings, { _settings: lock }: VaultLock): void {
  const { minRetention, maxRetention, changeableFor } = lock;
  validateDuration(scope, 'VaultLock minRetention', minRetention, { unit: DAYS, lowest: 1, highest: 36500 }, 'Duration.days(7)');
  validateDuration(scope, 'VaultLock maxRetention', maxRetention, { unit: DAYS, lowest: 1, highest: 36500 }, 'Duration.days(365)');
  validateDuration(scope, 'VaultLock changeableFor', changeableFor, { unit: DAYS, lowest: 3, highest: 36500 }, 'Duration.days(30)');
  if (maxRetention && isKnown(maxRetention, minRetention) && !isShorter(minRetention, maxRetention)) {
    refuse(scope, {
      prop: 'VaultLock maxRetention',
      value: maxRetention.toHumanString(),
      rule: `it must be longer than minRetention, ${minRetention.toHumanString()}`,
      remedy: 'Raise maxRetention, lower minRetention, or leave maxRetention out',
    });
  }
  for (const [prop, retention] of Object.entries({ deleteAfter, copyDeleteAfter })) {
    if (isShorter(retention, minRetention) || (maxRetention && isShorter(maxRetention, retention))) {
      refuse(scope, {
        prop: `BackupPolicy.daily({ ${prop} })`,
        value: retention.toHumanString(),
        rule: `it is outside the lock of the vault, ${minRetention.toHumanString()} to ${maxRetention?.toHumanString() ?? 'any time'}: the vault would fail every backup`,
        remedy: 'Change the retention or the bounds of the lock, so that the one is inside the other',
      });
    }
  }
}

/** Not where one of the two is not known at synthesis. */
function isShorter(duration: Duration, than: Duration): boolean {
  return isKnown(duration, than) && duration.toMilliseconds() < than.toMilliseconds();
}

function isKnown(...durations: Duration[]): boolean {
  return !durations.some(duration => duration.isUnresolved());
}
