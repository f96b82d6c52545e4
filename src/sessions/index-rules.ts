import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import type { KeyAttribute } from './attribute-rules';
import { validateAttributeName } from './attribute-rules';
import type { GlobalSessionTableProps } from './global-session-table-options';
import { validateCaps } from './on-demand-caps';
import { validateProjection, validateProjections } from './projection-rules';
import { RESOURCE_NAME } from './table-name-rules';
import { validateWarmThroughput } from './throughput-rules';
import { refuse } from '../topology/configuration-error';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_GLOBAL_SECONDARY_INDEXES = 20;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html */
const MAX_ATTRIBUTES_OF_A_KEY = 4;

/** Refuses indexes that DynamoDB, or CDK with a message of its own, would refuse. */
export function validateIndexes(table: IConstruct, props: GlobalSessionTableProps): void {
  const { globalSecondaryIndexes: indexes = [], billing } = props;
  if (indexes.length > MAX_GLOBAL_SECONDARY_INDEXES) {
    refuse(table, {
      prop: 'globalSecondaryIndexes',
      value: `${indexes.length} indexes`,
      rule: `a table has at most ${MAX_GLOBAL_SECONDARY_INDEXES}`,
      remedy: 'Leave indexes out, or split the table',
    });
  }
  const tableKeys = [props.partitionKey.name, ...props.sortKey ? [props.sortKey.name] : []];
  const names = new Set<string>();
  for (const [position, index] of indexes.entries()) {
    const prop = `globalSecondaryIndexes[${position}]`;
    validateIndexName(table, `${prop}.indexName`, index.indexName, names);
    validateIndexKey(table, prop, index);
    validateProjection(table, prop, index, [...tableKeys, ...keysOfIndexes([index]).map(({ attribute }) => attribute.name)]);
    validateIndexCapacity(table, prop, index, billing);
    const caps = { ...index, prop };
    validateCaps(table, caps);
    validateWarmThroughput(table, { prop: `${prop}.warmThroughput`, warm: index.warmThroughput, billing, caps });
  }
  validateProjections(table, indexes);
}

/** The attributes of an index's key. */
export function keysOfIndexes(indexes: dynamodb.GlobalSecondaryIndexPropsV2[]): KeyAttribute[] {
  return indexes.flatMap(({ partitionKey, partitionKeys = [], sortKey, sortKeys = [] }, position) =>
    [partitionKey, ...partitionKeys, sortKey, ...sortKeys]
      .filter(attribute => attribute !== undefined)
      .map(attribute => ({ prop: `globalSecondaryIndexes[${position}] key`, attribute })));
}

function validateIndexName(table: IConstruct, prop: string, name: string, seen: Set<string>): void {
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

function validateIndexKey(table: IConstruct, prop: string, index: dynamodb.GlobalSecondaryIndexPropsV2): void {
  if ((index.partitionKey === undefined) === (index.partitionKeys === undefined)) {
    refuse(table, {
      prop: `${prop}.partitionKey`,
      rule: 'an index needs exactly one of partitionKey and partitionKeys',
      remedy: 'Write partitionKey: { name, type }',
    });
  }
  if (index.sortKey !== undefined && index.sortKeys !== undefined) {
    refuse(table, {
      prop: `${prop}.sortKey`,
      rule: 'an index has at most one of sortKey and sortKeys',
      remedy: 'Write all attributes in sortKeys, in their order',
    });
  }
  for (const [name, attributes, least] of [['partitionKeys', index.partitionKeys, 1], ['sortKeys', index.sortKeys, 0]] as const) {
    if (attributes && (attributes.length < least || attributes.length > MAX_ATTRIBUTES_OF_A_KEY)) {
      refuse(table, {
        prop: `${prop}.${name}`,
        value: `${attributes.length} attributes`,
        rule: `the key of an index has ${least} to ${MAX_ATTRIBUTES_OF_A_KEY} of them`,
        remedy: 'Combine attributes into one, or leave some out',
      });
    }
  }
  const names = keysOfIndexes([index]).map(({ attribute }) => attribute.name);
  for (const [position, name] of names.entries()) {
    validateAttributeName(table, `${prop} key name`, name);
    if (!Token.isUnresolved(name) && names.indexOf(name) < position) {
      refuse(table, {
        prop: `${prop} key`,
        value: `"${name}"`,
        rule: 'it is in the key twice, and a key has different attributes',
        remedy: 'Name another attribute, or leave the sort key out',
      });
    }
  }
}

function validateIndexCapacity(table: IConstruct, prop: string, index: dynamodb.GlobalSecondaryIndexPropsV2, billing?: dynamodb.Billing): void {
  const { readCapacity, writeCapacity, maxReadRequestUnits, maxWriteRequestUnits } = index;
  const provisioned = billing?.mode === dynamodb.BillingMode.PROVISIONED;
  if (!provisioned && (readCapacity ?? writeCapacity)) {
    refuse(table, {
      prop: `${prop}.${readCapacity ? 'readCapacity' : 'writeCapacity'}`,
      rule: 'the table is billed on demand, which provisions nothing',
      remedy: 'Write maxReadRequestUnits or maxWriteRequestUnits to cap the index, or billing: Billing.provisioned(...)',
    });
  }
  if (provisioned && (maxReadRequestUnits ?? maxWriteRequestUnits) !== undefined) {
    refuse(table, {
      prop: `${prop}.${maxReadRequestUnits !== undefined ? 'maxReadRequestUnits' : 'maxWriteRequestUnits'}`,
      value: `${maxReadRequestUnits ?? maxWriteRequestUnits}`,
      rule: 'the table has provisioned capacity, and such caps are for tables on demand',
      remedy: 'Write readCapacity or writeCapacity with a maxCapacity',
    });
  }
  if (writeCapacity?.mode === dynamodb.CapacityMode.FIXED) {
    refuse(table, {
      prop: `${prop}.writeCapacity`,
      value: `"${writeCapacity.mode}"`,
      rule: 'the indexes of each Region must take the writes of both, so DynamoDB requires their write capacity to be autoscaled',
      remedy: 'Write Capacity.autoscaled({ maxCapacity }), or leave it out for that of the table',
    });
  }
}
