import type { Widget } from './dashboard-body';
import { metricsOf, widgetsOf } from './dashboard-body';
import { idsIn } from './math-expression';
import type { Finding, MetricUse } from './metric-use';
import type { Template } from './templates';
import { nameOf, resourcesOfType } from './templates';

/** A widget with its place. */
export interface PlacedWidget {
  readonly where: string;
  readonly template: Template;
  /** The Region that the widget reads, unless a metric names another. */
  readonly region: string;
  readonly widget: Widget;
}

/** Every widget of every dashboard. */
export function placedWidgets(templates: readonly Template[]): PlacedWidget[] {
  return [...resourcesOfType(templates, 'AWS::CloudWatch::Dashboard')].flatMap(dashboard => {
    const { template } = dashboard;
    return widgetsOf(dashboard.properties.DashboardBody, template.region).map((widget, index) => ({
      where: `${nameOf(dashboard)}: ${widget.properties.title ?? `widget ${index}`}`,
      template,
      region: widget.properties.region ?? template.region,
      widget,
    }));
  });
}

/** The metrics that widgets show, those inside expressions too. */
export function widgetUses(templates: readonly Template[]): MetricUse[] {
  return placedWidgets(templates).flatMap(({ where, template, region, widget }) => metricsOf(widget.properties).flatMap(metric =>
    metric.namespace === undefined || metric.metricName === undefined ? [] : [{
      where,
      template,
      region: metric.region ?? region,
      namespace: metric.namespace,
      metricName: metric.metricName,
      dimensions: metric.dimensions,
      by: 'widget' as const,
    }]));
}

/** Expressions of widgets that refer to an id that the widget does not have. */
export function widgetMathFindings(templates: readonly Template[]): Finding[] {
  return placedWidgets(templates).flatMap(({ where, widget }) => {
    const metrics = metricsOf(widget.properties);
    const ids = metrics.map(({ id }) => id);
    return metrics.flatMap(({ expression = '' }) => idsIn(expression).filter(id => !ids.includes(id)).map(id => ({
      where, fault: `"${expression}" refers to "${id}", which the widget does not have`,
    })));
  });
}
