import { conditionOf } from './condition';
import type { GlobalTable } from './global-table';
import type { PlannedWrite, Table, WriteInput } from './table';
import { textOf } from './table';
import type { Item } from './values';
import { Placeholders, validation } from './values';
import type { CallContext, Service } from '../fabric';
import { NotModelled, onlyParameters, ServiceError } from '../service-error';

const EXPRESSIONS = ['TableName', 'ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues', 'ReturnValuesOnConditionCheckFailure'];
const WRITES: { readonly [kind: string]: readonly string[] } = {
  Put: [...EXPRESSIONS, 'Item'],
  Update: [...EXPRESSIONS, 'Key', 'UpdateExpression'],
  Delete: [...EXPRESSIONS, 'Key'],
  ConditionCheck: [...EXPRESSIONS, 'Key'],
};
type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** The tables of all Regions, and DynamoDB's operations on them. */
export class DynamoDb {
  public readonly operations: Service = {
    GetItem: (input, context) => this.get(input, context),
    Query: (input, context) => this.query(input, context),
    PutItem: (input, context) => this.write('Put', input, context),
    UpdateItem: (input, context) => this.write('Update', input, context),
    DeleteItem: (input, context) => this.write('Delete', input, context),
    TransactWriteItems: (input, context) => this.transact(input, context),
    DescribeTable: (input, context) => this.describe(input, context),
  };
  /** State tables that do not answer, by Region: a fault. */
  public readonly unavailable = new Set<string>();
  /** Those whose replicas are among the tables. */
  public readonly globalTables: GlobalTable[] = [];
  private readonly tables = new Map<string, Table>();
  private readonly done = new Set<string>();

  public add(region: string, table: Table): void {
    this.tables.set(`${region}/${table.name}`, table);
  }

  /** For whoever looks without calling: a checker, or a person. */
  public table(region: string, name: string): Table {
    const table = this.tables.get(`${region}/${name}`);
    if (table === undefined) {
      throw new ServiceError('ResourceNotFoundException', `Requested resource not found: ${name}`);
    }
    return table;
  }

  private reach(region: string, name: string): Table {
    if (this.unavailable.has(region)) {
      throw new ServiceError('InternalServerError', 'The request processing has failed', 500);
    }
    return this.table(region, name);
  }

  private get(input: any, { region, stale }: CallContext) {
    onlyParameters('GetItem', input, ['TableName', 'Key', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames']);
    const placeholders = new Placeholders(input.ExpressionAttributeNames);
    const item = this.reach(region, input.TableName).get(input.Key, stale && input.ConsistentRead !== true);
    const names = projection(input.ProjectionExpression, placeholders);
    placeholders.checkUsed();
    return { Item: item && pick(item, names) };
  }

  private query(input: any, { region, stale, partial }: CallContext) {
    onlyParameters('Query', input, [
      'TableName', 'KeyConditionExpression', 'FilterExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues', 'ScanIndexForward', 'Limit',
      'ConsistentRead', 'ProjectionExpression', 'ExclusiveStartKey',
    ]);
    if (input.FilterExpression !== undefined || input.ExclusiveStartKey !== undefined) {
      throw new NotModelled('Query: filters and further pages are not modelled');
    }
    const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
    const [, name, value] = /^\s*([#\w]+)\s*=\s*(:\w+)/.exec(input.KeyConditionExpression) ?? [];
    if (name === undefined) {
      throw new NotModelled(`Query: key condition "${input.KeyConditionExpression}" must begin with the partition key`);
    }
    const condition = conditionOf(input.KeyConditionExpression);
    const table = this.reach(region, input.TableName);
    const names = projection(input.ProjectionExpression, placeholders);
    const all = table.partition(textOf(placeholders.value(value)), stale && input.ConsistentRead !== true)
      .filter(item => condition(item, placeholders));
    condition(undefined, placeholders);
    placeholders.checkUsed();
    const ordered = input.ScanIndexForward === false ? all.reverse() : all;
    const limit = partial ? Math.min(1, ordered.length) : input.Limit ?? Infinity;
    const Items = ordered.slice(0, limit).map(item => pick(item, names));
    const isPage = ordered.length > limit || Items.length === input.Limit;
    const { kind, id } = Items[Items.length - 1] ?? {};
    return { Items, Count: Items.length, ...isPage && { LastEvaluatedKey: { kind, id } } };
  }

  private write(kind: WriteKind, input: any, { region }: CallContext) {
    const { ReturnValues = 'NONE', ...write } = input;
    onlyParameters(`${kind}Item`, write, WRITES[kind]);
    if (!['NONE', 'ALL_OLD', 'ALL_NEW'].includes(ReturnValues)) {
      throw new NotModelled(`${kind}Item: ReturnValues ${ReturnValues} is not modelled`);
    }
    const table = this.reach(region, input.TableName);
    const planned = table.plan(kind, write);
    if (!planned.allowed) {
      throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', 400, failedItem(write, planned));
    }
    table.carryOut(planned);
    return ReturnValues === 'NONE' ? {} : { Attributes: ReturnValues === 'ALL_OLD' ? planned.before : planned.after };
  }

  private transact(input: any, { region, requestToken }: CallContext) {
    onlyParameters('TransactWriteItems', input, ['TransactItems', 'ClientRequestToken']);
    const token = `${region}/${input.ClientRequestToken ?? requestToken}`;
    if (this.done.has(token)) {
      return {};
    }
    const writes = (input.TransactItems as { readonly [kind: string]: WriteInput & { readonly TableName: string } }[]).map(entry => {
      const [[kind, write], ...others] = Object.entries(entry);
      if (others.length > 0 || WRITES[kind] === undefined) {
        throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
      }
      onlyParameters(`TransactWriteItems, ${kind}`, write, WRITES[kind]);
      const table = this.reach(region, write.TableName);
      return { table, write, planned: table.plan(kind as WriteKind, write) };
    });
    if (new Set(writes.map(({ table, planned }) => `${table.name}\n${planned.key}`)).size < writes.length) {
      throw validation('Transaction request cannot include multiple operations on one item');
    }
    if (writes.some(({ planned }) => !planned.allowed)) {
      const CancellationReasons = writes.map(({ write, planned }) => planned.allowed
        ? { Code: 'None' }
        : { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...failedItem(write, planned) });
      const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
      throw new ServiceError('TransactionCanceledException', `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`, 400, { CancellationReasons });
    }
    writes.forEach(({ table, planned }) => table.carryOut(planned));
    this.done.add(token);
    return {};
  }

  private describe(input: any, { region }: CallContext) {
    onlyParameters('DescribeTable', input, ['TableName']);
    return { Table: { TableName: this.reach(region, input.TableName).name, TableStatus: 'ACTIVE' } };
  }
}

function failedItem({ ReturnValuesOnConditionCheckFailure: returned = 'NONE' }: any, { before }: PlannedWrite): { Item?: Item } {
  return returned === 'ALL_OLD' && before !== undefined ? { Item: before } : {};
}

function projection(text: string | undefined, placeholders: Placeholders): string[] | undefined {
  return text?.split(',').map(name => placeholders.attribute(name.trim()));
}

function pick(item: Item, names: readonly string[] | undefined): Item {
  return names === undefined ? { ...item } : Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}
