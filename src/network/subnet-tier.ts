/**
 * The tiers of each VPC, one subnet per Availability Zone in each. The values are the names of CDK's subnet groups:
 * select with `{ subnetGroupName: SubnetTier.ISOLATED }`.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
 */
export enum SubnetTier {
  /** Reached from the internet: load balancers and NAT devices. Nothing gets a public address unasked. */
  PUBLIC = 'public',
  /** The workload: reaches out through NAT where there is one, and is not reached from the internet. */
  PRIVATE = 'private',
  /** Data stores: no route to the internet in either direction. */
  ISOLATED = 'isolated',
}
