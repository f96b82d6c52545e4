import type { MetricStatConfig } from 'aws-cdk-lib/aws-cloudwatch';
import type { DrRegion, HealthSignal } from '../../src';

/** What a signal rests on, in the order in which a reader of CloudWatch names it. */
export interface Published {
  readonly name: string;
  readonly dimensions: { [name: string]: string };
  readonly statistic: string;
  readonly seconds: number;
}

/** The signals of a Region by their id. */
export function signalsIn(signals: readonly HealthSignal[], region: DrRegion): Map<string, HealthSignal> {
  const own = signals.filter(({ publishedIn }) => publishedIn === region);
  const byId = new Map(own.map(signal => [signal.id, signal]));
  expect(byId.size).toBe(own.length);
  return byId;
}

/** The one metric of a signal. It names the Region of its signal. */
export function published(signal: HealthSignal): Published {
  const { metricStat } = signal.metric.toMetricConfig();
  expect([signal.id, metricStat?.region]).toEqual([signal.id, signal.publishedIn.name]);
  return described(metricStat!);
}

/** The metrics of a signal that is an expression, and the expression. All of them name the Region of their signal. */
export function calculated(signal: HealthSignal): { expression: string; metrics: { [id: string]: Published } } {
  const { expression, usingMetrics, period } = signal.metric.toMetricConfig().mathExpression!;
  const metrics = Object.fromEntries(Object.entries(usingMetrics).map(([id, metric]) => {
    const { metricStat } = metric.toMetricConfig();
    expect([id, metricStat?.region, metricStat?.period.toSeconds()]).toEqual([id, signal.publishedIn.name, period]);
    return [id, described(metricStat!)];
  }));
  return { expression, metrics };
}

/** The ids of what alarms, and of what is only shown. */
export function idsOf(signals: Iterable<HealthSignal>): { alarmed: string[]; shown: string[] } {
  const all = [...signals];
  return {
    alarmed: all.filter(({ alarm }) => alarm).map(({ id }) => id),
    shown: all.filter(({ alarm }) => !alarm).map(({ id }) => id),
  };
}

function described({ namespace, metricName, dimensions = [], statistic, period }: MetricStatConfig): Published {
  return {
    name: `${namespace} ${metricName}`,
    dimensions: Object.fromEntries(dimensions.map(({ name, value }) => [name, value])),
    statistic,
    seconds: period.toSeconds(),
  };
}
