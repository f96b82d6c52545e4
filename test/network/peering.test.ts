import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { createdNetwork, foundationOf, handedOver, linkOf, propertiesIn, readBy, referencesIn, resourcesIn, tablesOf } from './support';
import type { DrTopology } from '../../src';
import { MultiRegionNetwork } from '../../src/network';
import { createdTopology, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function ipam(ipv4IpamPoolId: string, ipv4NetmaskLength = 16) {
  return { ipAddresses: ec2.IpAddresses.awsIpamAllocation({ ipv4IpamPoolId, ipv4NetmaskLength, defaultSubnetIpv4NetmaskLength: 21 }) };
}

function peeringId(topology: DrTopology): string {
  const ids = Object.keys(resourcesIn(linkOf(topology.primary), 'AWS::EC2::VPCPeeringConnection'));
  expect(ids).toHaveLength(1);
  return ids[0];
}

describe('the peering connection', () => {
  test('NET-02: exactly one, requested in the primary link stack, with no accepter resource', () => {
    const { app, topology } = createdNetwork();

    expect(stacksOf(app).filter(stack => propertiesIn(stack, 'AWS::EC2::VPCPeeringConnection').length > 0)).toEqual([linkOf(topology.primary)]);
    const [peering] = propertiesIn(linkOf(topology.primary), 'AWS::EC2::VPCPeeringConnection');
    expect(peering).toEqual({ VpcId: expect.anything(), PeerVpcId: expect.anything(), PeerRegion: SECONDARY, Tags: expect.anything() });
    for (const [prop, region] of [['VpcId', topology.primary], ['PeerVpcId', topology.secondary]] as const) {
      expect(readBy(peering[prop], topology)).toEqual({
        stack: foundationOf(region).stackName,
        ref: Object.keys(resourcesIn(foundationOf(region), 'AWS::EC2::VPC'))[0],
      });
    }
    expect(stacksOf(app).flatMap(stack => Object.keys(templateOf(stack).toJSON().Resources)).filter(id => /accept/i.test(id))).toEqual([]);
  });

  test('NET-03, OPS-14: every private and isolated route table of both VPCs has a route to the other VPC, and no other table', () => {
    const { topology } = createdNetwork();

    for (const [region, destination] of [[topology.primary, '10.1.0.0/16'], [topology.secondary, '10.0.0.0/16']] as const) {
      const routes = propertiesIn(linkOf(region), 'AWS::EC2::Route');
      expect(routes.map(route => readBy(route.RouteTableId, topology).ref).sort()).toEqual(tablesOf(region, 'private', 'isolated').sort());
      expect(routes).toHaveLength(6);
      expect(routes.map(route => route.DestinationCidrBlock)).toEqual(Array(6).fill(destination));
      expect(propertiesIn(foundationOf(region), 'AWS::EC2::Route').filter(route => route.VpcPeeringConnectionId)).toEqual([]);
    }
  });

  test('NET-04: every route names the connection, and each stack waits for what it names', () => {
    const { app, topology } = createdNetwork();
    const id = peeringId(topology);

    expect(propertiesIn(linkOf(topology.primary), 'AWS::EC2::Route').map(route => route.VpcPeeringConnectionId)).toEqual(Array(6).fill({ Ref: id }));
    expect(propertiesIn(linkOf(topology.secondary), 'AWS::EC2::Route').map(route => readBy(route.VpcPeeringConnectionId, topology)))
      .toEqual(Array(6).fill({ stack: linkOf(topology.primary).stackName, ref: id }));
    expect(linkOf(topology.primary).dependencies).toEqual(expect.arrayContaining(topology.regions.map(foundationOf)));
    expect(linkOf(topology.secondary).dependencies).toContain(linkOf(topology.primary));
    expect(() => app.synth()).not.toThrow();
  });

  test('NET-03: a block that AWS assigns is read from the other Region', () => {
    const { topology } = createdNetwork({ secondary: ipam('ipam-pool-1') });

    const [route] = propertiesIn(linkOf(topology.primary), 'AWS::EC2::Route');
    expect(route.DestinationCidrBlock['Fn::GetStackOutput']).toMatchObject({ Region: SECONDARY, OutputName: expect.stringContaining('CidrBlock') });
    expect(propertiesIn(linkOf(topology.secondary), 'AWS::EC2::Route')[0].DestinationCidrBlock).toBe('10.0.0.0/16');
  });

  test('NET-04: a connection is renewed when a VPC is, so that the templates that read it are deployed again', () => {
    const idWith = (options: object) => peeringId(createdNetwork(options).topology);
    const original = idWith({});

    expect(idWith({ secondary: { cidr: '10.2.0.0/16' } })).not.toBe(original);
    expect(idWith({ primary: { cidr: '10.3.0.0/16' } })).not.toBe(original);
    expect(idWith({ primary: ipam('ipam-pool-1') })).not.toBe(original);
    expect(idWith({ primary: ipam('ipam-pool-1') })).not.toBe(idWith({ primary: ipam('ipam-pool-2') }));
    expect(idWith({ primary: ipam('ipam-pool-1') })).not.toBe(idWith({ primary: ipam('ipam-pool-1', 17) }));
  });

  test('NET-04: a connection stays when its VPCs do, for two VPCs cannot have two', () => {
    const idWith = (options: object) => peeringId(createdNetwork(options).topology);

    expect(idWith({ maxAzs: 2, interfaceEndpoints: [ec2.InterfaceVpcEndpointAwsService.SQS], restrictDefaultSecurityGroup: false })).toBe(idWith({}));
  });

  test('the ids of routes depend on their tables and destinations alone', () => {
    const routesWith = (options: object) => Object.keys(resourcesIn(linkOf(createdNetwork(options).topology.secondary), 'AWS::EC2::Route'));

    expect(routesWith({})).toEqual(expect.arrayContaining(routesWith({ maxAzs: 2 })));
    expect(routesWith({ secondary: { cidr: '10.2.0.0/16' } })).toEqual(routesWith({}));
  });
});

describe('in stacks that the consumer owns', () => {
  test('NET-04: one stack per Region is refused with the layer to separate', () => {
    const app = testApp();

    expect(() => new MultiRegionNetwork(app, 'network', { topology: handedOver(app, []) })).toThrow(
      /\[Payments\] secondary\.link: stack "primary" must be deployed before stack "secondary" \(the routes in eu-central-1 name the peering connection\).*secondary: \{ foundation, link: ownStack \}/);
  });

  test('NET-04: a link stack of the primary Region alone does not help', () => {
    const app = testApp();

    expect(() => new MultiRegionNetwork(app, 'network', { topology: handedOver(app, ['primary']) })).toThrow(/secondary\.link: stack "primary-link" must/);
  });

  test.each([[undefined], ['strong'], ['weak'], ['both']])(
    'NET-02, NET-03: only the link stacks read the other Region, weakly, where the app prefers %s references', strength => {
      const app = testApp(strength ? { '@aws-cdk/core:defaultCrossStackReferences': strength } : {});
      const topology = handedOver(app, ['primary', 'secondary']);
      new MultiRegionNetwork(app, 'network', { topology });

      for (const region of topology.regions) {
        expect(referencesIn(foundationOf(region))).toEqual([]);
        expect(referencesIn(linkOf(region))).not.toContain('ExportReader');
        expect(propertiesIn(linkOf(region), 'AWS::EC2::Route')).toHaveLength(6);
      }
      expect(stacksOf(app).filter(stack => propertiesIn(stack, 'Custom::CrossRegionExportWriter').length > 0)).toEqual([]);
      const [peering] = propertiesIn(linkOf(topology.primary), 'AWS::EC2::VPCPeeringConnection');
      expect(peering.PeerVpcId['Fn::GetStackOutput']).toMatchObject({ StackName: 'secondary', Region: SECONDARY });
      expect(readBy(propertiesIn(linkOf(topology.secondary), 'AWS::EC2::Route')[0].VpcPeeringConnectionId, topology).ref).toBe(peeringId(topology));
    });
});

test('two networks of one topology do not meet', () => {
  const app = testApp();
  const topology = createdTopology(app);
  new MultiRegionNetwork(app, 'network', { topology });
  new MultiRegionNetwork(app, 'partners', { topology, primary: { cidr: '10.8.0.0/16' }, secondary: { cidr: '10.9.0.0/16' } });

  expect(propertiesIn(linkOf(topology.primary), 'AWS::EC2::VPCPeeringConnection')).toHaveLength(2);
  expect(propertiesIn(foundationOf(topology.secondary), 'AWS::EC2::VPC').map(vpc => vpc.CidrBlock)).toEqual(['10.1.0.0/16', '10.9.0.0/16']);
});
