import { Match } from 'aws-cdk-lib/assertions';
import { ordersBackup } from './fixture';
import { DrMonitoring, StackLayer } from '../../src';
import { templateOf } from '../support/environment';

test('BKP-01, BKP-02: given to DrMonitoring they are alarms of both Regions, within what CloudWatch takes', () => {
  const { app, topology, backup } = ordersBackup();
  new DrMonitoring(app, 'Monitoring', { topology, recoverables: [] }).addSignals('backup-orders', backup.healthSignals());
  for (const region of topology.regions) {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    const forVault = (Value: string) => ({ Namespace: 'AWS/Backup', Statistic: 'Sum', Period: 3600, Dimensions: [{ Name: 'BackupVaultName', Value }] });
    const { Statistic, Period: Hour, ...completed } = { ...forVault(backup.forRegion(region).vaultName), MetricName: 'NumberOfBackupJobsCompleted' };
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'SUM([completed, standby])', ReturnData: true }),
        Match.objectLike({ Id: 'completed', MetricStat: { Metric: completed, Period: Hour, Stat: Statistic }, ReturnData: false }),
        Match.objectLike({ Id: 'standby', Expression: '1 - active', ReturnData: false }),
        Match.objectLike({ Id: 'active', MetricStat: Match.objectLike({ Period: Hour, Stat: 'Maximum' }), ReturnData: false }),
      ]),
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 36,
      DatapointsToAlarm: 36,
      TreatMissingData: 'breaching',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...forVault(backup.forRegion(region.peer).vaultName),
      MetricName: 'NumberOfCopyJobsFailed',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
    });
  }
});
