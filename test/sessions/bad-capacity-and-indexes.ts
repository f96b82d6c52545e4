import type { GlobalSecondaryIndexPropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AttributeType, Billing, Capacity, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { AUTOSCALED, BY_USER, SESSION_ID } from './fixture';
import type { GlobalSessionTableOptions } from '../../src/sessions';
import type { BadInput } from '../support/bad-inputs';

type Row = BadInput<Partial<GlobalSessionTableOptions>>;

const STRING = AttributeType.STRING;
const FIXED = Capacity.fixed(5);
const PROVISIONED = { billing: Billing.provisioned({ readCapacity: AUTOSCALED, writeCapacity: AUTOSCALED }) };
const index = (changes: Partial<GlobalSecondaryIndexPropsV2>) => ({ globalSecondaryIndexes: [{ ...BY_USER, ...changes }] });
const names = (count: number) => Array.from({ length: count }, (_, n) => `attribute_${n}`);
const including = (nonKeyAttributes: string[]) => index({ projectionType: ProjectionType.INCLUDE, nonKeyAttributes });
const attributes = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `part_${n}`, type: STRING }));

export const ATTRIBUTE_NAME = {
  rule: 'DynamoDB takes attribute names of 1 to 255 bytes',
  remedy: 'Write the name of an attribute of your items, for example "session_id"',
};
const PEAK = 'Write the peak that one Region must take when it serves everyone, or leave it out';
const RAISE = 'Raise the cap to the peak that one Region must take when it serves everyone, or leave one of the two out';
const CAP = {
  rule: 'a cap is a whole number of units per second, at least 1, and CDK leaves 0 out of the template, which caps nothing',
  remedy: 'Write the most that one Region may take, or leave the cap out',
};
export const BAD_CAPACITY: Row[] = [
  {
    title: 'warm reads below the default',
    options: { warmThroughput: { readUnitsPerSecond: 11_999 } },
    prop: 'warmThroughput.readUnitsPerSecond',
    value: '11999',
    rule: 'an on-demand table has 12000 from the start, and cannot be warmed to less',
    remedy: PEAK,
  },
  {
    title: 'warm writes below the default',
    options: { billing: Billing.onDemand(), warmThroughput: { writeUnitsPerSecond: 100 } },
    prop: 'warmThroughput.writeUnitsPerSecond',
    value: '100',
    rule: 'an on-demand table has 4000 from the start, and cannot be warmed to less',
    remedy: PEAK,
  },
  {
    title: 'warm reads of a fraction, of a provisioned table',
    options: { ...PROVISIONED, warmThroughput: { readUnitsPerSecond: 0.5 } },
    prop: 'warmThroughput.readUnitsPerSecond',
    value: '0.5',
    rule: 'units are whole, and at least 1',
    remedy: PEAK,
  },
  {
    title: 'warm writes of none, of a provisioned table',
    options: { ...PROVISIONED, warmThroughput: { writeUnitsPerSecond: 0 } },
    prop: 'warmThroughput.writeUnitsPerSecond',
    value: '0',
    rule: 'units are whole, and at least 1',
    remedy: PEAK,
  },
  {
    title: 'a warm throughput of nothing',
    options: { warmThroughput: {} },
    prop: 'warmThroughput',
    value: '{}',
    rule: 'it warms neither reads nor writes',
    remedy: 'Write readUnitsPerSecond, writeUnitsPerSecond or both, or leave it out',
  },
  {
    title: 'an index warmed below the default',
    options: index({ warmThroughput: { readUnitsPerSecond: 1 } }),
    prop: 'globalSecondaryIndexes[0].warmThroughput.readUnitsPerSecond',
    value: '1',
    rule: 'an on-demand table has 12000 from the start, and cannot be warmed to less',
    remedy: PEAK,
  },
  ...[0, -1, 1.5].map((maxReadRequestUnits): Row => ({
    title: `a cap of ${maxReadRequestUnits} on the reads of the table`,
    options: { billing: Billing.onDemand({ maxReadRequestUnits }) },
    prop: 'billing.maxReadRequestUnits',
    value: `${maxReadRequestUnits}`,
    ...CAP,
  })),
  {
    title: 'a cap of 0 on the writes of the table',
    options: { billing: Billing.onDemand({ maxWriteRequestUnits: 0 }) },
    prop: 'billing.maxWriteRequestUnits',
    value: '0',
    ...CAP,
  },
  {
    title: 'reads warmed above their cap',
    options: { billing: Billing.onDemand({ maxReadRequestUnits: 14_999 }), warmThroughput: { readUnitsPerSecond: 15_000 } },
    prop: 'warmThroughput.readUnitsPerSecond',
    value: '15000',
    rule: 'billing.maxReadRequestUnits is 14999, and requests above a cap are throttled however warm the table is',
    remedy: RAISE,
  },
  {
    title: 'writes of an index warmed above their cap',
    options: index({ maxWriteRequestUnits: 4_000, warmThroughput: { writeUnitsPerSecond: 4_001 } }),
    prop: 'globalSecondaryIndexes[0].warmThroughput.writeUnitsPerSecond',
    value: '4001',
    rule: 'globalSecondaryIndexes[0].maxWriteRequestUnits is 4000, and requests above a cap are throttled however warm the table is',
    remedy: RAISE,
  },
  {
    title: 'fixed writes',
    options: { billing: Billing.provisioned({ readCapacity: FIXED, writeCapacity: FIXED }) },
    prop: 'billing.writeCapacity',
    value: '"FIXED"',
    rule: 'the replica of each Region must take the writes of both, so DynamoDB requires the write capacity of a global table to be autoscaled',
    remedy: 'Write writeCapacity: Capacity.autoscaled({ maxCapacity }), or leave billing out for on-demand',
  },
];

const INDEX_NAME = {
  rule: 'index names differ, and have 3 to 255 letters, digits, "_", "." or "-"',
  remedy: 'Write another name such as "by-user"',
};
const ONE_PARTITION_KEY = {
  prop: 'globalSecondaryIndexes[0].partitionKey',
  rule: 'an index needs exactly one of partitionKey and partitionKeys',
  remedy: 'Write partitionKey: { name, type }',
};
const ON_DEMAND = {
  rule: 'the table is billed on demand, which provisions nothing',
  remedy: 'Write maxReadRequestUnits or maxWriteRequestUnits to cap the index, or billing: Billing.provisioned(...)',
};
const NO_CAPS = {
  rule: 'the table has provisioned capacity, and such caps are for tables on demand',
  remedy: 'Write readCapacity or writeCapacity with a maxCapacity',
};
export const BAD_INDEXES: Row[] = [
  {
    title: 'two indexes of one name',
    options: { globalSecondaryIndexes: [BY_USER, BY_USER] },
    prop: 'globalSecondaryIndexes[1].indexName',
    value: '"by-user"',
    ...INDEX_NAME,
  },
  { title: 'an index name with a slash', options: index({ indexName: 'by/user' }), prop: 'globalSecondaryIndexes[0].indexName', value: '"by/user"', ...INDEX_NAME },
  { title: 'an index without a key', options: { globalSecondaryIndexes: [{ indexName: 'by-user' }] }, ...ONE_PARTITION_KEY },
  { title: 'an index with two kinds of keys', options: index({ partitionKeys: [SESSION_ID] }), ...ONE_PARTITION_KEY },
  {
    title: 'an index with two kinds of sort keys',
    options: index({ sortKey: SESSION_ID, sortKeys: [SESSION_ID] }),
    prop: 'globalSecondaryIndexes[0].sortKey',
    rule: 'an index has at most one of sortKey and sortKeys',
    remedy: 'Write all attributes in sortKeys, in their order',
  },
  {
    title: 'an index with an empty key',
    options: index({ partitionKey: undefined, partitionKeys: [] }),
    prop: 'globalSecondaryIndexes[0].partitionKeys',
    value: '0 attributes',
    rule: 'the key of an index has 1 to 4 of them',
    remedy: 'Combine attributes into one, or leave some out',
  },
  {
    title: 'an index with too many sort keys',
    options: index({ sortKeys: attributes(5) }),
    prop: 'globalSecondaryIndexes[0].sortKeys',
    value: '5 attributes',
    rule: 'the key of an index has 0 to 4 of them',
    remedy: 'Combine attributes into one, or leave some out',
  },
  {
    title: 'an index key without a name',
    options: index({ sortKeys: [{ name: '', type: STRING }] }),
    prop: 'globalSecondaryIndexes[0] key name',
    value: '""',
    ...ATTRIBUTE_NAME,
  },
  {
    title: 'an attribute of two types',
    options: index({ sortKey: { name: 'session_id', type: AttributeType.NUMBER } }),
    prop: 'globalSecondaryIndexes[0] key',
    value: '"session_id" of type N',
    rule: 'it is of type S in partitionKey, and an attribute that is a key has one type in the table and all its indexes',
    remedy: 'Write the type that the items have, or name another attribute',
  },
  {
    title: 'a projection of attributes that are not named',
    options: index({ projectionType: ProjectionType.INCLUDE }),
    prop: 'globalSecondaryIndexes[0].nonKeyAttributes',
    rule: 'projection INCLUDE copies the attributes that are named here, and none are',
    remedy: 'Name them, or write another projectionType',
  },
  {
    title: 'a projection of no attributes',
    options: including([]),
    prop: 'globalSecondaryIndexes[0].nonKeyAttributes',
    rule: 'projection INCLUDE copies the attributes that are named here, and none are',
    remedy: 'Name them, or write another projectionType',
  },
  { title: 'a projection of an attribute without a name', options: including(['']), prop: 'globalSecondaryIndexes[0].nonKeyAttributes', value: '""', ...ATTRIBUTE_NAME },
  {
    title: 'a projection of an attribute twice',
    options: including(['device', 'device']),
    prop: 'globalSecondaryIndexes[0].nonKeyAttributes',
    value: '"device"',
    rule: 'it is named twice',
    remedy: 'Leave it out here',
  },
  ...['session_id', 'user_id', 'created_at'].map((name): Row => ({
    title: `a projection of ${name}, which is a key`,
    options: { sortKey: { name: 'created_at', type: STRING }, ...including(['device', name]) },
    prop: 'globalSecondaryIndexes[0].nonKeyAttributes',
    value: `"${name}"`,
    rule: 'it is a key of the table or the index, and keys are in every index without being named',
    remedy: 'Leave it out here',
  })),
  {
    title: 'a projection of too many attributes',
    options: including(names(21)),
    prop: 'globalSecondaryIndexes[0].nonKeyAttributes',
    value: '21 attributes',
    rule: 'an index has at most 20 of them',
    remedy: 'Leave attributes out, or write ProjectionType.ALL',
  },
  {
    title: 'too many projected attributes in all indexes',
    options: {
      globalSecondaryIndexes: [20, 20, 20, 20, 20, 1].map((count, n) =>
        ({ ...BY_USER, indexName: `by-user-${n}`, projectionType: ProjectionType.INCLUDE, nonKeyAttributes: names(count) })),
    },
    prop: 'globalSecondaryIndexes',
    value: '101 nonKeyAttributes',
    rule: 'all indexes together have at most 100, each counted in each index',
    remedy: 'Leave attributes out, or write ProjectionType.ALL, which does not count them',
  },
  ...([
    ['as partition and sort key', { sortKey: BY_USER.partitionKey }],
    ['in the partition key', { partitionKey: undefined, partitionKeys: [BY_USER.partitionKey, BY_USER.partitionKey] }],
  ] as const).map(([where, key]): Row => ({
    title: `an index key of one attribute twice, ${where}`,
    options: { globalSecondaryIndexes: [{ ...BY_USER, ...key }] as GlobalSecondaryIndexPropsV2[] },
    prop: 'globalSecondaryIndexes[0] key',
    value: '"user_id"',
    rule: 'it is in the key twice, and a key has different attributes',
    remedy: 'Name another attribute, or leave the sort key out',
  })),
  { title: 'a cap of 0 on the reads of an index', options: index({ maxReadRequestUnits: 0 }), prop: 'globalSecondaryIndexes[0].maxReadRequestUnits', value: '0', ...CAP },
  { title: 'a cap of 0 on the writes of an index', options: index({ maxWriteRequestUnits: 0 }), prop: 'globalSecondaryIndexes[0].maxWriteRequestUnits', value: '0', ...CAP },
  {
    title: 'attributes that the projection does not take',
    options: index({ nonKeyAttributes: ['device'] }),
    prop: 'globalSecondaryIndexes[0].nonKeyAttributes',
    rule: 'attributes are named for projection INCLUDE only',
    remedy: 'Write projectionType: ProjectionType.INCLUDE, or leave the names out',
  },
  { title: 'provisioned reads of an index on demand', options: index({ readCapacity: FIXED }), prop: 'globalSecondaryIndexes[0].readCapacity', ...ON_DEMAND },
  { title: 'provisioned writes of an index on demand', options: index({ writeCapacity: AUTOSCALED }), prop: 'globalSecondaryIndexes[0].writeCapacity', ...ON_DEMAND },
  {
    title: 'a cap on the reads of a provisioned index',
    options: { ...PROVISIONED, ...index({ maxReadRequestUnits: 10 }) },
    prop: 'globalSecondaryIndexes[0].maxReadRequestUnits',
    value: '10',
    ...NO_CAPS,
  },
  {
    title: 'a cap on the writes of a provisioned index',
    options: { ...PROVISIONED, ...index({ maxWriteRequestUnits: 10 }) },
    prop: 'globalSecondaryIndexes[0].maxWriteRequestUnits',
    value: '10',
    ...NO_CAPS,
  },
  {
    title: 'fixed writes of an index',
    options: { ...PROVISIONED, ...index({ writeCapacity: FIXED }) },
    prop: 'globalSecondaryIndexes[0].writeCapacity',
    value: '"FIXED"',
    rule: 'the indexes of each Region must take the writes of both, so DynamoDB requires their write capacity to be autoscaled',
    remedy: 'Write Capacity.autoscaled({ maxCapacity }), or leave it out for that of the table',
  },
  {
    title: 'too many indexes',
    options: { globalSecondaryIndexes: Array.from({ length: 21 }, (_, n) => ({ ...BY_USER, indexName: `by-user-${n}` })) },
    prop: 'globalSecondaryIndexes',
    value: '21 indexes',
    rule: 'a table has at most 20',
    remedy: 'Leave indexes out, or split the table',
  },
];
