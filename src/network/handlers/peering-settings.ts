/** What the probe of the peering connection is told in its environment, as JSON. */
export interface PeeringSettings {
  readonly namespace: string;
  /** Under which its metric is published. */
  readonly network: string;
  /** The VPC of this Region. */
  readonly vpcId: string;
  /** Which end of the connection this Region's VPC is. */
  readonly end: 'requester' | 'accepter';
  /** The Region of the other end. */
  readonly peerRegion: string;
  /**
   * The IPv4 blocks of the other VPC that are known at synthesis. They tell the connection apart from others between this VPC and VPCs
   * of that Region; empty when AWS assigns them, and any active connection to that Region counts.
   */
  readonly peerBlocks: string[];
}
