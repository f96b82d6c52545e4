import { Duration, Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Documents } from './fixture';
import { dataBucket, documents, foundations, resource, statementsOf } from './fixture';
import { StackLayer } from '../../src';
import { ReplicatedBucket } from '../../src/storage';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const PROVIDER = 'replicationPaymentsreverserule';

/** The template that puts the reverse rule. */
function link({ topology }: Documents): Template {
  return templateOf(topology.primary.stack(StackLayer.LINK));
}

/** The custom resource of the reverse rule. */
function reverseRule(...given: Parameters<typeof documents>) {
  return resource(link(documents(...given)), 'Custom::S3ReplicationRule', 'storagedocumentsreverserule');
}

/** The rule in the home Region's template, with the names of the API instead of CloudFormation's. */
function forwardRule(...given: Parameters<typeof documents>) {
  const { Id, ...rule } = dataBucket(foundations(documents(...given))[0]).Properties.ReplicationConfiguration.Rules[0];
  return { ID: Id, ...rule };
}

describe('the reverse rule', () => {
  test('S3-13: the standby Region\'s bucket replicates everything back, modifications of replicas included', () => {
    const given = documents();
    expect(reverseRule().Properties.Rule).toEqual({
      ID: `to-${PRIMARY}`,
      Status: 'Enabled',
      Priority: 1,
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Enabled' },
      SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' }, SseKmsEncryptedObjects: { Status: 'Enabled' } },
      Destination: {
        Bucket: given.bucket.forRegion(given.topology.primary).bucketArn,
        EncryptionConfiguration: {
          ReplicaKmsKeyID: expect.stringMatching(new RegExp(`^arn:aws:kms:${PRIMARY}:${ACCOUNT}:alias/payments-test-storage-eu-west-1-[0-9a-f]{8}$`)),
        },
        ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
        Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
      },
    });
  });

  test.each([
    ['by default', {}],
    ['without time control', { replicationTimeControl: false }],
    ['without delete markers', { deleteMarkerReplication: false }],
    ['with keys of S3', { encryption: BucketEncryption.S3_MANAGED }],
  ])('S3-13: both directions are alike but for Region, destination and its key: %s', (_, options) => {
    const mirrored = (rule: object) => JSON.parse(JSON.stringify(rule)
      .replace(new RegExp(`${PRIMARY}|${SECONDARY}`, 'g'), 'REGION').replace(/-[0-9a-f]{8}"/g, '"'));
    expect(mirrored(reverseRule(options).Properties.Rule)).toEqual(mirrored(forwardRule(options)));
  });

  test('S3-13: it names bucket, role and key by literals, so that link reads no other stack for it', () => {
    const given = documents();
    const { ServiceToken, ...properties } = reverseRule().Properties;
    const standby = given.bucket.forRegion(given.topology.secondary);
    expect(properties).toMatchObject({ Region: SECONDARY, BucketName: standby.bucketName, Account: ACCOUNT });
    expect(JSON.stringify(properties)).not.toMatch(/"Ref"|"Fn::/);
    const role = resource(foundations(given)[1], 'AWS::IAM::Role', 'storagedocumentsreplicationrole');
    expect(properties.RoleArn).toBe(`arn:aws:iam::${ACCOUNT}:role/${role.Properties.RoleName}`);
  });

  test('S3-13: the foundation of the standby Region declares no rule, so that its deployment has none to set', () => {
    expect(dataBucket(foundations(documents())[1]).Properties.ReplicationConfiguration).toBeUndefined();
  });

  test('S3-13: whatever changes the bucket puts the rule again, and nothing else does', () => {
    const { BucketDefinition } = reverseRule().Properties;
    expect(BucketDefinition).toMatch(/^[0-9a-f]{16}$/);
    expect(reverseRule({ rpo: Duration.minutes(5) }).Properties.BucketDefinition).toBe(BucketDefinition);
    expect(reverseRule({ noncurrentVersionExpiration: Duration.days(30) }).Properties.BucketDefinition).not.toBe(BucketDefinition);

    const overridden = documents();
    const bucket = overridden.topology.secondary.stack(StackLayer.FOUNDATION).node.findAll()
      .find((construct): construct is CfnBucket => construct instanceof CfnBucket && construct.node.path.endsWith('/bucket/Resource'))!;
    bucket.addPropertyOverride('AccelerateConfiguration', { AccelerationStatus: 'Enabled' });
    expect(resource(link(overridden), 'Custom::S3ReplicationRule', 'storagedocumentsreverserule').Properties.BucketDefinition)
      .not.toBe(BucketDefinition);
  });

  test('S3-13: it goes with the link stack, whatever becomes of the buckets', () => {
    expect(reverseRule().DeletionPolicy).toBe('Delete');
  });

  test('S3-13: its logical id is API: what replaced it would remove the rule that it has just put', () => {
    expect(reverseRule().id).toBe('storagedocumentsreverserule884100D9');
  });
});

describe('the role of the reverse replication', () => {
  test('S3-03, S3-13: it mirrors the forward role, in the standby Region', () => {
    const given = documents();
    const [forward, reverse] = foundations(given).map(template => {
      const role = resource(template, 'AWS::IAM::Role', 'storagedocumentsreplicationrole');
      return { ...role.Properties, statements: statementsOf(template, role) };
    }) as { [property: string]: any }[];
    const [home, standby] = given.topology.regions.map(region => given.bucket.forRegion(region).bucketArn);
    const swapped = (role: object) => JSON.stringify(role)
      .replace(new RegExp(home, 'g'), 'ONE').replace(new RegExp(standby, 'g'), 'OTHER')
      .replace(new RegExp(PRIMARY, 'g'), 'one').replace(new RegExp(SECONDARY, 'g'), 'other');
    const exchanged = swapped(reverse.statements).replace(/ONE/g, 'X').replace(/OTHER/g, 'ONE').replace(/X/g, 'OTHER')
      .replace(/\bone\b/g, 'x').replace(/\bother\b/g, 'one').replace(/\bx\b/g, 'other');
    const digestless = (text: string) => text.replace(/-[0-9a-f]{8}"/g, '"');
    expect(digestless(exchanged)).toBe(digestless(swapped(forward.statements)));
    expect(reverse.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': standby }, StringEquals: { 'aws:SourceAccount': ACCOUNT },
    });
    expect(reverse.RoleName).toMatch(/^payments-test-documents-replication-eu-central-1-[0-9a-f]{8}$/);
  });

  test('S3-11: the roles of buckets that are kept are kept with their policies, so that they keep replicating', () => {
    for (const template of foundations(documents())) {
      for (const [type, id] of [['Role', 'storagedocumentsreplicationrole'], ['ManagedPolicy', 'storagedocumentsreplicationrolepolicy']]) {
        expect(resource(template, `AWS::IAM::${type}`, id)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      }
    }
  });
});

describe('the provider', () => {
  const several = (...ids: string[]): Template => {
    const topology = createdTopology();
    ids.forEach(id => new ReplicatedBucket(topology, id, { topology }));
    return templateOf(topology.primary.stack(StackLayer.LINK));
  };

  test('S3-13: one serves all buckets', () => {
    const template = several('documents', 'invoices');
    template.resourceCountIs('Custom::S3ReplicationRule', 2);
    template.resourceCountIs('AWS::Lambda::Function', 2);
    const tokens = Object.values(template.findResources('Custom::S3ReplicationRule')).map(({ Properties }) => Properties.ServiceToken);
    expect(tokens[1]).toEqual(tokens[0]);
  });

  test('S3-13: it may change the rules of these buckets, hand S3 these roles, write its log, and nothing else', () => {
    const given = several('documents', 'invoices');
    const named = (kind: string) => ['documents', 'invoices'].map(id => expect.stringMatching(new RegExp(`^arn:aws:${kind}payments-test-${id}-.*${SECONDARY}`)));
    expect(statementsOf(given, resource(given, 'AWS::IAM::Role', `${PROVIDER}handlerrole`))).toEqual([
      { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'], Resource: named('s3:::') },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: named(`iam::${ACCOUNT}:role/`),
        Condition: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
      },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [resource(given, 'AWS::Logs::LogGroup', `${PROVIDER}handlerlog`).id, 'Arn'] },
      },
    ]);
  });

  test('the framework may call the handler and write its own log, and nothing is added to its role', () => {
    const template = several('documents');
    const [handler] = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) => id.includes('handler'));
    expect(statementsOf(template, resource(template, 'AWS::IAM::Role', `${PROVIDER}frameworkrole`))).toEqual([
      { Effect: 'Allow', Action: ['lambda:InvokeFunction', 'lambda:GetFunction'], Resource: { 'Fn::GetAtt': [handler[0], 'Arn'] } },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [resource(template, 'AWS::Logs::LogGroup', `${PROVIDER}frameworklog`).id, 'Arn'] },
      },
    ]);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('the functions outlive every wait of the handler, write to encrypted logs of bounded age, and run on Node.js 24', () => {
    const template = several('documents');
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: 300,
      LoggingConfig: { LogGroup: { Ref: resource(template, 'AWS::Logs::LogGroup', `${PROVIDER}handlerlog`).id } },
    });
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    template.allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetStackOutput': { StackName: `Payments-test-foundation-${PRIMARY}`, Region: PRIMARY } },
    });
  });

  test('S3-13: its policy holds 25 buckets with the longest names in the characters that IAM allows', () => {
    const topology = createdTopology(testApp(), { applicationName: 'a'.repeat(40), environmentName: 'e'.repeat(16) });
    const long = (index: number) => `${'b'.repeat(40)}${index}`;
    Array.from({ length: 25 }, (_, index) => new ReplicatedBucket(topology, long(index), { topology, secondaryBucketName: `${index}`.padStart(63, 's') }));
    const template = templateOf(topology.primary.stack(StackLayer.LINK));
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: statementsOf(template, resource(template, 'AWS::IAM::Role', `${PROVIDER}handlerrole`)),
    });
    // With the longest ARN that the log group can have in place of its reference.
    expect(policy.length + 600).toBeLessThan(6144);
  });

  test('a bucket may have the id of the topology', () => {
    expect(() => several('Payments')).not.toThrow();
  });
});

describe('the order of deployment', () => {
  test('S3-13: the reverse rule comes after both buckets, and nothing waits for it', () => {
    const { topology } = documents();
    const [primary, secondary] = topology.regions.map(region => region.stack(StackLayer.FOUNDATION));
    const linkStack = topology.primary.stack(StackLayer.LINK);
    expect(new Set(linkStack.dependencies)).toEqual(new Set([primary, secondary]));
    expect(primary.dependencies).toEqual([secondary]);
    expect(secondary.dependencies).toEqual([]);
  });

  test('S3-13: the same in consumer-owned stacks with one for it', () => {
    const app = testApp();
    const linkStack = ownStack(app, 'Link', PRIMARY);
    const topology = handedOverTopology(app, { primary: { foundation: ownStack(app, 'Primary', PRIMARY), link: linkStack } });
    new ReplicatedBucket(topology, 'documents', { topology });
    const [primary, secondary] = topology.regions.map(region => Stack.of(region.stack(StackLayer.FOUNDATION)));
    expect(new Set(linkStack.dependencies)).toEqual(new Set([primary, secondary]));
    templateOf(linkStack).resourceCountIs('Custom::S3ReplicationRule', 1);
  });

  test.each([
    ['a key', {}],
    ['keys of S3', { encryption: BucketEncryption.S3_MANAGED }],
  ])('S3-13: in the stack that has the home Region\'s bucket it waits for bucket, policy and what encrypts it: %s', (_, options) => {
    const topology = handedOverTopology();
    new ReplicatedBucket(topology, 'documents', { topology, ...options });
    const template = templateOf(topology.primary.stack(StackLayer.LINK));
    const needed = [
      dataBucket(template),
      resource(template, 'AWS::S3::BucketPolicy', 'storagedocumentsbucketPolicy'),
      ...'encryption' in options ? [] : [
        resource(template, 'AWS::KMS::Key', 'encryptionPaymentsstoragekey'),
        resource(template, 'AWS::KMS::Alias', 'encryptionPaymentsstoragekeyAlias'),
      ],
    ].map(({ id }) => id);
    expect(resource(template, 'Custom::S3ReplicationRule', 'storagedocumentsreverserule').DependsOn?.slice().sort()).toEqual(needed.sort());
  });
});
