import { Match } from 'aws-cdk-lib/assertions';
import { BY_USER, sessions } from './fixture';
import { DrMonitoring, StackLayer } from '../../src';
import { templateOf } from '../support/environment';

test('MON-05, MON-07, MON-08, MON-29: DrMonitoring makes them alarms of both Regions, for table and index', () => {
  const { app, topology, table } = sessions({ globalSecondaryIndexes: [BY_USER] });
  new DrMonitoring(app, 'Monitoring', { topology, recoverables: [table] });
  const tableName = { Name: 'TableName', Value: table.tableName };
  const indexName = { Name: 'GlobalSecondaryIndexName', Value: BY_USER.indexName };
  const alarm = { Period: 60, EvaluationPeriods: 2, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' };
  for (const region of topology.regions) {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...alarm,
      MetricName: 'ReplicationLatency',
      Threshold: 5000,
      Statistic: 'Average',
      Dimensions: Match.arrayWith([{ Name: 'ReceivingRegion', Value: region.peer.name }, tableName]),
    });
    for (const MetricName of ['ReadThrottleEvents', 'WriteThrottleEvents']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { ...alarm, MetricName, Threshold: 0, Statistic: 'Sum', Dimensions: [tableName] });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { ...alarm, MetricName, Threshold: 0, Statistic: 'Sum', Dimensions: [indexName, tableName] });
    }
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 0,
      EvaluationPeriods: 2,
      TreatMissingData: 'notBreaching',
      Metrics: Match.arrayWith([Match.objectLike({
        MetricStat: Match.objectLike({ Metric: Match.objectLike({ MetricName: 'SystemErrors', Dimensions: Match.arrayWith([tableName]) }) }),
      })]),
    });
  }
});
