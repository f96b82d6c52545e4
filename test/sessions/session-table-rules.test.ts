import { Duration, Stack } from 'aws-cdk-lib';
import type { GlobalSecondaryIndexPropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AttributeType, Billing, ContributorInsightsMode, ProjectionType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { BY_USER, SESSION_ID } from './fixture';
import type { GlobalSessionTableOptions } from '../../src/sessions';
import { ExistingTable } from '../../src/sessions';
import { validateGlobalSessionTable } from '../../src/sessions/global-session-table-rules';
import { createdTopology } from '../support/environment';

const STRING = AttributeType.STRING;

function checked(options: Partial<GlobalSessionTableOptions>): () => void {
  const props = { topology: createdTopology(), partitionKey: SESSION_ID, ...options };
  return () => validateGlobalSessionTable(new Stack(undefined, 'Payments'), props, options.timeToLiveAttribute);
}

const indexes = (count: number, changes: (n: number) => Partial<GlobalSecondaryIndexPropsV2> = () => ({})) =>
  ({ globalSecondaryIndexes: Array.from({ length: count }, (_, n) => ({ ...BY_USER, indexName: `by-user-${n}`, ...changes(n) })) });
const attributes = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `part_${n}`, type: STRING }));
const including = (count: number) => ({ projectionType: ProjectionType.INCLUDE, nonKeyAttributes: Array.from({ length: count }, (_, n) => `attribute_${n}`) });
const restore = (recoveryPeriodInDays: number) => ({ pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays } });
const ADOPTED = { tableName: 'legacy-sessions', timeToLiveAttribute: 'ttl' };

test.each<[string, Partial<GlobalSessionTableOptions>]>([
  ['a name of three characters', { tableName: 'a_b' }],
  ['a name of 255 characters', { tableName: 'x'.repeat(255) }],
  ['an attribute of 255 bytes', { partitionKey: { name: `${'é'.repeat(127)}e`, type: STRING } }],
  ['one day of recovery', restore(1)],
  ['35 days of recovery', restore(35)],
  ['recovery of any length that is the default', { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } }],
  ['recovery that is off', { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false } }],
  ['insights in a mode', { contributorInsightsSpecification: { enabled: true, mode: ContributorInsightsMode.THROTTLED_KEYS } }],
  ['insights that are off', { contributorInsightsSpecification: { enabled: false } }],
  ['an objective of a second, waited for', { rpo: Duration.seconds(1), drainedWithin: Duration.minutes(4) }],
  ['the objective that is the default, waited for', { drainedWithin: Duration.minutes(4) }],
  ['a stream of new and old images', { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES }],
  ['twenty indexes', indexes(20)],
  ['an index whose sort keys are none', indexes(1, () => ({ sortKeys: [] }))],
  ['an index of one attribute in a list', indexes(1, () => ({ partitionKey: undefined, partitionKeys: attributes(1) }))],
  ['an index of four attributes, sorted by four', indexes(1, () => ({
    partitionKey: undefined, partitionKeys: attributes(4), sortKeys: attributes(8).slice(4),
  }))],
  ['a hundred attributes in five indexes, beside one of keys alone', indexes(6, n => n === 0 ? { projectionType: ProjectionType.KEYS_ONLY } : including(20))],
  ['writes warmed to their cap', { billing: Billing.onDemand({ maxWriteRequestUnits: 4_000 }), warmThroughput: { writeUnitsPerSecond: 4_000 } }],
  ['reads warmed beside a cap on writes', { billing: Billing.onDemand({ maxWriteRequestUnits: 1 }), warmThroughput: { readUnitsPerSecond: 12_000 } }],
  ['a table that is imported', { existing: ExistingTable.beingImported(), ...ADOPTED }],
  ['a table that is imported with its stream', { existing: ExistingTable.beingImported({ dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES }), ...ADOPTED }],
  ['a table that is imported and expires by the same attribute', { existing: ExistingTable.globalTableBeingImported({ timeToLiveAttribute: 'ttl' }), ...ADOPTED }],
])('a session table takes %s', (_, options) => {
  expect(checked(options)).not.toThrow();
});

test('the name of an index has up to 255 characters', () => {
  expect(checked(indexes(1, () => ({ indexName: 'x'.repeat(255) })))).not.toThrow();
  expect(checked(indexes(1, () => ({ indexName: 'x'.repeat(256) })))).toThrow('[Payments] globalSecondaryIndexes[0].indexName = "xxx');
});

test('a partition key has up to four attributes', () => {
  expect(checked(indexes(1, () => ({ partitionKey: undefined, partitionKeys: attributes(5) })))).toThrow(
    '[Payments] globalSecondaryIndexes[0].partitionKeys = 5 attributes: the key of an index has 1 to 4 of them. Combine attributes into one, or leave some out.');
});
