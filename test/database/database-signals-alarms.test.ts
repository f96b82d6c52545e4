import { Match } from 'aws-cdk-lib/assertions';
import { mainDatabase } from './fixture';
import { DrMonitoring, StackLayer } from '../../src';
import { templateOf } from '../support/environment';

test('MON-01, MON-02, MON-29: DrMonitoring makes them alarms of both Regions, each of its own cluster', () => {
  const { app, topology, database } = mainDatabase();
  new DrMonitoring(app, 'Monitoring', { topology, recoverables: [database] });
  for (const region of topology.regions) {
    const cluster = { Name: 'DBClusterIdentifier', Value: database.forRegion(region).clusterIdentifier };
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    const alarm = { Namespace: 'AWS/RDS', ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'missing', OKActions: Match.anyValue() };
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...alarm, MetricName: 'AuroraGlobalDBReplicationLag', Dimensions: [cluster], Statistic: 'Maximum', Period: 60, Threshold: 5000, EvaluationPeriods: 2,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...alarm,
      MetricName: 'AuroraGlobalDBReplicationLag',
      Dimensions: [cluster],
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 1000,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 5,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...alarm, MetricName: 'AuroraGlobalDBRPOLag', Dimensions: [cluster], Statistic: 'Maximum', Period: 60, Threshold: 5000, EvaluationPeriods: 2,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...alarm,
      MetricName: 'CPUUtilization',
      Dimensions: Match.arrayWith([cluster, { Name: 'Role', Value: 'WRITER' }]),
      Statistic: 'Average',
      Period: 300,
      Threshold: 80,
      EvaluationPeriods: 3,
    });
  }
});
