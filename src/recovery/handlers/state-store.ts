import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { RunError } from './run-errors';
import type { Attributes } from './state-item';
import { NamedError } from '../../lambda/handlers/named-error';
import { isUnavailable, serviceCall } from '../../lambda/handlers/service-call';
import { STATE_ITEM } from '../regional-state/state-kinds';
import type { RegionView } from '../state/region-view';
import { regionView } from '../state/region-view';
import type { ItemKey } from '../state/state-writes';
import { itemKey } from '../state/state-writes';

/** Why DynamoDB cancels a transaction that may be made again. */
const PASSING = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);
const ATTEMPTS = 4;
const FIRST_PAUSE_IN_MILLISECONDS = 100;

/** A transaction that DynamoDB did not carry out, as the SDK throws it. */
interface Cancellation extends Error {
  readonly CancellationReasons?: { readonly Code?: string }[];
}

/** The state table of one Region. */
export class StateStore {
  constructor(
    private readonly dynamoDb: Pick<DynamoDBClient, 'send'>,
    public readonly tableName: string,
    private readonly home: string,
    private readonly wait: (milliseconds: number) => Promise<void>,
  ) {}

  /**
   * What the Region knows.
   *
   * @throws RunError `ServiceUnavailable`, `StateUnreadable`
   * @throws StateMalformed
   */
  public async view(): Promise<RegionView> {
    const keys = [STATE_ITEM.state, STATE_ITEM.latch, STATE_ITEM.peerLatch, STATE_ITEM.lock, STATE_ITEM.drill];
    const [state, latch, peerLatch, lock, drill] = await Promise.all(keys.map(key => this.item(key)));
    return regionView({ state, latch, peerLatch, lock, drill }, this.home);
  }

  /** With consistency: what was written a moment ago decides. */
  public async item(key: ItemKey): Promise<Attributes | undefined> {
    const command = new GetItemCommand({ TableName: this.tableName, Key: itemKey(key), ConsistentRead: true });
    return (await this.ask(dynamoDb => dynamoDb.send(command))).Item;
  }

  /**
   * Writes all or nothing. The SDK makes throttled calls again, but not a transaction that was cancelled by a throttle or by another one
   * that touched the same items: this does, as often.
   *
   * @returns the first of the writes whose condition did not hold, counted from 0; nothing when all was written
   * @throws RunError `ServiceUnavailable`, `StateNotWritten`
   */
  public async write(items: TransactWriteItem[]): Promise<number | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.dynamoDb.send(new TransactWriteItemsCommand({ TransactItems: items }));
        return undefined;
      } catch (cause) {
        const codes = cancellationCodes(cause);
        const refused = codes.indexOf('ConditionalCheckFailed');
        if (refused >= 0) {
          return refused;
        }
        const passing = codes.some(code => PASSING.has(code));
        if (!passing || attempt === ATTEMPTS) {
          const name = passing || isUnavailable(cause) ? 'ServiceUnavailable' : 'StateNotWritten';
          throw new RunError(name, `table ${this.tableName}: ${String(cause)}`, { cause });
        }
      }
      await this.wait(FIRST_PAUSE_IN_MILLISECONDS * 2 ** (attempt - 1));
    }
  }

  /**
   * Asks the table for something.
   *
   * @throws RunError `ServiceUnavailable`, `StateUnreadable`
   */
  public async ask<Answer>(call: (dynamoDb: Pick<DynamoDBClient, 'send'>) => Promise<Answer>): Promise<Answer> {
    try {
      return await serviceCall(`table ${this.tableName}`, () => call(this.dynamoDb));
    } catch (cause) {
      throw cause instanceof NamedError ? cause : new RunError('StateUnreadable', `table ${this.tableName}: ${String(cause)}`, { cause });
    }
  }
}

function cancellationCodes(error: unknown): string[] {
  const { name, CancellationReasons = [] } = error as Cancellation;
  return name === 'TransactionCanceledException' ? CancellationReasons.map(({ Code = 'None' }) => Code) : [];
}
