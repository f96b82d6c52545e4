import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { SubnetTier } from './subnet-tier';

/** What a workload of this library calls beside S3 and DynamoDB: endpoints for these replace NAT. */
export const ENDPOINTS_WITHOUT_NAT: readonly ec2.InterfaceVpcEndpointAwsService[] = [
  ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  ec2.InterfaceVpcEndpointAwsService.KMS,
  ec2.InterfaceVpcEndpointAwsService.RDS,
  ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_MONITORING,
  ec2.InterfaceVpcEndpointAwsService.SNS,
  ec2.InterfaceVpcEndpointAwsService.STS,
  ec2.InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
];

const GATEWAY_SERVICES = {
  s3: ec2.GatewayVpcEndpointAwsService.S3,
  dynamodb: ec2.GatewayVpcEndpointAwsService.DYNAMODB,
};

/** Keeps the traffic to S3 and DynamoDB of the same Region off NAT, which these endpoints do without charge. */
export function addGatewayEndpoints(vpc: ec2.Vpc): void {
  for (const [name, service] of Object.entries(GATEWAY_SERVICES)) {
    vpc.addGatewayEndpoint(`${name}-endpoint`, {
      service,
      subnets: [{ subnetGroupName: SubnetTier.PRIVATE }, { subnetGroupName: SubnetTier.ISOLATED }],
    });
  }
}

/** Gives services a private address in the VPC under their public names, reachable over HTTPS from the VPC only. */
export function addInterfaceEndpoints(vpc: ec2.Vpc, services: readonly ec2.InterfaceVpcEndpointAwsService[], cidrBlock: string): void {
  if (services.length === 0) {
    return;
  }
  const securityGroup = new ec2.SecurityGroup(vpc, 'endpoint-security-group', {
    vpc,
    description: 'HTTPS from the VPC to the interface endpoints',
    allowAllOutbound: false,
  });
  securityGroup.addIngressRule(ec2.Peer.ipv4(cidrBlock), ec2.Port.HTTPS, 'HTTPS from the VPC');
  for (const [name, service] of new Map(services.map(each => [each.shortName, each]))) {
    vpc.addInterfaceEndpoint(`${name}-endpoint`, {
      service,
      subnets: { subnetGroupName: SubnetTier.PRIVATE },
      securityGroups: [securityGroup],
      open: false,
      privateDnsEnabled: true,
    });
  }
}
