import { alarmsRead } from './alarms-read';
import { deploymentOf } from './deployment';
import { literal } from './literal';

const REGION = 'us-west-2';
const resource = (Type: string, Properties: object = {}) => ({ Type, Properties });
const deployed = (resources: { readonly [id: string]: object }) => deploymentOf({ account: '1', stacks: [{ stackName: 'Recovery', region: REGION, resources: resources as never }] });
const DEFINITION = { QueryLanguage: 'JSONata', StartAt: 'One', States: { One: { Type: 'Succeed' } } };

test.each([
  ['text', 'text'],
  [5, '5'],
  [{ Ref: 'AWS::Region' }, REGION],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-1'],
  [{ 'Fn::Join': ['-', ['a', { 'Fn::ImportValue': 'x' }]] }, undefined],
  [{ 'Fn::GetAtt': ['Function', 'Arn'] }, 'Function.Arn'],
])('%j is filled in as %s', (value, text) => {
  expect(literal(value, { region: REGION, account: '1' }, (id, attribute) => `${id}.${attribute}`)).toBe(text);
});

test('a function has the text of its settings, and of a rule that calls it its name', () => {
  const { functions, rules } = deployed({
    Work: resource('AWS::Lambda::Function', { FunctionName: 'work', Timeout: 60, Environment: { Variables: { SETTINGS: { 'Fn::Join': ['', ['{"region":"', { Ref: 'AWS::Region' }, '"}']] }, KEY: { 'Fn::ImportValue': 'x' } } } }),
    Unnamed: resource('AWS::Lambda::Function'),
    Minutes: resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)', Targets: [{ Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } }] }),
    Hours: resource('AWS::Events::Rule', { ScheduleExpression: 'rate(2 hours)', Targets: [] }),
    Calendar: resource('AWS::Events::Rule', { ScheduleExpression: 'cron(0 3 * * ? *)' }),
    Events: resource('AWS::Events::Rule', { EventPattern: { resources: [{ 'Fn::GetAtt': ['Loud', 'Arn'] }] } }),
    Loud: resource('AWS::CloudWatch::Alarm', { AlarmName: 'loud' }),
  });
  expect(functions).toEqual([{ region: REGION, name: 'work', timeoutSeconds: 60, environment: { SETTINGS: '{"region":"us-west-2"}' } }]);
  expect(rules.map(({ every, targets }) => [every, targets])).toEqual([[60_000, ['work']], [7_200_000, []], [undefined, []], [undefined, []]]);
  expect(rules[3].pattern).toEqual({ resources: [`arn:aws:cloudwatch:${REGION}:1:alarm:loud`] });
});

test('a state machine is read if it is written in JSONata', () => {
  const machine = (name: string, definition: object) => resource('AWS::StepFunctions::StateMachine', { StateMachineName: name, DefinitionString: JSON.stringify(definition) });
  const { machines } = deployed({ A: machine('a', DEFINITION), B: machine('b', { ...DEFINITION, QueryLanguage: 'JSONPath' }) });
  expect(machines.map(({ arn }) => arn)).toEqual([`arn:aws:states:${REGION}:1:stateMachine:a`]);
});

test('a composite alarm tells the topics of its actions; one whose actions may be suppressed, or are turned off, tells nobody', () => {
  const composite = (AlarmName: string, fields: object = {}) => resource('AWS::CloudWatch::CompositeAlarm', {
    AlarmName, AlarmRule: 'ALARM("a")', AlarmActions: [{ Ref: 'Critical' }, { 'Fn::ImportValue': 'x' }], OKActions: [{ Ref: 'Information' }], ...fields,
  });
  const { composites } = deployed({
    Critical: resource('AWS::SNS::Topic', { TopicName: 'critical' }),
    Information: resource('AWS::SNS::Topic', { TopicName: 'information' }),
    Loud: composite('loud', { ActionsEnabled: true }),
    Bare: composite('bare', { AlarmActions: undefined, OKActions: undefined }),
    Off: composite('off', { ActionsEnabled: false }),
    Suppressed: composite('suppressed', { ActionsSuppressor: 'drill' }),
  });
  expect(composites.map(({ name, tells: { alarm, ok } }) => [name, alarm, ok])).toEqual([
    ['loud', [`arn:aws:sns:${REGION}:1:critical`], [`arn:aws:sns:${REGION}:1:information`]], ['bare', [], []], ['off', [], []], ['suppressed', [], []],
  ]);
});

test('a table is in every Region of its replicas, a cluster has the instances that name it', () => {
  const { tables, clusters } = deployed({
    State: resource('AWS::DynamoDB::Table', { TableName: 'state', KeySchema: [{ KeyType: 'HASH', AttributeName: 'kind' }, { KeyType: 'RANGE', AttributeName: 'id' }] }),
    Sessions: resource('AWS::DynamoDB::GlobalTable', { TableName: 's', KeySchema: [{ KeyType: 'HASH', AttributeName: 'id' }], Replicas: [{ Region: 'us-east-1' }, { Region: REGION }] }),
    Global: resource('AWS::RDS::GlobalCluster', { GlobalClusterIdentifier: 'main' }),
    Cluster: resource('AWS::RDS::DBCluster', { DBClusterIdentifier: 'main-2', GlobalClusterIdentifier: { Ref: 'Global' } }),
    Instance: resource('AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } }),
    Other: resource('AWS::RDS::DBInstance', { DBClusterIdentifier: 'other' }),
  });
  expect(tables.map(({ region, name, partitionKey, sortKey }) => [region, name, partitionKey, sortKey])).toEqual([
    [REGION, 'state', 'kind', 'id'], ['us-east-1', 's', 'id', undefined], [REGION, 's', 'id', undefined],
  ]);
  expect(clusters).toEqual([{ region: REGION, identifier: 'main-2', globalIdentifier: 'main', instances: 1 }]);
});

test('alarms are looked at that something reads, and those of executions, with the topics that they tell', () => {
  const alarm = (AlarmName: string, fields: object = {}) => resource('AWS::CloudWatch::Alarm', { AlarmName, ...fields });
  const deployment = deployed({
    Topic: resource('AWS::SNS::Topic', { TopicName: 'critical' }),
    Work: resource('AWS::Lambda::Function', { FunctionName: 'work', Environment: { Variables: { SETTINGS: '{"alarm":"both"}' } } }),
    Both: resource('AWS::CloudWatch::CompositeAlarm', { AlarmName: 'both', AlarmRule: 'ALARM("through")' }),
    Through: alarm('through'),
    Failed: alarm('failed', { Namespace: 'AWS/States', AlarmActions: [{ Ref: 'Topic' }, { 'Fn::ImportValue': 'x' }] }),
    Quiet: alarm('quiet'),
  });
  expect(deployment.alarms.map(({ properties: { AlarmName } }) => AlarmName).filter(alarmsRead(deployment))).toEqual(['through', 'failed']);
  expect(deployment.alarms[1].properties.AlarmActions).toEqual([`arn:aws:sns:${REGION}:1:critical`]);
});
