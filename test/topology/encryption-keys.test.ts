import { readFileSync } from 'fs';
import * as path from 'path';
import { Aws, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
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
    const purposes = Object.values(KeyPurpose);
    for (const template of foundations(purposes)) {
      template.resourceCountIs('AWS::KMS::Key', purposes.length);
      template.allResources('AWS::KMS::Key', {
        Properties: { EnableKeyRotation: true, PendingWindowInDays: 30, MultiRegion: Match.absent() },
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  test('SEC-01: the folder\'s page says how the use of a key is audited', () => {
    const page = readFileSync(path.join(__dirname, '../../src/topology/README.md'), 'utf8').replace(/\s+/g, ' ');
    expect(page).toContain('key is an event in CloudTrail: `aws cloudtrail lookup-events');
  });

  test.each([7, 30])('SEC-01: keyPendingWindow is the waiting period of every key: %p days', days => {
    for (const template of foundations([KeyPurpose.STORAGE, KeyPurpose.LOGS], { keyPendingWindow: Duration.days(days) })) {
      const keys = Object.values(template.findResources('AWS::KMS::Key'));
      expect(keys.map(({ Properties }) => Properties.PendingWindowInDays)).toEqual([days, days]);
    }
  });

  test.each([
    [Duration.days(6), '6 days'], [Duration.days(31), '31 days'], [Duration.hours(180), '7 days 12 hours'], [Duration.days(0), '0 days'],
  ])('SEC-01: a waiting period that AWS KMS does not take is refused', (keyPendingWindow, value) => {
    expect(() => createdTopology(testApp(), { keyPendingWindow })).toThrow(`[Payments] keyPendingWindow = ${value}: `
      + 'AWS KMS waits whole days before it deletes a key, from 7 to 30. Write for example Duration.days(30), or leave it out.');
  });

  test('SEC-01: a waiting period that is not known at synthesis is let pass', () => {
    for (const template of foundations([KeyPurpose.STORAGE], { keyPendingWindow: Duration.days(Lazy.number({ produce: () => 12 })) })) {
      template.hasResourceProperties('AWS::KMS::Key', { PendingWindowInDays: 12 });
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

  test('SEC-01: the notifications key lets in publishers of the account; EventBridge is bound by the topic or queue, because it sends no source account', () => {
    const publish = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' };
    expect(serviceStatements(KeyPurpose.NOTIFICATIONS)).toEqual([PRIMARY, SECONDARY].map(region => [{
      ...publish,
      Principal: { Service: ['cloudwatch.amazonaws.com', 's3.amazonaws.com', 'sns.amazonaws.com'] },
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    }, {
      ...publish,
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:*:sns:${region}:${ACCOUNT}:*` } },
    }, {
      ...publish,
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': `arn:*:sqs:${region}:${ACCOUNT}:*` } },
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

describe('keys in the home Region of Route 53', () => {
  test('SEC-01: are created there when no Region of the topology is there: once per purpose, with the policy of a Region\'s', () => {
    const topology = createdTopology();
    const key = topology._globalKey(KeyPurpose.NOTIFICATIONS);
    expect(topology._globalKey(KeyPurpose.NOTIFICATIONS)).toBe(key);
    expect(topology._globalKey(KeyPurpose.LOGS)).not.toBe(key);
    expect(key.aliasArn).toMatch(new RegExp(`^arn:aws:kms:us-east-1:${ACCOUNT}:alias/payments-test-notifications-us-east-1-[0-9a-f]{8}$`));
    const template = templateOf(topology.globalStack);
    template.resourceCountIs('AWS::KMS::Key', 2);
    template.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true, PendingWindowInDays: 30 } });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: key.aliasName });
    template.hasResourceProperties('AWS::KMS::Key', {
      Description: 'Payments test: notifications in us-east-1',
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:*:sns:us-east-1:${ACCOUNT}:*` } },
        })]),
      },
      Tags: Match.arrayWith([{ Key: 'region-role', Value: 'global' }]),
    });
  });

  test.each(['primary', 'secondary'] as const)('SEC-01: are those of the %s Region when it is the one', role => {
    const topology = createdTopology(testApp(), { [role]: { region: 'us-east-1', availabilityZones: ['us-east-1a'] } });
    expect(topology._globalKey(KeyPurpose.LOGS)).toBe(topology.encryptionKey(topology[role], KeyPurpose.LOGS));
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

  // With the flag that new apps have, the ARN of an alias is not told by its text.
  const asStack = (id: string) => new Stack(testApp({ '@aws-cdk/aws-kms:aliasNameRef': true }), id, { env: { account: ACCOUNT, region: SECONDARY } });
  const ALIASES: [string, () => kms.IKey, string][] = [
    ['imported by name', () => kms.Alias.fromAliasName(asStack('Ours'), 'Key', 'alias/ours'), 'the alias "alias/ours"'],
    ['imported with its key', () => kms.Alias.fromAliasAttributes(asStack('Ours'), 'Key', {
      aliasName: 'alias/ours', aliasTargetKey: kms.Key.fromKeyArn(asStack('Keys'), 'Key', `arn:aws:kms:${SECONDARY}:${ACCOUNT}:key/1`),
    }), 'the alias "alias/ours"'],
    ['that is created', () => new kms.Key(asStack('Ours'), 'Key').addAlias('alias/ours'), 'an alias'],
    ['whose ARN stands for a key\'s', () => kms.Key.fromKeyArn(asStack('Ours'), 'Key', `arn:aws:kms:${SECONDARY}:${ACCOUNT}:alias/ours`), 'the alias "ours"'],
  ];

  test.each(Object.values(KeyPurpose).flatMap(purpose => ALIASES.map((alias): [KeyPurpose, ...typeof alias] => [purpose, ...alias])))(
    'SEC-01: for %s, an alias %s is refused in place of a key', (purpose, _case, make, value) => {
      const encryptionKeys = { [purpose]: { ...given(), secondary: { key: make(), aliasName: 'alias/ours' } } };
      expect(() => createdTopology(testApp(), { encryptionKeys })).toThrow(`[Payments] encryptionKeys.${purpose}.secondary.key = ${value}: `
        + 'the ARN of an alias is no ARN of a key: log groups and vaults do not take it, clusters drift from it, and as Resource of a policy it grants '
        + 'nothing. Import the key itself with kms.Key.fromKeyArn() or kms.Key.fromLookup(); the alias goes into aliasName.');
    });

  test.each<[string, (pair: ReturnType<typeof given>) => unknown, string]>([
    ['one Region', ({ primary }) => ({ primary }), 'encryptionKeys.database.secondary'],
    ['the key of a Region', ({ primary, secondary: { aliasName } }) => ({ primary, secondary: { aliasName } }), 'encryptionKeys.database.secondary.key'],
    ['the alias of a Region', ({ primary: { key }, secondary }) => ({ primary: { key }, secondary }), 'encryptionKeys.database.primary.aliasName'],
    ['both', () => undefined, 'encryptionKeys.database.primary'],
  ])('SEC-01: keys without %s are refused, whatever the language of the caller lets pass', (_case, change, prop) => {
    const encryptionKeys = { database: change(given()) } as DrTopologyProps['encryptionKeys'];
    expect(() => createdTopology(testApp(), { encryptionKeys })).toThrow(`[Payments] ${prop} = not given: `
      + 'keys are Regional: a purpose has a key in each Region, or none. Give { key, aliasName } for both Regions, or leave the purpose out.');
  });

  test.each(['ours', 'my-alias/ours', 'alias/aws/s3', 'alias/', 'alias/with space'])('SEC-01: the alias %s is refused', aliasName => {
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
