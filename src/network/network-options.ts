import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { InterRegionLink } from './inter-region-link';
import type { NatStrategy } from './nat-strategy';

/** The addresses of one Region's VPC. */
export interface RegionNetworkOptions {
  /**
   * The IPv4 block of the VPC, /16 to /24. Each subnet gets a sixteenth of it, and a quarter stays free. Must not overlap the
   * other Region's. Changing it later replaces the VPC.
   * @default - `10.0.0.0/16` in the primary Region, `10.1.0.0/16` in the secondary
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   */
  readonly cidr?: string;
  /**
   * Where the addresses come from when they are not written here, for example `IpAddresses.awsIpamAllocation()`. Instead of `cidr`.
   * @default - `cidr`
   * @see https://docs.aws.amazon.com/vpc/latest/ipam/what-it-is-ipam.html
   */
  readonly ipAddresses?: ec2.IIpAddresses;
}

/** What the networks of both Regions have in common. */
export interface NetworkOptions {
  /**
   * How many Availability Zones each VPC spans, 2 or 3. Going from 2 to 3 later adds subnets and moves none.
   * @default - 3, or 2 in a Region that has no third; a database needs subnets in two
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html
   */
  readonly maxAzs?: number;
  /** How the private subnets reach the internet, the same in both Regions. @default NatStrategy.gateways(1) */
  readonly nat?: NatStrategy;
  /**
   * The AWS services that both VPCs reach at private addresses, beside S3 and DynamoDB, whose endpoints always exist. Each costs
   * by the hour and Availability Zone.
   * @default - none with NAT; without it Secrets Manager, KMS, RDS, CloudWatch, CloudWatch Logs, SNS, STS and Step Functions
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
   */
  readonly interfaceEndpoints?: ec2.InterfaceVpcEndpointAwsService[];
  /**
   * How long the flow logs are kept, in a log group of each Region that is encrypted with the topology's key for logs; and so the log of
   * the function that restricts the default security groups.
   * @default RetentionDays.ONE_MONTH
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
   */
  readonly flowLogRetention?: logs.RetentionDays;
  /**
   * Whether to remove all rules from the VPCs' default security groups, which CloudFormation cannot do: a custom resource does
   * it at deployment, and recovery does not use it. Does not follow the feature flag of the app.
   * @default true
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
   */
  readonly restrictDefaultSecurityGroup?: boolean;
  /**
   * How private traffic flows between the Regions.
   * @default - peering between VPCs that are created, nothing between existing ones
   */
  readonly link?: InterRegionLink;
}
