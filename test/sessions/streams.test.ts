import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { globalTable, SESSION_ID, sessions, tableProperties } from './fixture';
import { KeyPurpose, StackLayer } from '../../src';
import { GlobalSessionTable } from '../../src/sessions';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const STREAM = { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES };

/** A team's stack with a function that is called with the records of a Region's stream. */
function consumerOf({ app, topology, table }: ReturnType<typeof sessions>, position: 0 | 1): Stack {
  const region = topology.regions[position];
  const stack = new Stack(app, `Team-${region.name}`, { env: region.env });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const handler = new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'), role,
  });
  const replica = table.forRegion(region);
  handler.addEventSourceMapping('Stream', { eventSourceArn: replica.streamArn, startingPosition: lambda.StartingPosition.TRIM_HORIZON });
  replica.grants.readStream(role).assertSuccess();
  return stack;
}

function lookupsIn(stack: Stack): { [id: string]: any } {
  return templateOf(stack).findResources('Custom::SessionTableStream');
}

test('the table has the stream that replication needs, asked for or not', () => {
  expect(tableProperties().StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  expect(tableProperties(STREAM)).toEqual(tableProperties());
});

test('nothing is looked up for a table whose stream nobody asks for', () => {
  const { app } = sessions();
  stacksOf(app).forEach(stack => expect(lookupsIn(stack)).toEqual({}));
});

test('the standby Region looks up its stream by the table\'s name, in its own data stack', () => {
  const { app, topology, table } = sessions(STREAM);
  const data = topology.secondary.stack(StackLayer.DATA);
  for (const stack of stacksOf(app)) {
    expect(Object.keys(lookupsIn(stack))).toHaveLength(stack === data ? 1 : 0);
  }
  const [{ Properties }] = Object.values(lookupsIn(data));
  for (const call of [Properties.Create ?? Properties.Update, Properties.Update]) {
    expect(JSON.parse(call)).toMatchObject({
      service: 'DynamoDB',
      action: 'describeTable',
      parameters: { TableName: table.tableName },
      outputPaths: ['Table.LatestStreamArn'],
      physicalResourceId: { id: `stream-of-${table.tableName}` },
    });
  }
  expect(Properties).toMatchObject({ ServiceTimeout: '300' });
  templateOf(data).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: `arn:aws:dynamodb:${SECONDARY}:${ACCOUNT}:table/${table.tableName}` }],
    },
  });
});

test('the look-up runs after the table exists, with a log that is kept for a month', () => {
  const { topology } = sessions(STREAM);
  const data = topology.secondary.stack(StackLayer.DATA);
  expect(data.dependencies).toContain(topology.primary.stack(StackLayer.DATA));
  templateOf(data).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30, KmsKeyId: Match.anyValue() });
});

test.each([['the home Region', 0, PRIMARY], ['the standby Region', 1, SECONDARY]] as const)(
  'a function in %s is called with the records of that Region\'s stream', (_, position, name) => {
    const given = sessions(STREAM);
    const stack = consumerOf(given, position);
    const region = given.topology.regions[position];
    const data = region.stack(StackLayer.DATA);
    const [mapping] = Object.values(templateOf(stack).findResources('AWS::Lambda::EventSourceMapping'));
    expect(JSON.stringify(mapping.Properties.EventSourceArn)).toMatch(new RegExp(`Fn::ImportValue":"${data.stackName}:`));
    expect(stack.dependencies).toEqual([data]);
    templateOf(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
            Resource: `arn:aws:dynamodb:${name}:${ACCOUNT}:table/${given.table.tableName}/stream/*`,
          },
          {
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:DescribeKey'],
            Resource: `arn:aws:kms:${name}:${ACCOUNT}:key/*`,
            Condition: {
              'ForAnyValue:StringEquals': { 'kms:ResourceAliases': given.topology.encryptionKey(region, KeyPurpose.SESSIONS).aliasName },
              'StringLike': { 'kms:ViaService': `dynamodb.${name}.*` },
            },
          },
        ],
      },
    });
    const other = name === PRIMARY ? SECONDARY : PRIMARY;
    expect(JSON.stringify(templateOf(stack).toJSON())).not.toContain(other);
  });

test('the home Region\'s stream is that of the table, and the standby\'s what its own Region found', () => {
  const { topology, table } = sessions(STREAM);
  const [home, standby] = topology.regions.map(region => {
    const stack = region.stack(StackLayer.DATA);
    return JSON.stringify(stack.resolve(table.forRegion(region).streamArn));
  });
  const [tableId] = Object.keys(templateOf(topology.primary.stack(StackLayer.DATA)).findResources('AWS::DynamoDB::GlobalTable'));
  const [lookupId] = Object.keys(lookupsIn(topology.secondary.stack(StackLayer.DATA)));
  expect(home).toBe(JSON.stringify({ 'Fn::GetAtt': [tableId, 'StreamArn'] }));
  expect(standby).toBe(JSON.stringify({ 'Fn::GetAtt': [lookupId, 'Table.LatestStreamArn'] }));
});

test('constructs that take a table find its stream', () => {
  const given = sessions(STREAM);
  for (const region of given.topology.regions) {
    const { table, streamArn } = given.table.forRegion(region);
    expect(table.tableStreamArn).toBe(streamArn);
  }
});

test('several tables look up their streams with one function, one role and one log', () => {
  const topology = createdTopology();
  for (const id of ['sessions', 'carts']) {
    new GlobalSessionTable(topology, id, { topology, partitionKey: SESSION_ID, ...STREAM });
  }
  const data = templateOf(topology.secondary.stack(StackLayer.DATA));
  expect(Object.keys(data.findResources('Custom::SessionTableStream'))).toHaveLength(2);
  for (const type of ['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Logs::LogGroup']) {
    data.resourceCountIs(type, 1);
  }
});

test('consumer-owned stacks: the standby\'s data layer needs a stack of its own, and the error says so', () => {
  const topology = handedOverTopology();
  expect(() => new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: SESSION_ID, ...STREAM }))
    .toThrow('the stream of session table "sessions" is looked up where its replica is');
});

test('consumer-owned stacks: with a data stack in the standby Region the stream is looked up there', () => {
  const app = testApp();
  const [home, foundation, data] = [ownStack(app, 'Home', PRIMARY), ownStack(app, 'Standby', SECONDARY), ownStack(app, 'StandbyData', SECONDARY)];
  const topology = handedOverTopology(app, { primary: { foundation: home }, secondary: { foundation, data } });
  new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: SESSION_ID, ...STREAM });
  expect(Object.keys(lookupsIn(data))).toHaveLength(1);
  expect(data.dependencies).toContain(home);
});

test('a stream does not change the table: the same logical id, the same properties', () => {
  const [plain, streaming] = [{}, STREAM].map(options => {
    const { topology } = sessions(options);
    return templateOf(topology.primary.stack(StackLayer.DATA)).findResources('AWS::DynamoDB::GlobalTable');
  });
  expect(streaming).toEqual(plain);
  expect(globalTable(sessions(STREAM).topology.primary.stack(StackLayer.DATA)).DeletionPolicy).toBe('Retain');
});

test('SEC-03: AwsSolutions finds nothing in the look-up, and nothing is acknowledged', () => {
  const { app } = sessions(STREAM);
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  expect(app.node.findAll().flatMap(construct => construct.node.metadata).filter(entry => entry.type === 'aws:cdk:acknowledged-rules')).toEqual([]);
});
