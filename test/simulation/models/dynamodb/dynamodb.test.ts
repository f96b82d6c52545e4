import { DynamoDb } from './dynamodb';
import { Table } from './table';
import type { Item } from './values';
import type { DynamoDbBehaviour } from '../../behaviours/dynamodb';
import { DYNAMODB } from '../../behaviours/dynamodb';
import { Caller } from '../fabric';

const proves = (behaviour: DynamoDbBehaviour, prove: () => void) => test(`DynamoDB: ${DYNAMODB[behaviour].says}`, prove);
const REGION = 'us-west-2';
const KEY = { kind: { S: 'lock' }, id: { S: 'run' } };

class Bench {
  public readonly dynamoDb = new DynamoDb();
  public readonly table = new Table('state', 'kind', 'id', () => undefined);
  private calls = 0;

  constructor(...items: Item[]) {
    this.dynamoDb.add(REGION, this.table);
    items.forEach(item => this.call('PutItem', { Item: item }));
  }

  public call(operation: string, input: object, context: object = {}): any {
    return this.dynamoDb.operations[operation](
      operation === 'TransactWriteItems' ? input : { TableName: 'state', ...input },
      { region: REGION, caller: new Caller('test', REGION), now: 0, stale: false, partial: false, requestToken: `call-${++this.calls}`, ...context },
    );
  }

  public item(): Item | undefined {
    return this.call('GetItem', { Key: KEY, ConsistentRead: true }).Item;
  }
}

const LOCK = { ...KEY, runId: { S: 'one' }, epoch: { N: '3' } };
const put = (epoch: number, ConditionExpression: string, values: Item = { ':e': { N: String(epoch) } }) =>
  ({ Item: { ...LOCK, epoch: { N: String(epoch) } }, ConditionExpression, ExpressionAttributeValues: values });
const thrownBy = (action: () => unknown): any => {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

proves('condition', () => {
  const bench = new Bench(LOCK);
  expect(thrownBy(() => bench.call('PutItem', put(2, 'epoch < :e'))).name).toBe('ConditionalCheckFailedException');
  expect(bench.item()).toEqual(LOCK);
  bench.call('PutItem', put(4, 'epoch < :e'));
  expect(bench.item()?.epoch).toEqual({ N: '4' });
  bench.call('PutItem', put(10, 'epoch < :e AND (attribute_exists(runId) OR runId = :e) AND NOT begins_with(id, :e)'));
  expect(bench.item()?.epoch).toEqual({ N: '10' });
  expect(() => bench.call('PutItem', put(1, 'epoch BETWEEN :e AND :e'))).toThrow('conditional');
});

proves('condition-item', () => {
  const bench = new Bench(LOCK);
  const refused = { ...put(2, 'epoch < :e'), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  expect(thrownBy(() => bench.call('PutItem', refused)).Item).toEqual(LOCK);
});

proves('condition-absent', () => {
  const bench = new Bench(LOCK);
  for (const operator of ['<', '<=', '>', '>=', '=']) {
    expect(() => bench.call('PutItem', put(1, `missing ${operator} :e`))).toThrow('conditional');
  }
  expect(() => bench.call('PutItem', put(1, 'missing <> :e'))).toThrow('say what is meant');
});

const transaction = (token: string | undefined, condition: string) => ({
  ClientRequestToken: token,
  TransactItems: [
    { Put: { TableName: 'state', Item: { ...LOCK, epoch: { N: '9' } }, ConditionExpression: 'attribute_exists(kind)' } },
    {
      Update: {
        TableName: 'state',
        Key: { kind: { S: 'state' }, id: { S: 'current' } },
        UpdateExpression: 'SET #n = if_not_exists(#n, :zero) + :one, at = :one REMOVE gone',
        ExpressionAttributeNames: { '#n': 'count' },
        ExpressionAttributeValues: { ':one': { N: '1' }, ':zero': { N: '0' } },
      },
    },
    { ConditionCheck: { TableName: 'state', Key: { kind: { S: 'latch' }, id: { S: 'traffic' } }, ConditionExpression: condition } },
  ],
});
const countOf = (bench: Bench) => bench.call('GetItem', { Key: { kind: { S: 'state' }, id: { S: 'current' } } }).Item?.count?.N;

proves('transaction', () => {
  const bench = new Bench(LOCK);
  expect(() => bench.call('TransactWriteItems', transaction(undefined, 'attribute_exists(kind)'))).toThrow('Transaction cancelled');
  expect([bench.item()?.epoch.valueOf(), countOf(bench)]).toEqual([{ N: '3' }, undefined]);
  bench.call('TransactWriteItems', transaction(undefined, 'attribute_not_exists(kind)'));
  expect([bench.item()?.epoch.valueOf(), countOf(bench)]).toEqual([{ N: '9' }, '1']);
});

proves('transaction-reasons', () => {
  const error = thrownBy(() => new Bench(LOCK).call('TransactWriteItems', transaction(undefined, 'attribute_exists(kind)')));
  expect(error.name).toBe('TransactionCanceledException');
  expect(error.CancellationReasons.map(({ Code }: { Code: string }) => Code)).toEqual(['None', 'None', 'ConditionalCheckFailed']);
});

proves('transaction-once', () => {
  const twice = { TransactItems: [{ Delete: { TableName: 'state', Key: KEY } }, { ConditionCheck: { TableName: 'state', Key: KEY, ConditionExpression: 'attribute_exists(kind)' } }] };
  expect(() => new Bench(LOCK).call('TransactWriteItems', twice)).toThrow('multiple operations on one item');
});

proves('transaction-token', () => {
  const bench = new Bench(LOCK);
  for (const token of ['a', 'a', 'b']) {
    bench.call('TransactWriteItems', transaction(token, 'attribute_not_exists(kind)'));
  }
  expect(countOf(bench)).toBe('2');
  for (const requestToken of ['same', 'same']) {
    bench.call('TransactWriteItems', transaction(undefined, 'attribute_not_exists(kind)'), { requestToken });
  }
  expect(countOf(bench)).toBe('3');
});

proves('consistent', () => {
  const bench = new Bench(LOCK, { ...LOCK, epoch: { N: '4' } });
  expect(bench.call('GetItem', { Key: KEY, ConsistentRead: true }, { stale: true }).Item.epoch).toEqual({ N: '4' });
});

proves('eventual', () => {
  const bench = new Bench(LOCK, { ...LOCK, epoch: { N: '4' } });
  expect([false, true].map(stale => bench.call('GetItem', { Key: KEY }, { stale }).Item.epoch.N)).toEqual(['4', '3']);
});

proves('reserved-words', () => {
  const bench = new Bench(LOCK);
  expect(() => bench.call('PutItem', put(1, 'mode = :e'))).toThrow('reserved keyword: mode');
});

proves('unused-names', () => {
  const bench = new Bench(LOCK);
  // A name counts as used where the item is absent, too.
  new Bench().call('PutItem', { ...put(4, 'attribute_not_exists(#kind) OR #kind = :e'), ExpressionAttributeNames: { '#kind': 'kind' } });
  expect(() => bench.call('PutItem', { ...put(4, 'epoch < :e'), ExpressionAttributeNames: { '#a': 'a' } })).toThrow('unused in expressions: #a');
  expect(() => bench.call('PutItem', put(4, 'epoch < :other'))).toThrow('not defined; attribute value: :other');
});

const RUNS = ['b', 'a', 'c'].map(id => ({ kind: { S: 'run' }, id: { S: id } }));
const query = { KeyConditionExpression: 'kind = :run', ExpressionAttributeValues: { ':run': { S: 'run' } } };
const idsOf = ({ Items }: { Items: Item[] }) => Items.map(({ id }) => (id as { S: string }).S);

proves('query-order', () => {
  const bench = new Bench(LOCK, ...RUNS);
  expect(idsOf(bench.call('Query', query))).toEqual(['a', 'b', 'c']);
  expect(idsOf(bench.call('Query', { ...query, ScanIndexForward: false }))).toEqual(['c', 'b', 'a']);
  const range = { KeyConditionExpression: 'kind = :run AND id > :a', ExpressionAttributeValues: { ':run': { S: 'run' }, ':a': { S: 'a' } } };
  expect(idsOf(bench.call('Query', range))).toEqual(['b', 'c']);
});

proves('query-pages', () => {
  const answer = new Bench(...RUNS).call('Query', { ...query, Limit: 2 });
  expect([idsOf(answer), answer.LastEvaluatedKey]).toEqual([['a', 'b'], RUNS[0]]);
  expect(new Bench(...RUNS).call('Query', query, { partial: true }).LastEvaluatedKey).toBeDefined();
});

proves('unknown-outcome', () => {
  // The fabric answers with a time-out; that the effect stays is its test.
  const bench = new Bench(LOCK);
  bench.dynamoDb.unavailable.add(REGION);
  expect(() => bench.item()).toThrow('failed');
  bench.dynamoDb.unavailable.delete(REGION);
  expect(bench.item()).toEqual(LOCK);
});

test.each([
  ['a parameter', () => new Bench().call('GetItem', { Key: KEY, Other: 1 }), 'parameter Other is not modelled'],
  ['a list', () => new Bench({ ...KEY, list: { L: [] } } as unknown as Item), 'type L is not modelled'],
  ['a filter', () => new Bench().call('Query', { ...query, FilterExpression: 'a = :run' }), 'not modelled'],
  ['a function', () => new Bench(LOCK).call('PutItem', put(1, 'size(id) < :e')), 'no rule for'],
  ['an incomplete key', () => new Bench().call('GetItem', { Key: { kind: { S: 'lock' } } }), 'does not match the schema'],
  ['another table', () => new Bench().call('GetItem', { TableName: 'other', Key: KEY }), 'Requested resource not found'],
])('%s that is not modelled or not there is refused', (_what, action, message) => {
  expect(action).toThrow(message);
});
