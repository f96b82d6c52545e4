import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DrRegion, HealthSignal } from '../../src';
import { StackLayer } from '../../src';
import { AlertSeverity, DashboardSection } from '../../src/monitoring';
import { templateOf } from '../support/environment';

/** The part of an alarm that tests look at. */
export interface Alarm {
  readonly Type: string;
  readonly DependsOn?: string[];
  readonly Properties: { readonly [name: string]: unknown } & { readonly AlarmName: string; readonly AlarmDescription: string };
}

/** The part of a widget that tests look at. */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly [name: string]: unknown } & { readonly title?: string; readonly markdown?: string; readonly region?: string };
}

/** A signal that is right, unless `overrides` says otherwise. */
export function healthSignal(publishedIn: DrRegion, overrides: Partial<HealthSignal> = {}): HealthSignal {
  return {
    id: 'refused',
    description: 'payments are refused',
    publishedIn,
    metric: new cloudwatch.Metric({
      namespace: 'Payments', metricName: 'Refused', dimensionsMap: { Service: 'checkout' }, statistic: 'Sum', period: Duration.minutes(1),
    }),
    section: DashboardSection.WORKLOAD,
    graph: 'Refused payments',
    alarm: { threshold: 10, treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING, severity: AlertSeverity.WARNING },
    ...overrides,
  };
}

/** All alarms of a Region's recovery stack, with the composite ones. */
export function alarmsOf(region: DrRegion): Alarm[] {
  const template = templateOf(region.stack(StackLayer.RECOVERY));
  return ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap(type => Object.values(template.findResources(type)) as Alarm[]);
}

/** The alarms on signals of one source. */
export function alarmsOn(region: DrRegion, sourceId: string): Alarm[] {
  return alarmsOf(region).filter(alarm => alarm.Properties.AlarmDescription.startsWith(`${sourceId}: `));
}

/** The widgets of the dashboard of a Region, and the dashboard's name. */
export function dashboardOf(region: DrRegion): { name: string; widgets: Widget[] } {
  const [dashboard, ...more] = Object.values(templateOf(region.stack(StackLayer.VIEW)).findResources('AWS::CloudWatch::Dashboard'));
  expect(more).toEqual([]);
  return { name: dashboard.Properties.DashboardName, widgets: JSON.parse(dashboard.Properties.DashboardBody).widgets };
}

/** The graphs of signals of one source. */
export function graphsOf(region: DrRegion, sourceId: string): Widget[] {
  return dashboardOf(region).widgets.filter(({ type, properties }) => type === 'metric' && properties.title?.startsWith(`${sourceId}, `));
}
