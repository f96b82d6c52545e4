import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSettings } from './followed-alarm';

/** What a latch's metric says. */
export const LATCH_CLOSED = 1;
export const LATCH_OPEN = 0;

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
export function latchSettings(namespace: string, dimensions: { [name: string]: string }): AlarmSettings {
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
