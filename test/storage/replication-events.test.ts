import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { dataBucket, documents, foundations, resource } from './fixture';
import type { DrTopology } from '../../src';
import { KeyPurpose } from '../../src';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const QUEUE = 'storagedocumentsreplicationevents';

describe('replication events', () => {
  test('what failed, is no longer tracked, missed the threshold or came late is sent to a queue of the source\'s Region, from both buckets', () => {
    for (const template of foundations(documents())) {
      const queue = { 'Fn::GetAtt': [resource(template, 'AWS::SQS::Queue', QUEUE).id, 'Arn'] };
      expect(dataBucket(template).Properties.NotificationConfiguration).toEqual({
        QueueConfigurations: [
          { Event: 's3:Replication:OperationFailedReplication', Queue: queue },
          { Event: 's3:Replication:OperationNotTracked', Queue: queue },
          { Event: 's3:Replication:OperationMissedThreshold', Queue: queue },
          { Event: 's3:Replication:OperationReplicatedAfterThreshold', Queue: queue },
        ],
      });
    }
  });

  test('without time control S3 watches no threshold, so that failures remain', () => {
    for (const template of foundations(documents({ replicationTimeControl: false }))) {
      expect(dataBucket(template).Properties.NotificationConfiguration.QueueConfigurations.map(({ Event }: { Event: string }) => Event))
        .toEqual(['s3:Replication:OperationFailedReplication', 's3:Replication:OperationNotTracked']);
    }
  });

  test('object events for EventBridge stand beside them', () => {
    for (const template of foundations(documents({ eventBridgeEnabled: true }))) {
      const { NotificationConfiguration } = dataBucket(template).Properties;
      expect(NotificationConfiguration.EventBridgeConfiguration).toEqual({ EventBridgeEnabled: true });
      expect(NotificationConfiguration.QueueConfigurations).toHaveLength(4);
    }
  });

  test('only S3 may send, for this bucket of this account, and the policy is in force before S3 tries it', () => {
    const given = documents();
    foundations(given).forEach((template, position) => {
      const queue = resource(template, 'AWS::SQS::Queue', QUEUE);
      const policy = resource(template, 'AWS::SQS::QueuePolicy', `${QUEUE}Policy`);
      const onQueue = { Resource: { 'Fn::GetAtt': [queue.id, 'Arn'] } };
      expect(policy.Properties.PolicyDocument.Statement).toEqual([
        { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sqs:*', ...onQueue, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        {
          Sid: 'ReplicationEvents',
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'sqs:SendMessage',
          ...onQueue,
          Condition: {
            ArnEquals: { 'aws:SourceArn': given.bucket.forRegion(given.topology.regions[position]).bucketArn },
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
          },
        },
      ]);
      expect(dataBucket(template).DependsOn).toContain(policy.id);
    });
  });

  test('the queue is encrypted by the key that S3 may use, keeps messages as long as SQS can, and is kept with its bucket', () => {
    for (const template of foundations(documents())) {
      const queue = resource(template, 'AWS::SQS::Queue', QUEUE);
      const setAside = resource(template, 'AWS::SQS::Queue', `${QUEUE}setaside`);
      const key = { 'Fn::GetAtt': [expect.stringMatching(/^encryptionPaymentsnotificationskey/), 'Arn'] };
      expect(queue.Properties).toMatchObject({
        KmsMasterKeyId: key,
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [setAside.id, 'Arn'] }, maxReceiveCount: 1000 },
      });
      expect(setAside.Properties).toMatchObject({ KmsMasterKeyId: key, MessageRetentionPeriod: 14 * 24 * 60 * 60 });
      const s3MayUse = Object.values(template.findResources('AWS::KMS::Key')).some(({ Properties }) =>
        JSON.stringify(Properties.KeyPolicy).includes('"s3.amazonaws.com"'));
      expect(s3MayUse).toBe(true);
      template.allResources('AWS::SQS::Queue', { DeletionPolicy: 'Retain' });
      expect(resource(template, 'AWS::SQS::QueuePolicy', `${QUEUE}Policy`).DeletionPolicy).toBe('Retain');
    }
  });

  test('a key for notifications that is given is used', () => {
    const app = testApp();
    const pair = [PRIMARY, SECONDARY].map(region => {
      const key = kms.Key.fromKeyArn(ownStack(app, `Keys-${region}`, region), 'Key', `arn:aws:kms:${region}:${ACCOUNT}:key/own`);
      return { key, aliasName: 'alias/own-notifications' };
    });
    const given = documents({}, { encryptionKeys: { [KeyPurpose.NOTIFICATIONS]: { primary: pair[0], secondary: pair[1] } } });
    foundations(given).forEach((template, position) => {
      expect(resource(template, 'AWS::SQS::Queue', QUEUE).Properties.KmsMasterKeyId)
        .toBe(`arn:aws:kms:${[PRIMARY, SECONDARY][position]}:${ACCOUNT}:key/own`);
    });
  });
});

describe.each([
  ['the home Region', PRIMARY, SECONDARY, 0],
  ['the standby Region', SECONDARY, PRIMARY, 1],
] as const)('the queue as stacks of %s see it', (_, name, otherName, position) => {
  const team = (topology: DrTopology): Stack => new Stack(topology.node.root, 'Team', { env: topology.regions[position].env });

  test('its name and ARN are literal, and those of the template', () => {
    const given = documents();
    const { replicationEvents } = given.bucket.forRegion(given.topology.regions[position]);
    const { QueueName } = resource(foundations(given)[position], 'AWS::SQS::Queue', QUEUE).Properties;
    expect(replicationEvents.queueName).toBe(QueueName);
    expect(QueueName).toMatch(new RegExp(`^payments-test-documents-replication-events-${name}-[0-9a-f]{8}$`));
    expect(replicationEvents.queueArn).toBe(`arn:aws:sqs:${name}:${ACCOUNT}:${QueueName}`);
    expect(replicationEvents.metricApproximateNumberOfMessagesVisible().dimensions).toEqual({ QueueName });
  });

  test('a grant to consume includes the key by its alias, and refers to no other stack', () => {
    const { topology, bucket } = documents();
    const stack = team(topology);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const handle = bucket.forRegion(topology.regions[position]);
    handle.grants.consumeReplicationEvents(role).assertSuccess();
    const [policy] = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
        Resource: handle.replicationEvents.queueArn,
      },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: `arn:aws:kms:${name}:${ACCOUNT}:key/*`,
        Condition: {
          'ForAnyValue:StringEquals': {
            'kms:ResourceAliases': topology.encryptionKey(topology.regions[position], KeyPurpose.NOTIFICATIONS).aliasName,
          },
          'StringLike': { 'kms:ViaService': `sqs.${name}.*` },
        },
      },
    ]);
    expect(JSON.stringify(templateOf(stack).toJSON())).not.toContain(otherName);
    expect(stack.dependencies).toEqual([]);
  });

  test('a function takes it as event source, without a change to the stack of the bucket', () => {
    const { topology, bucket } = documents();
    const before = foundations(documents())[position].toJSON();
    const stack = team(topology);
    new lambda.Function(stack, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {}'),
    }).addEventSource(new SqsEventSource(bucket.forRegion(topology.regions[position]).replicationEvents));
    const [policy] = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
    expect(JSON.stringify(policy.Properties)).toContain('kms:Decrypt');
    const { Outputs: _outputs, ...after } = foundations({ app: testApp(), topology, bucket })[position].toJSON();
    const { Outputs: _outputsBefore, ...unchanged } = before;
    expect(after).toEqual(unchanged);
  });
});
