import type { GetItemCommandInput, QueryCommandInput, TransactWriteItem, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Attributes } from '../../../src/recovery/handlers/state-item';

type Item = Attributes;
type Items = { [key: string]: Item };

interface Expressions {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

/** The state tables of the Regions: conditional transactions as DynamoDB carries them out, all or nothing. */
export class ConditionalTables {
  private readonly tables = new Map<string, Items>();

  public table(name: string): Items {
    this.tables.set(name, this.tables.get(name) ?? {});
    return this.tables.get(name)!;
  }

  public get({ TableName, Key }: GetItemCommandInput) {
    return { Item: this.table(TableName!)[keyOf(Key as Item)] };
  }

  /** Runs, the newest first. */
  public query({ TableName, Limit, ScanIndexForward }: QueryCommandInput) {
    expect(ScanIndexForward).toBe(false);
    const runs = Object.entries(this.table(TableName!)).filter(([key]) => key.startsWith('run/')).sort(([a], [b]) => b.localeCompare(a));
    return { Items: runs.slice(0, Limit).map(([, item]) => item) };
  }

  public transact({ TransactItems }: TransactWriteItemsCommandInput) {
    const writes = TransactItems!.map(operationOf);
    const held = writes.map(({ tableName, key, operation }) => holds(operation, this.table(tableName)[key]));
    if (held.includes(false)) {
      throw cancelled(held.map(each => each ? 'None' : 'ConditionalCheckFailed'));
    }
    expect(new Set(writes.map(({ tableName, key }) => `${tableName}/${key}`)).size).toBe(writes.length);
    writes.forEach(({ kind, tableName, key, operation }) => {
      const table = this.table(tableName);
      if (kind === 'Put') {
        table[key] = operation.Item!;
      } else if (kind === 'Delete') {
        delete table[key];
      } else if (kind === 'Update') {
        table[key] = updated(operation, table[key]);
      }
    });
    return {};
  }
}

export function cancelled(codes: string[]): TransactionCanceledException {
  return new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: codes.map(Code => ({ Code })) });
}

function operationOf(write: TransactWriteItem) {
  const [[kind, operation], ...others] = Object.entries(write).filter(([, value]) => value !== undefined);
  expect(others).toEqual([]);
  const { TableName: tableName, Key, Item } = operation;
  return { kind, tableName, key: keyOf(Key ?? Item), operation: operation as Expressions };
}

function keyOf({ kind, id }: Item): string {
  return `${kind.S}/${id.S}`;
}

/** The real service refuses names and values that no expression uses, expressions with names that are not told, and an attribute that changes twice. */
function requireExact({ ConditionExpression = '', UpdateExpression = '', ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Expressions): void {
  const used = (pattern: RegExp) => [...new Set(`${ConditionExpression} ${UpdateExpression}`.match(pattern) ?? [])].sort();
  expect(Object.keys(ExpressionAttributeNames).sort()).toEqual(used(/#\w+/g));
  expect(Object.keys(ExpressionAttributeValues).sort()).toEqual(used(/:\w+/g));
  const changed = UpdateExpression.replace(/if_not_exists\(.*?\)|:\w+/g, '').match(/#\w+/g) ?? [];
  expect(changed).toEqual([...new Set(changed)]);
}

function holds(operation: Expressions, item: Item | undefined): boolean {
  requireExact(operation);
  const { ConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = operation;
  if (ConditionExpression === undefined) {
    return true;
  }
  const raw = (attribute: { S?: string; N?: string; BOOL?: boolean } | undefined) =>
    attribute === undefined ? undefined : attribute.S ?? (attribute.N === undefined ? attribute.BOOL : Number(attribute.N));
  const term = (text: string): boolean => {
    const absent = /^attribute_not_exists\((#\w+)\)$/.exec(text);
    if (absent) {
      return item?.[ExpressionAttributeNames[absent[1]]] === undefined;
    }
    const [, name, operator, value] = /^(#\w+) (<=|<|=) (:\w+)$/.exec(text)!;
    const [left, right] = [raw(item?.[ExpressionAttributeNames[name]]), raw(ExpressionAttributeValues[value])];
    if (left === undefined || right === undefined) {
      return false;
    }
    return operator === '=' ? left === right : operator === '<' ? left < right : left <= right;
  };
  const all = (text: string): boolean => text.split(' AND ').every(each => each === 'TRUE' || (each !== 'FALSE' && term(each)));
  const any = (text: string): boolean => text.split(' OR ').some(all);
  return any(ConditionExpression.replace(/\(([^()]* OR [^()]*|attribute_not_exists\(#\w+\) OR [^()]*)\)/, (_, inner: string) => any(inner) ? 'TRUE' : 'FALSE'));
}

function updated({ Key, UpdateExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Expressions, item: Item = Key!): Item {
  const [, assignments, , removals = ''] = /^SET (.*?)( REMOVE (.*))?$/.exec(UpdateExpression!)!;
  const changed: { [name: string]: Item[string] } = { ...item };
  for (const [, target, fallback, value] of assignments.matchAll(/(#\w+) = (?:if_not_exists\(#\w+, (:\w+)\)|(:\w+))/g)) {
    const name = ExpressionAttributeNames[target];
    changed[name] = value ? ExpressionAttributeValues[value] : item[name] ?? ExpressionAttributeValues[fallback];
  }
  removals.split(', ').filter(Boolean).forEach(name => delete changed[ExpressionAttributeNames[name]]);
  return changed;
}
