import { Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Fixture } from './fixture';
import { dataOf, mainDatabase, propertiesIn } from './fixture';
import type { CrossRegionClients, GlobalAuroraDatabaseOptions } from '../../src/database';
import { ExistingDatabase, DatabaseEngine } from '../../src/database';
import { InterRegionLink, MultiRegionNetwork } from '../../src/network';
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
      expect(rule).toMatchObject({ Description: expect.not.stringMatching(/^from /), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 });
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
      clusterResourceIdentifier: `cluster-${region.toUpperCase().replace(/-/g, '')}`,
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

describe('NET-05: a database that is opened by address', () => {
  const INSTEAD = 'Admit the security groups of its clients instead, and those in the other Region by crossRegionClients\\.';
  const EVERYONE = 'databaseOpenToEveryone';
  const BY_ADDRESS = 'databaseOpenByAddress';

  test.each<[string, (stack: Stack) => ec2.IConnectable, string, string]>([
    ['every IPv4 address', () => ec2.Peer.anyIpv4(), 'every address that can route to it', EVERYONE],
    ['every IPv6 address', () => ec2.Peer.anyIpv6(), 'every address that can route to it', EVERYONE],
    ['every address, written out', () => ec2.Peer.ipv4('0.0.0.0/0'), 'every address that can route to it', EVERYONE],
    ['a subnet', () => ec2.Peer.ipv4('10.0.96.0/20'), '10\\.0\\.96\\.0/20, whoever is there', BY_ADDRESS],
    ['an IPv6 block', () => ec2.Peer.ipv6('2001:db8::/64'), '2001:db8::/64, whoever is there', BY_ADDRESS],
    ['a block that is known after deployment', () => ec2.Peer.ipv4(Lazy.string({ produce: () => '10.0.96.0/20' })),
      'addresses that are known after deployment, whoever is there', BY_ADDRESS],
    ['a prefix list', () => ec2.Peer.prefixList('pl-0123456789abcdef0'), 'pl-0123456789abcdef0, whoever is there', BY_ADDRESS],
    ['a construct that stands for addresses', () => ({ connections: new ec2.Connections({ peer: ec2.Peer.ipv4('10.0.96.0/20') }) }),
      'addresses, whoever is there', BY_ADDRESS],
  ])('is warned of: %s', (_, peer, admitted, id) => {
    const { database, topology } = mainDatabase();
    const stack = dataOf(topology.secondary);
    database.forRegion(topology.secondary).connections.allowDefaultPortFrom(peer(stack));
    const found = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
    expect(found.map(({ entry }) => entry.data)).toEqual([
      expect.stringMatching(new RegExp(`^The database in eu-central-1 admits ${admitted}\\. ${INSTEAD}.*cdk-multi-region-dr:${id}\\]$`)),
    ]);
  });

  test.each<[string, (stack: Stack) => ec2.IConnectable]>([
    ['a security group', stack => ec2.SecurityGroup.fromSecurityGroupId(stack, 'client', 'sg-0123456789abcdef0')],
    ['the id of a security group', () => ec2.Peer.securityGroupId('sg-0123456789abcdef0')],
  ])('is not warned of: %s', (_, peer) => {
    const { database, topology } = mainDatabase();
    database.forRegion(topology.secondary).connections.allowDefaultPortFrom(peer(dataOf(topology.secondary)));
    Annotations.fromStack(dataOf(topology.secondary)).hasNoWarning('*', Match.anyValue());
  });

  test('clients that crossRegionClients names are not warned of', () => {
    const { topology } = withClients({ crossRegionClients: { fromSecondary: ['10.1.96.0/20'] } });
    Annotations.fromStack(dataOf(topology.primary)).hasNoWarning('*', Match.anyValue());
  });
});

describe('NET-05: a client that is admitted to another port than the database listens on', () => {
  const warningsOf = (port: ec2.Port, options: GlobalAuroraDatabaseOptions = {}) => {
    const fixture = mainDatabase(options);
    const { primary } = fixture.topology;
    const client = new ec2.SecurityGroup(new Stack(fixture.app, 'Team', { env: primary.env }), 'Client', { vpc: fixture.network.vpc(primary) });
    fixture.database.forRegion(primary).connections.allowFrom(client, port);
    return Annotations.fromStack(dataOf(primary)).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
  };
  const unknown = ec2.Port.tcp(Lazy.number({ produce: () => 5432 }));

  test.each([[ec2.Port.allTraffic(), 'ALL TRAFFIC'], [ec2.Port.tcpRange(5432, 5439), '5432-5439'], [ec2.Port.udp(5432), 'UDP 5432']])('is warned of: %s', (port, named) => {
    expect(warningsOf(port)).toEqual([expect.stringMatching(
      new RegExp(`^Clients of the database in eu-west-1 are admitted to port ${named}\\. It listens on 5432, .*cdk-multi-region-dr:databaseOpenOnOtherPorts\\]$`))]);
  });

  test('is not warned of where both are the same, or one of them is known after deployment', () => {
    expect(warningsOf(ec2.Port.POSTGRES)).toEqual([]);
    expect(warningsOf(unknown)).toEqual([]);
    expect(warningsOf(ec2.Port.tcp(5432), { port: Lazy.number({ produce: () => 5432 }) })).toEqual([]);
  });
});

describe('NET-05: clients of the other Region without a link of the library', () => {
  const WARNING = Match.stringLikeRegexp('network "network" has InterRegionLink\\.none\\(\\).*cdk-multi-region-dr:crossRegionClientsWithoutLink');
  const linked = (link: InterRegionLink, options: GlobalAuroraDatabaseOptions) => {
    const app = testApp();
    const topology = createdTopology(app);
    mainDatabase(options, app, topology, new MultiRegionNetwork(app, 'network', { topology, link }));
    return Annotations.fromStack(dataOf(topology.primary));
  };

  test.each<[string, CrossRegionClients]>([['home', { fromPrimary: ['10.0.96.0/20'] }], ['standby', { fromSecondary: ['10.1.96.0/20'] }]])(
    'are warned of, from the %s Region', (_, crossRegionClients) => {
      linked(InterRegionLink.none(), { crossRegionClients }).hasWarning('*', WARNING);
      linked(InterRegionLink.peering(), { crossRegionClients }).hasNoWarning('*', WARNING);
    });

  test('are not warned of where there are none, or the VPCs are a team\'s', () => {
    linked(InterRegionLink.none(), {}).hasNoWarning('*', WARNING);
    const { topology } = mainDatabase({ crossRegionClients: { fromSecondary: ['172.16.96.0/20'] } });
    Annotations.fromStack(dataOf(topology.primary)).hasNoWarning('*', WARNING);
  });
});
