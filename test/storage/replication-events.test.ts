import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { QueueGrants } from 'aws-cdk-lib/aws-sqs';
import { dataBucket, documents, foundations, resource } from './fixture';
import type { DrTopology } from '../../src';
import { KeyPurpose } from '../../src';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const QUEUE = 'storagedocumentsreplicationevents';
const TIMEOUT = Duration.minutes(1);
const BY_ALIAS = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': expect.stringContaining('notifications') } };

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

  test('the queue is encrypted by the key that S3 may use, sets aside what fails, and is kept with its bucket', () => {
    for (const template of foundations(documents())) {
      const queue = resource(template, 'AWS::SQS::Queue', QUEUE);
      const setAside = resource(template, 'AWS::SQS::Queue', `${QUEUE}setaside`);
      const key = { 'Fn::GetAtt': [expect.stringMatching(/^encryptionPaymentsnotificationskey/), 'Arn'] };
      expect(queue.Properties).toMatchObject({
        KmsMasterKeyId: key,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [setAside.id, 'Arn'] } },
      });
      expect(setAside.Properties).toMatchObject({ KmsMasterKeyId: key });
      const s3MayUse = Object.values(template.findResources('AWS::KMS::Key')).some(({ Properties }) =>
        JSON.stringify(Properties.KeyPolicy).includes('"s3.amazonaws.com"'));
      expect(s3MayUse).toBe(true);
      template.allResources('AWS::SQS::Queue', { DeletionPolicy: 'Retain' });
      template.allResources('AWS::SQS::QueuePolicy', { DeletionPolicy: 'Retain' });
      template.resourceCountIs('AWS::SQS::QueuePolicy', 2);
    }
  });

  test('in a throw-away environment queues and their policies go with the stack', () => {
    for (const template of foundations(documents({}, { removalPolicy: RemovalPolicy.DESTROY }))) {
      template.allResources('AWS::SQS::Queue', { DeletionPolicy: 'Delete' });
      template.allResources('AWS::SQS::QueuePolicy', { DeletionPolicy: 'Delete' });
    }
  });

  test('a message that a consumer keeps failing on is set aside in time to be looked at there, though SQS counts its age from the start', () => {
    for (const template of foundations(documents())) {
      const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = resource(template, 'AWS::SQS::Queue', QUEUE).Properties;
      const setAside = resource(template, 'AWS::SQS::Queue', `${QUEUE}setaside`).Properties;
      const day = 24 * 60 * 60;
      expect([MessageRetentionPeriod, setAside.MessageRetentionPeriod]).toEqual([10 * day, 14 * day]);
      const failing = RedrivePolicy.maxReceiveCount * VisibilityTimeout;
      expect([failing, MessageRetentionPeriod - failing > 7 * day]).toEqual([25 * 60 * 60, true]);
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
    expect(replicationEvents).toMatchObject({ fifo: false, encryptionType: 'KMS', env: { region: name, account: ACCOUNT } });
    expect(replicationEvents.queueUrl).toContain(`/${ACCOUNT}/${QueueName}`);
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
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {}'), timeout: TIMEOUT,
    }).addEventSource(new SqsEventSource(bucket.forRegion(topology.regions[position]).replicationEvents));
    const { queueArn } = bucket.forRegion(topology.regions[position]).replicationEvents;
    templateOf(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', { EventSourceArn: queueArn });
    const [policy] = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
    expect(policy.Properties.PolicyDocument.Statement).toMatchObject([{ Resource: queueArn }, { Action: 'kms:Decrypt', Condition: BY_ALIAS }]);
    expect(stack.dependencies).toEqual([]);
    expect(foundations({ app: testApp(), topology, bucket })[position].toJSON()).toEqual(before);
  });

  test('messages return no sooner than Lambda asks for a function of a minute, and than its longest function ends', () => {
    const { VisibilityTimeout } = resource(foundations(documents())[position], 'AWS::SQS::Queue', QUEUE).Properties;
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * TIMEOUT.toSeconds());
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(15 * 60);
  });

  const roleIn = (stack: Stack): iam.Role => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });

  test.each<[string, (queue: IQueue, role: iam.Role) => iam.Grant, string[], string[]]>([
    ['grantConsumeMessages', (queue, role) => queue.grantConsumeMessages(role),
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], ['kms:Decrypt']],
    ['grantSendMessages', (queue, role) => queue.grantSendMessages(role),
      ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], ['kms:GenerateDataKey', 'kms:Decrypt']],
    ['grantPurge', (queue, role) => queue.grantPurge(role), ['sqs:PurgeQueue', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], []],
    ['grant', (queue, role) => queue.grant(role, 'sqs:StartMessageMoveTask'), ['sqs:StartMessageMoveTask'], []],
    ['grants.consumeMessages of CDK', (queue, role) => QueueGrants.fromQueue(queue).consumeMessages(role),
      ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], ['kms:Decrypt']],
  ])('SEC-02: %s names the queue as text and the key by its alias, for roles that it can work for', (_method, grant, actions, keyActions) => {
    const { topology, bucket, app } = documents();
    const { replicationEvents } = bucket.forRegion(topology.regions[position]);
    const stack = team(topology);
    grant(replicationEvents, roleIn(stack)).assertSuccess();
    const [policy] = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
    const single = (names: string[]): string | string[] => names.length === 1 ? names[0] : names;
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: single(actions), Resource: replicationEvents.queueArn },
      ...keyActions.length === 0 ? [] : [{
        Effect: 'Allow', Action: single(keyActions), Resource: `arn:aws:kms:${name}:${ACCOUNT}:key/*`, Condition: expect.objectContaining(BY_ALIAS),
      }],
    ]);
    expect(stack.dependencies).toEqual([]);
    expect(() => grant(replicationEvents, roleIn(ownStack(app, 'Elsewhere', otherName)))).toThrow(`this handle is for principals in stacks of ${name}`);
  });

  test('SEC-02: a statement of literal names joins the queue\'s policy; one that refers to a resource of another stack is refused', () => {
    const { topology, bucket, app } = documents();
    const { replicationEvents } = bucket.forRegion(topology.regions[position]);
    const statement = (principal: iam.IPrincipal) => new iam.PolicyStatement({
      principals: [principal], actions: ['sqs:GetQueueAttributes'], resources: [replicationEvents.queueArn],
    });
    expect(replicationEvents.addToResourcePolicy(statement(new iam.AccountPrincipal('222222222222'))).statementAdded).toBe(true);
    const template = foundations({ app, topology, bucket })[position];
    expect(resource(template, 'AWS::SQS::QueuePolicy', `${QUEUE}Policy`).Properties.PolicyDocument.Statement.at(-1))
      .toMatchObject({ Action: 'sqs:GetQueueAttributes', Resource: replicationEvents.queueArn });
    expect(() => replicationEvents.addToResourcePolicy(statement(roleIn(team(topology)))))
      .toThrow(`[Payments/documents] forRegion(${topology.regions[position].role}).replicationEvents.addToResourcePolicy(): the policy is in stack`);
  });
});
