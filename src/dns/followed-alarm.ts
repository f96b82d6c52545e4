import { createHash } from 'crypto';
import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** Everything about an alarm that decides its state. */
export interface AlarmSettings {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { [name: string]: string };
  readonly statistic: string;
  readonly period: Duration;
  readonly threshold: number;
  readonly comparisonOperator: cloudwatch.ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly treatMissingData: cloudwatch.TreatMissingData;
}

/**
 * Changes with any setting. Route 53 copies an alarm's settings when the check is created and does not notice later changes: a
 * changed alarm must get another name, so that the check is updated.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-updating-cloudwatch-alarm-settings.html
 */
export function settingsDigest(settings: AlarmSettings): string {
  const text = JSON.stringify({ ...settings, period: settings.period.toSeconds() });
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The metric as the alarm reads it. */
export function metricOf({ namespace, metricName, dimensions, statistic, period }: AlarmSettings, region: string): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace, metricName, dimensionsMap: dimensions, statistic, period, region });
}

/** What an alarm that a health check follows says beside its settings. */
export interface FollowedAlarmProps {
  readonly alarmName: string;
  readonly alarmDescription: string;
  readonly settings: AlarmSettings;
  /** Where the metric is published and the alarm is. */
  readonly region: string;
}

/** Creates the alarm as its settings say, no more: whatever else decided its state would not be in the digest. */
export function followedAlarm(scope: Construct, id: string, { alarmName, alarmDescription, settings, region }: FollowedAlarmProps): cloudwatch.Alarm {
  const { threshold, comparisonOperator, evaluationPeriods, treatMissingData } = settings;
  const metric = metricOf(settings, region);
  return new cloudwatch.Alarm(scope, id, { alarmName, alarmDescription, metric, threshold, comparisonOperator, evaluationPeriods, treatMissingData });
}
