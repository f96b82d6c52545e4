import { Duration, Lazy } from 'aws-cdk-lib';
import type { IMetric, MetricExpressionConfig } from 'aws-cdk-lib/aws-cloudwatch';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ordersBackup } from './fixture';
import type { DailyBackupProps, HealthSignal } from '../../src';
import { AlertSeverity, BackupPolicy, DashboardSection, RestoreTesting } from '../../src';
import { RecoveryState } from '../../src/recovery/regional-state/recovery-state';
import { idsOf, published, signalsIn } from '../support/health-signals';

const WARNING = AlertSeverity.WARNING;

function signalsWith(props: DailyBackupProps): Map<string, HealthSignal>[] {
  const { topology, backup } = ordersBackup({ policy: BackupPolicy.daily(props) });
  return topology.regions.map(region => signalsIn(backup.healthSignals(), region));
}

function mathOf(metric: IMetric): MetricExpressionConfig {
  return metric.toMetricConfig().mathExpression!;
}

function metricOf(metric: IMetric): unknown[] {
  const { namespace, metricName, dimensions, statistic, period, region } = metric.toMetricConfig().metricStat!;
  return [namespace, metricName, dimensions, statistic, period.toSeconds(), region];
}

const tested = ordersBackup({ policy: BackupPolicy.daily({ restoreTesting: RestoreTesting.weekly() }) });

describe.each([['home', 0], ['standby', 1]] as const)('the %s Region', (_, position) => {
  const { topology, backup } = tested;
  const region = topology.regions[position];
  const signals = signalsIn(backup.healthSignals(), region);
  const own = backup.forRegion(region).vaultName;
  const other = backup.forRegion(region.peer).vaultName;

  test('MON-29: has the same signals as the other, from the first deployment', () => {
    expect(idsOf(signals.values())).toEqual({
      alarmed: ['backup-completed', 'backup-failed', 'backup-expired', 'backup-copy-failed', 'backup-restore-failed'],
      shown: ['backup-jobs-completed', 'backup-copies-completed'],
    });
  });

  test.each([
    ['backup-jobs-completed', 'NumberOfBackupJobsCompleted', own],
    ['backup-copies-completed', 'NumberOfCopyJobsCompleted', other],
    ['backup-failed', 'NumberOfBackupJobsFailed', own],
    ['backup-expired', 'NumberOfBackupJobsExpired', own],
    ['backup-copy-failed', 'NumberOfCopyJobsFailed', other],
    ['backup-restore-failed', 'NumberOfRestoreJobsFailed', own],
  ])('MON-20: "%s" is published for the vault that AWS Backup counts it for, a copy for that of its destination', (id, metricName, vault) => {
    const signal = signals.get(id)!;
    expect(published(signal)).toEqual({ name: `AWS/Backup ${metricName}`, dimensions: { BackupVaultName: vault }, statistic: 'Sum', seconds: 3600 });
    expect([signal.section, signal.description]).toEqual([DashboardSection.STORES, expect.stringContaining(vault)]);
  });

  test('BKP-01: a day, the start window and the time for the job without a backup warn, and silence is no backup', () => {
    expect(signals.get('backup-completed')!.alarm).toEqual({
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 36,
      treatMissingData: TreatMissingData.BREACHING,
      severity: WARNING,
      ownPage: true,
    });
  });

  test('BKP-01: an hour in which the Region follows by its own state counts as one with a backup', () => {
    const { section, description, metric } = signals.get('backup-completed')!;
    expect([section, description]).toEqual([DashboardSection.STORES, expect.stringContaining(own)]);
    const whole = mathOf(metric);
    const standby = mathOf(whole.usingMetrics.standby);
    expect([whole.expression, whole.period, standby.expression, standby.period]).toEqual(['SUM([completed, standby])', 3600, '1 - active', 3600]);
    expect([whole.usingMetrics.completed, standby.usingMetrics.active].map(metricOf)).toEqual([
      ['AWS/Backup', 'NumberOfBackupJobsCompleted', [{ name: 'BackupVaultName', value: own }], 'Sum', 3600, region.name],
      ['MultiRegionDr/Payments/test', 'Active', [{ name: 'Component', value: 'recovery-state' }], 'Maximum', 3600, region.name],
    ]);
    const { namespace, metricName, dimensions } = RecoveryState.of(topology).forRegion(region).metricActive();
    expect([namespace, metricName, dimensions]).toEqual(['MultiRegionDr/Payments/test', 'Active', { Component: 'recovery-state' }]);
  });

  test.each([
    ['BKP-01', 'backup-failed'], ['BKP-01', 'backup-expired'], ['BKP-02', 'backup-copy-failed'], ['BKP-04', 'backup-restore-failed'],
  ])('%s: "%s" warns at the first, and silence is no failure', (_row, id) => {
    expect(signals.get(id)!.alarm)
      .toEqual({ threshold: 0, evaluationPeriods: 2, datapointsToAlarm: 1, treatMissingData: TreatMissingData.NOT_BREACHING, severity: WARNING });
  });
});

test('BKP-04: without restore tests none can fail', () => {
  for (const signals of signalsWith({})) {
    expect([...signals.keys()]).not.toContain('backup-restore-failed');
  }
});

describe('BKP-01: how long a backup may be away', () => {
  const SIX_DAYS = Duration.days(6);
  test.each<[string, DailyBackupProps, number | undefined]>([
    ['follows from the start window', { startWindow: Duration.hours(1) }, 29],
    ['counts a part of an hour as an hour', { startWindow: Duration.minutes(90) }, 30],
    ['is a week at most, as far as an alarm looks back', { startWindow: Duration.hours(140) }, 168],
    ['is not watched beyond', { startWindow: SIX_DAYS }, undefined],
    ['is not watched while the start window is not known', { startWindow: Duration.minutes(Lazy.number({ produce: () => 60 })) }, undefined],
    ['is watched for several backups a day', { scheduleExpression: Schedule.cron({ minute: '0', hour: '0/6' }) }, 36],
    ['is watched for a day of any month and week', { scheduleExpression: Schedule.expression('cron( 0 2 ? * * * )') }, 36],
    ['is not watched for a day of the week', { scheduleExpression: Schedule.cron({ minute: '0', hour: '2', weekDay: 'SUN' }) }, undefined],
    ['is not watched for a day of the month', { scheduleExpression: Schedule.cron({ minute: '0', hour: '2', day: '1' }) }, undefined],
    ['is not watched for a month of the year', { scheduleExpression: Schedule.cron({ minute: '0', hour: '2', month: '1' }) }, undefined],
  ])('%s', (_, props, hours) => {
    for (const signals of signalsWith(props)) {
      expect(signals.get('backup-completed')!.alarm?.evaluationPeriods).toBe(hours);
    }
  });
});
