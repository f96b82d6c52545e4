import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DrTopologyProps } from '../../src';
import { KeyPurpose, StackLayer } from '../../src';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

function foundations(purposes: KeyPurpose[], props: Partial<DrTopologyProps> = {}) {
  const topology = createdTopology(testApp(), props);
  for (const region of topology.regions) {
    purposes.forEach(purpose => topology.encryptionKey(region, purpose));
  }
  return topology.regions.map(region => templateOf(region.stack(StackLayer.FOUNDATION)));
}

describe('keys that the library creates', () => {
  test('SEC-01: each Region has its own key, rotated, retained, with the longest deletion window', () => {
    for (const template of foundations([KeyPurpose.STORAGE])) {
      template.resourceCountIs('AWS::KMS::Key', 1);
      template.hasResource('AWS::KMS::Key', {
        Properties: { EnableKeyRotation: true, PendingWindowInDays: 30, MultiRegion: Match.absent() },
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  test('SEC-01: one key per purpose, however often it is asked for', () => {
    const topology = createdTopology();
    const key = topology.encryptionKey(topology.primary, KeyPurpose.STORAGE);
    expect(topology.encryptionKey(topology.primary, KeyPurpose.STORAGE)).toBe(key);
    expect(topology.encryptionKey(topology.primary, KeyPurpose.DATABASE)).not.toBe(key);
    expect(topology.encryptionKey(topology.secondary, KeyPurpose.STORAGE)).not.toBe(key);
  });

  test('SEC-01: the alias is a literal that the other Region can spell', () => {
    const topology = createdTopology();
    const key = topology.encryptionKey(topology.secondary, KeyPurpose.STORAGE);
    expect(key.aliasName).toMatch(/^alias\/payments-test-storage-eu-central-1-[0-9a-f]{8}$/);
    expect(key.aliasArn).toBe(`arn:aws:kms:${SECONDARY}:${ACCOUNT}:${key.aliasName}`);
    templateOf(topology.secondary.stack(StackLayer.FOUNDATION)).hasResourceProperties('AWS::KMS::Alias', { AliasName: key.aliasName });
  });

  test('SEC-01: from the other Region the key is authorised by its alias, never by an alias ARN as resource', () => {
    const topology = createdTopology();
    const key = topology.encryptionKey(topology.secondary, KeyPurpose.STORAGE);
    expect(key.crossRegionStatement(['kms:Encrypt']).toJSON()).toEqual({
      Effect: 'Allow',
      Action: 'kms:Encrypt',
      Resource: `arn:aws:kms:${SECONDARY}:${ACCOUNT}:key/*`,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': key.aliasName } },
    });
  });

  /** The statements for services, of the one key of a purpose, in each Region. */
  function serviceStatements(purpose: KeyPurpose): object[][] {
    return foundations([purpose]).map(template => {
      const [key] = Object.values(template.findResources('AWS::KMS::Key'));
      const [root, ...services] = key.Properties.KeyPolicy.Statement;
      const account = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:root`]] };
      expect(root).toEqual({ Action: 'kms:*', Effect: 'Allow', Resource: '*', Principal: { AWS: account } });
      return services;
    });
  }

  const OTHER_PURPOSES = Object.values(KeyPurpose).filter(purpose => purpose !== KeyPurpose.LOGS && purpose !== KeyPurpose.NOTIFICATIONS);

  test.each(OTHER_PURPOSES)('SEC-01: the policy of the %s key lets in no service: callers use it by their own permissions', purpose => {
    expect(serviceStatements(purpose)).toEqual([[], []]);
  });

  test('SEC-01: the logs key lets in CloudWatch Logs of its Region, for log groups of the account', () => {
    expect(serviceStatements(KeyPurpose.LOGS)).toEqual([PRIMARY, SECONDARY].map(region => [{
      Effect: 'Allow',
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      Resource: '*',
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:*:logs:${region}:${ACCOUNT}:log-group:*` } },
    }]));
  });

  test('SEC-01: the notifications key lets in publishers of the account; EventBridge is bound by the topic, because it sends no source account', () => {
    const publish = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' };
    expect(serviceStatements(KeyPurpose.NOTIFICATIONS)).toEqual([PRIMARY, SECONDARY].map(region => [{
      ...publish,
      Principal: { Service: ['cloudwatch.amazonaws.com', 's3.amazonaws.com', 'sns.amazonaws.com'] },
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    }, {
      ...publish,
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:*:sns:${region}:${ACCOUNT}:*` } },
    }]));
  });

  test('SEC-01: the alias stays as long as the key, because grants and replicas name it', () => {
    for (const template of foundations([KeyPurpose.STORAGE])) {
      template.hasResource('AWS::KMS::Alias', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  test('SEC-01: in a throw-away environment keys go with their stack', () => {
    for (const template of foundations([KeyPurpose.STORAGE], { removalPolicy: RemovalPolicy.DESTROY })) {
      template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
    }
  });
});

describe('keys that the consumer gives', () => {
  const given = (regions = [PRIMARY, SECONDARY], account = ACCOUNT) => {
    const [primary, secondary] = regions.map((region, index) => {
      const id = index === 0 ? 'ours-in-primary' : 'ours-in-secondary';
      const stack = new Stack(testApp(), id, { env: { account, region } });
      return { key: kms.Key.fromKeyArn(stack, id, `arn:aws:kms:${region}:${account}:key/${id}`), aliasName: `alias/${id}` };
    });
    return { primary, secondary };
  };

  test('SEC-01: are used instead, for their purpose only', () => {
    const pair = given();
    const topology = createdTopology(testApp(), { encryptionKeys: { [KeyPurpose.STORAGE]: pair } });
    expect(topology.encryptionKey(topology.primary, KeyPurpose.STORAGE).key).toBe(pair.primary.key);
    expect(topology.encryptionKey(topology.secondary, KeyPurpose.STORAGE).aliasArn).toBe(`arn:aws:kms:${SECONDARY}:${ACCOUNT}:alias/ours-in-secondary`);
    expect(topology.encryptionKey(topology.primary, KeyPurpose.DATABASE).key).not.toBe(pair.primary.key);
    templateOf(topology.primary.stack(StackLayer.FOUNDATION)).resourceCountIs('AWS::KMS::Key', 1);
  });

  test('SEC-01: a purpose that does not exist is refused', () => {
    expect(() => createdTopology(testApp(), { encryptionKeys: { buckets: given() } }))
      .toThrow('[Payments] encryptionKeys = "buckets": keys are given by purpose, one of database, secrets, sessions');
  });

  test.each<[string, string[], string, string]>([
    ['swapped', [SECONDARY, PRIMARY], ACCOUNT, `encryptionKeys.storage.primary.key = a key in ${ACCOUNT}/${SECONDARY}`],
    ['of another account', [PRIMARY, SECONDARY], '999999999999', `encryptionKeys.storage.primary.key = a key in 999999999999/${PRIMARY}`],
    ['both of one Region', [PRIMARY, PRIMARY], ACCOUNT, `encryptionKeys.storage.secondary.key = a key in ${ACCOUNT}/${PRIMARY}`],
  ])('SEC-01: keys %s are refused', (_case, regions, account, message) => {
    expect(() => createdTopology(testApp(), { encryptionKeys: { storage: given(regions, account) } })).toThrow(`[Payments] ${message}`);
  });

  test('SEC-01: a key whose environment is not known is let pass', () => {
    const stack = new Stack(testApp(), 'Agnostic');
    const key = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${Aws.REGION}:${Aws.ACCOUNT_ID}:key/1`);
    const pair = { primary: { key, aliasName: 'alias/ours' }, secondary: { key, aliasName: 'alias/ours' } };
    expect(() => createdTopology(testApp(), { encryptionKeys: { storage: pair } })).not.toThrow();
  });

  test.each(['ours', 'alias/aws/s3', 'alias/', 'alias/with space'])('SEC-01: the alias %s is refused', aliasName => {
    const pair = given();
    expect(() => createdTopology(testApp(), { encryptionKeys: { storage: { ...pair, secondary: { ...pair.secondary, aliasName } } } }))
      .toThrow(`[Payments] encryptionKeys.storage.secondary.aliasName = "${aliasName}"`);
  });
});

describe('places in the stacks', () => {
  test('COST-03: what the library puts into a stack carries the cost-allocation tags', () => {
    const [primary, secondary] = foundations([KeyPurpose.STORAGE], { tags: { team: 'ledger' } });
    const tags = (regionRole: string) => ({
      Tags: [
        { Key: 'application', Value: 'Payments' },
        { Key: 'dr-role', Value: 'encryption' },
        { Key: 'environment', Value: 'test' },
        { Key: 'region-role', Value: regionRole },
        { Key: 'team', Value: 'ledger' },
      ],
    });
    primary.hasResourceProperties('AWS::KMS::Key', tags('primary'));
    secondary.hasResourceProperties('AWS::KMS::Key', tags('secondary'));
  });

  test('OPS-02: a construct has one place per stack, also when layers share the stack', () => {
    const topology = createdTopology();
    const place = topology._scope(topology, 'network', topology.primary, StackLayer.FOUNDATION);
    expect(topology._scope(topology, 'network', topology.primary, StackLayer.FOUNDATION)).toBe(place);
    expect(topology._globalScope(topology, 'dns').node.path).toBe('Payments/global-us-east-1/dns-Payments');
  });

  test('OPS-05: two constructs of one id would share logical ids and are refused', () => {
    const app = testApp();
    const topology = createdTopology(app);
    topology._scope(topology, 'network', topology.primary, StackLayer.FOUNDATION);
    const impostor = ownStack(testApp(), 'Payments', PRIMARY);
    expect(() => topology._scope(impostor, 'network', topology.primary, StackLayer.FOUNDATION))
      .toThrow('[Payments] id = "Payments": stack "Payments-test-foundation-eu-west-1" already has a construct of this kind and id');
  });
});
