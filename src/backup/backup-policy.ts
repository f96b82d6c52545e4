import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { BackupSettings } from './backup-settings';
import type { RestoreTesting } from './restore-testing';
import type { VaultLock } from './vault-lock';

/**
 * When backups are taken and how long they are kept, in both Regions alike.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export interface DailyBackupProps {
  /**
   * When a backup begins, a cron expression in UTC.
   * @default - every day at 02:00, cron(0 2 * * ? *)
   */
  readonly scheduleExpression?: events.Schedule;
  /**
   * How long a backup is kept in the vault of the Region where it was taken. Whole days, 1 to 36,500.
   * @default Duration.days(7)
   */
  readonly deleteAfter?: Duration;
  /**
   * How long its copy is kept in the vault of the other Region. Whole days, 1 to 36,500.
   * @default - as `deleteAfter`
   */
  readonly copyDeleteAfter?: Duration;
  /**
   * When backup and copy move to cold storage, where they stay for at least 90 days: `deleteAfter` and `copyDeleteAfter` must be that much
   * longer. Whole days, at least 1. For resources that AWS Backup can move; Aurora is not one of them.
   * @default - never
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html#features-by-resource
   */
  readonly moveToColdStorageAfter?: Duration;
  /**
   * How long after its time a backup may begin before it counts as missed. Whole minutes, at least 60.
   * @default - 8 hours
   */
  readonly startWindow?: Duration;
  /**
   * How long a backup may take before it is cancelled. Whole minutes.
   * @default - 7 days
   */
  readonly completionWindow?: Duration;
  /**
   * A lock on both vaults.
   * @default - none
   */
  readonly vaultLock?: VaultLock;
  /**
   * Whether the access policy of both vaults denies everybody to delete a recovery point or to shorten its life. The policy itself can be
   * changed; a `vaultLock` is stronger.
   * @default false
   */
  readonly blockRecoveryPointDeletion?: boolean;
  /**
   * Whether recovery points are restored on a schedule, in both Regions.
   * @default - no: each run restores a copy of everything, which costs
   */
  readonly restoreTesting?: RestoreTesting;
}

/** Whether and how AWS Backup takes backups in each Region and copies them to the other. */
export class BackupPolicy {
  /** A backup per day, unless the schedule says otherwise, copied to the other Region. */
  public static daily(props: DailyBackupProps = {}): BackupPolicy {
    const deleteAfter = props.deleteAfter ?? Duration.days(7);
    return new BackupPolicy({
      ...props,
      scheduleExpression: props.scheduleExpression ?? events.Schedule.cron({ minute: '0', hour: '2' }),
      deleteAfter,
      copyDeleteAfter: props.copyDeleteAfter ?? deleteAfter,
    });
  }

  /** No backups by AWS Backup. What the service itself keeps, such as continuous backups of Aurora, is not affected. */
  public static none(): BackupPolicy {
    return new BackupPolicy();
  }

  /**
   * Absent where no backups are taken.
   * @internal
   */
  public readonly _settings?: BackupSettings;

  private constructor(settings?: BackupSettings) {
    this._settings = settings;
  }
}
