import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { createdNetwork, foundationOf, propertiesIn, referencesIn, resourcesIn, tablesOf } from './support';
import type { DrTopology } from '../../src';
import { InterRegionLink, MultiRegionNetwork } from '../../src/network';
import { createdTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const DECISION = join(__dirname, '..', '..', 'docs', 'adr', '0013-the-regions-are-connected-by-peering-or-not-at-all.md');

function connectionsOf(topology: DrTopology): object[] {
  return stacksOf(topology.node.root).flatMap(stack => propertiesIn(stack, 'AWS::EC2::VPCPeeringConnection'));
}

describe('the choice of connection', () => {
  test('NET-10: peering is the default and can be asked for', () => {
    for (const options of [{}, { link: InterRegionLink.peering() }]) {
      const { topology, network } = createdNetwork(options);
      expect(network.link.kind).toBe('peering');
      expect(connectionsOf(topology)).toHaveLength(1);
    }
  });

  test('NET-10: none connects nothing and makes no link stack', () => {
    const { app, network } = createdNetwork({ link: InterRegionLink.none() });

    expect(network.link.kind).toBe('none');
    expect(stacksOf(app).map(stack => stack.stackName)).toEqual([
      `Payments-test-foundation-${PRIMARY}`, `Payments-test-foundation-${SECONDARY}`,
    ]);
    expect(stacksOf(app).flatMap(stack => propertiesIn(stack, 'AWS::EC2::Route')).filter(route => route.VpcPeeringConnectionId)).toEqual([]);
  });
});

describe('a Transit Gateway', () => {
  test.each<[unknown, string]>([
    ['TRANSIT_GATEWAY', '"TRANSIT_GATEWAY"'],
    [{ kind: 'transit-gateway' }, 'a value of type object'],
  ])('NET-10: link %j, which only a caller without types can give, is refused with what there is', (given, value) => {
    const link = given as InterRegionLink;
    const message = `[network] link = ${value}: the Regions are connected by VPC peering or not at all; `
      + 'CloudFormation cannot accept the peering of Transit Gateways. Write InterRegionLink.peering(), or InterRegionLink.none() and ';
    const app = testApp();
    const imported = (region: string) => ec2.Vpc.fromVpcAttributes(ownStack(app, region, region), 'vpc', {
      vpcId: 'vpc-1', availabilityZones: [`${region}a`],
    });

    expect(() => createdNetwork({ link })).toThrow(message);
    expect(() => MultiRegionNetwork.fromVpcs(app, 'network', {
      topology: createdTopology(app), primary: imported(PRIMARY), secondary: imported(SECONDARY), link,
    })).toThrow(message);
  });

  test('NET-10: a decision record says why there is none, and what to do with one of your own', () => {
    expect(existsSync(DECISION)).toBe(true);
    const record = readFileSync(DECISION, 'utf8');
    for (const subject of ['InterRegionLink.peering()', 'InterRegionLink.none()', 'accept', 'static routes', 'per attachment and hour and per GB']) {
      expect(record).toContain(subject);
    }
  });

  test('NET-10: one of your own is attached and routed in your own stacks, which need nothing of the other Region', () => {
    const { app, topology, network } = createdNetwork({ link: InterRegionLink.none() });
    const untouched = createdNetwork({ link: InterRegionLink.none() }).topology;
    const stacks = topology.regions.map(region => {
      const stack = ownStack(app, `transit-${region.role}`, region.name);
      const vpc = network.vpc(region);
      const attachment = new ec2.CfnTransitGatewayAttachment(stack, 'attachment', {
        transitGatewayId: `tgw-${region.role}`,
        vpcId: vpc.vpcId,
        subnetIds: vpc.privateSubnets.map(subnet => subnet.subnetId),
      });
      for (const subnet of [...vpc.privateSubnets, ...vpc.isolatedSubnets]) {
        for (const destinationCidrBlock of network.cidrBlocks(region.peer)) {
          new ec2.CfnRoute(stack, `${subnet.node.id}-to-${destinationCidrBlock}`, {
            routeTableId: subnet.routeTable.routeTableId, destinationCidrBlock, transitGatewayId: `tgw-${region.role}`,
          }).addDependency(attachment);
        }
      }
      return stack;
    });

    for (const [index, region] of topology.regions.entries()) {
      const routes = propertiesIn(stacks[index], 'AWS::EC2::Route');
      const tables = routes.map(route => route.RouteTableId['Fn::ImportValue']).sort();
      expect(new Set(tables).size).toBe(6);
      for (const table of tablesOf(region, 'private', 'isolated')) {
        expect(tables.filter(name => name.includes(table))).toHaveLength(1);
      }
      expect(routes.map(route => route.DestinationCidrBlock)).toEqual(Array(6).fill(region === topology.primary ? '10.1.0.0/16' : '10.0.0.0/16'));
      expect(referencesIn(stacks[index])).toEqual(['Fn::ImportValue']);
      expect(JSON.stringify(templateOf(stacks[index]).toJSON())).not.toContain(region.peer.name);
      expect(resourcesIn(foundationOf(region), 'AWS::EC2::Route')).toEqual(resourcesIn(foundationOf(untouched.regions[index]), 'AWS::EC2::Route'));
    }
    expect(() => app.synth()).not.toThrow();
  });
});
