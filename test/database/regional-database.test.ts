import { Duration, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Fixture } from './fixture';
import { clustersOf, dataOf, mainDatabase, propertiesIn } from './fixture';
import type { DrRegion } from '../../src';
import { KeyPurpose } from '../../src';
import { ACCOUNT, createdTopology, stacksOf, templateOf, testApp } from '../support/environment';

/** A team's stack in a Region, with a client in the VPC and its role. */
function client({ app, network }: Fixture, region: DrRegion) {
  const stack = new Stack(app, `Team-${region.name}`, { env: region.env });
  const securityGroup = new ec2.SecurityGroup(stack, 'Service', { vpc: network.vpc(region), allowAllOutbound: false });
  return { stack, securityGroup, role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) };
}

describe.each([['home', 0], ['standby', 1]] as const)('a client in the %s Region', (_, position) => {
  test.each([
    ['allowDefaultPortFrom', (database: ec2.IConnectable, service: ec2.IConnectable) => database.connections.allowDefaultPortFrom(service, 'payments service')],
    ['allowToDefaultPort', (database: ec2.IConnectable, service: ec2.IConnectable) => service.connections.allowToDefaultPort(database, 'payments service')],
  ])('NET-05: %s admits its security group to the port, by rules in its own stack', (_name, admit) => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const { stack, securityGroup } = client(fixture, region);
    admit(fixture.database.forRegion(region), securityGroup);

    const groupOfDatabase = { 'Fn::ImportValue': Match.stringLikeRegexp(`^${dataOf(region).stackName}:.*membersecuritygroup.*GroupId`) };
    const groupOfService = { 'Fn::GetAtt': [stack.getLogicalId(securityGroup.node.defaultChild as ec2.CfnSecurityGroup), 'GroupId'] };
    const rule = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, Description: 'payments service' };
    templateOf(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { ...rule, GroupId: groupOfDatabase, SourceSecurityGroupId: groupOfService });
    templateOf(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', { ...rule, GroupId: groupOfService, DestinationSecurityGroupId: groupOfDatabase });
    expect(stack.dependencies.map(each => each.stackName)).toContain(dataOf(region).stackName);
    expect(dataOf(region).dependencies.map(each => each.stackName)).not.toContain(stack.stackName);
  });

  test('NET-05: nobody is admitted by address, or without a reason', () => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const { securityGroup } = client(fixture, region);
    fixture.database.forRegion(region).connections.allowDefaultPortFrom(securityGroup);
    const rules = stacksOf(fixture.app).flatMap(stack => propertiesIn(stack, 'AWS::EC2::SecurityGroupIngress'));
    expect(rules).toHaveLength(2);
    for (const rule of rules) {
      expect(rule).toMatchObject({ SourceSecurityGroupId: expect.anything(), Description: expect.stringMatching(/./), FromPort: 5432, ToPort: 5432 });
      expect(rule).not.toHaveProperty('CidrIp');
    }
    for (const stack of fixture.topology.regions.map(dataOf)) {
      for (const group of propertiesIn(stack, 'AWS::EC2::SecurityGroup')) {
        expect(group).not.toHaveProperty('SecurityGroupIngress');
      }
    }
  });

  test('DB-08: it may read the secret of its own Region, by name, with the key of its own Region', () => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const { stack, role } = client(fixture, region);
    const { secret } = fixture.database.forRegion(region);
    secret.grantRead(role).assertSuccess();
    const { Name } = propertiesIn(dataOf(fixture.topology.primary), 'AWS::SecretsManager::Secret')[0];
    expect(secret.secretName).toBe(Name);
    const [{ PolicyDocument }] = propertiesIn(stack, 'AWS::IAM::Policy');
    expect(PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: `arn:aws:secretsmanager:${region.name}:${ACCOUNT}:secret:${Name}-??????`,
      },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: `arn:aws:kms:${region.name}:${ACCOUNT}:key/*`,
        Condition: {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': fixture.topology.encryptionKey(region, KeyPurpose.SECRETS).aliasName },
          'StringLike': { 'kms:ViaService': `secretsmanager.${region.name}.*` },
        },
      },
    ]);
  });

  test('DB-08: reading can be narrowed to stages of the secret', () => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const { stack, role } = client(fixture, region);
    fixture.database.forRegion(region).secret.grantRead(role, ['AWSCURRENT']).assertSuccess();
    const [{ PolicyDocument }] = propertiesIn(stack, 'AWS::IAM::Policy');
    expect(PolicyDocument.Statement[0].Condition).toEqual({ 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': ['AWSCURRENT'] } });
  });

  test('it may connect by IAM as a user of the database', () => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const { stack, role } = client(fixture, region);
    fixture.database.forRegion(region).grants.connect(role, 'payments').assertSuccess();
    templateOf(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'rds-db:connect', Resource: Match.anyValue() }] },
    });
    expect(JSON.stringify(templateOf(stack).toJSON())).toMatch(new RegExp(`:rds-db:${region.name}:${ACCOUNT}:dbuser:.*DBClusterResourceId.*/payments`));
  });

  test('the handle knows names, endpoints and port', () => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const database = fixture.database.forRegion(region);
    const [identifier] = [clustersOf(fixture)[position].Properties.DBClusterIdentifier];
    expect(database.region === region).toBe(true);
    expect(database.clusterIdentifier).toBe(identifier);
    expect(database.clusterArn).toBe(`arn:aws:rds:${region.name}:${ACCOUNT}:cluster:${identifier}`);
    expect(database.port).toBe(5432);
    const resolve = (value: unknown) => dataOf(region).resolve(value)['Fn::GetAtt'][1];
    expect([database.clusterEndpoint.hostname, database.readerEndpoint.hostname, database.cluster.clusterReadEndpoint.hostname].map(resolve))
      .toEqual(['Endpoint.Address', 'ReadEndpoint.Address', 'ReadEndpoint.Address']);
  });

  test('law 3: lag is measured in milliseconds under the cluster of this Region, in this Region', () => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const database = fixture.database.forRegion(region);
    for (const [metric, metricName] of [
      [database.metricReplicationLag(), 'AuroraGlobalDBReplicationLag'],
      [database.metricRpoLag(), 'AuroraGlobalDBRPOLag'],
      [database.metric('DatabaseConnections'), 'DatabaseConnections'],
    ] as const) {
      expect([metric.namespace, metric.metricName, metric.dimensions, metric.statistic, metric.region, metric.period.toSeconds()])
        .toEqual(['AWS/RDS', metricName, { DBClusterIdentifier: database.clusterIdentifier }, 'Maximum', region.name, 60]);
    }
    const metric = database.metric('CPUUtilization', { statistic: cloudwatch.Stats.AVERAGE, period: Duration.minutes(5) });
    expect([metric.metricName, metric.statistic, metric.period.toMinutes()]).toEqual(['CPUUtilization', 'Average', 5]);
  });
});

test('NET-05: a security group of the other Region is refused', () => {
  const fixture = mainDatabase();
  const { primary, secondary } = fixture.topology;
  const { securityGroup } = client(fixture, secondary);
  expect(() => fixture.database.forRegion(primary).connections.allowDefaultPortFrom(securityGroup)).toThrow(
    /\[Team-eu-central-1\/Service\] connections = a client in eu-central-1: .* listens in eu-west-1\. Let the clients of each Region use the handle/,
  );
});

test('NET-05: a client whose Region is not known at synthesis may be of this one', () => {
  const fixture = mainDatabase();
  const { primary } = fixture.topology;
  const anywhere = ec2.SecurityGroup.fromSecurityGroupId(new Stack(fixture.app, 'Anywhere'), 'client', 'sg-0123456789abcdef0');
  expect(() => fixture.database.forRegion(primary).connections.allowDefaultPortFrom(anywhere)).not.toThrow();
});

test('NET-05: a client that could not be asked leaves nothing behind: the next one gets both of its rules', () => {
  const fixture = mainDatabase();
  const { primary } = fixture.topology;
  const { stack, securityGroup } = client(fixture, primary);
  const { connections } = fixture.database.forRegion(primary);
  const broken = new ec2.Connections();
  broken.allowTo = () => {
    throw new Error('no such client');
  };
  expect(() => connections.allowDefaultPortFrom({ connections: broken })).toThrow('no such client');
  connections.allowDefaultPortFrom(securityGroup, 'payments service');
  expect(['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'].map(type => propertiesIn(stack, type).length)).toEqual([1, 1]);
});

test('addresses that a team admits explicitly are admitted', () => {
  const fixture = mainDatabase();
  const region = fixture.topology.primary;
  fixture.database.forRegion(region).connections.allowDefaultPortFrom(ec2.Peer.ipv4('10.1.96.0/20'), 'reports in the other Region');
  templateOf(dataOf(region)).hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: [{ CidrIp: '10.1.96.0/20', FromPort: 5432, ToPort: 5432, IpProtocol: 'tcp', Description: 'reports in the other Region' }],
  });
});

test('IAM is refused where it is off', () => {
  const fixture = mainDatabase({ iamAuthentication: false });
  const { role } = client(fixture, fixture.topology.primary);
  expect(() => fixture.database.forRegion(fixture.topology.primary).grants.connect(role, 'payments'))
    .toThrow(/iamAuthentication = false: "payments" cannot connect by IAM/);
});

test('DB-08: the secret is referred to as CDK refers to one of that name', () => {
  const { database, topology } = mainDatabase();
  for (const region of topology.regions) {
    const { secret } = database.forRegion(region);
    const arn = `arn:aws:secretsmanager:${region.name}:${ACCOUNT}:secret:${secret.secretName}`;
    const resolve = (value: unknown) => dataOf(region).resolve(value);
    expect([secret.secretArn, secret.secretFullArn, secret.encryptionKey, secret.secretRef]).toEqual([arn, undefined, undefined, { secretId: arn }]);
    expect(resolve(secret.secretValue)).toBe(`{{resolve:secretsmanager:${arn}:SecretString:::}}`);
    expect(resolve(secret.secretValueFromJson('password'))).toBe(`{{resolve:secretsmanager:${arn}:SecretString:password::}}`);
    expect(secret.cfnDynamicReferenceKey({ jsonField: 'username' })).toBe(`${arn}:SecretString:username::`);
  }
});

test('a Region of another topology has no cluster', () => {
  const { database } = mainDatabase();
  const other = createdTopology(testApp()).primary;
  expect(() => database.forRegion(other)).toThrow(/\[main\] region = "eu-west-1": it is not a Region of this construct's topology/);
});
