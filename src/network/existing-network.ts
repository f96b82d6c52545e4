import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { InterRegionLink } from './inter-region-link';
import type { LinkEnd } from './link-end';
import type { ExistingVpcsProps, IMultiRegionNetwork } from './multi-region-network';
import { refuseOverlap, validateBlocks, validateLink, validateVpcRegion } from './network-rules';
import { RegionalVpcs } from './regional-vpcs';
import { ipv4BlocksOf } from './vpc-addresses';
import type { HealthSignal } from '../monitoring/health-signal';
import type { DrRegion, DrTopology } from '../topology';

/** A network of VPCs that the library did not create. */
export class ExistingNetwork extends Construct implements IMultiRegionNetwork {
  public readonly topology: DrTopology;
  public readonly link: InterRegionLink;
  private readonly vpcs: RegionalVpcs;
  private readonly linkSignals: HealthSignal[];

  constructor(scope: Construct, id: string, props: ExistingVpcsProps) {
    super(scope, id);
    this.topology = props.topology;
    this.link = validateLink(this, props.link ?? InterRegionLink.none());
    const ends = {
      primary: this.end(props.topology.primary, props.primary, props.primaryCidrBlocks),
      secondary: this.end(props.topology.secondary, props.secondary, props.secondaryCidrBlocks),
    };
    this.vpcs = new RegionalVpcs(this, ends);
    if (this.link._connects) {
      validateBlocks(this, ends.primary);
      validateBlocks(this, ends.secondary);
      refuseOverlap(this, ends);
    }
    this.linkSignals = this.link._connect(this, props.topology, ends);
  }

  public vpc(region: DrRegion): IVpc {
    return this.vpcs.vpc(region);
  }

  public cidrBlocks(region: DrRegion): string[] {
    return this.vpcs.cidrBlocks(region);
  }

  public healthSignals(): HealthSignal[] {
    return this.linkSignals;
  }

  private end(region: DrRegion, vpc: IVpc, cidrBlocks?: string[]): LinkEnd {
    validateVpcRegion(this, region, vpc);
    return { region, vpc, cidrBlocks: cidrBlocks ?? ipv4BlocksOf(vpc), cidrProp: `${region.role}CidrBlocks`, inFoundation: false };
  }
}
