import type { CloudWatchClient, MetricDatum } from '@aws-sdk/client-cloudwatch';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { PublisherSettings } from './publisher-settings';
import type { Attributes } from './state-item';
import { StateMalformed } from './state-item';
import type { StateItems } from './state-metrics';
import { stateMetrics } from './state-metrics';
import type { World } from '../../lambda/handlers/world';
import { STATE_ITEM, STATE_KIND } from '../regional-state/state-kinds';

export interface StatePublisherClients {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
}

/** The table did not answer. What it says is then not known, and nothing is published. */
export class StateUnreadable extends Error {
  public readonly name = 'StateUnreadable';
}

/** CloudWatch did not take the data. */
export class StateNotPublished extends Error {
  public readonly name = 'StateNotPublished';
}

/**
 * Publishes what the state table of this Region says.
 *
 * @throws StateUnreadable, and has published nothing
 * @throws StateNotPublished, and has published nothing
 * @throws StateMalformed after it has published what the other items say
 */
export async function handleStatePublisher(_request: unknown, world: World<PublisherSettings, StatePublisherClients>): Promise<void> {
  const { settings } = world;
  const { dynamoDb, cloudWatch } = world.clients(settings.region);
  const items = await read(settings.tableName, dynamoDb);
  const { data, malformed } = stateMetrics(items, new Date(world.now()), settings);
  await publish(settings.namespace, data, cloudWatch);
  world.log({
    message: 'state published',
    values: Object.fromEntries(data.map(({ MetricName, Value }) => [MetricName!, Value])),
  });
  if (malformed.length > 0) {
    throw new StateMalformed(malformed.map(({ message }) => message).join('; '));
  }
}

/** With consistency: an order that was just written must not be published undone. */
async function read(tableName: string, dynamoDb: StatePublisherClients['dynamoDb']): Promise<StateItems> {
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
async function publish(namespace: string, data: MetricDatum[], cloudWatch: StatePublisherClients['cloudWatch']): Promise<void> {
  if (data.length === 0) {
    return;
  }
  try {
    await cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData: data }));
  } catch (cause) {
    throw new StateNotPublished(`namespace ${namespace}: ${String(cause)}`, { cause });
  }
}
