import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { ExistingNetwork } from './existing-network';
import { InterRegionLink } from './inter-region-link';
import type { LinkEnd } from './link-end';
import { natSignals } from './nat-signals';
import { NatStrategy } from './nat-strategy';
import type { NetworkOptions, RegionNetworkOptions } from './network-options';
import { layoutOf, refuseOverlap, validateLink, validateNat, zoneCountOf } from './network-rules';
import { createRegionalVpc } from './regional-vpc';
import { RegionalVpcs } from './regional-vpcs';
import { ipv4BlocksOf } from './vpc-addresses';
import { ENDPOINTS_WITHOUT_NAT } from './vpc-endpoints';
import type { HealthSignal } from '../monitoring';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';

const DEFAULT_CIDR = { primary: '10.0.0.0/16', secondary: '10.1.0.0/16' };

/** A VPC in each Region, created by this library or brought along. */
export interface IMultiRegionNetwork extends IConstruct {
  /** The Regions. */
  readonly topology: DrTopology;
  /** How private traffic flows between the Regions. */
  readonly link: InterRegionLink;

  /**
   * The VPC of a Region, for use in stacks of that Region.
   *
   * @param region a Region of the topology
   * @throws ConfigurationError for a Region of another topology
   */
  vpc(region: DrRegion): ec2.IVpc;

  /**
   * The IPv4 CIDR blocks of a Region's VPC that are known at synthesis, for example to admit the other Region's addresses in
   * a security group. Empty when AWS assigns them.
   *
   * @param region a Region of the topology
   * @throws ConfigurationError for a Region of another topology
   */
  cidrBlocks(region: DrRegion): string[];

  /** What tells that the network does not work. Give it to `DrMonitoring`: `monitoring.addSignals('network', network.healthSignals())`. */
  healthSignals(): HealthSignal[];
}

/** What a network is made from, beside its topology. */
export interface MultiRegionNetworkOptions extends NetworkOptions {
  /** The addresses in the home Region. @default - `10.0.0.0/16` */
  readonly primary?: RegionNetworkOptions;
  /** The addresses in the standby Region. @default - `10.1.0.0/16` */
  readonly secondary?: RegionNetworkOptions;
}

/** Properties of a network. */
export interface MultiRegionNetworkProps extends MultiRegionNetworkOptions {
  /** The Regions, and the stacks that hold the network: `foundation` and, for what connects the Regions, `link`. */
  readonly topology: DrTopology;
}

/** Properties of a network of existing VPCs. */
export interface ExistingVpcsProps {
  /** The Regions. */
  readonly topology: DrTopology;
  /** The VPC in the home Region: defined in a stack of this app, or imported. */
  readonly primary: ec2.IVpc;
  /** The VPC in the standby Region: defined in a stack of this app, or imported. */
  readonly secondary: ec2.IVpc;
  /**
   * All IPv4 CIDR blocks of the primary VPC that a link is to route.
   * @default - the VPC's own block, and those that the same stack associates with it before this call
   */
  readonly primaryCidrBlocks?: string[];
  /**
   * All IPv4 CIDR blocks of the secondary VPC that a link is to route.
   * @default - the VPC's own block, and those that the same stack associates with it before this call
   */
  readonly secondaryCidrBlocks?: string[];
  /** How private traffic flows between the Regions. @default InterRegionLink.none() */
  readonly link?: InterRegionLink;
}

/**
 * Two VPCs with the same tiers, one in each Region, and the connection between them.
 *
 * Each has public, private and isolated subnets, gateway endpoints for S3 and DynamoDB on every private and isolated route
 * table, and flow logs. What is in one Region needs nothing of the other, except in the `link` stacks.
 */
export class MultiRegionNetwork extends Construct implements IMultiRegionNetwork {
  /**
   * A network of VPCs that exist already. Nothing is added to them but, with a link, the routes to the other Region.
   *
   * @throws ConfigurationError when a VPC is not in its Region of the topology; with a link, when literal CIDR blocks overlap or
   * when ids, route tables or CIDR blocks that the link needs are not known
   */
  public static fromVpcs(scope: Construct, id: string, props: ExistingVpcsProps): IMultiRegionNetwork {
    return new ExistingNetwork(scope, id, props);
  }

  public readonly topology: DrTopology;
  public readonly link: InterRegionLink;
  private readonly vpcs: RegionalVpcs;
  private readonly linkSignals: HealthSignal[];

  /**
   * Creates the VPCs in the `foundation` stacks of the topology and the connection in its `link` stacks.
   *
   * @throws ConfigurationError for CIDR blocks that overlap, are malformed or too small, a number of zones or gateways that a
   * Region cannot have, a link that is not an `InterRegionLink`, and, in stacks handed over, a `link` layer that must have a stack
   * of its own
   */
  constructor(scope: Construct, id: string, props: MultiRegionNetworkProps) {
    super(scope, id);
    this.topology = props.topology;
    this.link = validateLink(this, props.link ?? InterRegionLink.peering());
    const ends = {
      primary: this.createEnd(props.topology.primary, props),
      secondary: this.createEnd(props.topology.secondary, props),
    };
    refuseOverlap(this, ends);
    this.vpcs = new RegionalVpcs(this, ends);
    this.linkSignals = this.link._connect(this, props.topology, ends);
  }

  public vpc(region: DrRegion): ec2.IVpc {
    return this.vpcs.vpc(region);
  }

  public cidrBlocks(region: DrRegion): string[] {
    return this.vpcs.cidrBlocks(region);
  }

  /**
   * The peering connection as each Region sees it, if there is one; bytes and refused connections of the NAT gateways of both Regions, if
   * there are any. Give them to `DrMonitoring`: `monitoring.addSignals('network', network.healthSignals())`. A gateway has a random id, so
   * that its metrics can be named in stacks of its own Region only.
   */
  public healthSignals(): HealthSignal[] {
    return [...this.linkSignals, ...this.topology.regions.flatMap(region => natSignals(region, this.vpc(region)))];
  }

  private createEnd(region: DrRegion, options: MultiRegionNetworkOptions): LinkEnd {
    const nat = options.nat ?? NatStrategy.gateways();
    const ipAddresses = this.addressesOf(region, options[region.role]);
    const zoneCount = zoneCountOf(this, region, options.maxAzs);
    validateNat(this, nat, region, zoneCount);
    const vpc = createRegionalVpc(this.topology._scope(this, 'network', region, StackLayer.FOUNDATION), {
      topology: this.topology,
      region,
      ipAddresses,
      zoneCount,
      nat,
      interfaceEndpoints: options.interfaceEndpoints ?? (nat._perRegion === 0 ? ENDPOINTS_WITHOUT_NAT : []),
      flowLogRetention: options.flowLogRetention ?? logs.RetentionDays.ONE_MONTH,
      restrictDefaultSecurityGroup: options.restrictDefaultSecurityGroup ?? true,
    });
    const cidrProp = `${region.role}.${options[region.role]?.ipAddresses ? 'ipAddresses' : 'cidr'}`;
    return { region, vpc, cidrBlocks: ipv4BlocksOf(vpc), cidrProp, inFoundation: true };
  }

  private addressesOf(region: DrRegion, { cidr, ipAddresses }: RegionNetworkOptions = {}): ec2.IIpAddresses {
    if (cidr !== undefined && ipAddresses !== undefined) {
      refuse(this, {
        prop: `${region.role}.cidr`,
        value: `"${cidr}"`,
        rule: `${region.role}.ipAddresses is given too, and a VPC takes its addresses from one place`,
        remedy: 'Give one of the two',
      });
    }
    return ipAddresses ?? layoutOf(this, `${region.role}.cidr`, cidr ?? DEFAULT_CIDR[region.role]);
  }
}
