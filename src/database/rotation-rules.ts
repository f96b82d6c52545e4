import type { Duration } from 'aws-cdk-lib';
import { Annotations, Resource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

const EVERYWHERE = '0.0.0.0/0';
/** In the names of the endpoint service, with FIPS and without. */
const SECRETS_MANAGER = '.secretsmanager';
/**
 * Below a day a rate is in whole hours, from a day on in whole days: CDK writes what is neither in minutes, which are refused.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
 */
const HOURS = { lowest: 4, highest: 23 };
const DAYS = { lowest: 1, highest: 999 };

/** Refuses an interval that no schedule of Secrets Manager says. */
export function validateRotationInterval(scope: IConstruct, interval: Duration): void {
  if (interval.isUnresolved()
    || !(isWhole(interval.toHours({ integral: false }), HOURS) || isWhole(interval.toDays({ integral: false }), DAYS))) {
    refuse(scope, {
      prop: 'rotationInterval',
      value: interval.toHumanString(),
      rule: 'it must be known at synthesis: Secrets Manager rotates every 4 to 23 whole hours, or every 1 to 999 whole days',
      remedy: 'Write for example Duration.days(30)',
    });
  }
}

function isWhole(value: number, { lowest, highest }: typeof HOURS): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

/** Private subnets reach Secrets Manager through NAT or an endpoint; a VPC without them has endpoints for its isolated ones. */
export function subnetsOfRotation(vpc: ec2.IVpc): ec2.ISubnet[] {
  return vpc.privateSubnets.length > 0 ? vpc.privateSubnets : vpc.isolatedSubnets;
}

/** What is wrong with a VPC of this app from which a function cannot call Secrets Manager. Nothing is known of a VPC that is imported. */
export function rotationErrors(vpc: ec2.IVpc): string[] {
  if (!Resource.isOwnedResource(vpc) || hasEndpoint(vpc) || subnetsOfRotation(vpc).some(hasWayOut)) {
    return [];
  }
  return [
    `network = VPC "${vpc.node.path}": the password is rotated by a function in this VPC, which has neither NAT nor an interface endpoint for `
    + 'Secrets Manager, so that rotation would always fail. Add ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER to interfaceEndpoints of the '
    + 'network, or choose a NatStrategy other than none(); where another app provides the way, import the VPC with MultiRegionNetwork.fromVpcs().',
  ];
}

/** @param scope a construct below a stack: CDK prints no warning of another */
export function warnOfRotation(scope: IConstruct, vpc: ec2.IVpc): void {
  if (!Resource.isOwnedResource(vpc) && vpc.privateSubnets.length === 0) {
    Annotations.of(scope).addWarningV2('cdk-multi-region-dr:rotationNeedsEndpoint',
      `The password is rotated by a function in VPC "${vpc.node.path}", which is imported with isolated subnets only. Rotation fails unless the VPC `
      + 'has an interface endpoint for Secrets Manager that these subnets reach.');
  }
}

function hasEndpoint(vpc: ec2.IVpc): boolean {
  return vpc.node.root.node.findAll().some(construct => construct instanceof ec2.CfnVPCEndpoint
    && resolved(construct, construct.serviceName).includes(SECRETS_MANAGER)
    && resolved(construct, construct.vpcId) === resolved(construct, vpc.vpcId));
}

/** To the internet, or to a transit gateway, behind which a shared endpoint may be. */
function hasWayOut(subnet: ec2.ISubnet): boolean {
  return subnet.node.root.node.findAll().some(construct => construct instanceof ec2.CfnRoute
    && (construct.destinationCidrBlock === EVERYWHERE || construct.transitGatewayId !== undefined)
    && resolved(construct, construct.routeTableId) === resolved(construct, subnet.routeTable.routeTableId));
}

/** Comparable with what else is resolved for the same stack. An endpoint for a resource has no service: there is nothing to resolve. */
function resolved(construct: IConstruct, value: unknown): string {
  return String(JSON.stringify(Stack.of(construct).resolve(value)));
}
