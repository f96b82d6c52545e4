import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { WatchedSignal } from './watched-signal';
import { describeLimit } from './watched-signal';

/**
 * Alarms on a lag above its limit. The scope is in the Region that publishes the metric.
 *
 * Only what the service publishes is taken from the metric: a label or colour would change the form of the alarm.
 */
export function createReplicationAlarm(scope: Construct, watched: WatchedSignal, alarmName: string): cloudwatch.Alarm {
  const { recoverableId, signal, threshold } = watched;
  const { namespace, metricName, dimensions, statistic, period, unit, account } = signal.metric;
  return new cloudwatch.Alarm(scope, `${recoverableId}.${signal.id}`, {
    alarmName,
    alarmDescription: `${recoverableId}: ${signal.description} (${describeLimit(signal)}, ${signal.evaluationPeriods} x ${period.toHumanString()})`,
    metric: new cloudwatch.Metric({
      namespace, metricName, dimensionsMap: dimensions as cloudwatch.DimensionsMap | undefined, statistic, period, unit, account,
    }),
    threshold,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: signal.evaluationPeriods,
    datapointsToAlarm: signal.evaluationPeriods,
    treatMissingData: signal.treatMissingData,
    actionsEnabled: true,
  });
}
