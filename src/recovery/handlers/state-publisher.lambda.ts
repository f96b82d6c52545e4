import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { PublisherSettings } from './publisher-settings';
import type { Attributes } from './state-item';
import { StateMalformed } from './state-item';
import type { StateItems } from './state-metrics';
import { stateMetrics } from './state-metrics';
import { STATE_ITEM, STATE_KIND } from '../state-kinds';

/** The table did not answer. What it says is then not known, and nothing is published. */
export class StateUnreadable extends Error {
  public readonly name = 'StateUnreadable';
}

/** CloudWatch did not take the data. */
export class StateNotPublished extends Error {
  public readonly name = 'StateNotPublished';
}

/** A call that hangs is made again within the function's time, so that its end is an error with a name. */
const PATIENCE = { maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 5000 } };
const dynamoDb = new DynamoDBClient(PATIENCE);
const cloudWatch = new CloudWatchClient(PATIENCE);

/**
 * Publishes what the state table of this Region says.
 *
 * @throws StateUnreadable, and has published nothing
 * @throws StateNotPublished, and has published nothing
 * @throws StateMalformed after it has published what the other items say
 */
export async function handler(): Promise<void> {
  const settings: PublisherSettings = JSON.parse(process.env.PUBLISHER_SETTINGS!);
  const items = await read(settings.tableName);
  const { data, malformed } = stateMetrics(items, new Date(), settings);
  await publish(settings.namespace, data);
  console.log(JSON.stringify({
    message: 'state published',
    values: Object.fromEntries(data.map(({ MetricName, Value }) => [MetricName!, Value])),
  }));
  if (malformed.length > 0) {
    throw new StateMalformed(malformed.map(({ message }) => message).join('; '));
  }
}

/** With consistency: an order that was just written must not be published undone. */
async function read(tableName: string): Promise<StateItems> {
  const one = async ({ kind, id }: { readonly kind: string; readonly id: string }): Promise<Attributes | undefined> => {
    const Key = { kind: { S: kind }, id: { S: id } };
    return (await dynamoDb.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;
  };
  const newestRun = async (): Promise<Attributes | undefined> => {
    const { Items } = await dynamoDb.send(new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'kind = :run',
      ExpressionAttributeValues: { ':run': { S: STATE_KIND.run } },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }));
    return Items![0];
  };
  try {
    const [state, latch, drill, lastRun] = await Promise.all([one(STATE_ITEM.state), one(STATE_ITEM.latch), one(STATE_ITEM.drill), newestRun()]);
    return { state, latch, drill, lastRun };
  } catch (cause) {
    throw new StateUnreadable(`table ${tableName}: ${String(cause)}`, { cause });
  }
}

/** In one call: settings of 4 KB cannot name the 1,000 metrics that one call takes. */
async function publish(namespace: string, data: MetricDatum[]): Promise<void> {
  if (data.length === 0) {
    return;
  }
  try {
    await cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData: data }));
  } catch (cause) {
    throw new StateNotPublished(`namespace ${namespace}: ${String(cause)}`, { cause });
  }
}
