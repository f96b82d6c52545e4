import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** How a metric is drawn. */
export interface MetricLook {
  readonly region: string;
  readonly label: string;
}

/** The published metrics that a metric or expression rests on. */
export function statsOf(metric: cloudwatch.IMetric): cloudwatch.MetricStatConfig[] {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat ? [metricStat] : Object.values(mathExpression?.usingMetrics ?? {}).flatMap(statsOf);
}

/** The period of a metric or expression. */
export function periodOf(metric: cloudwatch.IMetric): Duration {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat?.period ?? Duration.seconds(mathExpression!.period);
}

/** The ids under which an expression knows what it rests on, at all depths. */
export function idsOf(metric: cloudwatch.IMetric): string[] {
  const inner = Object.entries(metric.toMetricConfig().mathExpression?.usingMetrics ?? {});
  return inner.flatMap(([id, used]) => [id, ...idsOf(used)]);
}

/** The metric as an alarm in its own Region states it: a label, a colour or a Region would change the form of the alarm. */
export function bare(metric: cloudwatch.IMetric): cloudwatch.IMetric {
  return rebuilt(metric);
}

/** The metric as a dashboard of any Region draws it: each part of it names the Region that publishes it. */
export function drawn(metric: cloudwatch.IMetric, look: MetricLook): cloudwatch.IMetric {
  return rebuilt(metric, look.region, look.label);
}

/** Taken from the configuration, not the class: a metric may be anything that implements the interface. */
function rebuilt(metric: cloudwatch.IMetric, region?: string, label?: string): cloudwatch.IMetric {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  if (metricStat) {
    const { namespace, metricName, dimensions = [], statistic, period, unitFilter: unit } = metricStat;
    const dimensionsMap = Object.fromEntries(dimensions.map(({ name, value }): [string, string] => [name, value]));
    return new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic, period, unit, region, label });
  }
  const { expression, usingMetrics, period } = mathExpression!;
  return new cloudwatch.MathExpression({
    expression,
    usingMetrics: Object.fromEntries(Object.entries(usingMetrics).map(([id, used]) => [id, rebuilt(used, region)])),
    period: Duration.seconds(period),
    label,
  });
}
