import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ProbeDepth } from './probe-depth';
import { bare } from '../monitoring/metric-parts';
import type { DrRegion } from '../topology';

/** Ten seconds are what the prober's data points are apart; of six one may come late. */
export const PERIOD = Duration.seconds(10);
export const PERIODS = 6;

/** What the alarm on one probe says. */
export interface ProbeAlarmProps {
  readonly alarmName: string;
  /** The Region that probes, in which the alarm is. */
  readonly observer: DrRegion;
  readonly probed: DrRegion;
  readonly depth: ProbeDepth;
  readonly domainName: string;
  readonly metric: cloudwatch.Metric;
  /** How many of six periods must fail. */
  readonly datapointsToAlarm: number;
}

/**
 * In ALARM when a probe has failed for long enough within a minute. High-resolution alarms exist for metrics that are stored by the second only.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function probeAlarm(scope: Construct, props: ProbeAlarmProps): cloudwatch.Alarm {
  const { alarmName, observer, probed, depth, domainName, metric, datapointsToAlarm } = props;
  return new cloudwatch.Alarm(scope, `${depth}-probe-of-${probed.role}`, {
    alarmName,
    alarmDescription: `${domainName} fails its ${depth} probe from ${observer.name}: ${datapointsToAlarm} of ${PERIODS} x ${PERIOD.toHumanString()}`,
    metric: bare(metric.with({ period: PERIOD, statistic: cloudwatch.Stats.MAXIMUM })),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: PERIODS,
    datapointsToAlarm,
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
    actionsEnabled: true,
  });
}
