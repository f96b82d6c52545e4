import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { HealthSignal } from './health-signal';
import type { RegionalAlerts } from './regional-alerts';
import { anyOf, AT_ONCE } from './signal-terms';

/** A signal of whatever Region it is created in. */
export type LocalSignal = Omit<HealthSignal, 'publishedIn'>;

/** What alerts themselves are watched by, as the source of signals. */
export const ALERTS_SOURCE = 'alerts';

/** Through a topic that does not deliver nobody hears that it does not. */
const TOLD_BY: Readonly<Record<AlertSeverity, AlertSeverity>> = {
  [AlertSeverity.CRITICAL]: AlertSeverity.WARNING,
  [AlertSeverity.WARNING]: AlertSeverity.CRITICAL,
  [AlertSeverity.INFORMATION]: AlertSeverity.WARNING,
};

const PERIOD = Duration.minutes(5);

/**
 * Whether alerts arrive: what each topic could not deliver, what it could not even keep, and what waits in the queue.
 *
 * All of these metrics are published while there is something to count, and none of them means that nothing failed.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export function deliverySignals({ topics, undeliveredName }: RegionalAlerts): LocalSignal[] {
  return [
    ...Object.values(AlertSeverity).flatMap(severity => topicSignals(severity, topics[severity].topicName)),
    // Through both, since either topic may be the one that nobody got them from.
    ...[
      { id: 'undelivered', severity: AlertSeverity.CRITICAL },
      { id: 'undelivered-as-warning', severity: AlertSeverity.WARNING },
    ].map(({ id, severity }): LocalSignal => ({
      id,
      description: 'Alerts or events wait in the queue of what nobody has got: read them, and find out why',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        dimensionsMap: { QueueName: undeliveredName },
        statistic: cloudwatch.Stats.MAXIMUM,
        period: PERIOD,
      }),
      section: DashboardSection.DETECTION,
      graph: 'Undelivered alerts',
      axisLabel: 'messages',
      // Ends when somebody has emptied the queue, which keeps everything for two weeks.
      alarm: { ...anyOf(severity, AT_ONCE), ownPage: true },
    })),
  ];
}

function topicSignals(severity: AlertSeverity, topicName: string): LocalSignal[] {
  const metric = (metricName: string) => new cloudwatch.Metric({
    namespace: 'AWS/SNS', metricName, dimensionsMap: { TopicName: topicName }, statistic: cloudwatch.Stats.SUM, period: PERIOD,
  });
  const shown = { section: DashboardSection.DETECTION, graph: 'Alerts that failed', axisLabel: 'deliveries' };
  return [
    {
      ...shown,
      id: `failed-${severity}`,
      description: `A subscriber of alerts of severity "${severity}" did not take one`,
      metric: metric('NumberOfNotificationsFailed'),
      alarm: anyOf(TOLD_BY[severity], AT_ONCE),
    },
    {
      ...shown,
      id: `lost-${severity}`,
      description: `An alert of severity "${severity}" was lost: neither a subscriber nor the queue took it`,
      metric: metric('NumberOfNotificationsFailedToRedriveToDlq'),
      alarm: anyOf(TOLD_BY[severity], AT_ONCE),
    },
  ];
}
