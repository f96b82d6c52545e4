import type { Duration as CdkDuration } from 'aws-cdk-lib';
import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ISOLATED_ONLY, TIERS } from './fixture';
import { rotationErrors, subnetsOfRotation, validateRotationInterval, warnOfRotation } from '../../src/database/rotation-rules';

const { SECRETS_MANAGER, KMS } = ec2.InterfaceVpcEndpointAwsService;

describe('the interval of a rotation', () => {
  const checked = (interval: CdkDuration) => () => validateRotationInterval(new Stack(undefined, 'Payments'), interval);

  test.each([Duration.hours(4), Duration.hours(23), Duration.days(1), Duration.days(999), Duration.minutes(300), Duration.hours(48)])('may be %s', interval => {
    expect(checked(interval)).not.toThrow();
  });

  test.each([
    ['0 hours', Duration.hours(0)], ['3 hours', Duration.hours(3)], ['4 hours 30 minutes', Duration.minutes(270)], ['1 day 1 hour', Duration.hours(25)],
    ['1 day 12 hours', Duration.hours(36)], ['1000 days', Duration.days(1000)], ['<token> days', Duration.days(Lazy.number({ produce: () => 30 }))],
  ])('is not %s', (shown, interval) => {
    expect(checked(interval)).toThrow(`[Payments] rotationInterval = ${shown}: it must be known at synthesis: `
      + 'Secrets Manager rotates every 4 to 23 whole hours, or every 1 to 999 whole days');
  });
});

/** A VPC of its own stack, and none of CDK's defaults around it. */
function vpcIn(stack: Stack, id: string, subnetConfiguration = TIERS, natGateways = 0): ec2.Vpc {
  return new ec2.Vpc(stack, id, { subnetConfiguration, natGateways, maxAzs: 1, restrictDefaultSecurityGroup: false });
}

function imported(stack: Stack, tiers: Partial<ec2.VpcAttributes>): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['a'], ...tiers });
}

const ISOLATED = { isolatedSubnetIds: ['subnet-0123456789abcdef2'] };
const PRIVATE = { privateSubnetIds: ['subnet-0123456789abcdef0'] };

describe('a function that rotates', () => {
  test('is in private subnets, and in isolated ones where there are no others', () => {
    const pathsOf = (subnets: ec2.ISubnet[]) => subnets.map(({ node }) => node.path);
    expect(pathsOf(subnetsOfRotation(vpcIn(new Stack(), 'vpc')))).toEqual(['Default/vpc/privateSubnet1']);
    expect(pathsOf(subnetsOfRotation(vpcIn(new Stack(), 'vpc', ISOLATED_ONLY)))).toEqual(['Default/vpc/isolatedSubnet1']);
  });

  test.each<[string, (stack: Stack) => ec2.IVpc]>([
    ['by NAT', stack => vpcIn(stack, 'vpc', TIERS, 1)],
    ['by an endpoint', stack => {
      const vpc = vpcIn(stack, 'vpc');
      vpc.addInterfaceEndpoint('kms', { service: KMS });
      vpc.addInterfaceEndpoint('secrets', { service: SECRETS_MANAGER });
      return vpc;
    }],
    ['by an endpoint with FIPS, in another stack', stack => {
      const vpc = vpcIn(stack, 'vpc');
      const service = new ec2.InterfaceVpcEndpointAwsService('secretsmanager-fips');
      new ec2.InterfaceVpcEndpoint(new Stack(stack.node.scope, 'Endpoints'), 'secrets', { vpc, service });
      return vpc;
    }],
    ['by a default route', stack => {
      const vpc = vpcIn(stack, 'vpc');
      (vpc.privateSubnets[0] as ec2.Subnet).addRoute('firewall', { routerType: ec2.RouterType.VPC_ENDPOINT, routerId: 'vpce-0123456789abcdef0' });
      return vpc;
    }],
    ['by a default route of one of its subnets', stack => {
      const vpc = vpcIn(stack, 'vpc', [...TIERS, { name: 'other', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }]);
      (vpc.privateSubnets[1] as ec2.Subnet).addRoute('firewall', { routerType: ec2.RouterType.VPC_ENDPOINT, routerId: 'vpce-0123456789abcdef0' });
      return vpc;
    }],
    ['by a transit gateway', stack => {
      const vpc = vpcIn(stack, 'vpc');
      const { routeTableId } = vpc.privateSubnets[0].routeTable;
      new ec2.CfnRoute(stack, 'to-others', { routeTableId, destinationCidrBlock: '10.0.0.0/8', transitGatewayId: 'tgw-0123456789abcdef0' });
      return vpc;
    }],
    ['by what is not known of an imported VPC', stack => imported(stack, ISOLATED)],
  ])('reaches Secrets Manager %s', (_, create) => {
    expect(rotationErrors(create(new Stack(new App(), 'Payments')))).toEqual([]);
  });

  test.each<[string, (stack: Stack) => ec2.IVpc]>([
    ['nothing', stack => vpcIn(stack, 'vpc')],
    ['isolated subnets alone', stack => vpcIn(stack, 'vpc', ISOLATED_ONLY)],
    ['an endpoint for another service', stack => {
      const vpc = vpcIn(stack, 'vpc');
      vpc.addInterfaceEndpoint('kms', { service: KMS });
      return vpc;
    }],
    ['an endpoint for no service', stack => {
      const vpc = vpcIn(stack, 'vpc');
      new ec2.CfnVPCEndpoint(stack, 'resource', { vpcId: vpc.vpcId, vpcEndpointType: 'Resource', resourceConfigurationArn: 'arn' });
      return vpc;
    }],
    ['an endpoint in another VPC', stack => {
      vpcIn(stack, 'other').addInterfaceEndpoint('secrets', { service: SECRETS_MANAGER });
      return vpcIn(stack, 'vpc');
    }],
    ['a route to some addresses', stack => {
      const vpc = vpcIn(stack, 'vpc');
      const { routeTableId } = vpc.privateSubnets[0].routeTable;
      new ec2.CfnRoute(stack, 'to-peer', { routeTableId, destinationCidrBlock: '10.1.0.0/16', vpcPeeringConnectionId: 'pcx-0123456789abcdef0' });
      return vpc;
    }],
    ['a default route of other subnets', stack => {
      vpcIn(stack, 'other', TIERS, 1);
      return vpcIn(stack, 'vpc');
    }],
    ['a default route of isolated subnets beside private ones', stack => {
      const vpc = vpcIn(stack, 'vpc');
      (vpc.isolatedSubnets[0] as ec2.Subnet).addRoute('firewall', { routerType: ec2.RouterType.VPC_ENDPOINT, routerId: 'vpce-0123456789abcdef0' });
      return vpc;
    }],
  ])('does not reach it by %s', (_, create) => {
    expect(rotationErrors(create(new Stack(new App(), 'Payments')))).toEqual([
      'network = VPC "Payments/vpc": the password is rotated by a function in this VPC, which has neither NAT nor an interface endpoint for Secrets Manager, '
      + 'so that rotation would always fail. Add ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER to interfaceEndpoints of the network, or choose a NatStrategy '
      + 'other than none(); where another app provides the way, import the VPC with MultiRegionNetwork.fromVpcs().',
    ]);
  });
});

test.each<[string, (stack: Stack) => ec2.IVpc, number]>([
  ['imported, with isolated subnets only', stack => imported(stack, ISOLATED), 1],
  ['imported, with private subnets', stack => imported(stack, { ...ISOLATED, ...PRIVATE }), 0],
  ['of this app, with isolated subnets only, which is refused or right', stack => vpcIn(stack, 'vpc', ISOLATED_ONLY), 0],
])('a VPC that may need an endpoint is warned of: %s', (_, create, warnings) => {
  const stack = new Stack(new App(), 'Payments');
  warnOfRotation(stack, create(stack));
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('^The password')).map(({ entry }) => entry.data)).toEqual(Array(warnings).fill(
    'The password is rotated by a function in VPC "Payments/vpc", which is imported with isolated subnets only. Rotation fails unless the VPC '
    + 'has an interface endpoint for Secrets Manager that these subnets reach. [ack: cdk-multi-region-dr:rotationNeedsEndpoint]',
  ));
});
