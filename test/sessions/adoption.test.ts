import { readFileSync } from 'fs';
import * as path from 'path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { StreamViewType, TableClass } from 'aws-cdk-lib/aws-dynamodb';
import { BY_USER, SESSION_ID, sessions, warningsOf } from './fixture';
import { RunMode, StackLayer } from '../../src';
import type { GlobalSessionTableOptions } from '../../src/sessions';
import { ExistingTable, GlobalSessionTable } from '../../src/sessions';
import { ACCOUNT, handedOverTopology, PRIMARY, SECONDARY, templateOf } from '../support/environment';

const PAGE = readFileSync(path.join(__dirname, '../../docs/adoption/session-table.md'), 'utf8').replace(/\s+/g, ' ');

/**
 * What makes CloudFormation create another table, by its schema of `AWS::DynamoDB::GlobalTable` (`createOnlyProperties` and
 * `conditionalCreateOnlyProperties`), and the consistency, which DynamoDB does not change.
 */
const REPLACING = ['TableName', 'KeySchema', 'LocalSecondaryIndexes', 'GlobalTableSourceArn', 'MultiRegionConsistency', 'GlobalTableWitnesses'];

/** A team's table: with an index, an expiry and, unless a test says otherwise, no stream. */
const TABLE: Partial<GlobalSessionTableOptions> = { tableName: 'legacy-sessions', timeToLiveAttribute: 'ttl', globalSecondaryIndexes: [BY_USER] };
const AS_FOUND = {
  TableName: 'legacy-sessions',
  KeySchema: [{ AttributeName: 'session_id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'session_id', AttributeType: 'S' }, { AttributeName: 'user_id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [{ IndexName: 'by-user', KeySchema: [{ AttributeName: 'user_id', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
};
const FOUND_REPLICA = { Region: PRIMARY, GlobalSecondaryIndexes: [{ IndexName: 'by-user' }] };

interface TableResource {
  readonly logicalId: string;
  readonly resource: { [key: string]: any };
}

function tableAt(existing?: ExistingTable, options: Partial<GlobalSessionTableOptions> = TABLE, removalPolicy?: RemovalPolicy): TableResource {
  const { topology } = sessions({ ...options, existing }, { removalPolicy, tags: { 'cost-center': '42' } });
  const [[logicalId, resource]] = Object.entries(templateOf(topology.primary.stack(StackLayer.DATA)).findResources('AWS::DynamoDB::GlobalTable'));
  return { logicalId, resource };
}

/** The properties that an update from one stage to another would change. */
function changes(from: TableResource, to: TableResource): string[] {
  const [before, after] = [from.resource.Properties, to.resource.Properties];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(property => JSON.stringify(before[property]) !== JSON.stringify(after[property]))
    .sort();
}

const single = [ExistingTable.beingImported({ timeToLiveAttribute: 'ttl' }), ExistingTable.beforeReplication(), undefined];
const global = [ExistingTable.globalTableBeingImported({ timeToLiveAttribute: 'ttl' }), undefined];

describe('the import', () => {
  test('of a single-Region table takes it as it is: no key, no tags, no replica, nothing that the table does not have', () => {
    expect(tableAt(ExistingTable.beingImported()).resource).toEqual({
      Type: 'AWS::DynamoDB::GlobalTable',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { ...AS_FOUND, Replicas: [FOUND_REPLICA] },
    });
  });

  test('states the expiry and the stream that the table has', () => {
    const existing = ExistingTable.beingImported({ timeToLiveAttribute: 'ttl', dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES });
    expect(tableAt(existing).resource.Properties).toEqual({
      ...AS_FOUND,
      Replicas: [FOUND_REPLICA],
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  test('of a global table takes both replicas, and the stream that they have', () => {
    expect(tableAt(ExistingTable.globalTableBeingImported({ timeToLiveAttribute: 'ttl' })).resource).toEqual({
      Type: 'AWS::DynamoDB::GlobalTable',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        ...AS_FOUND,
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        Replicas: [{ ...FOUND_REPLICA, Region: SECONDARY }, FOUND_REPLICA],
      },
    });
  });

  test('leaves an expiry that the table does not have to the next deployment, which turns it on', () => {
    for (const existing of [ExistingTable.beingImported(), ExistingTable.globalTableBeingImported()]) {
      expect(tableAt(existing).resource.Properties.TimeToLiveSpecification).toBeUndefined();
    }
    for (const existing of [ExistingTable.beforeReplication(), undefined]) {
      expect(tableAt(existing).resource.Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
    }
  });

  test('leaves the warming of the table and its indexes to the next deployment, which applies it', () => {
    const warm = { readUnitsPerSecond: 20_000 };
    const options = { ...TABLE, warmThroughput: warm, globalSecondaryIndexes: [{ ...BY_USER, warmThroughput: warm }] };
    expect(tableAt(single[0], options).resource.Properties).toEqual(tableAt(single[0]).resource.Properties);
    expect(tableAt(single[1], options).resource.Properties).toMatchObject({
      WarmThroughput: { ReadUnitsPerSecond: 20_000 },
      GlobalSecondaryIndexes: [{ WarmThroughput: { ReadUnitsPerSecond: 20_000 } }],
    });
  });

  test('states the class that the table has, so that no later stage changes it', () => {
    const options = { ...TABLE, tableClass: TableClass.STANDARD_INFREQUENT_ACCESS };
    const [found, before, after] = single.map(stage => tableAt(stage, options));
    expect(found.resource.Properties.Replicas).toEqual([{ ...FOUND_REPLICA, TableClass: 'STANDARD_INFREQUENT_ACCESS' }]);
    for (const { resource } of [before, after]) {
      for (const replica of resource.Properties.Replicas) {
        expect(replica.TableClass).toBe('STANDARD_INFREQUENT_ACCESS');
      }
    }
  });

  test('works for a table without indexes', () => {
    const { globalSecondaryIndexes, ...options } = TABLE;
    expect(tableAt(single[0], options).resource.Properties.Replicas).toEqual([{ Region: PRIMARY }]);
  });

  test('keeps the table in a throw-away environment too', () => {
    expect(tableAt(single[0], TABLE, RemovalPolicy.DESTROY).resource.DeletionPolicy).toBe('Retain');
    expect(tableAt(single[1], TABLE, RemovalPolicy.DESTROY).resource.DeletionPolicy).toBe('Delete');
  });

  test('waits for no value of another stack', () => {
    expect(JSON.stringify(tableAt(single[0]))).not.toMatch(/Fn::|Ref/);
  });
});

describe.each([['a single-Region table', single], ['a global table', global]] as const)('the stages of %s', (_, stages) => {
  const tables = stages.map(stage => tableAt(stage));

  test('are of one logical id, and change no property that would make another table', () => {
    expect(new Set(tables.map(({ logicalId }) => logicalId)).size).toBe(1);
    const changed = tables.slice(1).flatMap((table, index) => changes(tables[index], table));
    expect(changed).not.toEqual([]);
    expect(changed.filter(property => REPLACING.includes(property))).toEqual([]);
  });

  test('end with the table that is created where there was none', () => {
    expect(tables.at(-1)).toEqual(tableAt(undefined, { ...TABLE }));
    expect(tables.at(-1)!.resource.Properties.Replicas).toHaveLength(2);
  });

  test('change what the page says', () => {
    const changed = tables.slice(1).map((table, index) => changes(tables[index], table));
    for (const properties of changed) {
      expect(PAGE).toContain(properties.map(property => `\`${property}\``).join(', '));
    }
  });
});

test('before replication the home Region\'s replica is complete, and the only one', () => {
  const [, before, after] = single.map(stage => tableAt(stage).resource.Properties);
  expect(before.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  expect(before.Replicas).toEqual(after.Replicas.filter((replica: { Region: string }) => replica.Region === PRIMARY));
});

test('the last stage adds the standby\'s replica and nothing else', () => {
  const [, before, after] = single.map(stage => tableAt(stage));
  expect(changes(before, after)).toEqual(['Replicas']);
  expect(after.resource.Properties.Replicas).toEqual(expect.arrayContaining(before.resource.Properties.Replicas));
  expect(after.resource.Properties.Replicas).toHaveLength(2);
});

test('at every stage the handles have the names that they will have', () => {
  for (const existing of single) {
    const { topology, table } = sessions({ ...TABLE, existing });
    for (const region of topology.regions) {
      expect(table.forRegion(region).tableArn).toBe(`arn:aws:dynamodb:${region.name}:${ACCOUNT}:table/legacy-sessions`);
      expect(table.readinessChecks({ mode: RunMode.FAILOVER, target: region, source: region.peer })[0].action.parameters).toEqual({ tableName: 'legacy-sessions' });
    }
  }
});

test('while there is no replica in the standby Region a warning says so', () => {
  const notReplicated = [expect.stringContaining('no replica in eu-central-1 at this stage of its adoption')];
  expect(warningsOf(sessions({ ...TABLE, existing: single[0] }))).toEqual(notReplicated);
  expect(warningsOf(sessions({ ...TABLE, existing: single[1] }))).toEqual(notReplicated);
  expect(warningsOf(sessions({ ...TABLE, existing: single[1] }))[0]).toContain('[ack: cdk-multi-region-dr:tableNotReplicated]');
  expect(warningsOf(sessions({ ...TABLE, existing: global[0] }))).toEqual([]);
  expect(warningsOf(sessions(TABLE))).toEqual([]);
});

test('a table is adopted into consumer-owned stacks too', () => {
  const topology = handedOverTopology();
  new GlobalSessionTable(topology, 'sessions', { ...TABLE, topology, partitionKey: SESSION_ID, existing: single[0] });
  templateOf(topology.primary.stack(StackLayer.DATA)).hasResourceProperties('AWS::DynamoDB::GlobalTable', { TableName: 'legacy-sessions' });
});

test('the page has the commands, and the preconditions that no check at synthesis can see', () => {
  for (const statement of [
    'npx cdk import', 'npx cdk diff', 'npx cdk orphan', 'aws dynamodb describe-table', 'aws dynamodb describe-time-to-live',
    'detect-stack-drift', 'requires replacement', 'NEW_AND_OLD_IMAGES', 'TableClassSummary', 'aws dynamodb get-resource-policy',
    'AWSServiceRoleForDynamoDBReplication', 'aws dynamodb describe-kinesis-streaming-destination',
  ]) {
    expect(PAGE).toContain(statement);
  }
});
