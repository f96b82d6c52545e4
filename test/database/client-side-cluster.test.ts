import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Fixture } from './fixture';
import { dataOf, mainDatabase, onlyIn } from './fixture';
import type { DrRegion } from '../../src';
import { DrTopology } from '../../src';
import { ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

/** One stack per Region for everything, but for the standby's data, which comes after the home Region's. */
function inHandedOverStacks(): Fixture {
  const app = testApp();
  return mainDatabase({}, app, DrTopology.fromStacks(app, 'Payments', {
    primary: { foundation: ownStack(app, 'Primary', PRIMARY) },
    secondary: { foundation: ownStack(app, 'Secondary', SECONDARY), data: ownStack(app, 'SecondaryData', SECONDARY) },
  }));
}

function proxyIn(stack: Stack, { database, network }: Fixture, region: DrRegion): rds.DatabaseProxy {
  const { cluster, secret } = database.forRegion(region);
  return new rds.DatabaseProxy(stack, 'Proxy', { proxyTarget: rds.ProxyTarget.fromCluster(cluster), secrets: [secret], vpc: network.vpc(region) });
}

/** The logical ids of the resources of a type. */
function idsOf(stack: Stack, type: string): string[] {
  return Object.keys(templateOf(stack).findResources(type));
}

describe.each([['created', () => mainDatabase()], ['handed-over', inHandedOverStacks]] as const)('the cluster for constructs, in %s stacks', (_, create) => {
  test.each([['home', 0], ['standby', 1]] as const)('NET-05: a proxy in a team\'s stack of the %s Region reaches it, by rules in that stack', (_role, position) => {
    const fixture = create();
    const region = fixture.topology.regions[position];
    const stack = new Stack(fixture.app, 'Team', { env: region.env });
    proxyIn(stack, fixture, region);

    const template = templateOf(stack);
    template.hasResourceProperties('AWS::RDS::DBProxyTargetGroup', { DBClusterIdentifiers: [fixture.database.forRegion(region).clusterIdentifier] });
    template.hasResourceProperties('AWS::RDS::DBProxy', { EngineFamily: 'POSTGRESQL', Auth: [Match.objectLike({ AuthScheme: 'SECRETS' })] });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 5432,
      ToPort: 5432,
      GroupId: { 'Fn::ImportValue': Match.stringLikeRegexp(`^${dataOf(region).stackName}:.*membersecuritygroup.*GroupId`) },
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Proxy'), 'GroupId'] },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'] })]) },
    });
    expect(stack.dependencies.map(each => each.stackName)).toContain(dataOf(region).stackName);
    for (const other of stacksOf(fixture.app).filter(each => each !== stack)) {
      expect(other.dependencies.map(each => each.stackName)).not.toContain('Team');
    }
  });

  test('NET-05: its connections are those of the handle', () => {
    const fixture = create();
    const { primary } = fixture.topology;
    const stack = new Stack(fixture.app, 'Team', { env: primary.env });
    const service = new ec2.SecurityGroup(stack, 'Service', { vpc: fixture.network.vpc(primary), allowAllOutbound: false });
    const { cluster, connections } = fixture.database.forRegion(primary);
    expect(cluster.connections === connections).toBe(true);
    cluster.connections.allowDefaultPortFrom(service);
    expect(idsOf(stack, 'AWS::EC2::SecurityGroupIngress')).toHaveLength(1);
    expect(dataOf(primary).dependencies.map(each => each.stackName)).not.toContain('Team');
  });

  test('a proxy in the stack of the cluster waits for the cluster and each of its instances', () => {
    const fixture = create();
    const stack = dataOf(fixture.topology.primary);
    proxyIn(stack, fixture, fixture.topology.primary);
    const { DependsOn } = onlyIn(stack, 'AWS::RDS::DBProxyTargetGroup');
    const targets = [...idsOf(stack, 'AWS::RDS::DBCluster'), ...idsOf(stack, 'AWS::RDS::DBInstance')];
    expect(targets).toHaveLength(3);
    expect(DependsOn).toEqual(expect.arrayContaining(targets));
  });
});

test('it knows what CDK\'s own cluster knows', () => {
  const fixture = mainDatabase();
  const { primary } = fixture.topology;
  const { cluster, clusterIdentifier, clusterArn, clusterEndpoint, readerEndpoint, secret } = fixture.database.forRegion(primary);
  expect(cluster.engine?.engineType).toBe('aurora-postgresql');
  expect(cluster.clusterIdentifier).toBe(clusterIdentifier);
  expect(dataOf(primary).resolve(cluster.clusterArn)['Fn::Join'][1].join('')).toContain(clusterArn.replace('arn:aws', ''));
  expect([cluster.clusterEndpoint === clusterEndpoint, cluster.clusterReadEndpoint === readerEndpoint]).toEqual([true, true]);
  expect([cluster.instanceIdentifiers.length, cluster.instanceEndpoints.length]).toEqual([2, 2]);
  const target = cluster.asSecretAttachmentTarget();
  expect([target.targetId, target.targetType]).toEqual([clusterIdentifier, 'AWS::RDS::DBCluster']);
  expect((cluster as rds.DatabaseCluster).secret === secret).toBe(true);
  const role = new iam.Role(new Stack(fixture.app, 'Team', { env: primary.env }), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  expect(() => cluster.grantDataApiAccess(role)).toThrow('Cannot grant Data API access when the Data API is disabled');
});
