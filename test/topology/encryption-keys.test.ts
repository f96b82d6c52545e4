import { RemovalPolicy, Stack } from 'aws-cdk-lib';
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

  test.each<[KeyPurpose, string[]]>([
    [KeyPurpose.STORAGE, []],
    [KeyPurpose.DATABASE, []],
    [KeyPurpose.LOGS, [`logs.${PRIMARY}.amazonaws.com`]],
    [KeyPurpose.NOTIFICATIONS, ['cloudwatch.amazonaws.com', 's3.amazonaws.com', 'sns.amazonaws.com', 'events.amazonaws.com']],
  ])('SEC-01: the policy of the %s key lets in only the services that use it in their own name', (purpose, services) => {
    const [template] = foundations([purpose]);
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    const [root, ...others] = key.Properties.KeyPolicy.Statement;
    expect(JSON.stringify(root.Principal)).toContain(':root');
    expect(others.flatMap((statement: { Principal: { Service: string | string[] } }) => statement.Principal.Service)).toEqual(services);
    for (const statement of others) {
      expect(statement.Condition).toBeDefined();
      expect(statement.Action).not.toContain('kms:*');
    }
  });

  test('SEC-01: EventBridge is bound by the topic, because it sends no source account', () => {
    const [template] = foundations([KeyPurpose.NOTIFICATIONS]);
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    type Statement = { Principal: { Service: string | string[] }; Condition: object };
    const conditions = new Map(key.Properties.KeyPolicy.Statement.slice(1)
      .map(({ Principal, Condition }: Statement) => [[Principal.Service].flat()[0], Condition]));
    expect(conditions.get('events.amazonaws.com'))
      .toEqual({ ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:*:sns:${PRIMARY}:${ACCOUNT}:*` } });
    expect(conditions.get('cloudwatch.amazonaws.com')).toEqual({ StringEquals: { 'aws:SourceAccount': ACCOUNT } });
  });

  test('SEC-01: in a throw-away environment keys go with their stack', () => {
    for (const template of foundations([KeyPurpose.STORAGE], { removalPolicy: RemovalPolicy.DESTROY })) {
      template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
    }
  });
});

describe('keys that the consumer gives', () => {
  const given = (app = testApp()) => {
    const stack = new Stack(app, 'Keys', { env: { account: ACCOUNT, region: PRIMARY } });
    const key = (id: string, region: string) => ({
      key: kms.Key.fromKeyArn(stack, id, `arn:aws:kms:${region}:${ACCOUNT}:key/${id}`),
      aliasName: `alias/${id}`,
    });
    return { primary: key('ours-in-primary', PRIMARY), secondary: key('ours-in-secondary', SECONDARY) };
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

  test.each(['ours', 'alias/aws/s3'])('SEC-01: the alias %s is refused', aliasName => {
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

  test('COST-03: the tags of the library cannot be overwritten by accident', () => {
    const [primary] = foundations([KeyPurpose.STORAGE], { tags: { application: 'other' } });
    primary.hasResourceProperties('AWS::KMS::Key', { Tags: Match.arrayWith([{ Key: 'application', Value: 'Payments' }]) });
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
