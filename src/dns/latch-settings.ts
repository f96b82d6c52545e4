import { createHash } from 'crypto';
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** What a latch's metric says. */
export const LATCH_CLOSED = 1;
export const LATCH_OPEN = 0;

/** Everything about a latch's alarm that decides its state. */
export interface LatchSettings {
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
 * The alarm of a latch, within what a Route 53 health check can follow: one metric of standard resolution, a simple statistic,
 * as many periods as data points.
 *
 * The maximum closes the latch with the first data point that says so, even in a minute that began open. Missing data stays
 * missing, never breaching: it must reach the check as insufficient data, which keeps its last known status, and show on the
 * alarm that nobody publishes.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-ge-cfn.html
 */
export function latchSettings(namespace: string, dimensions: { [name: string]: string }): LatchSettings {
  return {
    namespace,
    metricName: 'LatchClosed',
    dimensions,
    statistic: cloudwatch.Stats.MAXIMUM,
    period: Duration.minutes(1),
    threshold: LATCH_CLOSED,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
  };
}

/**
 * Changes with any setting. Route 53 copies an alarm's settings when the check is created and does not notice later changes: a
 * changed alarm must get another name, so that the check is updated.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-updating-cloudwatch-alarm-settings.html
 */
export function settingsDigest(settings: LatchSettings): string {
  const text = JSON.stringify({ ...settings, period: settings.period.toSeconds() });
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
