import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { MetricComparison, MissingData, RecoveryAction } from '../../src';
import { createdTopology, PRIMARY } from '../support/environment';

const aurora = { globalClusterIdentifier: 'orders', targetClusterArn: 'arn:aws:rds:us-west-2:111111111111:cluster:orders-us-west-2' };
const publishedIn = createdTopology().primary;
const queue = new cloudwatch.Metric({
  namespace: 'Orders', metricName: 'Waiting', dimensionsMap: { Queue: 'orders' }, statistic: 'Maximum', period: Duration.seconds(30),
});

test.each<[RecoveryAction, string, object]>([
  [RecoveryAction.promoteAurora(aurora), 'promote-aurora', aurora],
  [RecoveryAction.promoteAurora({ ...aurora, storageKey: 'alias/orders' }), 'promote-aurora', { ...aurora, storageKey: 'alias/orders' }],
  [RecoveryAction.checkAurora(aurora), 'check-aurora', { ...aurora, maxReplicationLagInMilliseconds: '60000' }],
  [RecoveryAction.checkAurora({ ...aurora, maxReplicationLag: Duration.seconds(2) }), 'check-aurora', { ...aurora, maxReplicationLagInMilliseconds: '2000' }],
  [RecoveryAction.checkTable('sessions'), 'check-table', { tableName: 'sessions' }],
  [RecoveryAction.checkBucket('documents'), 'check-bucket', { bucketName: 'documents' }],
  [RecoveryAction.checkMetric({ metric: queue, publishedIn, comparison: MetricComparison.BELOW, threshold: 1.5 }), 'check-metric', {
    region: PRIMARY,
    namespace: 'Orders',
    metricName: 'Waiting',
    dimensions: '{"Queue":"orders"}',
    statistic: 'Maximum',
    period: '30',
    comparison: '<',
    threshold: '1.5',
    missing: 'fails',
  }],
  [RecoveryAction.checkMetric({
    metric: new cloudwatch.Metric({ namespace: 'Orders', metricName: 'Workers' }),
    publishedIn,
    comparison: MetricComparison.AT_LEAST,
    threshold: 1,
    missing: MissingData.PASSES,
  }), 'check-metric', {
    region: PRIMARY,
    namespace: 'Orders',
    metricName: 'Workers',
    dimensions: '{}',
    statistic: 'Average',
    period: '300',
    comparison: '>=',
    threshold: '1',
    missing: 'passes',
  }],
  [RecoveryAction.checkMetric({
    metric: queue,
    publishedIn,
    comparison: MetricComparison.BELOW,
    threshold: 1.5,
    replicationLag: false,
    activity: new cloudwatch.Metric({ namespace: 'Orders', metricName: 'Taken', dimensionsMap: { Shop: 'all' }, statistic: 'Sum', period: Duration.seconds(30) }),
  }), 'check-metric', {
    region: PRIMARY,
    namespace: 'Orders',
    metricName: 'Waiting',
    dimensions: '{"Queue":"orders"}',
    statistic: 'Maximum',
    period: '30',
    comparison: '<',
    threshold: '1.5',
    missing: 'fails',
    activity: '{"namespace":"Orders","metricName":"Taken","dimensions":"{\\"Shop\\":\\"all\\"}","statistic":"Sum","period":"30"}',
  }],
  [RecoveryAction.checkMetric({ metric: queue, publishedIn, comparison: MetricComparison.BELOW, threshold: 1.5, replicationLag: true }), 'check-metric', {
    region: PRIMARY,
    namespace: 'Orders',
    metricName: 'Waiting',
    dimensions: '{"Queue":"orders"}',
    statistic: 'Maximum',
    period: '30',
    comparison: '<',
    threshold: '1.5',
    missing: 'fails',
    measures: 'replication-lag',
  }],
  [RecoveryAction.checkAlarms(['orders-stuck', 'orders-late']), 'check-alarms', { alarmNames: '["orders-stuck","orders-late"]' }],
  [RecoveryAction.invokeFunction({ functionName: 'warm' }), 'invoke-function', { functionName: 'warm', payload: '{}' }],
  [RecoveryAction.invokeFunction({ functionName: 'warm', payload: { cache: 'all' } }), 'invoke-function', { functionName: 'warm', payload: '{"cache":"all"}' }],
  [RecoveryAction.scaleEcsService({ clusterName: 'web', serviceName: 'api', desiredCount: 12 }), 'scale-ecs-service',
    { clusterName: 'web', serviceName: 'api', desiredCount: '12' }],
  [RecoveryAction.scaleAutoScalingGroup({ autoScalingGroupName: 'api', desiredCapacity: 6 }), 'scale-auto-scaling-group',
    { autoScalingGroupName: 'api', desiredCapacity: '6' }],
  [RecoveryAction.startStateMachine({ stateMachineName: 'reindex' }), 'start-state-machine', { stateMachineName: 'reindex', payload: '{}' }],
  [RecoveryAction.startStateMachine({ stateMachineName: 'reindex', payload: { index: 'a' } }), 'start-state-machine',
    { stateMachineName: 'reindex', payload: '{"index":"a"}' }],
  [RecoveryAction.approval('May orders be taken?'), 'approval', { question: 'May orders be taken?' }],
  [RecoveryAction.wait(Duration.minutes(2)), 'wait', { seconds: '120' }],
])('law 4: an action is a kind and its parameters, and nothing else: %#', (action, kind, parameters) => {
  expect(JSON.parse(JSON.stringify(action))).toEqual({ kind, parameters });
});
