import { Duration, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { healthSignal } from './monitored';
import type { DrRegion, HealthSignal, SignalAlarm } from '../../src';
import { AlertSeverity } from '../../src/monitoring';
import { validateAlarm } from '../../src/monitoring/alarm-rules';
import { requireLiteralDimensions, validateSignals } from '../../src/monitoring/signal-rules';
import { createdTopology } from '../support/environment';

const PROP = 'checkout.signals[0]';
const RIGHT: SignalAlarm = { threshold: 10, treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING, severity: AlertSeverity.WARNING };

function metric(period: Duration, dimensionsMap: { [name: string]: string } = {}): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'Payments', metricName: 'Refused', dimensionsMap, period });
}

function watched(signalOf: (region: DrRegion) => HealthSignal) {
  const topology = createdTopology();
  return { topology, watched: { sourceId: 'checkout', prop: PROP, signal: signalOf(topology.primary) } };
}

function checked(alarm: Partial<SignalAlarm>, measured: cloudwatch.IMetric = metric(Duration.minutes(1))): () => void {
  const { topology, watched: { signal, ...named } } = watched(region => healthSignal(region, { metric: measured }));
  return () => validateAlarm(topology, { ...named, signal: { ...signal, alarm: { ...RIGHT, ...alarm } } });
}

describe('law 6: an alarm', () => {
  test('counts whole periods and data points, at least one, and not more points than periods', () => {
    expect(checked({ evaluationPeriods: 1 })).not.toThrow();
    expect(checked({ evaluationPeriods: 3, datapointsToAlarm: 3 })).not.toThrow();
    expect(checked({ evaluationPeriods: 0 }))
      .toThrow(`[Payments] ${PROP}.alarm.evaluationPeriods = 0: an alarm looks at a whole number of periods, at least 1. `
      + 'Write 2 to ride out a single late data point.');
    expect(checked({ datapointsToAlarm: 0 }))
      .toThrow(`[Payments] ${PROP}.alarm.datapointsToAlarm = 0: it counts data points, at least 1. Leave it out for all of them.`);
    expect(checked({ evaluationPeriods: 3, datapointsToAlarm: 4 }))
      .toThrow(`[Payments] ${PROP}.alarm.datapointsToAlarm = 4: the alarm looks at 3 data points and would never fire. `
      + 'Write at most 3, or raise "evaluationPeriods".');
  });

  test.each([
    ['a day in minutes', Duration.minutes(1), 1440, '1 day'],
    ['a day in longer periods', Duration.minutes(30), 48, '1 day'],
    ['a week in hours', Duration.hours(1), 168, '7 days'],
    ['a week in days', Duration.days(1), 7, '7 days'],
  ])('looks back %s at most', (_, period, most, longest) => {
    expect(checked({ evaluationPeriods: most }, metric(period))).not.toThrow();
    expect(checked({ evaluationPeriods: most + 1 }, metric(period))).toThrow(`[Payments] ${PROP}.alarm.evaluationPeriods = ${most + 1}: `
      + `with a period of ${period.toSeconds()} seconds the alarm would look back further than ${longest}, the most that CloudWatch does. Write at most ${most}.`);
  });

  test('rests on ten metrics at most', () => {
    const over = (count: number) => {
      const usingMetrics = Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, metric(Duration.minutes(1), { Service: `${index}` })]));
      return new cloudwatch.MathExpression({ expression: Object.keys(usingMetrics).join(' + '), usingMetrics, period: Duration.minutes(1) });
    };
    expect(checked({}, over(10))).not.toThrow();
    expect(checked({}, over(11))).toThrow(`[Payments] ${PROP}.metric = 11 metrics: an alarm rests on at most 10. `);
  });
});

describe('law 6: a signal', () => {
  test('is refused where its metric contradicts what is known of a service, by the name of its metric', () => {
    const { topology, watched: signal } = watched(region => healthSignal(region, {
      metric: new cloudwatch.Metric({ namespace: 'AWS/DynamoDB', metricName: 'UserErrors', dimensionsMap: { TableName: 'sessions' } }),
    }));
    expect(() => validateSignals(topology, topology, [], [signal]))
      .toThrow(`[Payments] ${PROP}.metric.dimensions = TableName: AWS/DynamoDB publishes UserErrors by no dimension`);
  });

  test('has dimensions that both Regions know, where both show it', () => {
    const literal = (measured: cloudwatch.IMetric) => () => {
      const { topology, watched: signal } = watched(region => healthSignal(region, { metric: measured }));
      requireLiteralDimensions(topology, signal);
    };
    const late = metric(Duration.minutes(1), { Shop: 'north', Service: Lazy.string({ produce: () => 'checkout' }) });
    const message = `[Payments] ${PROP}.metric.dimensions.Service = not known at synthesis: the dashboards of both Regions name the metric, `;
    expect(literal(late)).toThrow(message);
    expect(literal(new cloudwatch.MathExpression({ expression: '2 * m', usingMetrics: { m: late } }))).toThrow(message);
    expect(literal(metric(Duration.minutes(1), { Shop: 'north', Service: 'checkout' }))).not.toThrow();
    expect(literal(metric(Duration.minutes(1)))).not.toThrow();
  });
});
