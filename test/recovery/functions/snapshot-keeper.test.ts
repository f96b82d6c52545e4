import { Duration } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { functionOf, place, statementOn, templateAt } from './fixture';
import { AlertSeverity } from '../../../src/monitoring/alert-severity';
import { createSnapshotKeeper, snapshotQueueName, snapshotRuleName } from '../../../src/recovery/functions/snapshot-keeper';
import { snapshotStatements } from '../../../src/recovery/functions/snapshot-statements';
import { snapshotSignals } from '../../../src/recovery/machinery/snapshot-signals';

const CLUSTER = 'arn:aws:rds:eu-central-1:111111111111:cluster:payments-standby';

function keeper({ timeout, storageKey }: { timeout?: Duration; storageKey?: string } = {}) {
  const where = place();
  const clusters: string[] = [];
  createSnapshotKeeper(where.scope, where, () => clusters, timeout)
    .addStatements(...snapshotStatements(where.topology, where.region, { clusterArn: CLUSTER, storageKey }));
  clusters.push('payments-standby');
  return where;
}

describe('the function that keeps snapshots', () => {
  test('may list the snapshots of a cluster, and copy those of suspect writes to names of ours', () => {
    const template = templateAt(keeper());
    const snapshots = 'arn:aws:rds:eu-central-1:111111111111:cluster-snapshot:';
    expect(statementOn(template, 'rds:DescribeDBClusterSnapshots')).toEqual({
      Effect: 'Allow', Action: 'rds:DescribeDBClusterSnapshots', Resource: [CLUSTER, `${snapshots}*`],
    });
    expect(statementOn(template, 'rds:CopyDBClusterSnapshot')).toEqual({
      Effect: 'Allow',
      Action: 'rds:CopyDBClusterSnapshot',
      Resource: [`${snapshots}rds:unplanned-global-failover-*`, `${snapshots}kept-unplanned-global-failover-*`],
    });
  });

  const KEYS = 'arn:aws:kms:eu-central-1:111111111111:key/';
  test.each<[string, string | undefined, string, object]>([
    ['the key of its cluster, by its alias', 'alias/payments-database', `${KEYS}*`, { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/payments-database' } }],
    ['the key of its cluster, by its ARN', `${KEYS}1234abcd`, `${KEYS}1234abcd`, {}],
    ['a key of the Region and account, where that of its cluster is not known', undefined, `${KEYS}*`, {}],
  ])('may have RDS use %s, on resources of RDS only', (_, storageKey, Resource, named) => {
    const template = templateAt(keeper({ storageKey }));
    const Condition = { ...named, StringLike: { 'kms:ViaService': 'rds.eu-central-1.*' } };
    expect(statementOn(template, 'kms:DescribeKey')).toEqual({ Effect: 'Allow', Action: 'kms:DescribeKey', Resource, Condition });
    expect(statementOn(template, 'kms:CreateGrant')).toEqual({
      Effect: 'Allow', Action: 'kms:CreateGrant', Resource, Condition: { ...Condition, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
  });

  test('publishes in the namespace of the topology only', () => {
    expect(statementOn(templateAt(keeper()), 'cloudwatch:PutMetricData')).toMatchObject({
      Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'MultiRegionDr/Payments/test' } },
    });
  });

  test('is called every hour, and a call that is not delivered by the next one is given up', () => {
    const where = keeper();
    templateAt(where).hasResourceProperties('AWS::Events::Rule', {
      Name: snapshotRuleName(where),
      ScheduleExpression: 'rate(1 hour)',
      Targets: [{ RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 0 } }],
    });
  });

  test('has a minute, or what it is given, is in no VPC, and is told of clusters that were added after it was made', () => {
    const { Timeout, VpcConfig, Environment } = functionOf(templateAt(keeper()));
    expect({ Timeout, VpcConfig }).toEqual({ Timeout: 60, VpcConfig: undefined });
    expect(JSON.parse(Environment.Variables.SNAPSHOT_KEEPER_SETTINGS)).toEqual({
      region: 'eu-central-1', namespace: 'MultiRegionDr/Payments/test', clusters: ['payments-standby'],
    });
    expect(functionOf(templateAt(keeper({ timeout: Duration.seconds(30) }))).Timeout).toBe(30);
  });

  test('its wildcards are stated', () => {
    const { scope } = keeper();
    expect(new AwsSolutionsChecks(scope.node.root).validateScope(scope.node.root).violations).toEqual([]);
  });

  test('people are told of what it keeps, for information, and warned of what it may not keep', () => {
    const where = keeper();
    const { FunctionName } = functionOf(templateAt(where));
    const told = snapshotSignals(where).map(({ id, metric, alarm }) => {
      const { namespace, metricName, dimensions, period } = metric.toMetricConfig().metricStat!;
      return [id, namespace, metricName, dimensions!.map(({ value }) => value), period.toSeconds(), alarm!.severity];
    });
    expect(told).toEqual([
      ['suspect-writes-kept', 'MultiRegionDr/Payments/test', 'SuspectWritesSnapshotsKept', ['recovery-state'], 3600, AlertSeverity.INFORMATION],
      ['snapshot-keeper-errors', 'AWS/Lambda', 'Errors', [FunctionName], 3600, AlertSeverity.WARNING],
      ['snapshot-keeper-not-called', 'AWS/Events', 'FailedInvocations', [snapshotRuleName(where)], 3600, AlertSeverity.WARNING],
      ['snapshot-keeper-dead-letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', [snapshotQueueName(where)], 60, AlertSeverity.WARNING],
    ]);
  });
});
