import { idsIn } from './math-expression';
import type { Finding, MetricUse } from './metric-use';
import { textOf } from './template-values';
import type { Located, Template } from './templates';
import { nameOf, resourcesOfType } from './templates';

interface AlarmMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface MetricDataQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: AlarmMetric; readonly Unit?: string };
}

/** The metrics of all alarms, those inside expressions too. */
export function alarmUses(templates: readonly Template[]): MetricUse[] {
  return [...resourcesOfType(templates, 'AWS::CloudWatch::Alarm')].flatMap(alarm => {
    const { Metrics: queries, ...properties } = alarm.properties as { readonly Metrics?: MetricDataQuery[]; readonly Unit?: string };
    return queries
      ? queries.flatMap(({ MetricStat: stat }) => stat ? [useOf(alarm, stat.Metric, stat.Unit)] : [])
      : [useOf(alarm, properties as unknown as AlarmMetric, properties.Unit)];
  });
}

/** Expressions of alarms that refer to an id that the alarm does not have. */
export function alarmMathFindings(templates: readonly Template[]): Finding[] {
  return [...resourcesOfType(templates, 'AWS::CloudWatch::Alarm')].flatMap(alarm => {
    const queries = (alarm.properties.Metrics ?? []) as MetricDataQuery[];
    const ids = queries.map(({ Id }) => Id);
    return queries.flatMap(({ Expression: expression = '' }) => idsIn(expression).filter(id => !ids.includes(id)).map(id => ({
      where: nameOf(alarm), fault: `"${expression}" refers to "${id}", which the alarm does not have`,
    })));
  });
}

function useOf(alarm: Located, metric: AlarmMetric, unit?: string): MetricUse {
  const { template } = alarm;
  return {
    where: nameOf(alarm),
    template,
    region: template.region,
    namespace: metric.Namespace,
    metricName: metric.MetricName,
    dimensions: Object.fromEntries((metric.Dimensions ?? []).map(({ Name, Value }) => [Name, textOf(Value, template.region)])),
    unit,
    by: 'alarm',
  };
}
