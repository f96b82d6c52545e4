import type { Stack } from 'aws-cdk-lib';
import { Duration, Lazy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CREDENTIALS, existingCluster, existingGlobalDatabase } from './existing-fixture';
import { clustersOf, dataOf, keyOf, mainDatabase, onlyIn, resourcesIn } from './fixture';
import { KeyPurpose, MultiRegionNetwork } from '../../src';
import type { DatabaseProxyOptions, GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseEngine, GlobalAuroraDatabase, ProxyAuthentication } from '../../src/database';
import { ACCOUNT, createdTopology, PRIMARY, stacksOf, templateOf, testApp } from '../support/environment';

const MYSQL = DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0);

/** The logical id of the only resource of a type. */
function idOf(stack: Stack, type: string): string {
  const [id, ...others] = Object.keys(templateOf(stack).findResources(type));
  expect([type, others]).toEqual([type, []]);
  return id;
}

/** The statements of the role by which the proxy connects. */
function statementsOfRole(stack: Stack): object[] {
  const { RoleArn } = onlyIn(stack, 'AWS::RDS::DBProxy').Properties;
  const [role] = RoleArn['Fn::GetAtt'];
  return templateOf(stack).findResources('AWS::IAM::Role')[role].Properties.ManagedPolicyArns
    .map(({ Ref }: { Ref: string }) => templateOf(stack).findResources('AWS::IAM::ManagedPolicy')[Ref])
    .flatMap(({ Properties }: any) => Properties.PolicyDocument.Statement);
}

test('there is no proxy unless it is asked for', () => {
  for (const stack of stacksOf(mainDatabase().app)) {
    expect(Object.values<{ Type: string }>(templateOf(stack).toJSON().Resources).filter(({ Type }) => Type.startsWith('AWS::RDS::DBProxy'))).toEqual([]);
  }
});

describe('the proxies', () => {
  const fixture = mainDatabase({ proxy: {} });
  const { topology, database } = fixture;

  describe.each([['home', 0], ['standby', 1]] as const)('of the %s Region', (_role, position) => {
    const region = topology.regions[position];
    const stack = dataOf(region);
    const { proxy } = database.forRegion(region);

    test('SEC-03: it requires TLS, has a security group of its own and lives in the isolated subnets', () => {
      const { Properties } = onlyIn(stack, 'AWS::RDS::DBProxy');
      expect(Properties).toMatchObject({ DBProxyName: proxy.proxyName, EngineFamily: 'POSTGRESQL', RequireTLS: true });
      expect(Properties.VpcSubnetIds).toHaveLength(3);
      expect(JSON.stringify(Properties.VpcSubnetIds)).toMatch(/isolated.*isolated.*isolated/);
      const [group] = Properties.VpcSecurityGroupIds;
      expect(group).not.toEqual(onlyIn(stack, 'AWS::RDS::DBCluster').Properties.VpcSecurityGroupIds[0]);
      expect(templateOf(stack).findResources('AWS::EC2::SecurityGroup')[group['Fn::GetAtt'][0]].Properties).not.toHaveProperty('SecurityGroupIngress');
    });

    test('DB-08: it logs in by the secret as its Region has it, under the key of that Region', () => {
      const arn = `arn:aws:secretsmanager:${region.name}:${ACCOUNT}:secret:${database.forRegion(region).secret.secretName}`;
      const { Auth, DefaultAuthScheme } = onlyIn(stack, 'AWS::RDS::DBProxy').Properties;
      // The whole ARN: of the secret that the stack has, or of the replica that the Region was asked for.
      const SecretArn = region === topology.primary
        ? { Ref: idOf(stack, 'AWS::SecretsManager::Secret') }
        : { 'Fn::GetAtt': [idOf(stack, 'Custom::SecretArn'), 'ARN'] };
      expect(Auth).toEqual([{ AuthScheme: 'SECRETS', IAMAuth: 'DISABLED', SecretArn }]);
      expect(DefaultAuthScheme).toBeUndefined();
      expect(statementsOfRole(stack)).toEqual([
        { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: `${arn}-??????` },
        {
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: expect.anything(),
          Condition: { StringLike: { 'kms:ViaService': `secretsmanager.${region.name}.*` } },
        },
      ]);
      const [, { Resource }] = statementsOfRole(stack) as { Resource: object }[];
      expect(JSON.stringify(Resource)).toMatch(/secrets.*Arn/i);
    });

    test('NET-05: it reaches the cluster of its Region on the port of the database, and nothing else', () => {
      const [group] = onlyIn(stack, 'AWS::RDS::DBProxy').Properties.VpcSecurityGroupIds;
      const [cluster] = onlyIn(stack, 'AWS::RDS::DBCluster').Properties.VpcSecurityGroupIds;
      const rule = { FromPort: 5432, ToPort: 5432, IpProtocol: 'tcp', Description: 'database proxy' };
      templateOf(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { ...rule, GroupId: cluster, SourceSecurityGroupId: group });
      templateOf(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', { ...rule, GroupId: group, DestinationSecurityGroupId: cluster });
      expect(resourcesIn(stack, 'AWS::EC2::SecurityGroupEgress').filter(({ Properties }) => JSON.stringify(Properties.GroupId) === JSON.stringify(group)))
        .toHaveLength(1);
    });

    test('its target is the cluster of its Region, and its read-only endpoint waits for the target', () => {
      const { Properties } = onlyIn(stack, 'AWS::RDS::DBProxyTargetGroup');
      expect(Properties).toMatchObject({
        DBProxyName: { Ref: idOf(stack, 'AWS::RDS::DBProxy') },
        DBClusterIdentifiers: [database.forRegion(region).clusterIdentifier],
        TargetGroupName: 'default',
        ConnectionPoolConfigurationInfo: { MaxConnectionsPercent: 100 },
      });
      const endpoint = onlyIn(stack, 'AWS::RDS::DBProxyEndpoint');
      expect(endpoint.Properties).toMatchObject({ TargetRole: 'READ_ONLY', DBProxyName: { Ref: idOf(stack, 'AWS::RDS::DBProxy') } });
      expect(endpoint.DependsOn).toEqual([idOf(stack, 'AWS::RDS::DBProxyTargetGroup')]);
    });

    test('it waits for the cluster with its instances and for its role\'s policy', () => {
      const instances = Object.keys(templateOf(stack).findResources('AWS::RDS::DBInstance'));
      const { DependsOn } = onlyIn(stack, 'AWS::RDS::DBProxy');
      expect(DependsOn).toEqual(expect.arrayContaining([idOf(stack, 'AWS::RDS::DBCluster'), ...instances]));
      expect(DependsOn?.some(id => id.startsWith('databasemainproxyrolepolicy'))).toBe(true);
    });

    test('DB-13: its log group is there before it, encrypted, and keeps the logs 30 days', () => {
      const [[id, group], ...others] = Object.entries(templateOf(stack).findResources('AWS::Logs::LogGroup'))
        .filter(([, { Properties }]) => Properties.LogGroupName === `/aws/rds/proxy/${proxy.proxyName}`);
      expect(others).toEqual([]);
      expect(group).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30, KmsKeyId: expect.anything() } });
      expect(onlyIn(stack, 'AWS::RDS::DBProxy').DependsOn).toContain(id);
    });

    test('the handle knows both endpoints, with the port of the engine', () => {
      const resolve = (value: unknown) => stack.resolve(value);
      expect(resolve(proxy.endpoint.hostname)).toEqual({ 'Fn::GetAtt': [idOf(stack, 'AWS::RDS::DBProxy'), 'Endpoint'] });
      expect(resolve(proxy.readOnlyEndpoint.hostname)).toEqual({ 'Fn::GetAtt': [idOf(stack, 'AWS::RDS::DBProxyEndpoint'), 'Endpoint'] });
      expect([proxy.endpoint.port, proxy.readOnlyEndpoint.port]).toEqual([5432, 5432]);
    });
  });

  test('law 2: both are alike, and nothing tells which of them has the writer', () => {
    const [home, standby] = topology.regions.map(region => onlyIn(dataOf(region), 'AWS::RDS::DBProxyTargetGroup').Properties);
    expect({ ...home, DBClusterIdentifiers: [] }).toEqual({ ...standby, DBClusterIdentifiers: [] });
    const proxies = topology.regions.map(region => onlyIn(dataOf(region), 'AWS::RDS::DBProxy').Properties);
    expect(Object.keys(proxies[0]).sort()).toEqual(Object.keys(proxies[1]).sort());
  });

  test('TEST-19: the standby\'s names nothing of the home Region', () => {
    const resources = Object.entries<object>(templateOf(dataOf(topology.secondary)).toJSON().Resources).filter(([id]) => id.startsWith('databasemainproxy'));
    expect(resources.length).toBeGreaterThanOrEqual(7);
    expect(JSON.stringify(resources)).not.toContain(PRIMARY);
  });
});

describe('DB-08: the whole ARN of a secret that the stack does not have', () => {
  test.each<[string, GlobalAuroraDatabaseOptions, string | undefined, number[]]>([
    ['is looked up in the standby Region', {}, undefined, [0, 1]],
    ['is looked up in both Regions, before a cluster that exists', existingCluster(), CREDENTIALS.secretName, [1, 1]],
    ['is looked up in both Regions, before a global database that exists', existingGlobalDatabase(), CREDENTIALS.secretName, [1, 1]],
  ])('%s, by its name', (_, options, name, counts) => {
    const { topology, database } = mainDatabase({ ...options, proxy: {} });
    topology.regions.forEach((region, position) => {
      const stack = dataOf(region);
      const lookups = resourcesIn(stack, 'Custom::SecretArn');
      expect(lookups).toHaveLength(counts[position]);
      for (const { Properties } of lookups) {
        const secretName = name ?? database.forRegion(region).secret.secretName;
        expect(JSON.parse(Properties.Create)).toEqual({
          service: 'SecretsManager',
          action: 'describeSecret',
          parameters: { SecretId: secretName },
          outputPaths: ['ARN'],
          physicalResourceId: { id: `arn-of-${secretName}` },
        });
        expect(Properties.Update).toBe(Properties.Create);
        expect(Properties).not.toHaveProperty('Delete');
        const statements = resourcesIn(stack, 'AWS::IAM::ManagedPolicy').flatMap(policy => policy.Properties.PolicyDocument.Statement);
        expect(statements).toContainEqual({
          Effect: 'Allow',
          Action: 'secretsmanager:DescribeSecret',
          Resource: `arn:aws:secretsmanager:${region.name}:${ACCOUNT}:secret:${secretName}-??????`,
        });
      }
    });
  });

  test('is of no interest to a proxy that has no password', () => {
    const { topology } = mainDatabase({ ...existingCluster(), proxy: { authentication: ProxyAuthentication.iam('payments') } });
    expect(topology.regions.flatMap(region => resourcesIn(dataOf(region), 'Custom::SecretArn'))).toEqual([]);
  });
});

test('SEC-01: the password is decrypted by the key for secrets of the Region', () => {
  const fixture = mainDatabase({ proxy: {} });
  for (const [position, region] of fixture.topology.regions.entries()) {
    templateOf(dataOf(region)).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt', Resource: keyOf(fixture, position, KeyPurpose.SECRETS) })]) },
    });
  }
});

test.each([
  ['by the alias of the key that encrypts it', CREDENTIALS.secretKeyAliasName],
  ['which the key of the service encrypts', undefined],
])('SEC-02: the password of a database that exists is read %s', (_, secretKeyAliasName) => {
  const { topology } = mainDatabase({ ...existingCluster({ secretKeyAliasName }), proxy: {} });
  for (const region of topology.regions) {
    const byAlias = {
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': secretKeyAliasName }, 'StringLike': { 'kms:ViaService': `secretsmanager.${region.name}.*` },
    };
    expect(statementsOfRole(dataOf(region))).toEqual([
      {
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: `arn:aws:secretsmanager:${region.name}:${ACCOUNT}:secret:${CREDENTIALS.secretName}-??????`,
      },
      ...secretKeyAliasName ? [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: `arn:aws:kms:${region.name}:${ACCOUNT}:key/*`, Condition: byAlias }] : [],
    ]);
  }
});

describe('a proxy that authenticates by IAM', () => {
  const fixture = mainDatabase({ proxy: { authentication: ProxyAuthentication.iam('payments', 'reports') } });
  const { topology } = fixture;

  test('DB-06: has no password, and connects as the named users of its own cluster alone', () => {
    for (const region of topology.regions) {
      const stack = dataOf(region);
      expect(onlyIn(stack, 'AWS::RDS::DBProxy').Properties).toMatchObject({ DefaultAuthScheme: 'IAM_AUTH', RequireTLS: true });
      expect(onlyIn(stack, 'AWS::RDS::DBProxy').Properties).not.toHaveProperty('Auth');
      const [statement, ...others] = statementsOfRole(stack) as { Action: string; Resource: object[] }[];
      expect(others).toEqual([]);
      expect(statement).toMatchObject({ Effect: 'Allow', Action: 'rds-db:connect' });
      expect(statement.Resource.map(resource => JSON.stringify(resource))).toEqual(['payments', 'reports'].map(user =>
        expect.stringMatching(new RegExp(`:rds-db:${region.name}:${ACCOUNT}:dbuser:.*${idOf(stack, 'AWS::RDS::DBCluster')}.*DBClusterResourceId.*/${user}`))));
    }
  });
});

describe('options of a proxy', () => {
  const proxyOf = (proxy: DatabaseProxyOptions, options: GlobalAuroraDatabaseOptions = {}) => {
    const { topology } = mainDatabase({ proxy, ...options });
    return topology.regions.map(region => ({
      ...onlyIn(dataOf(region), 'AWS::RDS::DBProxy').Properties,
      ...onlyIn(dataOf(region), 'AWS::RDS::DBProxyTargetGroup').Properties.ConnectionPoolConfigurationInfo,
    }));
  };

  test('pool and time-outs are props, the same in both Regions', () => {
    const options = { maxConnectionsPercent: 60, borrowTimeout: Duration.seconds(30), idleClientTimeout: Duration.minutes(5) };
    for (const proxy of proxyOf(options)) {
      expect(proxy).toMatchObject({ MaxConnectionsPercent: 60, ConnectionBorrowTimeout: 30, IdleClientTimeout: 300 });
    }
  });

  test('what is not known at synthesis is let pass', () => {
    const number = Lazy.number({ produce: () => 7 });
    for (const proxy of proxyOf({
      authentication: ProxyAuthentication.iam(Lazy.string({ produce: () => 'payments' })),
      maxConnectionsPercent: number,
      borrowTimeout: Duration.seconds(number),
      idleClientTimeout: Duration.seconds(number),
    })) {
      expect(proxy).toMatchObject({ MaxConnectionsPercent: 7, ConnectionBorrowTimeout: 7, IdleClientTimeout: 7 });
    }
  });

  test.each<[string, GlobalAuroraDatabaseOptions, number]>([
    ['PostgreSQL, by default', {}, 75],
    ['PostgreSQL, with a share of its own', { parameters: { 'apg_write_forward.max_forwarding_connections_percent': '40' } }, 60],
    ['PostgreSQL, with all of them', { parameters: { 'apg_write_forward.max_forwarding_connections_percent': '100' } }, 1],
    ['PostgreSQL, with a share that is not known at synthesis',
      { parameters: { 'apg_write_forward.max_forwarding_connections_percent': Lazy.string({ produce: () => '40' }) } }, 75],
    ['MySQL, by default', { engine: MYSQL }, 90],
    ['MySQL, with a share of its own', { engine: MYSQL, parameters: { aurora_fwd_writer_max_connections_pct: '30' } }, 70],
  ])('with write forwarding it leaves the connections that this takes: %s', (_, options, percent) => {
    expect(proxyOf({}, { writeForwarding: true, ...options }).map(proxy => proxy.MaxConnectionsPercent)).toEqual([percent, percent]);
  });

  test('a share of one\'s own wins', () => {
    expect(proxyOf({ maxConnectionsPercent: 95 }, { writeForwarding: true }).map(proxy => proxy.MaxConnectionsPercent)).toEqual([95, 95]);
  });

  test('DB-05: Aurora MySQL has a proxy on its own port, before a database on another', () => {
    const fixture = mainDatabase({ engine: MYSQL, port: 13306, proxy: {} });
    for (const [position, region] of fixture.topology.regions.entries()) {
      const stack = dataOf(region);
      expect(onlyIn(stack, 'AWS::RDS::DBProxy').Properties.EngineFamily).toBe('MYSQL');
      expect(fixture.database.forRegion(region).proxy.endpoint.port).toBe(3306);
      expect(clustersOf(fixture)[position].Properties.Port).toBe(13306);
      templateOf(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 13306, Description: 'database proxy' });
    }
  });
});

test('two databases of one topology have proxies with names of their own', () => {
  const { app, topology, network } = mainDatabase({ proxy: {} });
  new GlobalAuroraDatabase(app, 'reports', { topology, network, proxy: {} });
  for (const region of topology.regions) {
    const names = ['AWS::RDS::DBProxy', 'AWS::RDS::DBProxyEndpoint'].flatMap(type => resourcesIn(dataOf(region), type))
      .map(({ Properties }) => Properties.DBProxyEndpointName ?? Properties.DBProxyName);
    expect(new Set(names).size).toBe(4);
    expect(names.every(name => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 60)).toBe(true);
  }
});

test.each([['by password', {}], ['by IAM', { authentication: ProxyAuthentication.iam('payments') }]])(
  'SEC-03: cdk-nag AwsSolutions finds nothing on a database with a proxy %s and every other option', (_, proxy) => {
    const app = testApp();
    const topology = createdTopology(app);
    new GlobalAuroraDatabase(app, 'main', {
      topology,
      network: new MultiRegionNetwork(app, 'network', { topology }),
      proxy,
      writeForwarding: true,
      databaseInsightsMode: rds.DatabaseInsightsMode.ADVANCED,
      crossRegionClients: { fromSecondary: ['10.1.96.0/20'] },
    });
    expect(new AwsSolutionsChecks(app).validateScope(app).violations.map(violation => violation.ruleName)).toEqual([]);
  });
