import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { RunReference } from './requests';
import { RunError } from './run-errors';
import type { Attributes } from './state-item';
import { NamedError } from '../../lambda/handlers/named-error';
import { serviceCall } from '../../lambda/handlers/service-call';
import { STATE_ITEM } from '../regional-state/state-kinds';
import type { ItemKey } from '../state/state-writes';
import { itemKey } from '../state/state-writes';

type StateClient = Pick<DynamoDBClient, 'send'>;

/**
 * Makes sure that a run still holds the lock of its Region, and that the Region knows of no later epoch: whatever follows must not be
 * done by one that was superseded.
 *
 * @throws RunError `LockLost`, `StateUnreadable`, `ServiceUnavailable`
 */
export async function requireLock(tableName: string, { runId, epoch }: RunReference, dynamoDb: StateClient): Promise<void> {
  const [lock, state] = await readLock(tableName, dynamoDb);
  const known = Number(state?.epoch?.N ?? epoch);
  if (lock?.runId?.S !== runId || lock.epoch?.N !== String(epoch) || known > epoch) {
    const holder = lock === undefined ? 'nobody holds it' : `${lock.runId?.S} holds it in epoch ${lock.epoch?.N}`;
    throw new RunError('LockLost', `run ${runId} of epoch ${epoch} does not hold the lock: ${holder}, and the Region knows of epoch ${known}`);
  }
}

/** The lock, and the state that says which epoch has begun. */
export async function readLock(tableName: string, dynamoDb: StateClient): Promise<(Attributes | undefined)[]> {
  return Promise.all([STATE_ITEM.lock, STATE_ITEM.state].map(key => read(tableName, key, dynamoDb)));
}

/** With consistency: the lock may have changed hands a moment ago. */
async function read(tableName: string, key: ItemKey, dynamoDb: StateClient): Promise<Attributes | undefined> {
  const command = new GetItemCommand({ TableName: tableName, Key: itemKey(key), ConsistentRead: true });
  try {
    return (await serviceCall(`table ${tableName}`, () => dynamoDb.send(command))).Item;
  } catch (cause) {
    throw cause instanceof NamedError ? cause : new RunError('StateUnreadable', `table ${tableName}: ${String(cause)}`, { cause });
  }
}
