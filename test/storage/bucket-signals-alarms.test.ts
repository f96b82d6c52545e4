import { Match } from 'aws-cdk-lib/assertions';
import { documents } from './fixture';
import { DrMonitoring, StackLayer } from '../../src';
import { templateOf } from '../support/environment';

test('MON-09, MON-10, MON-29: DrMonitoring makes them alarms of both Regions: lag where objects arrive, failure where they were written', () => {
  const { app, topology, bucket } = documents();
  new DrMonitoring(app, 'Monitoring', { topology, recoverables: [bucket] });
  for (const region of topology.regions) {
    const own = bucket.forRegion(region).bucketName;
    const other = bucket.forRegion(region.peer).bucketName;
    const rule = (from: string, to: string, destination: string) => Match.arrayWith([
      { Name: 'DestinationBucket', Value: to }, { Name: 'RuleId', Value: `to-${destination}` }, { Name: 'SourceBucket', Value: from },
    ]);
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ReplicationLatency', Dimensions: rule(other, own, region.name), Statistic: 'Maximum', Threshold: 900, TreatMissingData: 'ignore',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'OperationsFailedReplication',
      Dimensions: rule(own, other, region.peer.name),
      Statistic: 'Sum',
      Period: 300,
      Threshold: 0,
      TreatMissingData: 'notBreaching',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      Dimensions: [{ Name: 'QueueName', Value: bucket.forRegion(region).replicationEvents.queueName }],
    });
  }
});
