import { Duration, Lazy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { alarmsOf, alarmsOn, healthSignal } from './monitored';
import type { DrTopology, HealthSignal, SignalAlarm } from '../../src';
import { StackLayer } from '../../src';
import { AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { ExampleStore } from '../recovery/example-store';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

function monitored(topology = createdTopology()): { topology: DrTopology; monitoring: DrMonitoring } {
  return { topology, monitoring: new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] }) };
}

function withSignals(signals: (topology: DrTopology) => HealthSignal[]): DrTopology {
  const { topology, monitoring } = monitored();
  monitoring.addSignals('checkout', signals(topology));
  return topology;
}

const metric = new cloudwatch.Metric({
  namespace: 'Payments', metricName: 'Refused', dimensionsMap: { Service: 'checkout' }, statistic: 'Sum', period: Duration.minutes(1), label: 'label', color: '#ff0000',
});
const expression = (using: { [id: string]: cloudwatch.IMetric }, period = Duration.minutes(1)) =>
  new cloudwatch.MathExpression({ expression: Object.keys(using).join(' + '), usingMetrics: using, period });

const alarm = (overrides: Partial<SignalAlarm> = {}): Partial<HealthSignal> => ({
  alarm: { threshold: 10, treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING, severity: AlertSeverity.WARNING, ...overrides },
});

describe('the alarm of a signal', () => {
  test('MON-21: it states everything, with two periods and all data points unless the signal says otherwise', () => {
    const topology = withSignals(t => [
      healthSignal(t.primary, { metric }),
      healthSignal(t.primary, {
        id: 'slow',
        ...alarm({
          threshold: 0.5,
          comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
          evaluationPeriods: 6,
          datapointsToAlarm: 5,
          treatMissingData: cloudwatch.TreatMissingData.BREACHING,
        }),
      }),
    ]);
    const [first, second] = alarmsOn(topology.primary, 'checkout');
    expect(first.Properties).toMatchObject({
      AlarmName: expect.stringMatching(new RegExp(`^payments-test-monitoring-checkout-refused-${PRIMARY}-[0-9a-f]{8}$`)),
      AlarmDescription: 'checkout: payments are refused (warning: above 10, 2 of 2 x 1 minute)',
      Namespace: 'Payments',
      MetricName: 'Refused',
      Dimensions: [{ Name: 'Service', Value: 'checkout' }],
      Statistic: 'Sum',
      Period: 60,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 2,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
      ActionsEnabled: true,
    });
    expect(first.Properties).not.toHaveProperty('Metrics');
    expect(second.Properties).toMatchObject({
      AlarmDescription: 'checkout: payments are refused (warning: at most 0.5, 5 of 6 x 1 minute)',
      Threshold: 0.5,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      EvaluationPeriods: 6,
      DatapointsToAlarm: 5,
      TreatMissingData: 'breaching',
    });
  });

  test('MON-21: an expression states its metrics, and none of them a Region or a label', () => {
    const failed = metric.with({ region: PRIMARY, unit: cloudwatch.Unit.COUNT });
    const topology = withSignals(t => [healthSignal(t.primary, { metric: expression({ refused: metric, failed }) })]);
    const [{ Properties }] = alarmsOn(topology.primary, 'checkout');
    const stat = (unit: object = {}) => ({
      Metric: { Namespace: 'Payments', MetricName: 'Refused', Dimensions: [{ Name: 'Service', Value: 'checkout' }] }, Period: 60, Stat: 'Sum', ...unit,
    });
    expect(Properties.Metrics).toEqual([
      { Expression: 'refused + failed', Id: 'expr_1', ReturnData: true },
      { Id: 'refused', MetricStat: stat(), ReturnData: false },
      { Id: 'failed', MetricStat: stat({ Unit: 'Count' }), ReturnData: false },
    ]);
  });

  test('MON-21: every alarm of the recovery stacks states all it rests on and tells of trouble and of its end', () => {
    const { topology, monitoring } = monitored();
    monitoring.addRecoverable(new ExampleStore(topology, { healthSignals: () => topology.regions.map(region => healthSignal(region)) }));
    monitoring.addSignals('rate', topology.regions.map(region => healthSignal(region, { metric: expression({ metric }) })));
    for (const region of topology.regions) {
      const alarms = alarmsOf(region);
      expect(alarms.length).toBeGreaterThan(10);
      for (const { Type, Properties } of alarms) {
        const states = Type === 'AWS::CloudWatch::CompositeAlarm'
          ? ['AlarmRule', 'ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod']
          : ['EvaluationPeriods', 'DatapointsToAlarm', 'Threshold', 'ComparisonOperator', 'TreatMissingData',
            ...Properties.Metrics ? ['Metrics'] : ['Namespace', 'MetricName', 'Dimensions', 'Period', Properties.ExtendedStatistic ? 'ExtendedStatistic' : 'Statistic']];
        for (const property of ['AlarmName', 'AlarmDescription', ...states]) {
          expect([Properties.AlarmName, property, Properties[property]]).toEqual([Properties.AlarmName, property, expect.anything()]);
        }
        expect(Properties.ActionsEnabled).toBe(true);
        expect(Properties.AlarmActions).toContainEqual(expect.anything());
        expect(Properties.OKActions).toEqual(Properties.AlarmActions);
      }
    }
  });

  test('MON-20: a store\'s signals are alarms in the Region that publishes them, and those without a limit are none', () => {
    const { topology, monitoring } = monitored();
    monitoring.addRecoverable(new ExampleStore(topology, {
      replicationSignals: () => [],
      healthSignals: () => [healthSignal(topology.secondary), healthSignal(topology.primary, { alarm: undefined })],
    }));
    expect(alarmsOn(topology.primary, 'database-main')).toEqual([]);
    expect(alarmsOn(topology.secondary, 'database-main')).toHaveLength(1);
  });

  test('MON-20: it lives where its dimensions are known, and names what it tells', () => {
    const app = testApp();
    const { topology, monitoring } = monitored(createdTopology(app));
    const stacks = new Map(topology.regions.map(region => [region, ownStack(app, `Workload-${region.name}`, region.name)]));
    const late = metric.with({ dimensionsMap: { Service: Lazy.string({ produce: () => 'late' }) } });
    const scope = { scope: (region: typeof topology.primary) => stacks.get(region)! };
    monitoring._addSignals('checkout', topology.regions.map(region => healthSignal(region, { metric: late })), scope);
    monitoring._addSignals('basket', topology.regions.map(region => healthSignal(region, { metric: late })), scope);
    for (const [region, stack] of stacks) {
      expect(alarmsOn(region, 'checkout')).toEqual([]);
      const topicOf = (severity: string) => [Match.stringLikeRegexp(`^arn:aws:sns:${region.name}:${ACCOUNT}:payments-test-monitoring-${severity}-`)];
      templateOf(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: Match.stringLikeRegexp('monitoring-checkout-refused'),
        Dimensions: [{ Name: 'Service', Value: 'late' }],
        AlarmActions: topicOf('information'),
        OKActions: topicOf('information'),
      });
      templateOf(stack).resourcePropertiesCountIs('AWS::CloudWatch::CompositeAlarm', {
        AlarmRule: Match.stringLikeRegexp('^\\(ALARM\\(".*checkout.*"\\) OR ALARM\\(".*basket.*"\\)\\)$'), AlarmActions: topicOf('warning'),
      }, 1);
    }
    const recovery = templateOf(topology.primary.stack(StackLayer.RECOVERY)).toJSON();
    expect(JSON.stringify(recovery)).not.toMatch(/"Workload-[^"]*:Export/);
  });
});

describe('law 6: a signal that cannot be watched is refused', () => {
  const elsewhere = createdTopology(testApp(), { primary: { region: 'us-west-2' } });
  const longer = { toMetricConfig: () => ({ mathExpression: { expression: 'm', usingMetrics: { m: metric.with({ period: Duration.minutes(5) }) }, period: 60 } }) };
  const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`m${index}`, metric.with({ dimensionsMap: { Service: `m${index}` } })]));

  test.each<[string, (topology: DrTopology) => HealthSignal[], RegExp]>([
    ['an id that cannot be part of a name', t => [healthSignal(t.primary, { id: 'a/b' })], /^\[Payments\/Monitoring\] checkout\.signals\[0\]\.id = "a\/b": it names states/],
    ['two of one id and Region', t => [healthSignal(t.primary), healthSignal(t.primary)],
      /checkout\.signals\[1\]\.id = "refused": checkout\.signals\[0\] of eu-west-1 has the same id\. Give one of the two another id/],
    ['published in a Region of another topology', () => [healthSignal(elsewhere.primary)], /signals\[0\]\.publishedIn = "us-west-2": it is not a Region of/],
    ['a metric of the other Region', t => [healthSignal(t.primary, { metric: metric.with({ region: SECONDARY }) })],
      /metric\.region = "eu-central-1": an alarm in eu-west-1, where the signal says that the metric is published, cannot see another Region's metrics/],
    ['a metric of the other Region in an expression', t => [healthSignal(t.primary, { metric: expression({ m: metric.with({ region: SECONDARY }) }) })],
      /metric\.region = "eu-central-1"/],
    ['an expression that searches the other Region', t => [healthSignal(t.primary, {
      metric: new cloudwatch.MathExpression({ expression: 'm', usingMetrics: { m: metric }, searchRegion: SECONDARY }),
    })], /metric\.region = "eu-central-1"/],
    ['a metric of another account', t => [healthSignal(t.primary, { metric: metric.with({ account: '222222222222' }) })],
      /metric\.account = "222222222222": signals are of the account of the topology, 111111111111\. Watch the other account/],
    ['an expression without metrics', t => [healthSignal(t.primary, { metric: expression({}), alarm: undefined })], /signals\[0\]\.metric = .*: it names no metric/],
    ['a search', t => [healthSignal(t.primary, {
      metric: new cloudwatch.SearchExpression({ expression: 'SEARCH(\'{Payments}\', \'Sum\')' }), alarm: undefined,
    })], /signals\[0\]\.metric = .*: it names no metric/],
    ['no number as a threshold', t => [healthSignal(t.primary, alarm({ threshold: NaN }))], /alarm\.threshold = NaN: values are compared with it/],
    ['an infinite threshold', t => [healthSignal(t.primary, alarm({ threshold: Infinity }))], /alarm\.threshold = Infinity/],
    ['a comparison with a band', t => [healthSignal(t.primary, alarm({ comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD }))],
      /alarm\.comparisonOperator = GreaterThanUpperThreshold: a signal is compared with one number/],
    ['no period', t => [healthSignal(t.primary, alarm({ evaluationPeriods: 0 }))], /alarm\.evaluationPeriods = 0: an alarm looks at a whole number of periods/],
    ['half a period', t => [healthSignal(t.primary, alarm({ evaluationPeriods: 1.5 }))], /alarm\.evaluationPeriods = 1\.5/],
    ['no data point', t => [healthSignal(t.primary, alarm({ datapointsToAlarm: 0 }))], /alarm\.datapointsToAlarm = 0: it counts data points/],
    ['more data points than periods', t => [healthSignal(t.primary, alarm({ datapointsToAlarm: 3 }))],
      /alarm\.datapointsToAlarm = 3: the alarm looks at 2 data points and would never fire\. Write at most 2/],
    ['a period that no alarm has', t => [healthSignal(t.primary, { metric: metric.with({ period: Duration.seconds(5) }) })], /metric\.period = 5 seconds: the period of an alarm is/],
    ['a period that no service publishes', t => [healthSignal(t.primary, {
      metric: new cloudwatch.Metric({ namespace: 'AWS/SQS', metricName: 'NumberOfMessagesSent', dimensionsMap: { QueueName: 'orders' }, statistic: 'Sum', period: Duration.seconds(10) }),
    })], /metric\.period = 10 seconds: AWS\/SQS is published once a minute at most, and between two data points the alarm would have none\. Write 60 seconds/],
    ['periods that differ', t => [healthSignal(t.primary, { metric: longer })], /metric\.period = 60 seconds, and 300 seconds of a metric in it: an alarm reads all/],
    ['a look back of more than a day', t => [healthSignal(t.primary, { metric: metric.with({ period: Duration.minutes(30) }), ...alarm({ evaluationPeriods: 49 }) })],
      /alarm\.evaluationPeriods = 49: with a period of 1800 seconds the alarm would look back further than 1 day, .* Write at most 48/],
    ['a look back of more than a week', t => [healthSignal(t.primary, { metric: metric.with({ period: Duration.hours(1) }), ...alarm({ evaluationPeriods: 169 }) })],
      /evaluationPeriods = 169: .* further than 7 days, .* Write at most 168/],
    ['an expression over eleven metrics', t => [healthSignal(t.primary, { metric: expression(eleven) })], /signals\[0\]\.metric = 11 metrics: an alarm rests on at most 10/],
  ])('%s', (_case, signals, message) => {
    expect(() => withSignals(signals)).toThrow(message);
  });

  test('a source that cannot be part of a name', () => {
    expect(() => monitored().monitoring.addSignals('check/out', [])).toThrow(/^\[Payments\/Monitoring\] sourceId = "check\/out": it names states/);
  });

  test('an id that the source has from before', () => {
    const { topology, monitoring } = monitored();
    monitoring.addSignals('checkout', [healthSignal(topology.primary)]);
    expect(() => monitoring.addSignals('checkout', [healthSignal(topology.primary)])).toThrow(/checkout\.signals\[0\]\.id = "refused"/);
  });

  test('an alarm in another Region than the signal\'s, and one in another account', () => {
    const app = testApp();
    const { topology, monitoring } = monitored(createdTopology(app));
    const there = ownStack(app, 'There', SECONDARY);
    expect(() => monitoring._addSignals('checkout', [healthSignal(topology.primary)], { scope: () => there })).toThrow(
      /signals\[0\]\.publishedIn = "eu-west-1": its alarm would be in 111111111111\/eu-central-1, where "There" is\. Watch each resource in its own Region/);
  });
});

describe('law 6: what is not known at synthesis is let pass', () => {
  test.each<[string, Partial<HealthSignal>]>([
    ['a threshold', alarm({ threshold: Lazy.number({ produce: () => 5 }) })],
    ['a count of periods', alarm({ evaluationPeriods: Lazy.number({ produce: () => 3 }) })],
    ['a Region', { metric: metric.with({ region: Lazy.string({ produce: () => PRIMARY }) }) }],
    ['an account', { metric: metric.with({ account: Lazy.string({ produce: () => ACCOUNT }) }) }],
  ])('%s', (_case, overrides) => {
    expect(alarmsOn(withSignals(t => [healthSignal(t.primary, overrides)]).primary, 'checkout')).toHaveLength(1);
  });

  test.each([10, 30, 60, 3600])('and a period of %i seconds', seconds => {
    const topology = withSignals(t => [healthSignal(t.primary, { metric: metric.with({ period: Duration.seconds(seconds) }) })]);
    expect(alarmsOn(topology.primary, 'checkout')[0].Properties.Period).toBe(seconds);
  });

  test('and one id for what is measured alike in both Regions', () => {
    const topology = withSignals(t => t.regions.map(region => healthSignal(region)));
    expect(topology.regions.map(region => alarmsOn(region, 'checkout')).map(alarms => alarms.length)).toEqual([1, 1]);
  });
});
