import { Match } from 'aws-cdk-lib/assertions';
import { createdNetwork } from './support';
import { DrMonitoring, StackLayer } from '../../src';
import { templateOf } from '../support/environment';

test('COST-07: given to DrMonitoring, each Region alarms on and shows its own gateways, which the other cannot name', () => {
  const { app, topology, network } = createdNetwork();
  new DrMonitoring(app, 'Monitoring', { topology, recoverables: [] }).addSignals('network', network.healthSignals());
  for (const region of topology.regions) {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 0,
      TreatMissingData: 'notBreaching',
      Metrics: Match.arrayWith([Match.objectLike({ MetricStat: Match.objectLike({ Metric: Match.objectLike({ MetricName: 'ErrorPortAllocation' }) }) })]),
    });
    const view = templateOf(region.stack(StackLayer.VIEW));
    expect(JSON.stringify(view.findResources('AWS::CloudWatch::Dashboard'))).toContain('BytesInFromSource');
    for (const each of [template, view]) {
      expect(JSON.stringify(each.toJSON())).not.toContain('Fn::GetStackOutput');
    }
  }
});
