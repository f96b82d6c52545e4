import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { bare } from './metric-parts';

/**
 * In ALARM while a drill runs in this Region, by the word of its recovery state. Without that word there is no drill: nothing
 * that fails can hold back pages.
 */
export function createDrillAlarm(scope: Construct, alarmName: string, drillRunning: cloudwatch.Metric): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'DrillRunning', {
    alarmName,
    alarmDescription: 'A drill is running: pages are held back until it ends. Every alarm still tells the topic for information.',
    metric: bare(drillRunning.with({ statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(1) })),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    actionsEnabled: true,
  });
}
