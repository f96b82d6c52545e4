import { createHash } from 'crypto';
import { CfnOutput, Stack, Tags, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { readFromOtherRegion } from './cross-region-value';
import type { LinkEnd, LinkEnds } from './link-end';
import { PeeringProbe } from './peering-probe';
import { isLiteral } from './vpc-addresses';
import type { HealthSignal } from '../monitoring/health-signal';
import type { DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';

const DIGEST_LENGTH = 8;

/**
 * One peering connection, requested in the primary Region. CloudFormation accepts it by itself, the account being the same.
 * Each side's routes are in its own `link` stack: the secondary's need the connection's id, which needs the secondary's VPC.
 *
 * @returns what tells, in each Region, that the connection carries no traffic
 */
export function connectByPeering(network: Construct, topology: DrTopology, ends: LinkEnds): HealthSignal[] {
  const { primary, secondary } = ends;
  declareOrder(topology, ends);
  const primaryScope = topology._scope(network, 'network', primary.region, StackLayer.LINK);
  const secondaryScope = topology._scope(network, 'network', secondary.region, StackLayer.LINK);

  const peering = new ec2.CfnVPCPeeringConnection(primaryScope, `peering-${digestOf(ends)}`, {
    vpcId: primary.vpc.vpcId,
    peerVpcId: readFromOtherRegion(network, 'secondary', secondary.vpc.vpcId),
    peerRegion: secondary.region.name,
  });
  Tags.of(peering).add('Name', `${topology.applicationName}-${topology.environmentName}`);
  new CfnOutput(primaryScope, 'peering-connection-id', {
    value: peering.ref,
    description: `Peering connection between ${primary.region.name} and ${secondary.region.name}`,
  });

  addRoutes(network, primaryScope, primary, secondary, peering.ref);
  addRoutes(network, secondaryScope, secondary, primary, readFromOtherRegion(network, 'link', peering.ref));
  return [
    ...new PeeringProbe(network, { topology, own: primary, peer: secondary }).healthSignals(),
    ...new PeeringProbe(network, { topology, own: secondary, peer: primary }).healthSignals(),
  ];
}

/** Early, so that a sharing of stacks that cannot be deployed is refused with the name of the layer to separate. */
function declareOrder(topology: DrTopology, ends: LinkEnds): void {
  for (const { region, vpc, inFoundation } of [ends.secondary, ends.primary]) {
    const reason = `the peering connection names the VPC in ${region.name}`;
    if (inFoundation) {
      topology.deployBefore(region, StackLayer.FOUNDATION, topology.primary, StackLayer.LINK, reason);
    } else if (Token.isUnresolved(vpc.vpcId) && Stack.of(vpc) === region.stack(StackLayer.LINK)) {
      topology.deployBefore(region, StackLayer.LINK, topology.primary, StackLayer.LINK, reason);
    }
  }
  topology.deployBefore(topology.primary, StackLayer.LINK, topology.secondary, StackLayer.LINK,
    `the routes in ${topology.secondary.name} name the peering connection`);
}

/**
 * A digest of everything that replaces a VPC when it changes. As part of the connection's id it renews the templates that
 * read the VPC or the connection: the text of a weak reference stays the same when the value behind it does not, and a stack
 * whose template is unchanged is not updated. Nothing else may enter it, for two VPCs cannot have two connections at a time.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
 */
function digestOf(ends: LinkEnds): string {
  const identities = [ends.primary, ends.secondary].map(({ vpc }) => {
    const resource = vpc.node.defaultChild;
    const addresses = ec2.CfnVPC.isCfnVPC(resource) ? [resource.cidrBlock, resource.ipv4IpamPoolId, resource.ipv4NetmaskLength] : [];
    return Stack.of(vpc).resolve([vpc.vpcId, ...addresses]);
  });
  return createHash('sha256').update(JSON.stringify(identities)).digest('hex').slice(0, DIGEST_LENGTH);
}

/** Routes from every private and isolated table of one side to every block of the other. Public tables are left out. */
function addRoutes(network: Construct, scope: Construct, from: LinkEnd, to: LinkEnd, peeringId: string): void {
  const destinations = to.cidrBlocks.map(block => ({
    name: isLiteral(block) ? block : 'vpc',
    cidrBlock: readFromOtherRegion(network, to.region.role, block),
  }));
  for (const [tableId, subnet] of routeTablesOf(network, from)) {
    const tableName = isLiteral(tableId) ? tableId : subnet.node.id;
    for (const { name, cidrBlock } of destinations) {
      new ec2.CfnRoute(scope, `route-${tableName}-to-${name}`, {
        routeTableId: tableId,
        destinationCidrBlock: cidrBlock,
        vpcPeeringConnectionId: peeringId,
      });
    }
  }
}

/** Each table once, with one of its subnets. */
function routeTablesOf(network: Construct, { region, vpc }: LinkEnd): Map<string, ec2.ISubnet> {
  const subnets = [...vpc.privateSubnets, ...vpc.isolatedSubnets];
  const unknown = subnets.find(subnet => !subnet.routeTable.routeTableId);
  if (unknown) {
    refuse(network, {
      prop: region.role,
      value: `VPC "${vpc.node.path}"`,
      rule: `every private and isolated route table gets a route to the other Region, and the table of subnet "${unknown.node.id}" is not known`,
      remedy: 'Import the VPC with privateSubnetRouteTableIds and isolatedSubnetRouteTableIds, or with Vpc.fromLookup',
    });
  }
  if (subnets.length === 0) {
    refuse(network, {
      prop: region.role,
      value: `VPC "${vpc.node.path}"`,
      rule: 'only private and isolated subnets are linked, and this VPC has none that CDK knows of',
      remedy: 'Import the VPC with its private or isolated subnets, or leave the Regions unlinked: InterRegionLink.none()',
    });
  }
  return new Map(subnets.map(subnet => [subnet.routeTable.routeTableId, subnet]));
}
