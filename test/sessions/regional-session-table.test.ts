import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Operation, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Sessions } from './fixture';
import { BY_USER, sessions, strongSessions } from './fixture';
import type { DrRegion } from '../../src';
import { KeyPurpose, RunMode } from '../../src';
import type { RegionalSessionTable } from '../../src/sessions';
import { ACCOUNT, PRIMARY, SECONDARY, templateOf } from '../support/environment';

/** A team's stack in a Region, with a role that shall have access. */
function consumer({ app, table }: Sessions, region: DrRegion): { stack: Stack; role: iam.Role; replica: RegionalSessionTable } {
  const stack = new Stack(app, `Team-${region.name}`, { env: region.env });
  return { stack, role: new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }), replica: table.forRegion(region) };
}

function statementsOf(stack: Stack): any[] {
  const [policy, ...others] = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
  expect(others).toEqual([]);
  return policy.Properties.PolicyDocument.Statement;
}

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:ConditionCheckItem'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const DECRYPT = ['kms:Decrypt', 'kms:DescribeKey'];
const ENCRYPT = [
  ...DECRYPT, 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
];

describe.each([
  ['the home Region', PRIMARY, 0],
  ['the standby Region', SECONDARY, 1],
] as const)('a consumer\'s stack in %s', (_, name, position) => {
  const [otherName] = [PRIMARY, SECONDARY].filter(other => other !== name);

  test('a grant names the replica and the Region\'s key by its alias, and refers to no other stack', () => {
    const given = sessions();
    const region = given.topology.regions[position];
    const { stack, role, replica } = consumer(given, region);
    replica.grants.readWriteData(role).assertSuccess();
    expect(statementsOf(stack)).toEqual([
      {
        Effect: 'Allow',
        Action: [...READ, ...WRITE, 'dynamodb:DescribeTable'],
        Resource: `arn:aws:dynamodb:${name}:${ACCOUNT}:table/${given.table.tableName}`,
      },
      {
        Effect: 'Allow',
        Action: ENCRYPT,
        Resource: `arn:aws:kms:${name}:${ACCOUNT}:key/*`,
        Condition: {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': given.topology.encryptionKey(region, KeyPurpose.SESSIONS).aliasName },
          'StringLike': { 'kms:ViaService': `dynamodb.${name}.*` },
        },
      },
    ]);
    const text = JSON.stringify(templateOf(stack).toJSON());
    expect(text).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput|ExportReader/);
    expect(text).not.toContain(otherName);
    expect(stack.dependencies).toEqual([]);
  });

});

describe('grants', () => {
  test.each([
    ['readData', [...READ, 'dynamodb:DescribeTable'], DECRYPT],
    ['writeData', [...WRITE, 'dynamodb:DescribeTable'], ENCRYPT],
    ['readWriteData', [...READ, ...WRITE, 'dynamodb:DescribeTable'], ENCRYPT],
  ] as const)('%s grants these actions and no wildcard, on indexes too where there are any', (grant, actions, keyActions) => {
    const given = sessions({ globalSecondaryIndexes: [BY_USER] });
    const { stack, role, replica } = consumer(given, given.topology.secondary);
    replica.grants[grant](role).assertSuccess();
    const [data, key] = statementsOf(stack);
    expect(data).toMatchObject({ Action: actions, Resource: [replica.tableArn, `${replica.tableArn}/index/*`] });
    expect(key.Action).toEqual(keyActions);
    expect([...data.Action, ...key.Action].join()).not.toContain('*');
  });

  test('no grant, nor all of them together, allows anything on every resource', () => {
    const given = sessions({ globalSecondaryIndexes: [BY_USER], dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES });
    const consumers = given.topology.regions.map(region => consumer(given, region));
    for (const { role, replica: { grants } } of consumers) {
      [grants.readData(role), grants.writeData(role), grants.readWriteData(role), grants.readStream(role)].forEach(grant => grant.assertSuccess());
    }
    for (const { stack, replica: { region } } of consumers) {
      const resources = statementsOf(stack).flatMap(({ Resource }) => Resource);
      expect(resources.length).toBeGreaterThan(4);
      for (const resource of resources) {
        expect(resource).toMatch(new RegExp(`^arn:aws:(dynamodb|kms):${region.name}:${ACCOUNT}:(table/${given.table.tableName}|key/)`));
      }
    }
  });
});

describe('metrics', () => {
  test('each metric has the dimensions and the Region of its replica', () => {
    const { topology, table } = sessions();
    for (const region of topology.regions) {
      const replica = table.forRegion(region);
      const ofTable = {
        namespace: 'AWS/DynamoDB', dimensions: { TableName: table.tableName }, statistic: 'Sum', period: Duration.minutes(1), region: region.name,
      };
      expect(replica.metricConsumedReadCapacityUnits()).toMatchObject({ ...ofTable, metricName: 'ConsumedReadCapacityUnits' });
      expect(replica.metricConsumedWriteCapacityUnits()).toMatchObject({ ...ofTable, metricName: 'ConsumedWriteCapacityUnits' });
      expect(replica.metricReadThrottleEvents()).toMatchObject({ ...ofTable, metricName: 'ReadThrottleEvents' });
      expect(replica.metricWriteThrottleEvents()).toMatchObject({ ...ofTable, metricName: 'WriteThrottleEvents' });
      expect(replica.metricConditionalCheckFailedRequests()).toMatchObject({ ...ofTable, metricName: 'ConditionalCheckFailedRequests' });
      expect(replica.metricTimeToLiveDeletedItemCount()).toMatchObject({ ...ofTable, metricName: 'TimeToLiveDeletedItemCount' });
      expect(replica.metricReplicationLatency()).toMatchObject({
        ...ofTable,
        metricName: 'ReplicationLatency',
        dimensions: { TableName: table.tableName, ReceivingRegion: region.peer.name },
        statistic: 'Average',
      });
    }
  });

  test('metrics that are published per operation have it as a dimension', () => {
    const { topology, table } = sessions();
    for (const region of topology.regions) {
      const replica = table.forRegion(region);
      const ofOperation = {
        namespace: 'AWS/DynamoDB',
        dimensions: { TableName: table.tableName, Operation: 'PutItem' },
        period: Duration.minutes(1),
        region: region.name,
      };
      const operation = Operation.PUT_ITEM;
      expect(replica.metricSuccessfulRequestLatency({ operation })).toMatchObject({ ...ofOperation, metricName: 'SuccessfulRequestLatency', statistic: 'Average' });
      expect(replica.metricSystemErrors({ operation })).toMatchObject({ ...ofOperation, metricName: 'SystemErrors', statistic: 'Sum' });
      expect(replica.metricThrottledRequests({ operation })).toMatchObject({ ...ofOperation, metricName: 'ThrottledRequests', statistic: 'Sum' });
    }
  });

  test('any other metric of the table can be had by its name', () => {
    const { topology, table } = sessions();
    expect(table.forRegion(topology.secondary).metric('TransactionConflict')).toMatchObject({
      metricName: 'TransactionConflict', dimensions: { TableName: table.tableName }, statistic: 'Sum', region: SECONDARY,
    });
  });

  test('options of the caller win', () => {
    const { topology, table } = sessions();
    const replica = table.forRegion(topology.primary);
    const options = { period: Duration.minutes(5), statistic: 'Maximum' };
    for (const metric of [
      replica.metricReplicationLatency(options), replica.metricConsumedReadCapacityUnits(options), replica.metricReadThrottleEvents(options),
      replica.metricConsumedWriteCapacityUnits(options), replica.metricWriteThrottleEvents(options),
      replica.metricConditionalCheckFailedRequests(options), replica.metricTimeToLiveDeletedItemCount(options),
      replica.metricSuccessfulRequestLatency({ operation: Operation.QUERY, ...options }),
      replica.metricThrottledRequests({ operation: Operation.QUERY, ...options }),
      replica.metricSystemErrors({ operation: Operation.QUERY, ...options }),
    ]) {
      expect(metric).toMatchObject(options);
    }
  });
});

describe('recovery', () => {
  test('nothing is promoted or fenced, and the replica of the Region is checked there', () => {
    const { topology, table } = sessions();
    expect(table.recoverableId).toBe('table-sessions');
    for (const region of topology.regions) {
      const context = { mode: RunMode.FAILOVER, target: region, source: region.peer };
      expect(table.promotionSteps(context)).toEqual([]);
      expect(table.fencingSteps(context)).toEqual([]);
      expect(table.readinessChecks(context).map(step => ({ ...step, runsIn: step.runsIn.name }))).toEqual([{
        id: 'check-table-sessions',
        description: `Check that session table ${table.tableName} is active in ${region.name}`,
        action: { kind: 'check-table', parameters: { tableName: table.tableName } },
        runsIn: region.name,
        timeout: Duration.seconds(10),
        onFailure: 'stop',
      }]);
    }
  });

  test.each([RunMode.SWITCHOVER, RunMode.FAILBACK, RunMode.DRILL])('a %s is held up while the replica is behind, as the Region that is left says', mode => {
    const { topology, table } = sessions({ rpo: Duration.seconds(7) });
    for (const target of topology.regions) {
      const [active, gate, ...others] = table.readinessChecks({ mode, target, source: target.peer });
      expect(others).toEqual([]);
      expect(active.id).toBe('check-table-sessions');
      expect([gate.id, gate.runsIn.name, gate.onFailure, gate.timeout.toSeconds()]).toEqual(['check-lag-table-sessions', target.peer.name, 'stop', 10]);
      expect(gate.description).toBe(`Check that session table ${table.tableName} in ${target.name} is not behind ${target.peer.name}`);
      expect({ ...gate.action }).toEqual({
        kind: 'check-metric',
        parameters: {
          region: target.peer.name,
          namespace: 'AWS/DynamoDB',
          metricName: 'ReplicationLatency',
          dimensions: JSON.stringify({ TableName: table.tableName, ReceivingRegion: target.name }),
          statistic: 'Average',
          period: '60',
          comparison: '<=',
          threshold: '7000',
          missing: 'passes',
          measures: 'replication-lag',
        },
      });
    }
  });

  test('one that is waited for is compared with what was written, where it was', () => {
    const { topology, table } = sessions({ drainedWithin: Duration.minutes(4) });
    for (const target of topology.regions) {
      const [, { action, drainedWithin }] = table.readinessChecks({ mode: RunMode.SWITCHOVER, target, source: target.peer });
      expect(drainedWithin!.toMinutes()).toBe(4);
      expect(JSON.parse(action.parameters.activity)).toEqual({
        namespace: 'AWS/DynamoDB', metricName: 'ConsumedWriteCapacityUnits', dimensions: JSON.stringify({ TableName: table.tableName }), statistic: 'Sum', period: '60',
      });
      expect([action.parameters.region, action.parameters.period]).toEqual([target.peer.name, '60']);
    }
  });

  test.each<[string, () => Sessions]>([
    ['strongly consistent, which has no lag', () => strongSessions()],
    ['whose objective is not known at synthesis', () => sessions({ rpo: Duration.seconds(Lazy.number({ produce: () => 5 })) })],
  ])('no lag is asked of a table %s', (_, make) => {
    const { topology, table } = make();
    expect(table.readinessChecks({ mode: RunMode.SWITCHOVER, target: topology.secondary, source: topology.primary }).map(({ id }) => id))
      .toEqual(['check-table-sessions']);
  });

  test('the lag is a signal in both directions, in milliseconds, published where the write was', () => {
    const { topology, table } = sessions();
    expect(table.replicationSignals()).toEqual(topology.regions.map(region => ({
      id: `lag-in-${region.peer.name}`,
      description: `Session table ${table.tableName} in ${region.peer.name} is behind ${region.name}`,
      metric: table.forRegion(region).metricReplicationLatency(),
      publishedIn: region,
      unit: Duration.millis(1),
      threshold: Duration.seconds(5),
      evaluationPeriods: 2,
      treatMissingData: 'notBreaching',
    })));
    const [signal] = sessions({ rpo: Duration.seconds(30) }).table.replicationSignals();
    expect(signal.threshold).toEqual(Duration.seconds(30));
  });
});
