import type { Duration } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type { DailyBackupProps } from './backup-policy';

/** What a backup plan is made of, every default filled in. */
export interface BackupSettings extends DailyBackupProps {
  readonly scheduleExpression: events.Schedule;
  readonly deleteAfter: Duration;
  readonly copyDeleteAfter: Duration;
}
