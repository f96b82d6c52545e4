import { readFileSync } from 'fs';
import * as path from 'path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AttributeType, Billing, Capacity, ContributorInsightsMode, TableClass } from 'aws-cdk-lib/aws-dynamodb';
import { BY_USER, globalTable, replicas, SESSION_ID, sessions, tableProperties, warningsOf } from './fixture';
import { GlobalSessionTable, StackLayer } from '../../src';
import { ACCOUNT, PRIMARY, SECONDARY, stacksOf, templateOf } from '../support/environment';

const README = readFileSync(path.join(__dirname, '../../src/sessions/README.md'), 'utf8').replace(/\s+/g, ' ');

test('TBL-01: one global table, in the home Region\'s data stack alone, with a replica in each Region', () => {
  const { app, topology } = sessions();
  const home = topology.primary.stack(StackLayer.DATA);
  for (const stack of stacksOf(app)) {
    templateOf(stack).resourceCountIs('AWS::DynamoDB::GlobalTable', stack === home ? 1 : 0);
    templateOf(stack).resourceCountIs('AWS::DynamoDB::Table', 0);
  }
  const { Replicas, KeySchema, AttributeDefinitions } = globalTable(home).Properties;
  expect(Replicas.map((replica: { Region: string }) => replica.Region).sort()).toEqual([SECONDARY, PRIMARY]);
  expect(KeySchema).toEqual([{ AttributeName: 'session_id', KeyType: 'HASH' }]);
  expect(AttributeDefinitions).toEqual([{ AttributeName: 'session_id', AttributeType: 'S' }]);
});

test('TBL-01: key and indexes are those of the props, in both Regions', () => {
  const options = { sortKey: { name: 'device', type: AttributeType.STRING }, globalSecondaryIndexes: [BY_USER] };
  expect(tableProperties(options).KeySchema).toEqual([
    { AttributeName: 'session_id', KeyType: 'HASH' },
    { AttributeName: 'device', KeyType: 'RANGE' },
  ]);
  expect(tableProperties(options).GlobalSecondaryIndexes).toEqual([{
    IndexName: 'by-user',
    KeySchema: [{ AttributeName: 'user_id', KeyType: 'HASH' }],
    Projection: { ProjectionType: 'ALL' },
  }]);
});

test('TBL-02: on demand by default, and each Region can be warmed for the load of both', () => {
  expect(tableProperties()).toMatchObject({ BillingMode: 'PAY_PER_REQUEST' });
  expect(JSON.stringify(tableProperties())).not.toContain('ThroughputSettings');
  expect(tableProperties().WarmThroughput).toBeUndefined();
  expect(tableProperties({ warmThroughput: { readUnitsPerSecond: 20_000, writeUnitsPerSecond: 8_000 } }).WarmThroughput)
    .toEqual({ ReadUnitsPerSecond: 20_000, WriteUnitsPerSecond: 8_000 });
});

test('the table class is that of the props, in both Regions', () => {
  expect(replicas().map(replica => replica.TableClass)).toEqual([undefined, undefined]);
  expect(replicas({ tableClass: TableClass.STANDARD_INFREQUENT_ACCESS }).map(replica => replica.TableClass))
    .toEqual(['STANDARD_INFREQUENT_ACCESS', 'STANDARD_INFREQUENT_ACCESS']);
});

test('TBL-02: what a replica reads and writes on demand can be capped, and so can an index', () => {
  const options = {
    billing: Billing.onDemand({ maxReadRequestUnits: 5000, maxWriteRequestUnits: 1000 }),
    globalSecondaryIndexes: [{ ...BY_USER, maxReadRequestUnits: 50, maxWriteRequestUnits: 40 }],
  };
  expect(tableProperties(options)).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 1000 },
    GlobalSecondaryIndexes: [{ WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 40 } }],
  });
  for (const replica of replicas(options)) {
    expect(replica).toMatchObject({
      ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 5000 },
      GlobalSecondaryIndexes: [{ ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 50 } }],
    });
  }
});

test('TBL-03: provisioned capacity is autoscaled in the table itself, writes for all, reads per replica', () => {
  const scaled = (minCapacity: number, maxCapacity: number) => Capacity.autoscaled({ minCapacity, maxCapacity, targetUtilizationPercent: 60 });
  const options = { billing: Billing.provisioned({ readCapacity: scaled(10, 1000), writeCapacity: scaled(5, 500) }) };
  const scaling = (MinCapacity: number, MaxCapacity: number) => ({
    MinCapacity, MaxCapacity, TargetTrackingScalingPolicyConfiguration: { TargetValue: 60 },
  });
  expect(tableProperties(options)).toMatchObject({
    BillingMode: 'PROVISIONED',
    WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: scaling(5, 500) },
  });
  for (const replica of replicas(options)) {
    expect(replica.ReadProvisionedThroughputSettings).toEqual({ ReadCapacityAutoScalingSettings: scaling(10, 1000) });
  }
  const { app } = sessions(options);
  stacksOf(app).forEach(stack => templateOf(stack).resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0));
});

test('TBL-04: Contributor Insights is on in each Region, for table and indexes', () => {
  for (const replica of replicas({ globalSecondaryIndexes: [BY_USER] })) {
    expect(replica.ContributorInsightsSpecification).toEqual({ Enabled: true });
    expect(replica.GlobalSecondaryIndexes).toEqual([{ IndexName: 'by-user', ContributorInsightsSpecification: { Enabled: true } }]);
  }
});

test('TBL-04: Contributor Insights can be reduced or turned off', () => {
  const throttledOnly = { enabled: true, mode: ContributorInsightsMode.THROTTLED_KEYS };
  for (const replica of replicas({ contributorInsightsSpecification: throttledOnly })) {
    expect(replica.ContributorInsightsSpecification).toEqual({ Enabled: true, Mode: 'THROTTLED_KEYS' });
  }
  for (const replica of replicas({ contributorInsightsSpecification: { enabled: false } })) {
    expect(replica.ContributorInsightsSpecification).toEqual({ Enabled: false });
  }
});

test('TBL-05: items expire by expires_at, or by the attribute of the prop, in the one setting of the table', () => {
  expect(tableProperties().TimeToLiveSpecification).toEqual({ AttributeName: 'expires_at', Enabled: true });
  expect(tableProperties({ timeToLiveAttribute: 'ttl' }).TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
  expect(replicas().map(replica => replica.TimeToLiveSpecification)).toEqual([undefined, undefined]);
});

test('TBL-06: each replica is encrypted by the key of its own Region', () => {
  expect(tableProperties().SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
  const { topology } = sessions();
  const [home, standby] = replicas();
  const [key] = Object.keys(templateOf(topology.primary.stack(StackLayer.FOUNDATION)).findResources('AWS::KMS::Key'));
  expect(JSON.stringify(home.SSESpecification.KMSMasterKeyId)).toContain(key);
  expect(standby.SSESpecification.KMSMasterKeyId)
    .toMatch(new RegExp(`^arn:aws:kms:${SECONDARY}:${ACCOUNT}:alias/payments-test-sessions-eu-central-1-[0-9a-f]{8}$`));
  templateOf(topology.secondary.stack(StackLayer.FOUNDATION)).hasResourceProperties('AWS::KMS::Alias', {
    AliasName: standby.SSESpecification.KMSMasterKeyId.split(':').pop(),
  });
});

test('TBL-06: the key of the standby Region exists before the table', () => {
  const { topology } = sessions();
  expect(topology.primary.stack(StackLayer.DATA).dependencies).toContain(topology.secondary.stack(StackLayer.FOUNDATION));
});

test('TBL-07: the name is legal, and different per environment, application, account and id', () => {
  const { topology } = sessions();
  const carts = new GlobalSessionTable(topology, 'carts', { topology, partitionKey: SESSION_ID });
  const names = [
    tableProperties().TableName,
    tableProperties({}, { environmentName: 'prod' }).TableName,
    tableProperties({}, { applicationName: 'ledger' }).TableName,
    tableProperties({}, { account: '222222222222' }).TableName,
    carts.tableName,
  ];
  names.forEach(name => expect(name).toMatch(/^[a-zA-Z0-9_.-]{3,255}$/));
  expect(names[0]).toMatch(/^payments-test-sessions-[0-9a-f]{8}$/);
  expect(new Set(names).size).toBe(names.length);
});

test('TBL-07: a name that is given is used in both Regions, and looked for in both before the first deployment', () => {
  const { topology, table } = sessions({ tableName: 'legacy_sessions.v2' });
  expect(tableProperties({ tableName: 'legacy_sessions.v2' }).TableName).toBe('legacy_sessions.v2');
  for (const region of topology.regions) {
    expect(table.forRegion(region).tableArn).toBe(`arn:aws:dynamodb:${region.name}:${ACCOUNT}:table/legacy_sessions.v2`);
  }
  expect(README).toContain('aws dynamodb describe-table --region us-east-1 --table-name <name> '
    + 'aws dynamodb describe-table --region us-west-2 --table-name <name>');
});

test('what code that writes does about throttling is written', () => {
  for (const statement of [
    'ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded', 'exponential backoff and jitter', 'at most three times',
    '{ retryMode: \'standard\', maxAttempts: 4 }', 'let the error through at the end', 'Throw every other error', 'UnprocessedItems',
  ]) {
    expect(README).toContain(statement);
  }
});

test('TBL-09: the table is eventually consistent, and what this means after a failover is written', () => {
  expect(tableProperties().MultiRegionConsistency).toBeUndefined();
  expect(tableProperties().GlobalTableWitnesses).toBeUndefined();
  for (const statement of ['eventually consistent', 'usually within a second', 'last writer wins', 'Write latency', 'let the user sign in again',
    'may be missing or old in the surviving Region', 'treat a missing session as signed out']) {
    expect(README).toContain(statement);
  }
});

describe('data is kept', () => {
  test('by default: retained, restorable and protected in each Region', () => {
    const { topology } = sessions();
    expect(globalTable(topology.primary.stack(StackLayer.DATA))).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    for (const replica of replicas()) {
      expect(replica).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });

  test('each replica can be restored to a point in as many days as the prop says', () => {
    for (const replica of replicas({ pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 } })) {
      expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 });
    }
  });

  test('point-in-time recovery that is turned off stays off, with a warning', () => {
    const options = { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false } };
    for (const replica of replicas(options)) {
      expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: false });
    }
    expect(warningsOf(sessions(options))).toEqual([expect.stringContaining('[ack: cdk-multi-region-dr:tableWithoutPointInTimeRecovery]')]);
    expect(warningsOf(sessions())).toEqual([]);
  });

  test('in a throw-away environment it goes with its stack, still restorable until then', () => {
    const throwAway = { removalPolicy: RemovalPolicy.DESTROY };
    const { topology } = sessions({}, throwAway);
    expect(globalTable(topology.primary.stack(StackLayer.DATA))).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    for (const replica of replicas({}, throwAway)) {
      expect(replica).toMatchObject({
        DeletionProtectionEnabled: false,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });
});

test('COST-03: each replica carries the tags, with the role of its own Region', () => {
  const roles = ['primary', 'secondary'];
  replicas({}, { tags: { 'cost-center': '42' } }).forEach((replica, position) => {
    expect(replica.Tags).toEqual(expect.arrayContaining([
      { Key: 'application', Value: 'Payments' },
      { Key: 'cost-center', Value: '42' },
      { Key: 'dr-role', Value: 'sessions' },
      { Key: 'environment', Value: 'test' },
      { Key: 'region-role', Value: roles[position] },
    ]));
    expect(replica.Tags).toHaveLength(5);
  });
});

test('OPS-04: the table\'s name is an output for people', () => {
  const { topology, table } = sessions();
  templateOf(topology.primary.stack(StackLayer.DATA)).hasOutput('*', {
    Value: table.tableName,
    Description: 'Session table "sessions", by this name in both Regions',
    Export: Match.absent(),
  });
});
