import { CfnOutput } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { boundLogOfDefaultSecurityGroup } from './default-security-group-log';
import { recordTraffic } from './flow-logs';
import { NatInstances } from './nat-instances';
import type { NatStrategy } from './nat-strategy';
import { SubnetTier } from './subnet-tier';
import { ipv4BlocksOf } from './vpc-addresses';
import { addGatewayEndpoints, addInterfaceEndpoints } from './vpc-endpoints';
import type { DrRegion, DrTopology } from '../topology';

/** What the VPC of a Region is made from. */
export interface RegionalVpcProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly ipAddresses: ec2.IIpAddresses;
  readonly zoneCount: number;
  readonly nat: NatStrategy;
  readonly interfaceEndpoints: readonly ec2.InterfaceVpcEndpointAwsService[];
  readonly flowLogRetention: logs.RetentionDays;
  readonly restrictDefaultSecurityGroup: boolean;
}

/**
 * The private tier is `PRIVATE_WITH_EGRESS` without NAT too: its subnets keep their type, so that switching NAT off and on
 * replaces none and every selection of subnets stays valid.
 */
const TIERS: ec2.SubnetConfiguration[] = [
  { name: SubnetTier.PUBLIC, subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
  { name: SubnetTier.PRIVATE, subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
  { name: SubnetTier.ISOLATED, subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
];

/** Creates the VPC of a Region with everything that belongs to it and to no other Region. */
export function createRegionalVpc(scope: Construct, props: RegionalVpcProps): ec2.Vpc {
  const { topology, region, nat } = props;
  const instances = nat._onInstances ? new NatInstances(nat._instanceType) : undefined;
  const vpc = new ec2.Vpc(scope, 'vpc', {
    vpcName: `${topology.applicationName}-${topology.environmentName}`,
    ipAddresses: props.ipAddresses,
    maxAzs: props.zoneCount,
    subnetConfiguration: TIERS,
    natGateways: nat._perRegion,
    natGatewayProvider: instances?.provider,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    restrictDefaultSecurityGroup: props.restrictDefaultSecurityGroup,
  });
  const [cidrBlock] = ipv4BlocksOf(vpc);
  instances?.secure(cidrBlock);
  addGatewayEndpoints(vpc);
  addInterfaceEndpoints(vpc, props.interfaceEndpoints, cidrBlock);
  recordTraffic(vpc, topology, region, props.flowLogRetention);
  boundLogOfDefaultSecurityGroup(vpc, topology, region, props.flowLogRetention);
  new CfnOutput(scope, 'vpc-id', { value: vpc.vpcId, description: `VPC of ${topology.applicationName} ${topology.environmentName}` });
  return vpc;
}
