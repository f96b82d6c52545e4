import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { STATE_KIND } from '../regional-state/state-kinds';

/** An item of the state table by its keys. */
export interface ItemKey {
  readonly kind: string;
  readonly id: string;
}

export type Values = { readonly [attribute: string]: AttributeValue };

/** What must hold for a write to happen: an expression with `#attribute` and `:value`, and the values. */
export interface Condition {
  readonly expression: string;
  readonly values?: Values;
}

/** How an item changes. */
export interface ItemChange {
  readonly set: Values;
  /** Of an item that is new, so that it is whole by its contract. */
  readonly unlessThere?: Values;
  readonly remove?: readonly string[];
  readonly condition?: Condition;
}

export const text = (value: string): AttributeValue => ({ S: value });
export const wholeNumber = (value: number): AttributeValue => ({ N: String(value) });
export const flag = (value: boolean): AttributeValue => ({ BOOL: value });

/** The key of the record of a run: in order of time, and unique. */
export function recordKey(startedAt: string, runId: string): ItemKey {
  return { kind: STATE_KIND.run, id: `${startedAt}/${runId}` };
}

export function itemKey({ kind, id }: ItemKey): Record<string, AttributeValue> {
  return { kind: text(kind), id: text(id) };
}

/** Writes to one state table, each a part of a transaction. */
export class StateWrites {
  constructor(private readonly tableName: string) {}

  /** A new item, or in the place of one that may be replaced. */
  public put(key: ItemKey, attributes: Values, condition: Condition): TransactWriteItem {
    return { Put: { TableName: this.tableName, Item: { ...itemKey(key), ...attributes }, ...conditional(condition) } };
  }

  public update(key: ItemKey, { set, unlessThere = {}, remove = [], condition }: ItemChange): TransactWriteItem {
    const assignments = [
      ...Object.keys(unlessThere).map(name => `#${name} = if_not_exists(#${name}, :${name})`),
      ...Object.keys(set).map(name => `#${name} = :${name}`),
    ];
    const removal = remove.length > 0 ? ` REMOVE ${remove.map(name => `#${name}`).join(', ')}` : '';
    const UpdateExpression = `SET ${assignments.join(', ')}${removal}`;
    const assigned = Object.entries({ ...unlessThere, ...set }).map(([name, value]) => [`:${name}`, value] as const);
    return {
      Update: {
        TableName: this.tableName,
        Key: itemKey(key),
        UpdateExpression,
        ...(condition ? { ConditionExpression: condition.expression } : {}),
        ExpressionAttributeNames: namesIn(`${UpdateExpression} ${condition?.expression ?? ''}`),
        ExpressionAttributeValues: { ...Object.fromEntries(assigned), ...condition?.values },
      },
    };
  }

  public remove(key: ItemKey, condition: Condition): TransactWriteItem {
    return { Delete: { TableName: this.tableName, Key: itemKey(key), ...conditional(condition) } };
  }

  /** Writes nothing, and has the transaction refused where the condition does not hold. */
  public check(key: ItemKey, condition: Condition): TransactWriteItem {
    return { ConditionCheck: { TableName: this.tableName, Key: itemKey(key), ...conditional(condition) } };
  }
}

function conditional({ expression, values = {} }: Condition) {
  return { ConditionExpression: expression, ExpressionAttributeNames: namesIn(expression), ...withValues(values) };
}

/** DynamoDB takes no list of values that is empty. */
function withValues(values: Values): { ExpressionAttributeValues?: Values } {
  return Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {};
}

/** Every attribute goes by a placeholder, because DynamoDB reserves words such as `mode` and `source`. */
function namesIn(expression: string): Record<string, string> {
  return Object.fromEntries([...expression.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name]));
}
