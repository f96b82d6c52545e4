import { Duration, Lazy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarm } from './monitored';
import { alarmsOn } from './monitored';
import type { DrTopology, IRecoverable, ReplicationSignal } from '../../src';
import { StackLayer } from '../../src';
import { DrMonitoring } from '../../src/monitoring';
import { exampleSignal, ExampleStore } from '../recovery/example-store';
import { createdTopology, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function monitored(recoverables: (topology: DrTopology) => IRecoverable[]): DrTopology {
  const topology = createdTopology();
  new DrMonitoring(topology, 'Monitoring', { topology, recoverables: recoverables(topology) });
  return topology;
}

function withSignals(signals: (topology: DrTopology) => ReplicationSignal[]): DrTopology {
  return monitored(topology => [new ExampleStore(topology, { replicationSignals: () => signals(topology) })]);
}

/** The alarms on replication: not those of the library on its own parts. */
function alarmsIn(topology: DrTopology, role: 'primary' | 'secondary'): Alarm[] {
  return ['database-main', 'database-audit', 'bucket-documents', 'a', 'a-b'].flatMap(store => alarmsOn(topology[role], store));
}

const bucketMetric = new cloudwatch.Metric({
  namespace: 'AWS/S3',
  metricName: 'ReplicationLatency',
  dimensionsMap: { SourceBucket: 'from', DestinationBucket: 'to', RuleId: 'all' },
  statistic: 'Maximum',
  period: Duration.minutes(5),
  label: 'a label of the store',
  color: '#ff0000',
});

describe('an alarm for every replication signal', () => {
  test('MON-21: every alarm states all that it rests on, and tells of trouble and of its end', () => {
    const topology = monitored(t => [
      new ExampleStore(t),
      new ExampleStore(t, { id: 'bucket-documents', replicationSignals: () => [exampleSignal(t.secondary, { metric: bucketMetric })] }),
    ]);
    const alarms = [...alarmsIn(topology, 'primary'), ...alarmsIn(topology, 'secondary')];
    expect(alarms).toHaveLength(3);
    for (const { Properties: alarm } of alarms) {
      for (const property of [
        'AlarmName', 'AlarmDescription', 'Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period', 'EvaluationPeriods', 'DatapointsToAlarm',
        'Threshold', 'ComparisonOperator', 'TreatMissingData',
      ]) {
        expect([property, alarm[property]]).toEqual([property, expect.anything()]);
      }
      expect(alarm.ActionsEnabled).toBe(true);
      expect(alarm.AlarmActions).toHaveLength(1);
      expect(alarm.OKActions).toEqual(alarm.AlarmActions);
    }
  });

  test('law 5: it is in the Region that publishes the metric, and its threshold is the objective in the unit of the metric', () => {
    const topology = withSignals(t => [
      exampleSignal(t.secondary),
      exampleSignal(t.primary, {
        id: 'objects',
        description: 'time to replicate an object',
        metric: bucketMetric,
        unit: Duration.seconds(1),
        threshold: Duration.minutes(15),
        evaluationPeriods: 1,
        treatMissingData: cloudwatch.TreatMissingData.IGNORE,
      }),
    ]);
    const primary = templateOf(topology.primary.stack(StackLayer.RECOVERY));
    const secondary = templateOf(topology.secondary.stack(StackLayer.RECOVERY));
    expect(alarmsIn(topology, 'primary')).toHaveLength(1);
    expect(alarmsIn(topology, 'secondary')).toHaveLength(1);
    primary.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: Match.stringLikeRegexp(`^payments-test-monitoring-database-main-objects-${PRIMARY}-[0-9a-f]{8}$`),
      AlarmDescription: 'database-main: time to replicate an object (critical: above 15 minutes, 1 of 1 x 5 minutes)',
      Namespace: 'AWS/S3',
      MetricName: 'ReplicationLatency',
      Dimensions: [{ Name: 'DestinationBucket', Value: 'to' }, { Name: 'RuleId', Value: 'all' }, { Name: 'SourceBucket', Value: 'from' }],
      Statistic: 'Maximum',
      Period: 300,
      Threshold: 900,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
    });
    secondary.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: Match.stringLikeRegexp(`^payments-test-monitoring-database-main-lag-in-${SECONDARY}-${SECONDARY}-[0-9a-f]{8}$`),
      Namespace: 'AWS/RDS',
      MetricName: 'AuroraGlobalDBRPOLag',
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: `orders-${SECONDARY}` }],
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 5000,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'missing',
    });
  });

  test('law 5: a lag above its limit is critical', () => {
    const topology = withSignals(t => [exampleSignal(t.primary)]);
    const template = templateOf(topology.primary.stack(StackLayer.RECOVERY));
    const [critical] = Object.keys(template.findResources('AWS::SNS::Topic', { Properties: { DisplayName: 'Payments test critical' } }));
    const [{ Properties: lag }] = alarmsIn(topology, 'primary');
    template.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
      AlarmRule: Match.stringLikeRegexp(`ALARM\\("${lag.AlarmName}"\\)`),
      AlarmActions: [{ Ref: critical }],
      OKActions: [{ Ref: critical }],
    });
  });

  test('law 3: it looks at its own Region, whatever the metric says and wherever the metric comes from', () => {
    const topology = withSignals(t => [
      exampleSignal(t.secondary, { metric: bucketMetric.with({ region: SECONDARY }) }),
      exampleSignal(t.primary, { metric: bucketMetric.attachTo(t.primary.stack(StackLayer.FOUNDATION)) }),
      exampleSignal(t.primary, { id: 'late', metric: bucketMetric.with({ region: Lazy.string({ produce: () => PRIMARY }) }) }),
    ]);
    const alarms = [...alarmsIn(topology, 'primary'), ...alarmsIn(topology, 'secondary')];
    expect(alarms).toHaveLength(3);
    for (const { Properties: alarm } of alarms) {
      expect(alarm.MetricName).toBe('ReplicationLatency');
      expect(alarm).not.toHaveProperty('Metrics');
      expect(alarm).not.toHaveProperty('Region');
    }
  });

  test('law 9: no alarm is anywhere but in the Region that publishes its metric', () => {
    const topology = monitored(t => [new ExampleStore(t), new ExampleStore(t, { id: 'database-audit' })]);
    const placed = stacksOf(topology).flatMap(stack => Object.values(templateOf(stack).findResources('AWS::CloudWatch::Alarm'))
      .filter(alarm => alarm.Properties.Namespace === 'AWS/RDS').map(alarm => [stack.region, alarm.Properties.Dimensions[0].Value]));
    expect(placed).toHaveLength(4);
    for (const [region, cluster] of placed) {
      expect(cluster).toBe(`orders-${region}`);
    }
  });

  test('law 3: two signals whose ids run together keep alarms and names of their own', () => {
    const topology = monitored(t => [
      new ExampleStore(t, { id: 'a-b', replicationSignals: () => [exampleSignal(t.primary, { id: 'c' })] }),
      new ExampleStore(t, { id: 'a', replicationSignals: () => [exampleSignal(t.primary, { id: 'b-c' })] }),
    ]);
    const names = alarmsIn(topology, 'primary').map(alarm => alarm.Properties.AlarmName);
    expect(new Set(names).size).toBe(2);
  });
});

describe('law 6: a signal that cannot be watched is refused', () => {
  const elsewhere = createdTopology(testApp(), { primary: { region: 'us-west-2' } });
  const unknown = Lazy.string({ produce: () => 'later' });
  const unknownTime = Duration.seconds(Lazy.number({ produce: () => 5 }));
  const refused: [string, (topology: DrTopology) => Partial<ReplicationSignal>, RegExp][] = [
    ['published in a Region outside the topology', () => ({ publishedIn: elsewhere.primary }),
      /\[Payments\/Monitoring\] database-main\.replicationSignals\(\)\[0\]\.publishedIn = "us-west-2": it is not a Region of this construct's topology/],
    ['a metric of another Region than the one it is said to be published in', t => ({ metric: bucketMetric.with({ region: t.secondary.name }) }),
      /metric\.region = "eu-central-1": an alarm in eu-west-1, .* cannot see another Region's metrics\. Correct "publishedIn"/],
    ['a metric of a resource in the other Region', t => ({ metric: bucketMetric.attachTo(t.secondary.stack(StackLayer.FOUNDATION)) }),
      /metric\.region = "eu-central-1"/],
    ['a dimension that only its own stack knows', () => ({ metric: bucketMetric.with({ dimensionsMap: { TableName: unknown } }) }),
      /metric\.dimensions\.TableName = not known at synthesis: the dashboards of both Regions name the metric/],
    ['a limit of nothing', () => ({ threshold: Duration.millis(0) }), /\.threshold = Duration\.millis\(0\): .* known and longer than zero/],
    ['a limit that is not known', () => ({ threshold: unknownTime }), /\.threshold = not known at synthesis/],
    ['a unit of nothing', () => ({ unit: Duration.seconds(0) }), /\.unit = Duration\.seconds\(0\)/],
    ['no period', () => ({ evaluationPeriods: 0 }), /\.evaluationPeriods = 0: an alarm looks at a whole number of periods, at least 1/],
    ['half a period', () => ({ evaluationPeriods: 1.5 }), /\.evaluationPeriods = 1\.5/],
    ['an id that cannot be part of a name', () => ({ id: 'lag/in' }), /\.id = "lag\/in": it names states, alarms/],
  ];

  test.each(refused)('%s', (_, overrides, message) => {
    expect(() => withSignals(t => [exampleSignal(t.primary, overrides(t))])).toThrow(message);
  });

  test('two signals of a store and Region with one id', () => {
    expect(() => withSignals(t => [exampleSignal(t.primary, { id: 'lag' }), exampleSignal(t.primary, { id: 'lag' })]))
      .toThrow(/replicationSignals\(\)\[1\]\.id = "lag": database-main\.replicationSignals\(\)\[0\] of eu-west-1 has the same id/);
  });

  test('two stores with one id', () => {
    expect(() => monitored(t => [new ExampleStore(t), new ExampleStore(t)])).toThrow(/recoverables\[1\]\.recoverableId = "database-main"/);
  });

  test('but a metric without dimensions is fine', () => {
    const metric = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'Lag', statistic: 'Average', period: Duration.seconds(60) });
    const topology = withSignals(t => [exampleSignal(t.primary, { metric })]);
    expect(alarmsIn(topology, 'primary')[0].Properties).toMatchObject({ Namespace: 'Payments', MetricName: 'Lag', Statistic: 'Average' });
  });
});
