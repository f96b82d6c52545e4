import { CfnParameter, Duration } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { SESSION_TABLE_BAD_INPUTS } from './bad-inputs';
import { AUTOSCALED, BY_USER, SESSION_ID, sessions, tableProperties } from './fixture';
import { GlobalSessionTable } from '../../src/sessions';
import { describeBadInputs } from '../support/bad-inputs';
import { handedOverTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

const STRING = AttributeType.STRING;

describeBadInputs(SESSION_TABLE_BAD_INPUTS);

test('consumer-owned stacks that are deployed the other way round are refused', () => {
  const app = testApp();
  const [primary, secondary] = [ownStack(app, 'West', PRIMARY), ownStack(app, 'Central', SECONDARY)];
  secondary.addStackDependency(primary);
  const topology = handedOverTopology(app, { primary: { foundation: primary }, secondary: { foundation: secondary } });
  expect(() => new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: SESSION_ID }))
    .toThrow('stack "Central" must be deployed before stack "West" (the replica of session table "sessions" needs the key of its Region)');
});

test('what CDK refuses with a message of its own is passed on', () => {
  const nonKeyAttributes = Array.from({ length: 101 }, (_, n) => `attribute_${n}`);
  expect(() => sessions({ globalSecondaryIndexes: [{ ...BY_USER, projectionType: ProjectionType.INCLUDE, nonKeyAttributes }] }))
    .toThrow('The maximum number of \'nonKeyAttributes\' across all secondary indexes is 100');
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
      billing: Billing.provisioned({ readCapacity: AUTOSCALED, writeCapacity: AUTOSCALED }),
      warmThroughput: { readUnitsPerSecond: 500, writeUnitsPerSecond: 500 },
    };
    expect(tableProperties(options).WarmThroughput).toEqual({ ReadUnitsPerSecond: 500, WriteUnitsPerSecond: 500 });
  });
});
