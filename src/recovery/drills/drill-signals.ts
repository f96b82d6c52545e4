import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlertSeverity } from '../../monitoring/alert-severity';
import { DashboardSection } from '../../monitoring/dashboard-section';
import type { HealthSignal } from '../../monitoring/health-signal';
import { anyOf, AT_ONCE } from '../../monitoring/signal-terms';
import type { DrRegion } from '../../topology';

export interface ScheduledDrill {
  readonly region: DrRegion;
  readonly ruleName: string;
  readonly queueName: string;
}

/**
 * What tells that a drill did not begin. What a drill finds once it has begun, its machine tells.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function drillSignals({ region, ruleName, queueName }: ScheduledDrill): HealthSignal[] {
  const metric = (namespace: string, metricName: string, dimensionsMap: cloudwatch.DimensionsMap, statistic: string) =>
    new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic, period: Duration.minutes(1), region: region.name });
  return [
    {
      id: 'drill-not-started',
      description: `EventBridge could not start the drill of ${region.name} by rule ${ruleName}`,
      publishedIn: region,
      section: DashboardSection.DETECTION,
      graph: 'Drills not started',
      metric: metric('AWS/Events', 'FailedInvocations', { RuleName: ruleName }, cloudwatch.Stats.SUM),
      // It happens once a month: there is no second time to wait for.
      alarm: anyOf(AlertSeverity.WARNING, AT_ONCE),
    },
    {
      id: 'drill-dead-letters',
      description: `A drill of ${region.name} was given up: why is in queue ${queueName}`,
      publishedIn: region,
      section: DashboardSection.DETECTION,
      graph: 'Drill dead letters',
      metric: metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: queueName }, cloudwatch.Stats.MAXIMUM),
      // What was given up stays there until somebody takes it out, or for two weeks.
      alarm: { ...anyOf(AlertSeverity.WARNING, AT_ONCE), ownPage: true },
    },
  ];
}
