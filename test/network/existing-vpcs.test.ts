import type { App } from 'aws-cdk-lib';
import { CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { foundationOf, handedOver, linkOf, propertiesIn, readBy, referencesIn, resourcesIn } from './support';
import type { DrTopology } from '../../src';
import type { ExistingVpcsProps } from '../../src/network';
import { InterRegionLink, MultiRegionNetwork } from '../../src/network';
import { createdTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const link = InterRegionLink.peering();

function ownVpc(app: App, id: string, region: string, cidr: string): ec2.Vpc {
  return new ec2.Vpc(ownStack(app, id, region), 'vpc', { ipAddresses: ec2.IpAddresses.cidr(cidr), maxAzs: 2 });
}

function imported(app: App, id: string, region: string, attributes: Partial<ec2.VpcAttributes> = {}): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(ownStack(app, id, region), 'vpc', {
    vpcId: `vpc-${id}`,
    vpcCidrBlock: region === PRIMARY ? '10.0.0.0/16' : '10.1.0.0/16',
    availabilityZones: [`${region}a`, `${region}b`],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
    privateSubnetRouteTableIds: [`rtb-${id}-1`, `rtb-${id}-2`],
    ...attributes,
  });
}

/** A network of a VPC in each Region, over stacks that its topology creates. */
function networkOf(app: App, props: Omit<ExistingVpcsProps, 'topology'>) {
  const topology = createdTopology(app);
  return { topology, network: MultiRegionNetwork.fromVpcs(app, 'network', { topology, ...props }) };
}

function destinationsIn(topology: DrTopology, region: 'primary' | 'secondary') {
  return propertiesIn(linkOf(topology[region]), 'AWS::EC2::Route').map(route => route.DestinationCidrBlock);
}

describe('existing VPCs', () => {
  test('are handed out per Region, and nothing is added to them', () => {
    const app = testApp();
    const [primary, secondary] = [ownVpc(app, 'A', PRIMARY, '10.0.0.0/16'), ownVpc(app, 'B', SECONDARY, '10.1.0.0/16')];
    const before = [primary, secondary].map(vpc => templateOf(Stack.of(vpc)).toJSON());
    const fresh = testApp();
    const { topology, network } = networkOf(fresh, {
      primary: ownVpc(fresh, 'A', PRIMARY, '10.0.0.0/16'), secondary: ownVpc(fresh, 'B', SECONDARY, '10.1.0.0/16'),
    });

    expect(network.topology).toBe(topology);
    expect(network.link.kind).toBe('none');
    expect(topology.regions.map(region => templateOf(Stack.of(network.vpc(region))).toJSON())).toEqual(before);
    expect(topology.regions.map(region => network.cidrBlocks(region))).toEqual([['10.0.0.0/16'], ['10.1.0.0/16']]);
    expect(stacksOf(fresh)).toHaveLength(2);
  });

  test('NET-02, NET-03: of the app are peered and routed, with all blocks that their stacks associate', () => {
    const app = testApp();
    const [primary, secondary] = [ownVpc(app, 'A', PRIMARY, '10.0.0.0/16'), ownVpc(app, 'B', SECONDARY, '10.1.0.0/16')];
    new ec2.CfnVPCCidrBlock(Stack.of(secondary), 'more', { vpcId: secondary.vpcId, cidrBlock: '10.2.0.0/20' });
    new ec2.CfnVPCCidrBlock(Stack.of(secondary), 'six', { vpcId: secondary.vpcId, amazonProvidedIpv6CidrBlock: true });
    new ec2.CfnVPCCidrBlock(Stack.of(secondary), 'others', { vpcId: 'vpc-1', cidrBlock: '10.3.0.0/20' });
    const { topology } = networkOf(app, { primary, secondary, link });

    expect(destinationsIn(topology, 'primary')).toEqual(['10.1.0.0/16', '10.2.0.0/20', '10.1.0.0/16', '10.2.0.0/20']);
    expect(destinationsIn(topology, 'secondary')).toEqual(['10.0.0.0/16', '10.0.0.0/16']);
    const [peering] = propertiesIn(linkOf(topology.primary), 'AWS::EC2::VPCPeeringConnection');
    expect(readBy(peering.PeerVpcId, topology).stack).toBe('B');
    expect([primary, secondary].flatMap(vpc => referencesIn(Stack.of(vpc)))).toEqual([]);
    expect(linkOf(topology.primary).dependencies).toEqual(expect.arrayContaining([Stack.of(primary), Stack.of(secondary)]));
  });

  test('NET-02, NET-03: imported are peered and routed by their literal ids', () => {
    const app = testApp();
    const { topology } = networkOf(app, { primary: imported(app, 'a', PRIMARY), secondary: imported(app, 'b', SECONDARY), link });

    const [peering] = propertiesIn(linkOf(topology.primary), 'AWS::EC2::VPCPeeringConnection');
    expect([peering.VpcId, peering.PeerVpcId]).toEqual(['vpc-a', 'vpc-b']);
    expect(propertiesIn(linkOf(topology.secondary), 'AWS::EC2::Route').map(route => route.RouteTableId)).toEqual(['rtb-b-1', 'rtb-b-2']);
    expect(referencesIn(linkOf(topology.primary))).toEqual([]);
  });

  test('NET-03: a table that subnets share gets one route, whose id does not depend on the order of subnets', () => {
    const routesWith = (tables: string[]) => {
      const app = testApp();
      const secondary = imported(app, 'b', SECONDARY, { privateSubnetRouteTableIds: tables });
      return resourcesIn(linkOf(networkOf(app, { primary: imported(app, 'a', PRIMARY), secondary, link }).topology.secondary), 'AWS::EC2::Route');
    };

    expect(Object.keys(routesWith(['rtb-1', 'rtb-1']))).toHaveLength(1);
    expect(routesWith(['rtb-2', 'rtb-1'])).toEqual(routesWith(['rtb-1', 'rtb-2']));
  });

  test('NET-03: blocks that CDK cannot see are props', () => {
    const app = testApp();
    const { topology, network } = networkOf(app, {
      primary: imported(app, 'a', PRIMARY, { vpcCidrBlock: undefined }),
      primaryCidrBlocks: ['10.8.0.0/16', '100.64.0.0/16'],
      secondary: imported(app, 'b', SECONDARY),
      secondaryCidrBlocks: ['10.9.0.0/16'],
      link,
    });

    expect(destinationsIn(topology, 'secondary')).toEqual(['10.8.0.0/16', '100.64.0.0/16', '10.8.0.0/16', '100.64.0.0/16']);
    expect(network.cidrBlocks(topology.secondary)).toEqual(['10.9.0.0/16']);
  });

  test('that CDK is yet to look up synthesise, since their addresses are not known before the second synthesis', () => {
    const app = testApp();
    const lookup = (id: string, region: string) => ec2.Vpc.fromLookup(ownStack(app, id, region), 'vpc', { vpcName: id });
    const { topology } = networkOf(app, { primary: lookup('A', PRIMARY), secondary: lookup('B', SECONDARY), link });

    expect(propertiesIn(linkOf(topology.secondary), 'AWS::EC2::Route').length).toBeGreaterThan(0);
  });

  test('NET-04: in stacks that the consumer hands over, the routes of the secondary Region need a stack of their own', () => {
    const inHandedOverStacks = (linked: string[]) => {
      const app = testApp();
      const topology = handedOver(app, linked);
      const [primary, secondary] = topology.regions.map((region, i) => new ec2.Vpc(foundationOf(region), 'vpc', {
        ipAddresses: ec2.IpAddresses.cidr(`10.${i}.0.0/16`),
      }));
      MultiRegionNetwork.fromVpcs(app, 'network', { topology, primary, secondary, link });
      return topology;
    };

    expect(() => inHandedOverStacks([])).toThrow(
      /\[Payments\] secondary\.link: stack "primary" must be deployed before stack "secondary".*the peering connection names the VPC in eu-central-1/);
    const topology = inHandedOverStacks(['secondary']);
    expect(propertiesIn(linkOf(topology.secondary), 'AWS::EC2::Route').length).toBeGreaterThan(0);
    expect(referencesIn(foundationOf(topology.primary))).toEqual(['Fn::GetStackOutput']);
  });

  test('NET-04: imported, they need no more than the two stacks', () => {
    const app = testApp();
    const topology = handedOver(app, []);
    MultiRegionNetwork.fromVpcs(app, 'network', { topology, primary: imported(app, 'a', PRIMARY), secondary: imported(app, 'b', SECONDARY), link });

    expect(referencesIn(foundationOf(topology.primary))).toEqual([]);
    expect(referencesIn(foundationOf(topology.secondary))).toEqual(['Fn::GetStackOutput']);
  });
});

describe('existing VPCs that cannot be used', () => {
  const parameterVpc = (app: App) => {
    const stack = ownStack(app, 'parameter', SECONDARY);
    return imported(app, 'b', SECONDARY, { vpcCidrBlock: '10.1.0.0/16', vpcId: new CfnParameter(stack, 'id').valueAsString });
  };
  const nestedVpc = (app: App) => new ec2.Vpc(new NestedStack(ownStack(app, 'parent', SECONDARY), 'nested'), 'vpc', {
    ipAddresses: ec2.IpAddresses.cidr('10.1.0.0/16'),
  });

  test.each<[string, (app: App) => Partial<ExistingVpcsProps>, RegExp]>([
    ['of another account', app => ({
      secondary: ec2.Vpc.fromVpcAttributes(new Stack(app, 'theirs', { env: { account: '222222222222', region: SECONDARY } }), 'vpc', {
        vpcId: 'vpc-theirs', availabilityZones: [`${SECONDARY}a`],
      }),
    }), /^\[network\] secondary = VPC "theirs\/vpc" in account 222222222222: the topology is in account 111111111111/],
    ['in the wrong Region', app => ({ secondary: imported(app, 'b', PRIMARY) }),
      /^\[network\] secondary = VPC "b\/vpc" in eu-west-1: the secondary Region of the topology is eu-central-1\. Give a VPC of a stack with env\.region "eu-central-1"/],
    ['in no Region', app => ({ primary: new ec2.Vpc(new Stack(app, 'agnostic'), 'vpc') }), /primary = VPC "agnostic\/vpc" in \(not set\)/],
    ['of unknown blocks', app => ({ secondary: imported(app, 'b', SECONDARY, { vpcCidrBlock: undefined }) }),
      /secondaryCidrBlocks: the other Region routes to the addresses of VPC "b\/vpc", which are not known\. Give secondaryCidrBlocks/],
    ['of malformed blocks', () => ({ primaryCidrBlocks: ['10.0.0.0'] }), /primaryCidrBlocks = "10\.0\.0\.0": this is not an IPv4 CIDR block/],
    ['of unknown route tables', app => ({ secondary: imported(app, 'b', SECONDARY, { privateSubnetRouteTableIds: undefined }) }),
      /secondary = VPC "b\/vpc": .* the table of subnet "PrivateSubnet1" is not known\. Import the VPC with privateSubnetRouteTableIds/],
    ['of public subnets only', app => ({ secondary: imported(app, 'b', SECONDARY, { privateSubnetIds: [], privateSubnetRouteTableIds: [] }) }),
      /secondary = VPC "b\/vpc": only private and isolated subnets are linked/],
    ['with an id that only their Region knows', app => ({ secondary: imported(app, 'b', SECONDARY, { vpcId: Fn.importValue('vpc') }) }),
      /secondary = .*: the other Region cannot read the value.* Import the VPC with literal ids/],
    ['in a nested stack', app => ({ secondary: nestedVpc(app) }), /secondary = "parent\/nested\/vpc\/Resource": the outputs of a nested stack/],
  ])('%s are refused when linked', (_case, propsOf, message) => {
    const app = testApp();
    const given = propsOf(app);
    const props = { primary: given.primary ?? imported(app, 'a', PRIMARY), secondary: given.secondary ?? imported(app, 'b', SECONDARY), ...given };

    expect(() => networkOf(app, { ...props, link })).toThrow(message);
  });

  test.each<[string, string[], string[], RegExp]>([
    ['one of either', ['10.0.0.0/16'], ['10.0.4.0/22'], /secondaryCidrBlocks = "10\.0\.4\.0\/22": it overlaps primaryCidrBlocks = "10\.0\.0\.0\/16"/],
    ['the second block of the secondary VPC', ['10.0.0.0/16'], ['10.1.0.0/16', '10.0.4.0/22'],
      /secondaryCidrBlocks = "10\.0\.4\.0\/22": it overlaps primaryCidrBlocks = "10\.0\.0\.0\/16"/],
    ['the second block of the primary VPC', ['10.0.0.0/16', '10.1.4.0/22'], ['10.1.0.0/16'],
      /secondaryCidrBlocks = "10\.1\.0\.0\/16": it overlaps primaryCidrBlocks = "10\.1\.4\.0\/22"/],
  ])('NET-01: existing VPCs are not linked when a block of theirs overlaps: %s', (_case, primaryCidrBlocks, secondaryCidrBlocks, message) => {
    const app = testApp();
    const vpcs = { primary: imported(app, 'a', PRIMARY), secondary: imported(app, 'b', SECONDARY) };

    expect(() => networkOf(app, { ...vpcs, primaryCidrBlocks, secondaryCidrBlocks, link })).toThrow(message);
  });

  test('what only a link needs is not asked of VPCs that are not linked', () => {
    const app = testApp();

    expect(() => networkOf(app, {
      primary: imported(app, 'a', PRIMARY, { vpcCidrBlock: undefined, privateSubnetRouteTableIds: undefined }),
      secondary: imported(app, 'b', SECONDARY, { vpcCidrBlock: '10.0.0.0/16', vpcId: Fn.importValue('vpc') }),
    })).not.toThrow();
  });

  test('an id that is a parameter of a stack is read from the outputs of that stack', () => {
    const app = testApp();
    const { topology } = networkOf(app, { primary: imported(app, 'a', PRIMARY), secondary: parameterVpc(app), link });

    const [peering] = propertiesIn(linkOf(topology.primary), 'AWS::EC2::VPCPeeringConnection');
    expect(peering.PeerVpcId['Fn::GetStackOutput'].StackName).toBe('parameter');
  });
});
