import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { ConfigurationError } from '../topology/configuration-error';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MOST = { widgets: 500, metricsOfOne: 500, metrics: 2500 } as const;

/** What CloudWatch would refuse of a dashboard. */
export function dashboardErrors(dashboard: IConstruct, widgets: readonly cloudwatch.IWidget[]): string[] {
  const rendered: { properties: { metrics?: unknown[] } }[] = widgets.flatMap(widget => widget.toJson());
  const metrics = rendered.map(({ properties }) => properties.metrics?.length ?? 0);
  const found: [string, number, number][] = [
    ['widgets', rendered.length, MOST.widgets],
    ['metrics in one widget', Math.max(...metrics), MOST.metricsOfOne],
    ['metrics', metrics.reduce((sum, each) => sum + each, 0), MOST.metrics],
  ];
  return found.filter(([, count, most]) => count > most).map(([what, count, most]) => new ConfigurationError(dashboard, {
    prop: 'widgets',
    value: `${count} ${what}`,
    rule: `a dashboard has at most ${most} ${what}`,
    remedy: 'Show fewer signals, or put your own widgets on a dashboard of your own',
  }).message);
}
