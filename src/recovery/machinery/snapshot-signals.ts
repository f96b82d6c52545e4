import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionPlace } from './recovery-function';
import { deadLetterSignal } from '../../lambda/dead-letters';
import { AlertSeverity } from '../../monitoring/alert-severity';
import type { HealthSignal } from '../../monitoring/health-signal';
import { anyOf, AT_ONCE } from '../../monitoring/signal-terms';
import { metricNamespace } from '../../topology/metric-namespace';
import { snapshotQueueName, snapshotRuleName } from '../functions/snapshot-keeper';
import { SNAPSHOT_METRIC, STATUS_DIMENSION } from '../regional-state/status-metric';

const HOUR = Duration.hours(1);

/**
 * What tells people of snapshots with suspect writes: that there are some to reconcile, and that some may not be kept.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function snapshotSignals(place: FunctionPlace): Omit<HealthSignal, 'publishedIn' | 'section'>[] {
  const { topology, region, names } = place;
  const functionName = names.functionName('snapshot-keeper');
  const ruleName = snapshotRuleName(place);
  const sum = (namespace: string, metricName: string, dimensionsMap: cloudwatch.DimensionsMap) =>
    new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic: cloudwatch.Stats.SUM, period: HOUR, region: region.name });
  return [
    {
      id: 'suspect-writes-kept',
      description: `Aurora has kept the writes that a forced failover left behind in ${region.name}, and a copy of them was begun: reconcile them`,
      graph: 'Snapshots of suspect writes',
      metric: sum(metricNamespace(topology), SNAPSHOT_METRIC, { [STATUS_DIMENSION.name]: STATUS_DIMENSION.value }),
      alarm: anyOf(AlertSeverity.INFORMATION, AT_ONCE),
    },
    {
      id: 'snapshot-keeper-errors',
      description: `Snapshots of suspect writes in ${region.name} may expire: ${functionName} fails, and its log says why`,
      graph: 'Snapshot keeper failures',
      metric: sum('AWS/Lambda', 'Errors', { FunctionName: functionName }),
      alarm: anyOf(AlertSeverity.WARNING, AT_ONCE),
    },
    {
      id: 'snapshot-keeper-not-called',
      description: `EventBridge cannot call ${functionName} by rule ${ruleName}`,
      graph: 'Snapshot keeper failures',
      metric: sum('AWS/Events', 'FailedInvocations', { RuleName: ruleName }),
      alarm: anyOf(AlertSeverity.WARNING, AT_ONCE),
    },
    deadLetterSignal({ id: 'snapshot-keeper', title: 'Snapshot keeper', functionName, queueName: snapshotQueueName(place), region }),
  ];
}
