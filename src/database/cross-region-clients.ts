/**
 * Clients in the other Region's VPC, by the address blocks of the subnets they live in. A security group of another Region cannot be
 * referenced, so that addresses are what is left: name the smallest blocks.
 *
 * The VPCs must be linked, and clients pay for the traffic and wait for the distance. What serves users in a Region connects to
 * that Region's cluster.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export interface CrossRegionClients {
  /**
   * Blocks in the home Region's VPC, whose clients reach the cluster in the standby Region.
   * For example `network.vpc(topology.primary).privateSubnets.map(subnet => subnet.ipv4CidrBlock)`.
   * @default - none
   */
  readonly fromPrimary?: string[];
  /** Blocks in the standby Region's VPC, whose clients reach the cluster in the home Region. @default - none */
  readonly fromSecondary?: string[];
}
