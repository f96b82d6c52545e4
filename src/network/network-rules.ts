import { Annotations } from 'aws-cdk-lib';
import type { IIpAddresses, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { cidrsOverlap, formatCidr, parseCidr } from './cidr';
import { InterRegionLink } from './inter-region-link';
import type { LinkEnd, LinkEnds } from './link-end';
import type { NatStrategy } from './nat-strategy';
import { SUBNET_BITS, SubnetLayout } from './subnet-layout';
import { isLiteral, isPendingLookup } from './vpc-addresses';
import type { DrRegion } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

const VPC_PREFIX = { largest: 16, smallest: 28 };
const MIN_ZONES = 2;
const MAX_ZONES = 3;

/** Divides a literal block into subnets. */
export function layoutOf(scope: Construct, prop: string, cidr: string): IIpAddresses {
  const remedy = 'Write a block such as "10.0.0.0/16"; for a block that AWS assigns, give ipAddresses instead';
  if (!isLiteral(cidr)) {
    refuse(scope, { prop, value: 'not known at synthesis', rule: 'the block is divided into subnets at synthesis', remedy });
  }
  const value = `"${cidr}"`;
  const range = parseCidr(cidr);
  if (!range) {
    refuse(scope, { prop, value, rule: 'this is not an IPv4 CIDR block', remedy });
  }
  if (formatCidr(range) !== cidr) {
    refuse(scope, { prop, value, rule: 'the address is not the first one of the block', remedy: `Write "${formatCidr(range)}"` });
  }
  const smallest = VPC_PREFIX.smallest - SUBNET_BITS;
  if (range.prefix < VPC_PREFIX.largest || range.prefix > smallest) {
    refuse(scope, {
      prop,
      value,
      rule: `the prefix length must be ${VPC_PREFIX.largest} to ${smallest}: a VPC has at most /${VPC_PREFIX.largest}, a subnet at least`
        + ` /${VPC_PREFIX.smallest}, and each subnet gets a sixteenth of the VPC`,
      remedy: `Write "${formatCidr({ ...range, prefix: VPC_PREFIX.largest })}" or another block of that size`,
    });
  }
  return new SubnetLayout(range);
}

/** The number of Availability Zones to use in a Region. */
export function zoneCountOf(scope: Construct, region: DrRegion, maxAzs: number | undefined): number {
  if (maxAzs !== undefined && ![MIN_ZONES, MAX_ZONES].includes(maxAzs)) {
    refuse(scope, {
      prop: 'maxAzs',
      value: `${maxAzs}`,
      rule: `a VPC spans ${MIN_ZONES} or ${MAX_ZONES} Availability Zones: a database needs subnets in two`,
      remedy: `Write ${MIN_ZONES} or ${MAX_ZONES}`,
    });
  }
  const known = region.stack(StackLayer.FOUNDATION).availabilityZones;
  if (known.length < (maxAzs ?? MIN_ZONES)) {
    refuse(scope, {
      prop: maxAzs === undefined ? `${region.role}.availabilityZones` : 'maxAzs',
      value: maxAzs === undefined ? `[${known.join()}]` : `${maxAzs}`,
      rule: `${maxAzs ?? MIN_ZONES} Availability Zones are needed, and ${region.name} has ${known.length} (${known.join(', ')})`,
      remedy: known.length >= MIN_ZONES ? `Write ${MIN_ZONES}` : 'Give the topology more Availability Zones of the Region',
    });
  }
  return Math.min(known.length, maxAzs ?? MAX_ZONES);
}

export function validateNat(scope: Construct, nat: NatStrategy, region: DrRegion, zoneCount: number): void {
  if (!Number.isInteger(nat._perRegion) || nat._perRegion < 0 || nat._perRegion > zoneCount) {
    refuse(scope, {
      prop: 'nat',
      value: nat._description,
      rule: `the number of gateways per Region must be 0 to the number of Availability Zones used, which in ${region.name} is ${zoneCount}`,
      remedy: `Write NatStrategy.gateways(${zoneCount}) for one per Availability Zone`,
    });
  }
}

/** Refuses blocks that the two Regions share. What is not known at synthesis is not compared. */
export function refuseOverlap(scope: Construct, { primary, secondary }: LinkEnds): void {
  if (isPendingLookup(primary.vpc) || isPendingLookup(secondary.vpc)) {
    return;
  }
  for (const ours of primary.cidrBlocks) {
    for (const theirs of secondary.cidrBlocks) {
      if (overlap(ours, theirs)) {
        refuse(scope, {
          prop: secondary.cidrProp,
          value: `"${theirs}"`,
          rule: `it overlaps ${primary.cidrProp} = "${ours}", and AWS does not connect VPCs whose addresses overlap`,
          remedy: 'Give the Regions separate blocks, for example "10.0.0.0/16" and "10.1.0.0/16"',
        });
      }
    }
  }
  if (![...primary.cidrBlocks, ...secondary.cidrBlocks].every(isLiteral)) {
    // On a VPC, which lives in a stack: CDK collects no annotation outside of stacks.
    Annotations.of(primary.vpc).addWarningV2('cdk-multi-region-dr:cidrOverlapNotChecked',
      'A CIDR block is not known at synthesis, so overlap of the two VPCs was not checked. AWS does not connect VPCs whose addresses '
      + 'overlap: allocate both from pools that do not.');
  }
}

function overlap(one: string, other: string): boolean {
  const [first, second] = [parseCidr(one), parseCidr(other)];
  return first !== undefined && second !== undefined && cidrsOverlap(first, second);
}

/** Refuses an existing VPC to whose addresses nothing could be routed. */
export function validateBlocks(scope: Construct, { vpc, cidrBlocks, cidrProp }: LinkEnd): void {
  const remedy = `Give ${cidrProp}, for example ["10.0.0.0/16"], or import the VPC with vpcCidrBlock`;
  if (cidrBlocks.length === 0) {
    refuse(scope, {
      prop: cidrProp,
      rule: `the other Region routes to the addresses of VPC "${vpc.node.path}", which are not known`,
      remedy,
    });
  }
  const malformed = cidrBlocks.filter(isLiteral).find(block => !parseCidr(block));
  if (malformed !== undefined) {
    refuse(scope, { prop: cidrProp, value: `"${malformed}"`, rule: 'this is not an IPv4 CIDR block', remedy });
  }
}

/** Refuses a VPC that is not in the Region it is given for. */
export function validateVpcRegion(scope: Construct, region: DrRegion, vpc: IVpc): void {
  if (vpc.env.region !== region.name) {
    refuse(scope, {
      prop: region.role,
      value: `VPC "${vpc.node.path}" in ${isLiteral(vpc.env.region) ? vpc.env.region : '(not set)'}`,
      rule: `the ${region.role} Region of the topology is ${region.name}`,
      remedy: `Give a VPC of a stack with env.region "${region.name}"`,
    });
  }
  if (differs(vpc.env.account, region.env.account!)) {
    refuse(scope, {
      prop: region.role,
      value: `VPC "${vpc.node.path}" in account ${vpc.env.account}`,
      rule: `the topology is in account ${region.env.account}, and no value of another account's stack may stand in its templates`,
      remedy: 'Give a VPC of that account; import a VPC that is shared with it in a stack of that account',
    });
  }
}

/** Refuses what only an untyped caller can give, for example the name of a connection that AWS has and this library has not. */
export function validateLink(scope: Construct, link: unknown): InterRegionLink {
  if (!(link instanceof InterRegionLink)) {
    refuse(scope, {
      prop: 'link',
      value: typeof link === 'string' ? `"${link}"` : `a value of type ${typeof link}`,
      rule: 'the Regions are connected by VPC peering or not at all; CloudFormation cannot accept the peering of Transit Gateways',
      remedy: 'Write InterRegionLink.peering(), or InterRegionLink.none() and add routes to a Transit Gateway of your own in stacks of your own',
    });
  }
  return link;
}
