import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * The IPv4 blocks of a VPC as far as CDK knows them, the VPC's own first: literal where the template or the look-up has a
 * literal, otherwise the VPC's attribute. Empty for a VPC that was imported without its block.
 */
export function ipv4BlocksOf(vpc: ec2.IVpc): string[] {
  const resource = vpc.node.defaultChild;
  if (!ec2.CfnVPC.isCfnVPC(resource)) {
    return importedBlock(vpc);
  }
  const associated = Stack.of(vpc).node.findAll()
    .filter(ec2.CfnVPCCidrBlock.isCfnVPCCidrBlock)
    .filter(association => association.vpcId === vpc.vpcId)
    .map(association => association.cidrBlock)
    .filter(isLiteral);
  return [isLiteral(resource.cidrBlock) ? resource.cidrBlock : vpc.vpcCidrBlock, ...associated];
}

export function isLiteral(value: string | undefined): value is string {
  return value !== undefined && !Token.isUnresolved(value);
}

/** Whether CDK gave a stand-in, with a stand-in's addresses, because it is yet to look the VPC up. */
export function isPendingLookup(vpc: ec2.IVpc): boolean {
  return vpc.selectSubnets({ subnets: [] }).isPendingLookup === true;
}

/** CDK throws on the block of a VPC that was imported without it. */
function importedBlock(vpc: ec2.IVpc): string[] {
  try {
    return [vpc.vpcCidrBlock];
  } catch {
    return [];
  }
}
