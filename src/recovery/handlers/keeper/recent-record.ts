import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { STATE_KIND } from '../../regional-state/state-kinds';
import type { Attributes } from '../state-item';
import type { StateStore } from '../state-store';

/** A run that is looked for has just ended. */
const RECENT_RUNS = 10;

/**
 * The record of a run that was among the last to begin. Apart from the store, which others have, too: they may not ask for records.
 *
 * @throws RunError `ServiceUnavailable`, `StateUnreadable`
 */
export async function recentRecord(store: StateStore, runId: string): Promise<Attributes | undefined> {
  const { Items } = await store.ask(dynamoDb => dynamoDb.send(new QueryCommand({
    TableName: store.tableName,
    KeyConditionExpression: 'kind = :run',
    ExpressionAttributeValues: { ':run': { S: STATE_KIND.run } },
    ScanIndexForward: false,
    Limit: RECENT_RUNS,
    ConsistentRead: true,
  })));
  return Items!.find(item => item.id.S!.endsWith(`/${runId}`));
}
