import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { RDSClient } from '@aws-sdk/client-rds';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { handler as command } from '../../../src/recovery/handlers/operator-command.lambda';
import { handler as keep } from '../../../src/recovery/handlers/run-keeper.lambda';
import { RunMode } from '../../../src/recovery/plan/run-mode';
import { ConditionalTables } from '../keeper/conditional-table';
import { execution, HOME, settingsOf, STANDBY, STARTED } from '../keeper/regions';

const [dynamoDb, cloudWatch, sfn, rds] = [mockClient(DynamoDBClient), mockClient(CloudWatchClient), mockClient(SFNClient), mockClient(RDSClient)];
let log: jest.SpyInstance;

beforeEach(() => {
  const tables = new ConditionalTables();
  [dynamoDb, cloudWatch, sfn, rds].forEach(mock => mock.reset());
  dynamoDb.on(GetItemCommand).callsFake(input => tables.get(input));
  dynamoDb.on(TransactWriteItemsCommand).callsFake(input => tables.transact(input));
  cloudWatch.on(PutMetricDataCommand).resolves({});
  cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [{ AlarmName: 'endpoint', StateValue: 'OK' }] });
  sfn.on(DescribeExecutionCommand).resolves({ status: 'RUNNING' });
  log = jest.spyOn(console, 'log').mockReturnValue(undefined);
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.KEEPER_SETTINGS;
  delete process.env.OPERATOR_SETTINGS;
});

test('the keeper of runs works with the settings in its environment, and logs a line for each order', async () => {
  process.env.KEEPER_SETTINGS = JSON.stringify(settingsOf(STANDBY));
  const begin = { action: 'begin', mode: RunMode.FAILOVER, startedAt: STARTED, actor: 'Ada', reason: 'test', automatic: false } as const;
  const answer = await keep({ ...begin, runId: execution(STANDBY) });
  expect(answer).toEqual({ runId: execution(STANDBY), epoch: 1, startedAt: STARTED, target: STANDBY, source: HOME, resumed: false, lossSeenAt: 'unknown' });
  expect(log.mock.calls.map(([line]) => JSON.parse(line))).toEqual([{ message: 'begin', ...answer }]);
  await expect(keep({ ...begin, runId: execution(STANDBY, 'another') })).rejects.toMatchObject({ name: 'RunInProgress' });
  expect(sfn.commandCalls(DescribeExecutionCommand).map(call => call.args[0].input)).toEqual([{ executionArn: execution(STANDBY) }]);
});

test('so do the commands of operators', async () => {
  process.env.OPERATOR_SETTINGS = JSON.stringify({ ...settingsOf(STANDBY), command: 'arm', signalAlarms: ['endpoint'] });
  await expect(command({ actor: 'Ada' })).resolves.toMatchObject({ region: STANDBY, armed: true });
  expect(cloudWatch.commandCalls(DescribeAlarmsCommand).map(call => call.args[0].input))
    .toEqual([{ AlarmNames: ['endpoint'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 }]);
});
