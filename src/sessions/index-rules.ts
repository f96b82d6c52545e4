import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import type { KeyAttribute } from './attribute-rules';
import { validateAttributeName } from './attribute-rules';
import { RESOURCE_NAME } from './table-name-rules';
import { validateWarmThroughput } from './throughput-rules';
import { refuse } from '../topology/configuration-error';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_GLOBAL_SECONDARY_INDEXES = 20;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html */
const MAX_ATTRIBUTES_OF_A_KEY = 4;

/** Refuses indexes that DynamoDB, or CDK with a message of its own, would refuse. */
export function validateIndexes(table: IConstruct, indexes: dynamodb.GlobalSecondaryIndexPropsV2[], billing?: dynamodb.Billing): void {
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
    validateIndexKey(table, prop, index);
    validateProjection(table, prop, index);
    validateIndexCapacity(table, prop, index, billing);
    validateWarmThroughput(table, `${prop}.warmThroughput`, index.warmThroughput, billing);
  }
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
  keysOfIndexes([index]).forEach(({ attribute }) => validateAttributeName(table, `${prop} key name`, attribute.name));
}

function validateProjection(table: IConstruct, prop: string, { projectionType, nonKeyAttributes }: dynamodb.GlobalSecondaryIndexPropsV2): void {
  const includes = projectionType === dynamodb.ProjectionType.INCLUDE;
  if (includes !== (nonKeyAttributes !== undefined)) {
    refuse(table, {
      prop: `${prop}.nonKeyAttributes`,
      rule: includes ? 'projection INCLUDE copies the attributes that are named here, and none are' : 'attributes are named for projection INCLUDE only',
      remedy: includes ? 'Name them, or write another projectionType' : 'Write projectionType: ProjectionType.INCLUDE, or leave the names out',
    });
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
