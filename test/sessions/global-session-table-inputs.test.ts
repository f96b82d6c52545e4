import { CfnParameter, Duration, Lazy } from 'aws-cdk-lib';
import { AttributeType, Billing, Capacity } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BY_USER, SESSION_ID, sessions, tableProperties } from './fixture';
import type { GlobalSessionTableOptions } from '../../src/sessions';
import { GlobalSessionTable } from '../../src/sessions';
import { createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

const PATH = '[Payments/sessions]';
const STRING = AttributeType.STRING;
const autoscaled = Capacity.autoscaled({ maxCapacity: 100 });

describe('options that are refused', () => {
  test.each<[string, Partial<GlobalSessionTableOptions>, string]>([
    ['a key without a name', { partitionKey: { name: '', type: STRING } },
      'partitionKey.name = "": DynamoDB takes attribute names of 1 to 255 bytes. Write the name of an attribute of your items'],
    ['a key with too long a name', { partitionKey: { name: 'é'.repeat(128), type: STRING } }, 'partitionKey.name = a name of 256 bytes:'],
    ['a sort key without a name', { sortKey: { name: '', type: STRING } }, 'sortKey.name = "": DynamoDB takes attribute names'],
    ['one attribute for both keys', { sortKey: SESSION_ID }, 'sortKey.name = "session_id": it equals partitionKey.name'],
    ['a table name with a space', { tableName: 'my sessions' },
      'tableName = "my sessions": both Regions spell this name, and DynamoDB takes 3 to 255 letters'],
    ['a short table name', { tableName: 'ab' }, 'tableName = "ab":'],
    ['a long table name', { tableName: 'x'.repeat(256) }, 'tableName = "xxx'],
    ['a table name of another stack', { tableName: Lazy.string({ produce: () => 'late' }) }, 'tableName = not known at synthesis:'],
    ['an expiry without a name', { timeToLiveAttribute: '' }, 'timeToLiveAttribute = "": DynamoDB takes attribute names'],
    ['an expiry that is a text key', { timeToLiveAttribute: 'session_id' },
      'timeToLiveAttribute = "session_id": it is a key of type S, while DynamoDB expires items by a number'],
    ['an expiry that is a text sort key', { sortKey: { name: 'expires_at', type: STRING } }, 'timeToLiveAttribute = "expires_at": it is a key of type S'],
    ['an expiry that is a text key of an index', { timeToLiveAttribute: 'user_id', globalSecondaryIndexes: [BY_USER] },
      'timeToLiveAttribute = "user_id": it is a key of type S'],
    ['an objective below a second', { rpo: Duration.millis(500) },
      'rpo = 500 millis: replicas are eventually consistent and usually about a second behind'],
    ['warm reads below the default', { warmThroughput: { readUnitsPerSecond: 11_999 } },
      'warmThroughput.readUnitsPerSecond = 11999: an on-demand table has 12000 from the start'],
    ['warm writes below the default', { billing: Billing.onDemand(), warmThroughput: { writeUnitsPerSecond: 100 } },
      'warmThroughput.writeUnitsPerSecond = 100: an on-demand table has 4000 from the start'],
    ['two indexes of one name', { globalSecondaryIndexes: [BY_USER, BY_USER] },
      'globalSecondaryIndexes[1].indexName = "by-user": index names differ'],
    ['an index name with a slash', { globalSecondaryIndexes: [{ ...BY_USER, indexName: 'by/user' }] },
      'globalSecondaryIndexes[0].indexName = "by/user": index names differ, and have 3 to 255 letters'],
    ['an index without a key', { globalSecondaryIndexes: [{ indexName: 'by-user' }] },
      'globalSecondaryIndexes[0].partitionKey: an index needs exactly one of partitionKey and partitionKeys'],
    ['an index with two kinds of keys', { globalSecondaryIndexes: [{ ...BY_USER, partitionKeys: [SESSION_ID] }] },
      'globalSecondaryIndexes[0].partitionKey: an index needs exactly one of'],
    ['an index key without a name', { globalSecondaryIndexes: [{ ...BY_USER, sortKeys: [{ name: '', type: STRING }] }] },
      'globalSecondaryIndexes[0] key name = "": DynamoDB takes attribute names'],
    ['too many indexes', { globalSecondaryIndexes: Array.from({ length: 21 }, (_, n) => ({ ...BY_USER, indexName: `by-user-${n}` })) },
      'globalSecondaryIndexes = 21 indexes: a table has at most 20'],
  ])('%s', (_, options, message) => {
    expect(() => sessions(options)).toThrow(expect.objectContaining({
      name: 'ConfigurationError',
      message: expect.stringContaining(`${PATH} ${message}`),
    }));
  });

  test('an id that a construct in the stack has', () => {
    const { app, topology } = sessions();
    expect(() => new GlobalSessionTable(app, 'sessions', { topology, partitionKey: SESSION_ID }))
      .toThrow('[sessions] id = "sessions": stack "Payments-test-data-eu-west-1" already has a construct of this kind and id');
  });

  test('consumer-owned stacks that are deployed the other way round', () => {
    const app = testApp();
    const [primary, secondary] = [ownStack(app, 'West', PRIMARY), ownStack(app, 'Central', SECONDARY)];
    secondary.addStackDependency(primary);
    const topology = handedOverTopology(app, { primary: { foundation: primary }, secondary: { foundation: secondary } });
    expect(() => new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: SESSION_ID }))
      .toThrow('stack "Central" must be deployed before stack "West" (the replica of session table "sessions" needs the key of its Region)');
  });
});

describe('uses that are refused', () => {
  test('a Region of another topology', () => {
    const { table } = sessions();
    const foreign = createdTopology().secondary;
    for (const use of [() => table.forRegion(foreign), () => table.readinessChecks({ target: foreign, source: foreign.peer })]) {
      expect(use).toThrow(`${PATH} region = "eu-central-1": it is not a Region of this construct's topology, whose Regions are eu-west-1 and eu-central-1`);
    }
  });

  test('a grant to a service, which has no policy to hold it', () => {
    const { topology, table } = sessions();
    const { grants } = table.forRegion(topology.secondary);
    for (const grant of ['readData', 'writeData', 'readWriteData'] as const) {
      expect(() => grants[grant](new iam.ServicePrincipal('states.amazonaws.com')))
        .toThrow(`${PATH} grantee = ServicePrincipal(states.amazonaws.com): a principal without a policy of its own`);
    }
  });
});

describe('what is let pass', () => {
  test('values that are not known at synthesis', () => {
    const stack = ownStack(testApp(), 'Parameters', PRIMARY);
    const name = new CfnParameter(stack, 'Name').valueAsString;
    const units = new CfnParameter(stack, 'Units', { type: 'Number' }).valueAsNumber;
    expect(() => sessions({
      rpo: Duration.seconds(units),
      warmThroughput: { readUnitsPerSecond: units },
      timeToLiveAttribute: name,
      globalSecondaryIndexes: [{ ...BY_USER, indexName: name }],
    })).not.toThrow();
  });

  test('an expiry that is a key of type number', () => {
    const byExpiry = { indexName: 'by-expiry', partitionKey: { name: 'expires_at', type: AttributeType.NUMBER } };
    expect(tableProperties({ globalSecondaryIndexes: [byExpiry] }).TimeToLiveSpecification.AttributeName).toBe('expires_at');
  });

  test('an index of several attributes', () => {
    const keys = ['tenant', 'user'].map(name => ({ name, type: STRING }));
    expect(tableProperties({ globalSecondaryIndexes: [{ indexName: 'by-tenant', partitionKeys: keys }] }).GlobalSecondaryIndexes[0].KeySchema)
      .toEqual([{ AttributeName: 'tenant', KeyType: 'HASH' }, { AttributeName: 'user', KeyType: 'HASH' }]);
  });

  test('a small warm throughput of a provisioned table, whose minimum is its capacity', () => {
    const options = {
      billing: Billing.provisioned({ readCapacity: autoscaled, writeCapacity: autoscaled }),
      warmThroughput: { readUnitsPerSecond: 500, writeUnitsPerSecond: 500 },
    };
    expect(tableProperties(options).WarmThroughput).toEqual({ ReadUnitsPerSecond: 500, WriteUnitsPerSecond: 500 });
  });
});
