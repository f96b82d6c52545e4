import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { CidrRange } from './cidr';
import { formatCidr, partOf } from './cidr';

/** How many bits longer a subnet's prefix is than its VPC's: a subnet is a sixteenth of the VPC. */
export const SUBNET_BITS = 4;
const ZONES_PER_TIER = 4;

/**
 * Gives each tier a quarter of the VPC and each Availability Zone a fixed place in it, so that going from two to three zones
 * moves no subnet: AWS cannot change the addresses of a subnet, only replace it. The last quarter stays free for the team.
 */
export class SubnetLayout implements ec2.IIpAddresses {
  constructor(private readonly range: CidrRange) {}

  public allocateVpcCidr(): ec2.VpcIpamOptions {
    return { cidrBlock: formatCidr(this.range) };
  }

  public allocateSubnetsCidr(input: ec2.AllocateCidrRequest): ec2.SubnetIpamOptions {
    const tiers = new Map<string, number>();
    const places = input.requestedSubnets.map(({ configuration }) => {
      const zone = tiers.get(configuration.name) ?? 0;
      tiers.set(configuration.name, zone + 1);
      return [...tiers.keys()].indexOf(configuration.name) * ZONES_PER_TIER + zone;
    });
    return {
      allocatedSubnets: places.map(place => ({ cidr: formatCidr(partOf(this.range, this.range.prefix + SUBNET_BITS, place)) })),
    };
  }
}
