import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { LinkEnd, LinkEnds } from './link-end';
import { isLiteral } from './vpc-addresses';
import type { DrRegion } from '../topology';
import { inRegion } from '../topology/per-region';

/** Finds what a network has in a Region. */
export class RegionalVpcs {
  constructor(private readonly network: Construct, private readonly ends: LinkEnds) {}

  public vpc(region: DrRegion): IVpc {
    return this.in(region).vpc;
  }

  public cidrBlocks(region: DrRegion): string[] {
    return this.in(region).cidrBlocks.filter(isLiteral);
  }

  private in(region: DrRegion): LinkEnd {
    return inRegion(this.network, new Map(Object.values(this.ends).map((end: LinkEnd) => [end.region, end])), region);
  }
}
