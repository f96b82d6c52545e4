import { Duration } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Statement } from './fixture';
import { place, templateAt } from './fixture';
import { KeyPurpose } from '../../../src';
import type { RunKeeperProps } from '../../../src/recovery/functions/run-keeper';
import { createRunKeeper } from '../../../src/recovery/functions/run-keeper';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import { RunMode } from '../../../src/recovery/plan/run-mode';
import { RecoveryState } from '../../../src/recovery/regional-state/recovery-state';
import { ACCOUNT, PRIMARY, SECONDARY } from '../../support/environment';

const TIMEOUTS = { failover: Duration.minutes(30), planned: Duration.minutes(40), drill: Duration.hours(2) };

const DATABASE = {
  globalClusterIdentifier: 'main', clusterArn: `arn:aws:rds:${SECONDARY}:${ACCOUNT}:cluster:main`, peerClusterArn: `arn:aws:rds:${PRIMARY}:${ACCOUNT}:cluster:main`,
};

function keeper(props: Partial<RunKeeperProps> = {}) {
  const where = place();
  createRunKeeper(where.scope, {
    ...where,
    databases: () => [DATABASE],
    machineTimeouts: TIMEOUTS,
    fenceLease: mode => mode === RunMode.FAILOVER ? Duration.minutes(22) : Duration.millis(1_019_001),
    ...props,
  });
  return where;
}

/** The keeper, beside the publisher of the state, which a topology with a keeper has. */
function functionOf(where: ReturnType<typeof keeper>) {
  const FunctionName = where.names.functionName('run-keeper');
  const [resource, ...others] = Object.values(templateAt(where).findResources('AWS::Lambda::Function', { Properties: { FunctionName } }));
  expect(others).toEqual([]);
  return resource.Properties;
}

function statementsOf(where: ReturnType<typeof keeper>): Statement[] {
  const policies = Object.entries(templateAt(where).findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.includes('runkeeper'));
  expect(policies.length).toBeGreaterThan(0);
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

function settingsOf(where: ReturnType<typeof keeper>) {
  return JSON.parse(functionOf(where).Environment.Variables.KEEPER_SETTINGS);
}

const onItems = (action: string, table: string, ...kinds: string[]): Statement & { Effect: string } => ({
  Effect: 'Allow', Action: `dynamodb:${action}`, Resource: table, Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': kinds } },
});

const KEY_ACTIONS = [
  'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
];

describe('the keeper of runs', () => {
  test('may do with the tables of both Regions what its orders do, and no more', () => {
    const where = keeper();
    const [own, peer] = [where.region, where.region.peer].map(region => new RecoveryNames(where.topology, region));
    const table = own.stateTableArn();
    const there = peer.stateTableArn();
    const statements = statementsOf(where).filter(({ Action }) => !String(Action).startsWith('logs:'));
    expect(statements.filter(({ Action }) => String(Action).startsWith('dynamodb:'))).toEqual([
      onItems('GetItem', table, 'state', 'latch', 'lock', 'drill', 'run'),
      onItems('Query', table, 'run'),
      onItems('PutItem', table, 'lock', 'drill', 'run'),
      onItems('UpdateItem', table, 'state', 'latch', 'lock', 'run'),
      onItems('DeleteItem', table, 'lock', 'drill', 'run'),
      onItems('ConditionCheckItem', table, 'lock'),
      onItems('GetItem', there, 'state', 'latch', 'lock', 'drill', 'run'),
      onItems('PutItem', there, 'lock', 'drill'),
      onItems('UpdateItem', there, 'state', 'latch', 'lock', 'run'),
      onItems('DeleteItem', there, 'lock', 'drill'),
      onItems('ConditionCheckItem', there, 'state', 'lock'),
    ]);
    expect(statements.filter(({ Action }) => String(Action).startsWith('kms:'))).toEqual([
      { Effect: 'Allow', Action: KEY_ACTIONS, Resource: expect.anything(), Condition: { StringLike: { 'kms:ViaService': `dynamodb.${SECONDARY}.*` } } },
      {
        Effect: 'Allow',
        Action: KEY_ACTIONS,
        Resource: `arn:aws:kms:${PRIMARY}:${ACCOUNT}:key/*`,
        Condition: {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': where.topology.encryptionKey(where.topology.primary, KeyPurpose.RECOVERY).aliasName },
          'StringLike': { 'kms:ViaService': `dynamodb.${PRIMARY}.*` },
        },
      },
    ]);
    expect(statements.filter(({ Action }) => !/^(dynamodb|kms)/.test(String(Action)))).toEqual([
      { Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'MultiRegionDr/Payments/test' } } },
      {
        Effect: 'Allow',
        Action: 'states:DescribeExecution',
        Resource: [own, peer].flatMap(names => (['failover', 'planned', 'drill'] as const).map(id => names.executionArns(id))),
      },
    ]);
  });

  test('is told of both Regions, and how long each lock holds: longer than the machine that takes it', () => {
    const where = keeper();
    const state = RecoveryState.of(where.topology);
    expect(settingsOf(where)).toEqual({
      region: SECONDARY,
      peer: PRIMARY,
      home: PRIMARY,
      tables: Object.fromEntries(where.topology.regions.map(region => [region.name, state.forRegion(region).stateTableName])),
      namespace: 'MultiRegionDr/Payments/test',
      lockSeconds: { failover: 1860, switchover: 2460, failback: 2460, drill: 7260 },
      fenceSeconds: { forced: 1320, planned: 1020 },
      blockSeconds: 1800,
      pauseSeconds: 600,
      latches: [],
      databases: [DATABASE],
    });
  });

  test('looks at the decision alarm of its Region, and no more, where there is one', () => {
    const decisionAlarm = { name: 'decision', failingSeconds: 40 };
    const where = keeper({ decisionAlarm: () => decisionAlarm });
    expect(statementsOf(where)).toContainEqual({ Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: '*' });
    expect(settingsOf(where)).toMatchObject({ decisionAlarm });
    expect(new AwsSolutionsChecks(where.scope.node.root).validateScope(where.scope.node.root).violations).toEqual([]);
  });

  test('is told of every latch, those that come later too, each once', () => {
    const where = keeper();
    const { topology } = where;
    for (const Record of ['api.example.com', 'web.example.com']) {
      topology.regions.forEach(region => RecoveryState.of(topology)._publishLatch(topology, { region, alarmName: 'latch', metricName: 'LatchClosed', dimensions: { HostedZone: 'Z1', Record } }));
    }
    RecoveryState.of(topology)._publishLatch(topology, { region: topology.secondary, alarmName: 'latch', metricName: 'LatchClosed', dimensions: { Record: 'standby only' } });
    expect(settingsOf(where).latches).toEqual([
      { metricName: 'LatchClosed', regions: [PRIMARY, SECONDARY], dimensions: [{ HostedZone: 'Z1', Record: 'api.example.com' }, { HostedZone: 'Z1', Record: 'web.example.com' }] },
      { metricName: 'LatchClosed', regions: [SECONDARY], dimensions: [{ Record: 'standby only' }] },
    ]);
  });

  test('has a minute and blocks automation for half an hour, or what it is given, and is in no VPC', () => {
    const { Timeout, VpcConfig } = functionOf(keeper());
    expect({ Timeout, VpcConfig }).toEqual({ Timeout: 60, VpcConfig: undefined });
    const where = keeper({ timeout: Duration.seconds(90), minimumBlock: Duration.hours(1) });
    expect(functionOf(where).Timeout).toBe(90);
    expect(settingsOf(where).blockSeconds).toBe(3600);
  });

  test('its wildcards are stated', () => {
    const { scope } = keeper();
    expect(new AwsSolutionsChecks(scope.node.root).validateScope(scope.node.root).violations).toEqual([]);
  });
});
