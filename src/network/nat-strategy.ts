import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * How the private subnets of each Region reach the internet. Recovery itself does not need it: the library's functions run
 * outside the VPC.
 */
export class NatStrategy {
  /**
   * NAT gateways. One per Region is a single zone's fate for the traffic that leaves the VPC; one per Availability Zone is not.
   *
   * @param perRegion how many in each Region: 0 is `none()`, at most one per Availability Zone. Default: 1
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
   */
  public static gateways(perRegion: number = 1): NatStrategy {
    return new NatStrategy(`NatStrategy.gateways(${perRegion})`, perRegion);
  }

  /**
   * One NAT instance per Region, for development and test: cheaper than a gateway, slower, and replaced (with an interruption)
   * when a deployment finds a newer Amazon Linux image.
   *
   * @param instanceType what it runs on. Default: `t4g.micro`; the `nano` types can run out of memory while they install iptables
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
   */
  public static instances(instanceType?: ec2.InstanceType): NatStrategy {
    return new NatStrategy('NatStrategy.instances()', 1, true, instanceType);
  }

  /**
   * No way out. The private subnets keep their names and addresses and reach the AWS services that they have endpoints for:
   * S3 and DynamoDB always, and by default those that a workload of this library calls.
   */
  public static none(): NatStrategy {
    return new NatStrategy('NatStrategy.none()', 0);
  }

  private constructor(
    /** @internal */
    public readonly _description: string,
    /** @internal */
    public readonly _perRegion: number,
    /** @internal */
    public readonly _onInstances: boolean = false,
    /** @internal */
    public readonly _instanceType?: ec2.InstanceType) {}
}
