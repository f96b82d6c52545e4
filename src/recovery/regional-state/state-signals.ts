import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { RegionalState } from './regional-state';
import type { StatePublisher } from './state-publisher';
import type { SignalOfMinute } from '../../lambda/every-minute-signals';
import { everyMinuteSignals, TWICE_IN_THREE_MINUTES } from '../../lambda/every-minute-signals';
import { AlertSeverity } from '../../monitoring/alert-severity';
import { DashboardSection } from '../../monitoring/dashboard-section';
import type { HealthSignal } from '../../monitoring/health-signal';
import { anyOf } from '../../monitoring/signal-terms';

const MINUTE = Duration.minutes(1);

/** What tells that the state of a Region is not published, and why. */
export function stateSignals(state: RegionalState, { schedule }: StatePublisher): HealthSignal[] {
  const { region } = state;
  const undone = `The recovery state of ${region.name}, or a part of it, is not published`;
  const signals = [silence(state), ...everyMinuteSignals({ id: 'publisher', undone, region, schedule }), ...tableSignals(state)];
  return signals.map(signal => ({ ...signal, publishedIn: region, section: DashboardSection.DETECTION }));
}

/** That nobody says anything has no error of its own: the function may not be called at all. */
function silence(state: RegionalState): SignalOfMinute {
  return {
    id: 'publisher-silent',
    description: `The recovery state of ${state.region.name} has not been published for three minutes: `
      + 'health checks see no latch, and keep the last status that they knew',
    graph: 'State published',
    axisLabel: 'data points',
    metric: state.metricActive({ statistic: cloudwatch.Stats.SAMPLE_COUNT }),
    alarm: {
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      severity: AlertSeverity.CRITICAL,
      // Recovery rests on it: it is heard while a store keeps the page busy, too.
      ownPage: true,
    },
  };
}

/**
 * Errors are published by operation, so those that the publisher calls are watched; whoever writes sees an error in the answer.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
function tableSignals({ region, stateTableName }: RegionalState): SignalOfMinute[] {
  const signal = (id: string, description: string, graph: string, metricName: string, operation: { Operation?: string } = {}): SignalOfMinute => ({
    id: `state-table-${id}`,
    description,
    graph,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: stateTableName, ...operation },
      statistic: cloudwatch.Stats.SUM,
      period: MINUTE,
      region: region.name,
    }),
    alarm: anyOf(AlertSeverity.WARNING, TWICE_IN_THREE_MINUTES),
  });
  const failing = (id: string, Operation: string) =>
    signal(`${id}-errors`, `DynamoDB fails to answer ${Operation} on the state table of ${region.name}`, 'State table errors', 'SystemErrors', { Operation });
  const throttled = (id: string, metricName: string) =>
    signal(`${id}-throttles`, `DynamoDB throttles ${id}s of the state table of ${region.name}`, 'State table throttles', metricName);
  return [
    failing('get-item', 'GetItem'),
    failing('query', 'Query'),
    throttled('read', 'ReadThrottleEvents'),
    throttled('write', 'WriteThrottleEvents'),
  ];
}
