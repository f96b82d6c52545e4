import { CfnParameter, Duration } from 'aws-cdk-lib';
import { AttributeType, Billing, BillingMode, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { SESSION_TABLE_BAD_INPUTS } from './bad-inputs';
import { AUTOSCALED, BY_USER, SESSION_ID, sessions, tableProperties } from './fixture';
import { GlobalSessionTable } from '../../src/sessions';
import { capsOfTable } from '../../src/sessions/on-demand-caps';
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
  const indexName = new CfnParameter(ownStack(testApp(), 'Parameters', PRIMARY), 'Name').valueAsString;
  expect(() => sessions({ globalSecondaryIndexes: [{ ...BY_USER, indexName }, { ...BY_USER, indexName }] }))
    .toThrow('Duplicate secondary index name');
});

describe('what is let pass', () => {
  test('values that are not known at synthesis', () => {
    const stack = ownStack(testApp(), 'Parameters', PRIMARY);
    const name = new CfnParameter(stack, 'Name').valueAsString;
    const key = new CfnParameter(stack, 'Key').valueAsString;
    const units = new CfnParameter(stack, 'Units', { type: 'Number' }).valueAsNumber;
    expect(() => sessions({
      rpo: Duration.seconds(units),
      warmThroughput: { readUnitsPerSecond: units },
      timeToLiveAttribute: name,
      globalSecondaryIndexes: [{
        indexName: name,
        partitionKey: { name: key, type: STRING },
        sortKey: { name: key, type: STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [name, name],
        maxReadRequestUnits: units,
      }],
      billing: Billing.onDemand({ maxReadRequestUnits: units }),
    })).not.toThrow();
    expect(() => sessions({ warmThroughput: { readUnitsPerSecond: 20_000 }, billing: Billing.onDemand({ maxReadRequestUnits: units }) }))
      .not.toThrow();
  });

  test('as many attributes as indexes take, and no more than a cap', () => {
    const full = (n: number) => ({
      ...BY_USER,
      indexName: `by-user-${n}`,
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: Array.from({ length: 20 }, (_, attribute) => `attribute_${attribute}`),
    });
    expect(() => sessions({
      globalSecondaryIndexes: [1, 2, 3, 4, 5].map(full),
      warmThroughput: { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4_000 },
      billing: Billing.onDemand({ maxReadRequestUnits: 12_000, maxWriteRequestUnits: 4_000 }),
    })).not.toThrow();
    expect(() => sessions({ billing: Billing.onDemand({ maxReadRequestUnits: 1, maxWriteRequestUnits: 1 }) })).not.toThrow();
  });

  test('a billing that tells its caps in a way that this version does not know', () => {
    const billing = { mode: BillingMode.PAY_PER_REQUEST } as Billing;
    expect(capsOfTable(billing)).toEqual({ prop: 'billing' });
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
