import { Duration, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { GlobalSessionTable, GlobalSessionTableProps } from './global-session-table';
import { refuse } from '../topology/configuration-error';
import { validateRpo } from '../topology/rpo-rules';

/** The names of tables and indexes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const RESOURCE_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_ATTRIBUTE_NAME_BYTES = 255;
const MAX_GLOBAL_SECONDARY_INDEXES = 20;
/** What every on-demand table has: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
const MIN_WARM_THROUGHPUT = { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4_000 };
/** Replicas usually lag by about a second: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
const RPO_OF_REPLICAS = {
  smallest: Duration.seconds(1),
  rule: 'replicas are eventually consistent and usually about a second behind: a smaller objective is always missed',
  remedy: 'Write at least Duration.seconds(1), for example the default, Duration.seconds(5)',
};

/** Checks everything that can be known about a session table at synthesis. */
export function validateGlobalSessionTable(table: GlobalSessionTable, props: GlobalSessionTableProps, timeToLiveAttribute: string): void {
  validateTableName(table, props.tableName);
  validateKeys(table, props);
  validateIndexes(table, props.globalSecondaryIndexes ?? []);
  validateTimeToLive(table, props, timeToLiveAttribute);
  validateWarmThroughput(table, props);
  validateRpo(table, props.rpo, RPO_OF_REPLICAS);
}

function validateTableName(table: GlobalSessionTable, name?: string): void {
  if (name !== undefined && (Token.isUnresolved(name) || !RESOURCE_NAME.test(name))) {
    refuse(table, {
      prop: 'tableName',
      value: Token.isUnresolved(name) ? 'not known at synthesis' : `"${name}"`,
      rule: 'both Regions spell this name, and DynamoDB takes 3 to 255 letters, digits, "_", "." or "-"',
      remedy: 'Write a literal name such as "payments-sessions", or leave it out for a name of the application and environment',
    });
  }
}

function validateKeys(table: GlobalSessionTable, { partitionKey, sortKey }: GlobalSessionTableProps): void {
  validateAttributeName(table, 'partitionKey.name', partitionKey.name);
  if (sortKey === undefined) {
    return;
  }
  validateAttributeName(table, 'sortKey.name', sortKey.name);
  if (sortKey.name === partitionKey.name) {
    refuse(table, {
      prop: 'sortKey.name',
      value: `"${sortKey.name}"`,
      rule: 'it equals partitionKey.name, and a key has two different attributes',
      remedy: 'Name another attribute, or leave the sort key out',
    });
  }
}

function validateIndexes(table: GlobalSessionTable, indexes: dynamodb.GlobalSecondaryIndexPropsV2[]): void {
  if (indexes.length > MAX_GLOBAL_SECONDARY_INDEXES) {
    refuse(table, {
      prop: 'globalSecondaryIndexes',
      value: `${indexes.length} indexes`,
      rule: `a table has at most ${MAX_GLOBAL_SECONDARY_INDEXES}`,
      remedy: 'Leave indexes out, or split the table',
    });
  }
  const names = new Set<string>();
  for (const [position, index] of indexes.entries()) {
    const prop = `globalSecondaryIndexes[${position}]`;
    validateIndexName(table, `${prop}.indexName`, index.indexName, names);
    if ((index.partitionKey === undefined) === (index.partitionKeys === undefined)) {
      refuse(table, {
        prop: `${prop}.partitionKey`,
        rule: 'an index needs exactly one of partitionKey and partitionKeys',
        remedy: 'Write partitionKey: { name, type }',
      });
    }
    keysOf(index).forEach(key => validateAttributeName(table, `${prop} key name`, key.name));
  }
}

function validateIndexName(table: GlobalSessionTable, prop: string, name: string, seen: Set<string>): void {
  if (Token.isUnresolved(name)) {
    return;
  }
  if (!RESOURCE_NAME.test(name) || seen.has(name)) {
    refuse(table, {
      prop,
      value: `"${name}"`,
      rule: 'index names differ, and have 3 to 255 letters, digits, "_", "." or "-"',
      remedy: 'Write another name such as "by-user"',
    });
  }
  seen.add(name);
}

function validateTimeToLive(table: GlobalSessionTable, props: GlobalSessionTableProps, attribute: string): void {
  validateAttributeName(table, 'timeToLiveAttribute', attribute);
  const keys = [props.partitionKey, props.sortKey, ...(props.globalSecondaryIndexes ?? []).flatMap(keysOf)];
  const key = keys.find(candidate => candidate?.name === attribute);
  if (key && key.type !== dynamodb.AttributeType.NUMBER) {
    refuse(table, {
      prop: 'timeToLiveAttribute',
      value: `"${attribute}"`,
      rule: `it is a key of type ${key.type}, while DynamoDB expires items by a number, the epoch time in seconds`,
      remedy: 'Name an attribute of type number, for example "expires_at"',
    });
  }
}

function validateWarmThroughput(table: GlobalSessionTable, { warmThroughput, billing }: GlobalSessionTableProps): void {
  if (!warmThroughput || billing?.mode === dynamodb.BillingMode.PROVISIONED) {
    return;
  }
  for (const unit of ['readUnitsPerSecond', 'writeUnitsPerSecond'] as const) {
    const value = warmThroughput[unit];
    if (value !== undefined && !Token.isUnresolved(value) && value < MIN_WARM_THROUGHPUT[unit]) {
      refuse(table, {
        prop: `warmThroughput.${unit}`,
        value: `${value}`,
        rule: `an on-demand table has ${MIN_WARM_THROUGHPUT[unit]} from the start, and cannot be warmed to less`,
        remedy: 'Write the peak that one Region must take when it serves everyone, or leave it out',
      });
    }
  }
}

function validateAttributeName(table: GlobalSessionTable, prop: string, name: string): void {
  const bytes = Buffer.byteLength(name);
  if (!Token.isUnresolved(name) && (bytes === 0 || bytes > MAX_ATTRIBUTE_NAME_BYTES)) {
    refuse(table, {
      prop,
      value: bytes === 0 ? '""' : `a name of ${bytes} bytes`,
      rule: `DynamoDB takes attribute names of 1 to ${MAX_ATTRIBUTE_NAME_BYTES} bytes`,
      remedy: 'Write the name of an attribute of your items, for example "session_id"',
    });
  }
}

function keysOf(index: dynamodb.GlobalSecondaryIndexPropsV2): dynamodb.Attribute[] {
  const { partitionKey, partitionKeys = [], sortKey, sortKeys = [] } = index;
  return [partitionKey, ...partitionKeys, sortKey, ...sortKeys].filter(key => key !== undefined);
}
