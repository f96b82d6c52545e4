import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { LinkEnd, LinkEnds } from './link-end';
import { isLiteral } from './vpc-addresses';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';

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
    return Object.values(this.ends).find((end: LinkEnd) => end.region === region) ?? refuse(this.network, {
      prop: 'region',
      value: `"${region.name}"`,
      rule: 'the Region belongs to another topology than the network',
      remedy: 'Pass a Region of the topology that the network was created with',
    });
  }
}
