import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { dataOf, ordersBackup } from './fixture';
import type { RegionalBackup } from '../../src';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, templateOf, testApp } from '../support/environment';

const { topology, backup } = ordersBackup();

describe('the handle of a Region', () => {
  test('names the vault literally, so that a stack that uses it waits for no other', () => {
    for (const region of topology.regions) {
      const { vaultName, vaultArn, copiesVaultName } = backup.forRegion(region);
      expect(vaultName).toMatch(new RegExp(`^payments-test-orders-${region.name}-[0-9a-f]{8}$`));
      expect(vaultArn).toBe(`arn:aws:backup:${region.name}:${ACCOUNT}:backup-vault:${vaultName}`);
      expect(copiesVaultName).toBe(backup.forRegion(region.peer).vaultName);
      expect(backup.forRegion(region).region).toBe(region);
    }
  });

  test('has the plan\'s id and the role for restores', () => {
    for (const region of topology.regions) {
      const stack = dataOf(region);
      const { planId, restoreRole } = backup.forRegion(region);
      const template = templateOf(stack);
      expect(stack.resolve(planId)).toEqual({ 'Fn::GetAtt': [Object.keys(template.findResources('AWS::Backup::BackupPlan'))[0], 'BackupPlanId'] });
      expect(template.findOutputs('*')).toEqual(expect.objectContaining({
        [stack.getLogicalId(stack.node.findChild('backup-orders').node.findChild('restore-role-arn') as never)]:
          expect.objectContaining({ Value: stack.resolve(restoreRole.roleArn) }),
      }));
    }
  });

  test('a Region of another topology is refused', () => {
    const other = createdTopology(testApp(), { primary: { region: 'us-east-2' }, secondary: { region: 'us-west-2' } });
    expect(() => backup.forRegion(other.primary)).toThrow('[orders] region = "us-east-2": it is not a Region of this construct\'s topology');
  });
});

describe('the metrics of AWS/Backup', () => {
  test.each<[keyof RegionalBackup, string, 'vaultName' | 'copiesVaultName']>([
    ['metricNumberOfBackupJobsCompleted', 'NumberOfBackupJobsCompleted', 'vaultName'],
    ['metricNumberOfBackupJobsFailed', 'NumberOfBackupJobsFailed', 'vaultName'],
    ['metricNumberOfBackupJobsExpired', 'NumberOfBackupJobsExpired', 'vaultName'],
    ['metricNumberOfCopyJobsCompleted', 'NumberOfCopyJobsCompleted', 'copiesVaultName'],
    ['metricNumberOfCopyJobsFailed', 'NumberOfCopyJobsFailed', 'copiesVaultName'],
    ['metricNumberOfRestoreJobsFailed', 'NumberOfRestoreJobsFailed', 'vaultName'],
  ])('%s is published where the jobs run, for the vault that they restore from or write to', (method, metricName, vault) => {
    for (const region of topology.regions) {
      const handle = backup.forRegion(region);
      const metric = (handle[method] as RegionalBackup['metricNumberOfBackupJobsFailed']).call(handle);
      expect(metric).toMatchObject({
        namespace: 'AWS/Backup', metricName, dimensions: { BackupVaultName: handle[vault] }, region: region.name, statistic: 'Sum',
      });
      expect(metric.period).toEqual(Duration.hours(1));
    }
  });

  test('any other has the same dimensions, and options change it', () => {
    const handle = backup.forRegion(topology.primary);
    const metric = handle.metric('NumberOfRecoveryPointsExpired');
    const daily = handle.metric('NumberOfRecoveryPointsExpired', { period: Duration.days(1) });
    expect(metric).toMatchObject({ metricName: 'NumberOfRecoveryPointsExpired', dimensions: { BackupVaultName: handle.vaultName } });
    expect([metric.period, daily.period]).toEqual([Duration.hours(1), Duration.days(1)]);
  });

  test('BKP-02: an alarm on backups that are missing, as the folder\'s page has it, is within the limits of CloudWatch', () => {
    const own = ordersBackup();
    const stack = ownStack(own.app, 'Alarms', PRIMARY);
    own.backup.forRegion(own.topology.primary).metricNumberOfBackupJobsCompleted().createAlarm(stack, 'NotBackedUp', {
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 36,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
    const [{ Properties }] = Object.values(templateOf(stack).findResources('AWS::CloudWatch::Alarm'));
    expect(Properties).toMatchObject({ MetricName: 'NumberOfBackupJobsCompleted', Statistic: 'Sum', TreatMissingData: 'breaching', Threshold: 1 });
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    expect(Properties.Period).toBeGreaterThanOrEqual(3600);
    expect(Properties.Period * Properties.EvaluationPeriods).toBeLessThanOrEqual(604800);
  });

  test('an alarm in a stack of the Region names the vault and refers to no stack', () => {
    const own = ordersBackup();
    const handle = own.backup.forRegion(own.topology.primary);
    const stack = ownStack(own.app, 'Alarms', PRIMARY);
    handle.metricNumberOfBackupJobsFailed().createAlarm(stack, 'Failed', {
      threshold: 1, evaluationPeriods: 1, comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
    templateOf(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: [{ Name: 'BackupVaultName', Value: handle.vaultName }],
    });
    expect(stack.dependencies).toEqual([]);
  });
});
