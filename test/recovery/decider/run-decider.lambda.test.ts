import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeDBClustersCommand, DescribeGlobalClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { clusterArn, HOME, settingsOf, STANDBY } from './two-regions';
import { handler } from '../../../src/recovery/handlers/run-decider.lambda';

const dynamoDb = mockClient(DynamoDBClient);
const cloudWatch = mockClient(CloudWatchClient);
const rds = mockClient(RDSClient);
const sfn = mockClient(SFNClient);

beforeEach(() => {
  [dynamoDb, cloudWatch, rds, sfn].forEach(mock => mock.reset());
  process.env.AWS_REGION = STANDBY;
  process.env.DECIDER_SETTINGS = JSON.stringify(settingsOf(STANDBY));
  jest.spyOn(console, 'log').mockReturnValue(undefined);
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.DECIDER_SETTINGS;
  delete process.env.AWS_REGION;
});

test('the handler asks each service in its Region and starts what was decided', async () => {
  dynamoDb.on(GetItemCommand).callsFake(({ Key: { kind } }) => kind.S === 'state'
    ? { Item: { activeRegion: { S: HOME }, epoch: { N: '0' }, armed: { BOOL: true } } } : {});
  cloudWatch.on(DescribeAlarmsCommand).resolves({ CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'ALARM' }] });
  cloudWatch.on(PutMetricDataCommand).resolves({});
  rds.on(DescribeGlobalClustersCommand).resolves({
    GlobalClusters: [{ GlobalClusterMembers: [HOME, STANDBY].map(region => ({ DBClusterArn: clusterArn(region), IsWriter: region === HOME })) }],
  });
  rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [{ Status: 'available', DBClusterMembers: [{}] }] });
  sfn.on(StartExecutionCommand).resolves({});
  await expect(handler({ 'detail-type': 'Scheduled Event' })).resolves.toBeUndefined();
  expect(sfn.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input.stateMachineArn)).toEqual(['machine/switchover']);
  const regionsOf = async (mock: { calls: () => { thisValue: unknown }[] }) =>
    Promise.all(mock.calls().map(async ({ thisValue }) => (thisValue as SFNClient).config.region()));
  await expect(regionsOf(sfn)).resolves.toEqual([STANDBY]);
  expect(new Set(await regionsOf(cloudWatch))).toEqual(new Set([STANDBY]));
  expect(new Set(await regionsOf(rds))).toEqual(new Set([STANDBY, HOME]));
  expect(new Set(await regionsOf(dynamoDb))).toEqual(new Set([STANDBY, HOME]));
});
