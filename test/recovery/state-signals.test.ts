import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlertSeverity, DashboardSection, StackLayer } from '../../src';
import { RecoveryState } from '../../src/recovery/regional-state/recovery-state';
import { createdTopology, PRIMARY, SECONDARY, templateOf } from '../support/environment';

const topology = createdTopology();
const state = RecoveryState.of(topology);
const signals = state.healthSignals();

const DEFAULTS = { comparisonOperator: undefined, datapointsToAlarm: undefined, evaluationPeriods: undefined };
const TWICE = { comparisonOperator: undefined, evaluationPeriods: 3, datapointsToAlarm: 2 };
const { CRITICAL, WARNING } = AlertSeverity;

describe.each([[PRIMARY, 0], [SECONDARY, 1]])('MON-28: the health signals of the state in %s', (name, index) => {
  const region = topology.regions[index];
  const own = signals.filter(signal => signal.publishedIn === region);
  const template = templateOf(region.stack(StackLayer.RECOVERY));
  const nameOf = (type: string, property: string) => Object.values(template.findResources(type))[0].Properties[property];
  const functionName = { FunctionName: nameOf('AWS::Lambda::Function', 'FunctionName') };
  const tableName = { TableName: nameOf('AWS::DynamoDB::Table', 'TableName') };

  test.each([
    ['publisher-silent', 'MultiRegionDr/Payments/test', 'Active', { Component: 'recovery-state' }, 'SampleCount', {
      threshold: 1, comparisonOperator: 'LessThanThreshold', evaluationPeriods: 3, datapointsToAlarm: undefined, treatMissingData: 'breaching', severity: CRITICAL, ownPage: true,
    }],
    ['publisher-errors', 'AWS/Lambda', 'Errors', functionName, 'Sum', { ...TWICE, threshold: 0, treatMissingData: 'notBreaching', severity: CRITICAL }],
    ['publisher-throttles', 'AWS/Lambda', 'Throttles', functionName, 'Sum', { ...TWICE, threshold: 0, treatMissingData: 'notBreaching', severity: WARNING }],
    ['publisher-duration', 'AWS/Lambda', 'Duration', functionName, 'Maximum',
      { ...TWICE, threshold: 24_000, treatMissingData: 'notBreaching', severity: WARNING }],
    ['publisher-not-called', 'AWS/Events', 'FailedInvocations', { RuleName: nameOf('AWS::Events::Rule', 'Name') }, 'Sum',
      { ...TWICE, threshold: 0, treatMissingData: 'notBreaching', severity: WARNING }],
    ['publisher-dead-letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: nameOf('AWS::SQS::Queue', 'QueueName') }, 'Maximum',
      { ...DEFAULTS, evaluationPeriods: 2, ownPage: true, threshold: 0, treatMissingData: 'notBreaching', severity: WARNING }],
    ['publisher-concurrency', 'AWS/Lambda', 'ConcurrentExecutions', functionName, 'Maximum', DEFAULTS],
    ['publisher-account-concurrency', 'AWS/Lambda', 'ConcurrentExecutions', {}, 'Maximum', DEFAULTS],
    ['state-table-get-item-errors', 'AWS/DynamoDB', 'SystemErrors', { ...tableName, Operation: 'GetItem' }, 'Sum',
      { ...TWICE, threshold: 0, treatMissingData: 'notBreaching', severity: WARNING }],
    ['state-table-query-errors', 'AWS/DynamoDB', 'SystemErrors', { ...tableName, Operation: 'Query' }, 'Sum',
      { ...TWICE, threshold: 0, treatMissingData: 'notBreaching', severity: WARNING }],
    ['state-table-read-throttles', 'AWS/DynamoDB', 'ReadThrottleEvents', tableName, 'Sum',
      { ...TWICE, threshold: 0, treatMissingData: 'notBreaching', severity: WARNING }],
    ['state-table-write-throttles', 'AWS/DynamoDB', 'WriteThrottleEvents', tableName, 'Sum',
      { ...TWICE, threshold: 0, treatMissingData: 'notBreaching', severity: WARNING }],
  ])('%s', (id, namespace, metricName, dimensions, statistic, alarm) => {
    const [signal, ...others] = own.filter(candidate => candidate.id === id);
    expect(others).toEqual([]);
    const metric = signal.metric as cloudwatch.Metric;
    expect([metric.namespace, metric.metricName, metric.dimensions, metric.statistic, metric.region])
      .toEqual([namespace, metricName, dimensions, statistic, name]);
    expect(metric.period.toSeconds()).toBe(60);
    expect({ ...DEFAULTS, ...signal.alarm }).toEqual(alarm);
    expect(signal.section).toBe(DashboardSection.DETECTION);
    expect(signal.description).not.toContain('Token');
    expect(signal.graph).not.toBe('');
  });

  test('are these and no others, and name their Region and what to look at', () => {
    expect(own).toHaveLength(12);
    own.forEach(({ description }) => expect(description).toContain(name));
  });
});

test('law 9: both Regions are watched alike', () => {
  const idsOf = (region: typeof topology.primary) => signals.filter(({ publishedIn }) => publishedIn === region).map(({ id }) => id);
  expect(idsOf(topology.secondary)).toEqual(idsOf(topology.primary));
  expect(signals).toHaveLength(24);
});

describe('the status of a Region as metrics', () => {
  const { secondary } = topology;
  const handle = state.forRegion(secondary);

  test.each([
    ['Active', handle.metricActive(), 'Maximum'],
    ['Armed', handle.metricArmed(), 'Maximum'],
    ['Blocked', handle.metricBlocked(), 'Maximum'],
    ['Epoch', handle.metricEpoch(), 'Maximum'],
    ['DrillRunning', handle.metricDrillRunning(), 'Maximum'],
    ['SecondsSinceLastRun', handle.metricSecondsSinceLastRun(), 'Minimum'],
  ])('%s is read where it is published', (metricName, metric, statistic) => {
    const { namespace, dimensions, region, period } = metric;
    expect({ namespace, metricName: metric.metricName, dimensions, statistic: metric.statistic, region, seconds: period.toSeconds() }).toEqual({
      namespace: 'MultiRegionDr/Payments/test', metricName, dimensions: { Component: 'recovery-state' }, statistic, region: SECONDARY, seconds: 60,
    });
  });

  test('options go before the defaults', () => {
    expect(handle.metricEpoch({ statistic: 'Minimum', label: 'epoch' })).toMatchObject({ statistic: 'Minimum', label: 'epoch' });
    expect(handle.metricSecondsSinceLastRun({ statistic: 'Maximum' }).statistic).toBe('Maximum');
  });

  test('the handle says what else there is', () => {
    expect(handle.region).toBe(secondary);
    expect(handle.metricNamespace).toBe('MultiRegionDr/Payments/test');
    expect(handle.stateTable.tableName).toBe(handle.stateTableName);
  });
});

test('MON-14, MON-15, MON-16: functions of recovery are watched by the count of their errors, at 80 % of their time, and for throttles', () => {
  for (const region of topology.regions) {
    const [errors, throttles, duration] = ['errors', 'throttles', 'duration']
      .map(what => signals.find(({ id, publishedIn }) => id === `publisher-${what}` && publishedIn === region)!);
    expect(errors.metric.toMetricConfig()).toEqual({ metricStat: expect.objectContaining({ metricName: 'Errors', statistic: 'Sum' }), renderingProperties: expect.anything() });
    expect([errors, throttles].map(({ alarm }) => alarm!.threshold)).toEqual([0, 0]);
    expect(duration.alarm!.threshold).toBe(0.8 * 30_000);
  }
});
