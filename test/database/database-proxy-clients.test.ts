import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Fixture } from './fixture';
import { dataOf, mainDatabase, onlyIn } from './fixture';
import type { DrRegion } from '../../src';
import { DrTopology } from '../../src';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseEngine, ProxyAuthentication } from '../../src/database';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function inHandedOverStacks(options: GlobalAuroraDatabaseOptions): Fixture {
  const app = testApp();
  return mainDatabase(options, app, DrTopology.fromStacks(app, 'Payments', {
    primary: { foundation: ownStack(app, 'Primary', PRIMARY) },
    secondary: { foundation: ownStack(app, 'Secondary', SECONDARY), data: ownStack(app, 'SecondaryData', SECONDARY) },
  }));
}

function teamIn({ app }: Fixture, region: DrRegion): Stack {
  return new Stack(app, 'Team', { env: region.env });
}

function nobodyWaitsForTheTeam({ app }: Fixture): void {
  for (const stack of stacksOf(app)) {
    expect(stack.dependencies.map(({ stackName }) => stackName)).not.toContain('Team');
  }
}

describe.each([['created', mainDatabase], ['handed-over', inHandedOverStacks]] as const)('a client of a proxy, in %s stacks', (_, create) => {
  describe.each([['home', 0], ['standby', 1]] as const)('of the %s Region', (_role, position) => {
    test.each([
      ['allowDefaultPortFrom', (proxy: ec2.IConnectable, service: ec2.IConnectable) => proxy.connections.allowDefaultPortFrom(service, 'payments service')],
      ['allowToDefaultPort', (proxy: ec2.IConnectable, service: ec2.IConnectable) => service.connections.allowToDefaultPort(proxy, 'payments service')],
    ])('NET-05: %s admits its security group, by rules in its own stack', (_name, admit) => {
      const fixture = create({ proxy: {} });
      const region = fixture.topology.regions[position];
      const team = teamIn(fixture, region);
      admit(fixture.database.forRegion(region).proxy, new ec2.SecurityGroup(team, 'Service', { vpc: fixture.network.vpc(region), allowAllOutbound: false }));
      const groupOfProxy = { 'Fn::ImportValue': Match.stringLikeRegexp(`^${dataOf(region).stackName}:.*proxysecuritygroup.*GroupId`) };
      const groupOfService = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Service'), 'GroupId'] };
      const rule = { Description: 'payments service', IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 };
      templateOf(team).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { ...rule, GroupId: groupOfProxy, SourceSecurityGroupId: groupOfService });
      templateOf(team).hasResourceProperties('AWS::EC2::SecurityGroupEgress', { ...rule, GroupId: groupOfService, DestinationSecurityGroupId: groupOfProxy });
      nobodyWaitsForTheTeam(fixture);
    });

    test('SEC-02: a role may connect to the proxy of its Region, as a user whom the proxy names', () => {
      const fixture = create({ proxy: { authentication: ProxyAuthentication.iam('payments', 'reports') } });
      const region = fixture.topology.regions[position];
      const team = teamIn(fixture, region);
      const role = new iam.Role(team, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
      fixture.database.forRegion(region).grants.connectThroughProxy(role, 'payments').assertSuccess();
      const { PolicyDocument: { Statement } } = onlyIn(team, 'AWS::IAM::Policy').Properties;
      expect(Statement).toEqual([{ Effect: 'Allow', Action: 'rds-db:connect', Resource: expect.anything() }]);
      expect(JSON.stringify(Statement[0].Resource))
        .toMatch(new RegExp(`:rds-db:${region.name}:${ACCOUNT}:dbuser:.*Fn::Select":\\[6,.*DBProxyArn.*/payments`));
      nobodyWaitsForTheTeam(fixture);
    });
  });
});

test('DB-05: a proxy of Aurora MySQL admits clients on the engine\'s own port, whatever port the database has', () => {
  const engine = DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0);
  const fixture = mainDatabase({ engine, port: 13306, proxy: {} });
  const { primary } = fixture.topology;
  const team = teamIn(fixture, primary);
  fixture.database.forRegion(primary).proxy.connections.allowDefaultPortFrom(new ec2.SecurityGroup(team, 'Service', { vpc: fixture.network.vpc(primary) }));
  templateOf(team).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 3306, ToPort: 3306 });
});

test('a role of the other Region is refused, and the error names the handle to use', () => {
  const fixture = mainDatabase({ proxy: { authentication: ProxyAuthentication.iam('payments') } });
  const { primary, secondary } = fixture.topology;
  const role = new iam.Role(teamIn(fixture, secondary), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  expect(() => fixture.database.forRegion(primary).grants.connectThroughProxy(role, 'payments'))
    .toThrow('Grant on the handle of its own Region: forRegion(topology.secondary)');
});

test('NET-05: a security group of the other Region is refused', () => {
  const fixture = mainDatabase({ proxy: {} });
  const { primary, secondary } = fixture.topology;
  const service = new ec2.SecurityGroup(teamIn(fixture, secondary), 'Service', { vpc: fixture.network.vpc(secondary) });
  expect(() => fixture.database.forRegion(primary).proxy.connections.allowDefaultPortFrom(service))
    .toThrow(/\[Team\/Service\] connections = a client in eu-central-1: .* listens in eu-west-1/);
});
