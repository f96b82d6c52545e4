import { readFileSync } from 'fs';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { publisherFunction, publisherSettings } from './publisher';
import type { DrRegion, DrTopology } from '../../src';
import { StackLayer } from '../../src';
import { RecoveryState } from '../../src/recovery/regional-state/recovery-state';
import { projectFile } from '../project/project-files';
import { ACCOUNT, createdTopology, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

function publisherIn(region: DrRegion) {
  return templateOf(region.stack(StackLayer.RECOVERY));
}

const topology = createdTopology();
const state = RecoveryState.of(topology);

describe.each([['home', PRIMARY, 0], ['standby', SECONDARY, 1]] as const)('the publisher in the %s Region', (role, name, index) => {
  const region = topology.regions[index];
  const template = publisherIn(region);
  const { stateTableName, publisherFunctionName } = state.forRegion(region);

  test('DNS-14: is called once a minute by an EventBridge rule that has a name', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: Match.stringLikeRegexp(`^payments-test-recovery-state-publisher-${name}-[0-9a-f]{8}$`),
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('publisherhandler'), 'Arn'] } }],
    });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('everyminute'), 'Arn'] },
    });
  });

  test('MON-28: never publishes late: neither the rule nor Lambda retries, and what waits longer than a minute is set aside', () => {
    const queue = { 'Fn::GetAtt': [Match.stringLikeRegexp('publisherdeadletters'), 'Arn'] };
    template.hasResourceProperties('AWS::Events::Rule', {
      Targets: [{ RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }, DeadLetterConfig: { Arn: queue } }],
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    template.hasResourceProperties('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: queue } });
  });

  test('MON-28: what is set aside is encrypted with the Region\'s key, reached by TLS only, and gone after a day', () => {
    const [keyId] = Object.keys(templateOf(region.stack(StackLayer.FOUNDATION))
      .findResources('AWS::KMS::Key', { Properties: { Description: `Payments test: notifications in ${name}` } }));
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: Match.stringLikeRegexp(`^payments-test-recovery-state-publisher-${name}-[0-9a-f]{8}$`),
      KmsMasterKeyId: { 'Fn::ImportValue': Match.stringLikeRegexp(keyId) },
      MessageRetentionPeriod: 86400,
    });
    const [{ Properties: { PolicyDocument: { Statement: statements } } }] = Object.values(template.findResources('AWS::SQS::QueuePolicy'));
    expect(statements).toEqual([
      expect.objectContaining({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringContaining('everyminute'), 'Arn'] } } },
      }),
    ]);
  });

  test('ORC-16: is outside of any VPC, small, and ends before it is called again', () => {
    const properties = publisherFunction(template);
    expect(properties).toMatchObject({ FunctionName: publisherFunctionName, Runtime: 'nodejs24.x', MemorySize: 256, Timeout: 30 });
    expect(properties).not.toHaveProperty('VpcConfig');
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(properties).not.toHaveProperty('TracingConfig');
  });

  test('MON-27: logs into a group of its own, encrypted and kept for a year', () => {
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', Properties: { RetentionInDays: 365, KmsKeyId: Match.anyValue() } });
    expect(publisherFunction(template).LoggingConfig).toEqual({ LogGroup: { Ref: expect.stringContaining('publisherhandlerlog') } });
  });

  test('law 2: is told what the Region is by design, and not who is active', () => {
    expect(publisherSettings(template)).toEqual({
      tableName: stateTableName, namespace: 'MultiRegionDr/Payments/test', region: name, isHome: role === 'home', latches: [],
    });
  });

  test('may do what it does and nothing else, in a policy of its own', () => {
    const [role_, ...others] = Object.values(template.findResources('AWS::IAM::Role'));
    expect(others).toEqual([]);
    expect(role_.Properties).not.toHaveProperty('Policies');
    expect(role_.Properties.ManagedPolicyArns).toEqual([{ Ref: expect.stringContaining('handlerrolepolicy') }]);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const [{ Properties: { PolicyDocument: { Statement: statements } } }] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
    const keyOf = (purpose: string) => ({ 'Fn::ImportValue': expect.stringContaining(`${purpose}key`) });
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:Query'],
        Resource: `arn:aws:dynamodb:${name}:${ACCOUNT}:table/${stateTableName}`,
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['state', 'latch', 'drill', 'run'] } },
      },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyOf('recovery'), Condition: { StringLike: { 'kms:ViaService': `dynamodb.${name}.*` } } },
      {
        Effect: 'Allow',
        Action: 'cloudwatch:PutMetricData',
        Resource: '*',
        Condition: { StringEquals: { 'cloudwatch:namespace': 'MultiRegionDr/Payments/test' } },
      },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': [expect.stringContaining('deadletters'), 'Arn'] } },
      {
        Effect: 'Allow',
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: keyOf('notifications'),
        Condition: { StringLike: { 'kms:ViaService': `sqs.${name}.*` } },
      },
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringContaining('handlerlog'), 'Arn'] } },
    ]);
  });
});

test('the calls in the code are the actions that are granted, and the other way round', () => {
  const source = readFileSync(projectFile('src', 'recovery', 'handlers', 'state-publisher.ts'), 'utf8');
  const services: { [client: string]: string } = { '@aws-sdk/client-cloudwatch': 'cloudwatch', '@aws-sdk/client-dynamodb': 'dynamodb' };
  const calls = [...source.matchAll(/import \{([^}]*)\} from '(@aws-sdk\/[^']+)'/g)]
    .flatMap(([, names, client]) => names.split(',').map(name => name.trim()).filter(name => name.endsWith('Command'))
      .map(name => `${services[client]}:${name.replace(/Command$/, '')}`));
  const [{ Properties: { PolicyDocument: { Statement: statements } } }] = Object.values(publisherIn(topology.primary).findResources('AWS::IAM::ManagedPolicy'));
  const granted = statements.flatMap((statement: any) => statement.Action).filter((action: string) => /^(dynamodb|cloudwatch):/.test(action));
  // PutMetricData, GetItem and Query: what the others are for is done by Lambda and DynamoDB in the function's name.
  expect(calls).toHaveLength(3);
  expect([...calls].sort()).toEqual([...granted].sort());
});

describe('records', () => {
  function manyRecords(count: number): DrTopology {
    const many = createdTopology();
    for (let index = 1; index <= count; index += 1) {
      const dimensions = { HostedZone: 'Z0123456789ABCDEFGHIJ', Record: `application-${index}.payments.example.com` };
      RecoveryState.of(many)._publishLatch(many, { region: many.primary, alarmName: 'latch', metricName: 'LatchClosed', dimensions });
    }
    return many;
  }

  test('twenty-five of one topology are within what the environment of a function holds', () => {
    const many = manyRecords(25);
    const { Environment } = publisherFunction(publisherIn(many.primary));
    expect(Buffer.byteLength(`PUBLISHER_SETTINGS${Environment.Variables.PUBLISHER_SETTINGS}`)).toBeLessThanOrEqual(4096);
    expect(JSON.parse(Environment.Variables.PUBLISHER_SETTINGS).latches).toHaveLength(25);
    expect(publisherSettings(publisherIn(many.secondary)).latches).toEqual([]);
  });

  test('law 6: more than it holds are refused, before Lambda does it', () => {
    expect(() => manyRecords(60)).toThrow(new RegExp('^\\[Payments\\] topology = one with \\d+ records: the function that publishes their latches is told of them in '
      + 'its environment, where Lambda has room for 4000 bytes of it\\. Give this record a topology of its own, with another applicationName\\.$'));
  });
});

test('law 8: in a throw-away environment the log goes with its stack', () => {
  const throwAway = createdTopology(testApp(), { removalPolicy: RemovalPolicy.DESTROY });
  RecoveryState.of(throwAway);
  publisherIn(throwAway.primary).hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
});
