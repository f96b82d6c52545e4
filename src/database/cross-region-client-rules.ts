import { Annotations, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import type { CrossRegionClients } from './cross-region-clients';
import type { IMultiRegionNetwork } from '../network';
import { MultiRegionNetwork } from '../network';
import type { CidrRange } from '../network/cidr';
import { cidrContains, parseCidr } from '../network/cidr';
import type { DrRegion, DrTopology } from '../topology';
import { RegionRole } from '../topology';
import { refuse } from '../topology/configuration-error';

/** The largest VPC has a /16: a block with this prefix or a shorter one is a whole VPC, or more. */
const LARGEST_VPC_PREFIX = 16;
const REMEDY = 'Name the blocks of the subnets that the clients live in, for example "10.1.96.0/20"';

/** Admits the clients in the other Region's VPC to the cluster of a Region. */
export function admitCrossRegionClients(region: DrRegion, cluster: ec2.Connections, clients: CrossRegionClients): void {
  for (const block of blocksFor(region, clients)) {
    // Not through its connections, which warn of addresses: these were checked.
    for (const securityGroup of cluster.securityGroups) {
      securityGroup.addIngressRule(ec2.Peer.ipv4(block), cluster.defaultPort!, `clients in ${region.peer.name}, ${block}`);
    }
  }
}

/**
 * Warns of clients that the library knows no way for. There may be one: a link of the team's own is declared as none.
 *
 * @param scope a construct below a stack: CDK prints no warning of another
 */
export function warnOfMissingLink(scope: IConstruct, network: IMultiRegionNetwork, clients: CrossRegionClients): void {
  const { fromPrimary = [], fromSecondary = [] } = clients;
  if (network instanceof MultiRegionNetwork && !network.link._connects && fromPrimary.length + fromSecondary.length > 0) {
    Annotations.of(scope).addWarningV2('cdk-multi-region-dr:crossRegionClientsWithoutLink',
      `crossRegionClients admits clients of the other Region, and network "${network.node.path}" has InterRegionLink.none(): they reach the `
      + 'database only over a link and routes of your own. Choose InterRegionLink.peering(), or leave crossRegionClients out.');
  }
}

/** Refuses what is not the address block of some subnets of the other Region's VPC. */
export function validateCrossRegionClients(scope: IConstruct, topology: DrTopology, network: IMultiRegionNetwork, clients: CrossRegionClients): void {
  for (const region of topology.regions) {
    const vpcBlocks = network.cidrBlocks(region.peer).map(parseCidr).filter(isRange);
    for (const block of blocksFor(region, clients)) {
      const broken = brokenRule(block, region, vpcBlocks);
      if (broken) {
        refuse(scope, { prop: `crossRegionClients.${propFor(region)}`, value: quoted(block), rule: broken, remedy: REMEDY });
      }
    }
  }
}

/** The blocks in the other Region's VPC whose clients reach the cluster of a Region. */
function blocksFor(region: DrRegion, clients: CrossRegionClients): string[] {
  return clients[propFor(region)] ?? [];
}

function brokenRule(block: string, region: DrRegion, vpcBlocks: CidrRange[]): string | undefined {
  if (Token.isUnresolved(block)) {
    return `the stack of ${region.name} cannot read a value of ${region.peer.name}: the block must be known at synthesis`;
  }
  const range = parseCidr(block);
  if (!range) {
    return 'this is not an IPv4 CIDR block';
  }
  if (range.prefix <= LARGEST_VPC_PREFIX || vpcBlocks.some(vpc => cidrContains(range, vpc))) {
    return `it holds a whole VPC or more, and the database is for named subnets of the VPC in ${region.peer.name}`;
  }
  if (vpcBlocks.length > 0 && !vpcBlocks.some(vpc => cidrContains(vpc, range))) {
    return `it is outside of the VPC in ${region.peer.name}`;
  }
  return undefined;
}

function propFor(region: DrRegion): keyof CrossRegionClients {
  return region.peer.role === RegionRole.PRIMARY ? 'fromPrimary' : 'fromSecondary';
}

function isRange(range: CidrRange | undefined): range is CidrRange {
  return range !== undefined;
}

function quoted(block: string): string {
  return Token.isUnresolved(block) ? 'not known at synthesis' : `"${block}"`;
}
