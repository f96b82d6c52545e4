import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { StreamViewType, TableGrants } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { BY_USER, sessions } from './fixture';
import { KeyPurpose, StackLayer } from '../../src';
import type { GlobalSessionTableOptions, RegionalSessionTable } from '../../src/sessions';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, templateOf } from '../support/environment';

const STREAM = { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES };
const REGIONS = [['the home Region', 0, PRIMARY, SECONDARY], ['the standby Region', 1, SECONDARY, PRIMARY]] as const;

type HandleGrant = (handle: RegionalSessionTable, role: iam.Role) => iam.Grant;

function team(position: 0 | 1, options: Partial<GlobalSessionTableOptions> = {}) {
  const given = sessions(options);
  const region = given.topology.regions[position];
  const stack = ownStack(given.app, `Team-${region.name}`, region.name);
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const handle = given.table.forRegion(region);
  return { ...given, region, stack, role, handle, replica: handle.table };
}

/** The statements that a grant gives in a team's stack, which waits for no other. */
function statementsOf(position: 0 | 1, grant: HandleGrant, options: Partial<GlobalSessionTableOptions> = {}) {
  const { handle, stack, role } = team(position, options);
  grant(handle, role).assertSuccess();
  const policies = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
  expect(stack.dependencies).toEqual([]);
  return policies.flatMap(policy => policy.Properties.PolicyDocument.Statement);
}

/** Whatever a statement on the table's data or stream is followed by: the Region's key, by its alias. */
function keyStatement(position: 0 | 1, actions: unknown) {
  const { topology, region } = team(position);
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: `arn:aws:kms:${region.name}:${ACCOUNT}:key/*`,
    Condition: {
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': topology.encryptionKey(region, KeyPurpose.SESSIONS).aliasName },
      'StringLike': { 'kms:ViaService': `dynamodb.${region.name}.*` },
    },
  };
}

type Grants = [string, (replica: ITableV2, role: iam.Role) => iam.Grant, HandleGrant];

describe.each(REGIONS)('grants of the table itself, in %s', (_, position, name) => {
  test.each<Grants>([
    ['grantReadData', (replica, role) => replica.grantReadData(role), ({ grants }, role) => grants.readData(role)],
    ['grantWriteData', (replica, role) => replica.grantWriteData(role), ({ grants }, role) => grants.writeData(role)],
    ['grantReadWriteData', (replica, role) => replica.grantReadWriteData(role), ({ grants }, role) => grants.readWriteData(role)],
    ['grantStreamRead', (replica, role) => replica.grantStreamRead(role), ({ grants }, role) => grants.readStream(role)],
    ['grants.readData', (replica, role) => replica.grants.readData(role), ({ grants }, role) => grants.readData(role)],
    ['grants.writeData', (replica, role) => replica.grants.writeData(role), ({ grants }, role) => grants.writeData(role)],
    ['grants.readWriteData', (replica, role) => replica.grants.readWriteData(role), ({ grants }, role) => grants.readWriteData(role)],
  ])('SEC-02: %s gives what the handle gives', (__, byTable, byHandle) => {
    const options = { ...STREAM, globalSecondaryIndexes: [BY_USER] };
    expect(statementsOf(position, ({ table }, role) => byTable(table, role), options)).toEqual(statementsOf(position, byHandle, options));
  });

  test.each<[string, (replica: ITableV2, role: iam.Role) => iam.Grant]>([
    ['grant', (replica, role) => replica.grant(role, 'dynamodb:PartiQLSelect')],
    ['grants.actions', (replica, role) => replica.grants.actions(role, 'dynamodb:PartiQLSelect')],
  ])('SEC-02: chosen actions are given by %s on the literal names of table and indexes, with the key by its alias', (__, grant) => {
    const [data, key] = statementsOf(position, ({ table }, role) => grant(table, role), { globalSecondaryIndexes: [BY_USER] });
    const { tableArn } = team(position).handle;
    expect(tableArn).toContain(`:${name}:${ACCOUNT}:table/`);
    expect(data).toEqual({ Effect: 'Allow', Action: 'dynamodb:PartiQLSelect', Resource: [tableArn, `${tableArn}/index/*`] });
    expect(key).toEqual(keyStatement(position, expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey'])));
  });

  test.each<[string, string, (replica: ITableV2, role: iam.Role) => iam.Grant]>([
    ['grantStream', 'dynamodb:DescribeStream', (replica, role) => replica.grantStream(role, 'dynamodb:DescribeStream')],
    ['grantTableListStreams', 'dynamodb:ListStreams', (replica, role) => (replica as any).grantTableListStreams(role)],
  ])('SEC-02: %s gives %s on the stream by the literal name of the table', (__, action, grant) => {
    const [stream, key] = statementsOf(position, ({ table }, role) => grant(table, role), STREAM);
    expect(stream).toEqual({ Effect: 'Allow', Action: action, Resource: `${team(position).handle.tableArn}/stream/*` });
    expect(key).toEqual(keyStatement(position, ['kms:Decrypt', 'kms:DescribeKey']));
  });

  test('SEC-02: grants that CDK makes for the table name it, its indexes and the key literally', () => {
    const options = { globalSecondaryIndexes: [BY_USER] };
    const [key, data] = statementsOf(position, ({ table }, role) => TableGrants.fromTable(table).writeData(role), options)
      .sort((one, other) => `${other.Resource}`.localeCompare(`${one.Resource}`));
    const { tableArn } = team(position).handle;
    expect(data.Resource).toEqual([tableArn, `${tableArn}/index/*`]);
    expect(key).toEqual(keyStatement(position, expect.arrayContaining(['kms:Decrypt'])));
  });

  test('SEC-02: grantOnKey names the key by its alias', () => {
    expect(statementsOf(position, ({ table }, role) => (table as any).grantOnKey(role, 'kms:Decrypt').grant)).toEqual([keyStatement(position, 'kms:Decrypt')]);
  });
});

describe.each(REGIONS)('the table as a construct of another stack takes it, in %s', (_, position, name, otherName) => {
  test('its names are literal, in the Region', () => {
    const { replica, handle, table } = team(position);
    const { tableName, tableArn } = handle;
    expect(tableName).toBe(table.tableName);
    expect([replica.tableName, replica.tableArn, replica.tableStreamArn]).toEqual([tableName, tableArn, undefined]);
    expect(replica.tableRef).toEqual({ tableName, tableArn });
    expect(replica.env).toEqual({ region: name, account: ACCOUNT });
    expect(replica.encryptionKey).toBe(handle.encryptionKey);
    expect(replica.metricConsumedReadCapacityUnits()).toMatchObject({ region: name, dimensions: { TableName: tableName } });
  });

  test('an event source calls a function with the records of the Region\'s stream, and the stack waits for nothing else', () => {
    const { stack, region, replica, handle } = team(position, STREAM);
    const audit = new lambda.Function(stack, 'Audit', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'),
    });
    audit.addEventSource(new DynamoEventSource(replica, { startingPosition: lambda.StartingPosition.TRIM_HORIZON }));
    const template = templateOf(stack);
    const data = region.stack(StackLayer.DATA);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::ImportValue': Match.stringLikeRegexp(`^${data.stackName}:`) },
      StartingPosition: 'TRIM_HORIZON',
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
            Resource: `${handle.tableArn}/stream/*`,
          },
          keyStatement(position, ['kms:Decrypt', 'kms:DescribeKey']),
        ],
      },
    });
    expect(stack.dependencies).toEqual([data]);
    expect(JSON.stringify(template.toJSON())).not.toContain(otherName);
    expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toEqual([]);
  });

  test('a task of a state machine puts items by the literal name', () => {
    const { stack, replica, handle } = team(position);
    new sfn.StateMachine(stack, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromChainable(new tasks.DynamoPutItem(stack, 'Put', {
        table: replica, item: { session_id: tasks.DynamoAttributeValue.fromString('s1') },
      })),
    });
    expect(JSON.stringify(templateOf(stack).toJSON())).toContain(handle.tableName);
    expect(stack.dependencies).toEqual([]);
  });
});
