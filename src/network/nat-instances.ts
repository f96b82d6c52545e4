import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** The device on which Amazon Linux 2023 has its root volume. */
const ROOT_DEVICE = '/dev/xvda';

/** Makes the NAT instances of a VPC, and then what CDK leaves open of them. */
export class NatInstances {
  public readonly provider: ec2.NatInstanceProviderV2;

  constructor(instanceType = ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MICRO)) {
    this.provider = ec2.NatProvider.instanceV2({
      instanceType,
      associatePublicIpAddress: true,
      defaultAllowedTraffic: ec2.NatTrafficDirection.OUTBOUND_ONLY,
    });
  }

  /** To be called once the VPC exists. */
  public secure(cidrBlock: string): void {
    this.provider.connections.allowFrom(ec2.Peer.ipv4(cidrBlock), ec2.Port.allTraffic(), 'traffic to be translated, from this VPC only');
    for (const { instance } of this.provider.gatewayInstances) {
      instance.metadataOptions = { httpTokens: 'required' };
      instance.blockDeviceMappings = [{ deviceName: ROOT_DEVICE, ebs: { encrypted: true, volumeType: 'gp3' } }];
      instance.monitoring = true;
    }
  }
}
