import type { Construct } from 'constructs';
import type { LinkEnds } from './link-end';
import { connectByPeering } from './vpc-peering';
import type { HealthSignal } from '../monitoring/health-signal';
import type { DrTopology } from '../topology';

type Connect = (network: Construct, topology: DrTopology, ends: LinkEnds) => HealthSignal[];

/**
 * How private traffic flows between the VPCs of the two Regions. It is for the workload: recovery, replication and DNS never
 * use it, so its loss stops no failover.
 *
 * To use a Transit Gateway that you have in each Region, choose `none()`, and in stacks of your own attach each VPC to the gateway of
 * its Region and add a route to the other Region's `network.cidrBlocks(...)` to its route tables. The library has no such link,
 * because CloudFormation can request the peering of two gateways and cannot accept it.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html
 */
export class InterRegionLink {
  /**
   * One VPC peering connection from the primary Region's VPC to the secondary's, with a route in every private and isolated
   * route table of both. Traffic is encrypted and stays on the AWS network. A security group of the other Region cannot be
   * referenced over it: name its CIDR block. A function in each Region looks every minute whether it is active: AWS has no metric of it.
   * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
   */
  public static peering(): InterRegionLink {
    return new InterRegionLink('peering', connectByPeering);
  }

  /** No private traffic between the Regions, or what you add to the route tables yourself. */
  public static none(): InterRegionLink {
    return new InterRegionLink('none');
  }

  /** The kind of connection: `peering` or `none`. */
  public readonly kind: string;

  private constructor(kind: string, private readonly connect?: Connect) {
    this.kind = kind;
  }

  /** @internal */
  public get _connects(): boolean {
    return this.connect !== undefined;
  }

  /**
   * Makes the connection. Gives what tells that it does not work.
   * @internal
   */
  public _connect(network: Construct, topology: DrTopology, ends: LinkEnds): HealthSignal[] {
    return this.connect?.(network, topology, ends) ?? [];
  }
}
