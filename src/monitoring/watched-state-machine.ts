import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { ResourceWatcher } from './resource-watcher';
import { anyOf, ONCE } from './signal-terms';
import type { WatchStateMachineOptions } from './watch-options';

const WAYS_TO_FAIL = [
  { id: 'failed', metricName: 'ExecutionsFailed', description: 'an execution has failed' },
  { id: 'timed-out', metricName: 'ExecutionsTimedOut', description: 'an execution has taken too long' },
  { id: 'aborted', metricName: 'ExecutionsAborted', description: 'an execution was stopped from outside' },
];

/**
 * Watches a state machine.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export function watchStateMachine(watcher: ResourceWatcher, stateMachine: sfn.IStateMachine, options: WatchStateMachineOptions): void {
  const { failedExecutions: threshold = 1 } = options;
  watcher.requireNumber({ prop: 'failedExecutions', value: threshold, atLeast: 1 });
  const shared = { publishedIn: watcher.region, section: DashboardSection.WORKLOAD };
  const count = (metricName: string) => new cloudwatch.Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: { StateMachineArn: stateMachine.stateMachineArn },
    statistic: cloudwatch.Stats.SUM,
    period: Duration.minutes(1),
  });
  watcher.watch({
    kind: 'state-machine',
    prop: 'stateMachine',
    resource: stateMachine,
    options,
    signals: [
      { ...shared, id: 'started', description: 'executions that have begun', metric: count('ExecutionsStarted'), graph: 'Executions begun' },
      ...WAYS_TO_FAIL.map(({ id, metricName, description }) => ({
        ...shared,
        id,
        description,
        metric: count(metricName),
        graph: 'Executions without success',
        alarm: {
          ...anyOf(AlertSeverity.CRITICAL, ONCE),
          threshold,
          comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        },
      })),
    ],
  });
}
