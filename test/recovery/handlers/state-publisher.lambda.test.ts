import { readFileSync } from 'fs';
import * as path from 'path';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { CLOSED, DRILL, NOW, RUN, SETTINGS, STATE } from './state-table';
import type { Attributes } from '../../../src/recovery/handlers/state-item';
import { handler } from '../../../src/recovery/handlers/state-publisher.lambda';

const dynamoDb = mockClient(DynamoDBClient);
const cloudWatch = mockClient(CloudWatchClient);
let log: jest.SpyInstance;

/** Has the table answer with these items, each as the service returns it. */
function tableHolds(items: { readonly [key: string]: Attributes }, runs: Attributes[] = []): void {
  dynamoDb.on(GetItemCommand).callsFake(({ Key: { kind, id } }) => ({ Item: items[`${kind.S}/${id.S}`] }));
  dynamoDb.on(QueryCommand).resolves({ Items: runs as never });
}

function published() {
  return cloudWatch.commandCalls(PutMetricDataCommand).map(call => call.args[0].input);
}

beforeEach(() => {
  dynamoDb.reset();
  cloudWatch.reset();
  cloudWatch.on(PutMetricDataCommand).resolves({});
  jest.useFakeTimers({ now: NOW });
  log = jest.spyOn(console, 'log').mockReturnValue(undefined);
  process.env.PUBLISHER_SETTINGS = JSON.stringify(SETTINGS);
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  delete process.env.PUBLISHER_SETTINGS;
});

describe('the publisher of the state', () => {
  test('DNS-14: publishes in one call what the table says now', async () => {
    tableHolds({ 'state/current': STATE, 'latch/traffic': CLOSED, 'drill/current': DRILL }, [RUN]);
    await handler();
    const [{ Namespace, MetricData }, ...others] = published();
    expect(others).toEqual([]);
    expect(Namespace).toBe('MultiRegionDr/Payments/test');
    expect(MetricData!.map(({ MetricName, Value }) => [MetricName, Value])).toEqual([
      ['LatchClosed', 1], ['LatchClosed', 1], ['Active', 1], ['Armed', 1], ['Blocked', 0], ['Epoch', 7], ['DrillRunning', 1], ['SecondsSinceLastRun', 479],
    ]);
    expect(MetricData!.map(({ Timestamp }) => Timestamp)).toEqual(MetricData!.map(() => NOW));
  });

  test('reads with consistency, each item by its whole key, and of the runs only the newest', async () => {
    tableHolds({});
    await handler();
    const item = (kind: string, id: string) => ({ TableName: 'state-of-the-standby', Key: { kind: { S: kind }, id: { S: id } }, ConsistentRead: true });
    expect(dynamoDb.commandCalls(GetItemCommand).map(call => call.args[0].input))
      .toEqual([item('state', 'current'), item('latch', 'traffic'), item('drill', 'current')]);
    expect(dynamoDb.commandCalls(QueryCommand).map(call => call.args[0].input)).toEqual([{
      TableName: 'state-of-the-standby',
      KeyConditionExpression: 'kind = :run',
      ExpressionAttributeValues: { ':run': { S: 'run' } },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }]);
  });

  test('logs a line that a machine can read', async () => {
    tableHolds({});
    await handler();
    expect(log.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
      { message: 'state published', values: { LatchClosed: 0, Active: 0, Armed: 0, Blocked: 0, Epoch: 0, DrillRunning: 0 } },
    ]);
  });
});

describe('ORC-17: the publisher of the state fails by name', () => {
  test.each(['state/current', 'latch/traffic', 'drill/current'])('when %s cannot be read, and guesses nothing', async key => {
    tableHolds({ 'latch/traffic': CLOSED });
    const [kind, id] = key.split('/');
    const error = Object.assign(new Error('please wait'), { name: 'ThrottlingException' });
    dynamoDb.on(GetItemCommand, { Key: { kind: { S: kind }, id: { S: id } } }).rejects(error);
    await expect(handler()).rejects.toMatchObject({
      name: 'StateUnreadable', message: 'table state-of-the-standby: ThrottlingException: please wait', cause: error,
    });
    expect(published()).toEqual([]);
    expect(log).not.toHaveBeenCalled();
  });

  test('when the runs cannot be read', async () => {
    tableHolds({});
    dynamoDb.on(QueryCommand).rejects(new Error('no answer'));
    await expect(handler()).rejects.toMatchObject({ name: 'StateUnreadable' });
    expect(published()).toEqual([]);
  });

  test('when CloudWatch does not take the data', async () => {
    tableHolds({});
    cloudWatch.on(PutMetricDataCommand).rejects(new Error('no answer'));
    await expect(handler()).rejects.toMatchObject({ name: 'StateNotPublished', message: 'namespace MultiRegionDr/Payments/test: Error: no answer' });
  });

  test('when items are malformed, after the others are published', async () => {
    tableHolds({ 'state/current': STATE, 'latch/traffic': { ...CLOSED, closed: { S: 'yes' } }, 'drill/current': {} });
    await expect(handler()).rejects.toMatchObject({
      name: 'StateMalformed',
      message: 'item latch/traffic: attribute closed is {"S":"yes"}, expected true or false; '
        + 'item drill/current: attribute endsAt is undefined, expected a time such as "2026-01-31T23:59:59Z"',
    });
    expect(published()[0].MetricData!.map(({ MetricName }) => MetricName)).toEqual(['Active', 'Armed', 'Blocked', 'Epoch']);
  });

  test('when all of them are, which leaves nothing to publish', async () => {
    tableHolds({ 'state/current': {}, 'latch/traffic': {}, 'drill/current': {} });
    await expect(handler()).rejects.toMatchObject({ name: 'StateMalformed' });
    expect(published()).toEqual([]);
  });
});

test('ORC-16: the bundle is small, and the clients are those of the runtime', () => {
  const bundle = readFileSync(path.join(__dirname, '../../../assets/recovery/handlers/state-publisher.lambda/index.js'), 'utf8');
  expect(bundle.length).toBeGreaterThan(1_000);
  expect(bundle.length).toBeLessThan(60 * 1024);
  expect(bundle).toContain('require("@aws-sdk/client-dynamodb")');
  expect(bundle).toContain('require("@aws-sdk/client-cloudwatch")');
});
