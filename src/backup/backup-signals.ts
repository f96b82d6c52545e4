import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { BackupSettings } from './backup-settings';
import { isDaily } from './daily-schedule';
import type { RegionalBackup } from './regional-backup';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal, SignalAlarm } from '../monitoring/health-signal';
import { anyOf, ONCE } from '../monitoring/signal-terms';
import { STATUS_DIMENSION, STATUS_METRIC } from '../recovery/regional-state/status-metric';
import type { DrTopology } from '../topology';
import { metricNamespace } from '../topology/metric-namespace';

const HOURS_OF_A_DAY = 24;
/** AWS Backup's own: https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
const DEFAULT_START_WINDOW = 8;
/** For the job itself. */
const TIME_TO_COMPLETE = 4;
/** The longest time that an alarm on hours looks back on: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST_LOOK = 7 * HOURS_OF_A_DAY;

/**
 * What is watched of the backups of a Region, alike in both.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
export function backupSignals(topology: DrTopology, backup: RegionalBackup, settings: BackupSettings): HealthSignal[] {
  const { region, vaultName, copiesVaultName } = backup;
  const failures = { publishedIn: region, section: DashboardSection.STORES, graph: 'Failed jobs of AWS Backup', alarm: anyOf(AlertSeverity.WARNING, ONCE) };
  const completions = { publishedIn: region, section: DashboardSection.STORES, graph: 'Completed jobs of AWS Backup' };
  return [
    {
      publishedIn: region,
      section: DashboardSection.STORES,
      graph: 'Hours with a backup, or on standby',
      id: 'backup-completed',
      description: `No backup was completed in vault ${vaultName} in time while ${region.name} was active: none was begun, or each failed`,
      metric: completedOrOnStandby(topology, backup),
      alarm: missingBackup(settings),
    },
    {
      ...completions,
      id: 'backup-jobs-completed',
      description: `Backups into vault ${vaultName} that were completed`,
      metric: backup.metricNumberOfBackupJobsCompleted(),
    },
    {
      ...completions,
      id: 'backup-copies-completed',
      description: `Copies to vault ${copiesVaultName} in ${region.peer.name} that were completed`,
      metric: backup.metricNumberOfCopyJobsCompleted(),
    },
    { ...failures, id: 'backup-failed', description: `A backup into vault ${vaultName} failed`, metric: backup.metricNumberOfBackupJobsFailed() },
    {
      ...failures,
      id: 'backup-expired',
      description: `A backup into vault ${vaultName} did not begin within its start window`,
      metric: backup.metricNumberOfBackupJobsExpired(),
    },
    {
      ...failures,
      id: 'backup-copy-failed',
      description: `A copy from ${region.name} to vault ${copiesVaultName} in ${region.peer.name} failed`,
      metric: backup.metricNumberOfCopyJobsFailed(),
    },
    ...settings.restoreTesting ? [{
      ...failures,
      id: 'backup-restore-failed',
      description: `A recovery point of vault ${vaultName} could not be restored`,
      metric: backup.metricNumberOfRestoreJobsFailed(),
    }] : [],
  ];
}

/**
 * The backups of each hour, and one more for an hour in which the Region follows: whether AWS Backup can take any of a cluster that follows is
 * not documented, and what the active Region has is copied to both. `SUM` takes what has data: while the state is not published, or nothing
 * publishes it, backups alone count.
 */
function completedOrOnStandby(topology: DrTopology, backup: RegionalBackup): cloudwatch.MathExpression {
  const period = Duration.hours(1);
  const active = new cloudwatch.Metric({
    namespace: metricNamespace(topology),
    metricName: STATUS_METRIC.active,
    dimensionsMap: { [STATUS_DIMENSION.name]: STATUS_DIMENSION.value },
    statistic: cloudwatch.Stats.MAXIMUM,
    period,
    region: backup.region.name,
  });
  return new cloudwatch.MathExpression({
    expression: 'SUM([completed, standby])',
    usingMetrics: {
      completed: backup.metricNumberOfBackupJobsCompleted(),
      standby: new cloudwatch.MathExpression({ expression: '1 - active', usingMetrics: { active }, period }),
    },
    period,
  });
}

/**
 * When a daily backup is missing. Where the account has not opted in to AWS Backup no job is made and none fails: only what is missing tells.
 * Other schedules are shown and not alarmed on, since how long a backup may be away depends on them.
 */
function missingBackup({ scheduleExpression, startWindow }: BackupSettings): SignalAlarm | undefined {
  const hours = HOURS_OF_A_DAY + hoursOf(startWindow) + TIME_TO_COMPLETE;
  return !isDaily(scheduleExpression) || hours > LONGEST_LOOK ? undefined : {
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: hours,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    severity: AlertSeverity.WARNING,
    // It is on until the first backup, and then for hours at least.
    ownPage: true,
  };
}

/** One that is not known at synthesis is as long as any may be. */
function hoursOf(startWindow?: Duration): number {
  if (startWindow?.isUnresolved()) {
    return Infinity;
  }
  return startWindow ? Math.ceil(startWindow.toHours({ integral: false })) : DEFAULT_START_WINDOW;
}
