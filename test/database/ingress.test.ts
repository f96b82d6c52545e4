import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Fixture } from './fixture';
import { dataOf, mainDatabase, propertiesIn } from './fixture';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { ExistingDatabase, DatabaseEngine } from '../../src/database';
import { MultiRegionNetwork } from '../../src/network';
import { createdTopology, stacksOf, testApp } from '../support/environment';

/** With a service of a team in each Region, in a stack of its own, and a real network, whose blocks are known. */
function withClients(options: GlobalAuroraDatabaseOptions = {}): Fixture {
  const app = testApp();
  const topology = createdTopology(app);
  const fixture = mainDatabase(options, app, topology, new MultiRegionNetwork(app, 'network', { topology }));
  for (const region of topology.regions) {
    const service = new ec2.SecurityGroup(new Stack(app, `Team-${region.name}`, { env: region.env }), 'Service', { vpc: fixture.network.vpc(region) });
    const database = fixture.database.forRegion(region);
    database.connections.allowDefaultPortFrom(service, 'payments service');
    if (options.proxy) {
      database.proxy.connections.allowDefaultPortFrom(service, 'payments service');
    }
  }
  return fixture;
}

/** The rules that admit somebody to the database, its proxies or its rotation: apart, and inside of groups. */
function ingressOf({ topology, app }: Fixture) {
  const teams = stacksOf(app).filter(({ stackName }) => stackName.startsWith('Team-'));
  return [...topology.regions.map(dataOf), ...teams].flatMap(stack => [
    ...propertiesIn(stack, 'AWS::EC2::SecurityGroupIngress').map(rule => ({ stack, rule })),
    ...propertiesIn(stack, 'AWS::EC2::SecurityGroup').flatMap(group => group.SecurityGroupIngress ?? []).map(rule => ({ stack, rule })),
  ]);
}

describe('NET-05: every rule admits a security group of the same Region, with a reason, and no address', () => {
  test.each<[string, GlobalAuroraDatabaseOptions, number]>([
    ['clients in both Regions, and the rotation', {}, 3],
    ['with proxies before the clusters', { proxy: {} }, 7],
    ['with write forwarding', { writeForwarding: true }, 3],
  ])('%s', (_, options, count) => {
    const fixture = withClients(options);
    const rules = ingressOf(fixture);
    expect(rules).toHaveLength(count);
    for (const { stack, rule } of rules) {
      expect(rule).toMatchObject({ Description: expect.stringMatching(/\w/), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 });
      expect(Object.keys(rule).filter(name => /^(Cidr|SourcePrefixList)/.test(name))).toEqual([]);
      // Of the same stack, or of another in the same Region.
      const source = JSON.stringify(rule.SourceSecurityGroupId);
      const [, exporter] = /"Fn::ImportValue":"([^:"]+):/.exec(source) ?? [undefined, stack.stackName];
      expect(source).toContain('GroupId');
      expect(stacksOf(fixture.app).find(({ stackName }) => stackName === exporter)?.region).toBe(stack.region);
    }
  });
});

describe('NET-05: clients of the other Region', () => {
  const addresses = (options: GlobalAuroraDatabaseOptions) => withClients(options).topology.regions.map(region =>
    propertiesIn(dataOf(region), 'AWS::EC2::SecurityGroup').flatMap(group => group.SecurityGroupIngress ?? []));

  test('are not admitted by default', () => {
    expect(addresses({})).toEqual([[], []]);
  });

  test('are admitted from named subnets, to the cluster, on its port, with a reason', () => {
    const [home, standby] = addresses({ port: 15432, crossRegionClients: { fromPrimary: ['10.0.96.0/20'], fromSecondary: ['10.1.96.0/20', '10.1.112.0/20'] } });
    const rule = { IpProtocol: 'tcp', FromPort: 15432, ToPort: 15432 };
    expect(home).toEqual(['10.1.96.0/20', '10.1.112.0/20'].map(block => ({ ...rule, CidrIp: block, Description: `clients in eu-central-1, ${block}` })));
    expect(standby).toEqual([{ ...rule, CidrIp: '10.0.96.0/20', Description: 'clients in eu-west-1, 10.0.96.0/20' }]);
  });

  test('are named by the subnets of the other VPC, whose blocks are literals', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const network = new MultiRegionNetwork(app, 'network', { topology });
    const fromSecondary = network.vpc(topology.secondary).privateSubnets.map(subnet => subnet.ipv4CidrBlock);
    mainDatabase({ crossRegionClients: { fromSecondary } }, app, topology, network);
    const rules = propertiesIn(dataOf(topology.primary), 'AWS::EC2::SecurityGroup').flatMap(group => group.SecurityGroupIngress ?? []);
    expect(rules.map(({ CidrIp }) => CidrIp)).toEqual(fromSecondary);
    expect(fromSecondary).toHaveLength(3);
  });

  test('are admitted where the block of the other VPC is not known, if it is part of one', () => {
    const { topology } = mainDatabase({ crossRegionClients: { fromSecondary: ['172.16.96.0/20'] } });
    const rules = propertiesIn(dataOf(topology.primary), 'AWS::EC2::SecurityGroup').flatMap(group => group.SecurityGroupIngress ?? []);
    expect(rules.map(({ CidrIp }) => CidrIp)).toEqual(['172.16.96.0/20']);
  });

  test('are admitted to a cluster that exists, by a rule on its security group', () => {
    const member = (region: string) => ({
      clusterIdentifier: `ledger-${region}`,
      clusterResourceIdentifier: 'cluster-ABCDEFGHIJKL0123456789',
      clusterEndpointAddress: `ledger-${region}.cluster-abcdefghijkl.${region}.rds.amazonaws.com`,
      readerEndpointAddress: `ledger-${region}.cluster-ro-abcdefghijkl.${region}.rds.amazonaws.com`,
      securityGroupIds: ['sg-0123456789abcdef0'],
    });
    const { topology } = mainDatabase({
      engine: DatabaseEngine.auroraPostgres(),
      existing: ExistingDatabase.globalDatabase({
        globalClusterIdentifier: 'ledger', primary: member('eu-west-1'), secondary: member('eu-central-1'),
      }),
      crossRegionClients: { fromSecondary: ['10.1.96.0/20'] },
    });
    expect(propertiesIn(dataOf(topology.primary), 'AWS::EC2::SecurityGroupIngress'))
      .toEqual([expect.objectContaining({ GroupId: 'sg-0123456789abcdef0', CidrIp: '10.1.96.0/20', FromPort: 5432, ToPort: 5432 })]);
    expect(propertiesIn(dataOf(topology.secondary), 'AWS::EC2::SecurityGroupIngress')).toEqual([]);
  });
});

describe('NET-05: a database that is opened to every address', () => {
  test.each([['IPv4', ec2.Peer.anyIpv4(), true], ['IPv6', ec2.Peer.anyIpv6(), true], ['a subnet', ec2.Peer.ipv4('10.0.96.0/20'), false]])(
    'is warned of: %s', (_, peer, warned) => {
      const { database, topology } = mainDatabase();
      database.forRegion(topology.secondary).connections.allowDefaultPortFrom(peer);
      const annotations = Annotations.fromStack(dataOf(topology.secondary));
      const text = Match.stringLikeRegexp('The database in eu-central-1 admits every address.*crossRegionClients.*cdk-multi-region-dr:databaseOpenToEveryone');
      if (warned) {
        annotations.hasWarning('*', text);
      } else {
        annotations.hasNoWarning('*', text);
      }
    });
});
