import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmStates } from './alarm-widgets';
import type { DrRegion } from '../topology';
import { ROUTE53_HOME_REGION } from '../topology/region-services';

const WIDTH = 12;
const HEIGHT = 4;

/** What a Region says of its own recovery state. */
export interface StatusMetrics {
  metricActive(): cloudwatch.Metric;
  metricArmed(): cloudwatch.Metric;
  metricEpoch(): cloudwatch.Metric;
  metricDrillRunning(): cloudwatch.Metric;
  metricSecondsSinceLastRun(): cloudwatch.Metric;
}

/** What the status line says of a Region. */
export interface RegionStatus {
  readonly region: DrRegion;
  readonly metrics: StatusMetrics;
  /** The alarms of the Region, the most telling first. */
  readonly alarmArns: readonly string[];
}

/**
 * Who is active, who is armed and what is wrong, by the word of each Region itself: the Regions side by side, in the order given. Below
 * them what is wrong by the word of us-east-1, where something is watched there.
 */
export function statusLine(regions: readonly RegionStatus[], globalAlarmArns: readonly string[]): cloudwatch.IWidget[] {
  return [
    new cloudwatch.Row(...regions.map(states)),
    new cloudwatch.Row(...regions.map(({ region, alarmArns }) => (alarmArns.length > 0
      ? new AlarmStates({ title: `Alarms, ${region.name}`, width: WIDTH, height: HEIGHT }, alarmArns)
      : new cloudwatch.Spacer({ width: WIDTH, height: 1 })))),
    ...globalAlarmArns.length > 0
      ? [new AlarmStates({ title: `Alarms of what is published in ${ROUTE53_HOME_REGION} only`, width: 2 * WIDTH, height: HEIGHT }, globalAlarmArns)]
      : [],
  ];
}

function states({ region, metrics }: RegionStatus): cloudwatch.IWidget {
  const as = (metric: cloudwatch.Metric, label: string) => metric.with({ region: region.name, label });
  return new cloudwatch.SingleValueWidget({
    title: `Recovery state, ${region.name}`,
    region: region.name,
    width: WIDTH,
    height: 3,
    metrics: [
      as(metrics.metricActive(), 'Active'),
      as(metrics.metricArmed(), 'Armed'),
      as(metrics.metricEpoch(), 'Epoch'),
      as(metrics.metricDrillRunning(), 'Drill running'),
      as(metrics.metricSecondsSinceLastRun(), 'Seconds since last run'),
    ],
  });
}
