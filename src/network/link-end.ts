import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DrRegion } from '../topology';

/** One side of a connection between the Regions. */
export interface LinkEnd {
  readonly region: DrRegion;
  readonly vpc: ec2.IVpc;
  /** The IPv4 blocks that the other side is to route here: literals, or the VPC's attribute where AWS assigns the block. */
  readonly cidrBlocks: readonly string[];
  /** The prop that the blocks come from, for errors. */
  readonly cidrProp: string;
  /** Whether the VPC is in the `foundation` stack of its Region because the library created it there. */
  readonly inFoundation: boolean;
}

/** Both sides of a connection between the Regions. */
export interface LinkEnds {
  readonly primary: LinkEnd;
  readonly secondary: LinkEnd;
}
