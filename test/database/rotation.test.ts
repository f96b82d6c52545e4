import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Fixture } from './fixture';
import { dataOf, ISOLATED_ONLY, mainDatabase, TIERS, TwoVpcs } from './fixture';
import type { MultiRegionNetworkOptions } from '../../src';
import { InterRegionLink, MultiRegionNetwork, NatStrategy, StackLayer } from '../../src';
import { ACCOUNT, createdTopology, testApp } from '../support/environment';

const { SECRETS_MANAGER, KMS } = ec2.InterfaceVpcEndpointAwsService;
const WARNING = 'cdk-multi-region-dr:rotationNeedsEndpoint';

function inOwnNetwork(options: MultiRegionNetworkOptions): Fixture {
  const app = testApp();
  const topology = createdTopology(app);
  return mainDatabase({}, app, topology, new MultiRegionNetwork(app, 'network', { topology, ...options }));
}

function inVpcs(create: (stack: Stack) => ec2.IVpc): Fixture {
  const app = testApp();
  const topology = createdTopology(app);
  return mainDatabase({}, app, topology, new TwoVpcs(app, topology, create));
}

const vpcOf = (subnetConfiguration: ec2.SubnetConfiguration[]) => (stack: Stack) => new ec2.Vpc(stack, 'vpc', { subnetConfiguration, natGateways: 0 });
const homeVpc = ({ network, topology }: Fixture) => network.vpc(topology.primary) as ec2.Vpc;
const synthesis = ({ app }: Fixture) => () => app.synth();

describe('DB-09: rotation that could never reach Secrets Manager', () => {
  test.each<[string, () => Fixture]>([
    ['no NAT and no endpoint', () => inOwnNetwork({ nat: NatStrategy.none(), interfaceEndpoints: [], link: InterRegionLink.none() })],
    ['no NAT, an endpoint for another service, and a route to the other Region',
      () => inOwnNetwork({ nat: NatStrategy.none(), interfaceEndpoints: [KMS], link: InterRegionLink.peering() })],
    ['an endpoint that is for no service', () => inVpcs(stack => {
      const vpc = vpcOf(TIERS)(stack);
      new ec2.CfnVPCEndpoint(stack, 'resource-endpoint', {
        vpcId: vpc.vpcId,
        vpcEndpointType: 'Resource',
        resourceConfigurationArn: `arn:aws:vpc-lattice:eu-west-1:${ACCOUNT}:resourceconfiguration/rcfg-0123456789abcdef0`,
      });
      return vpc;
    })],
    ['isolated subnets only', () => inVpcs(vpcOf(ISOLATED_ONLY))],
    ['an endpoint in another VPC of the same stack', () => inVpcs(stack => {
      new ec2.Vpc(stack, 'other', { subnetConfiguration: ISOLATED_ONLY }).addInterfaceEndpoint('secrets', { service: SECRETS_MANAGER });
      return vpcOf(TIERS)(stack);
    })],
  ])('fails the synthesis: %s', (_, create) => {
    expect(synthesis(create())).toThrow(new RegExp('\\[main\\] network = VPC "Payments/[^"]*foundation-eu-west-1/[^"]*vpc": the password is rotated by a '
      + 'function in this VPC, which has neither NAT nor an interface endpoint for Secrets Manager, so that rotation would always fail\\. Add .*'
      + 'SECRETS_MANAGER to interfaceEndpoints of the network, or choose a NatStrategy'));
  });

  test.each<[string, () => Fixture]>([
    ['NAT gateways', () => inOwnNetwork({})],
    ['NAT instances', () => inOwnNetwork({ nat: NatStrategy.instances() })],
    ['the default endpoints in place of NAT', () => inOwnNetwork({ nat: NatStrategy.none() })],
    ['an endpoint for Secrets Manager alone', () => inOwnNetwork({ nat: NatStrategy.none(), interfaceEndpoints: [SECRETS_MANAGER] })],
    ['an imported VPC, of which nothing is known', () => inVpcs(stack => ec2.Vpc.fromVpcAttributes(stack, 'vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      isolatedSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
    }))],
  ])('passes: %s', (_, create) => {
    const fixture = create();
    expect(synthesis(fixture)).not.toThrow();
    Annotations.fromStack(dataOf(fixture.topology.primary)).hasNoWarning('*', Match.stringLikeRegexp(WARNING));
  });

  test.each<[string, (fixture: Fixture) => void]>([
    ['an endpoint', fixture => homeVpc(fixture).addInterfaceEndpoint('secrets', { service: SECRETS_MANAGER })],
    ['an endpoint with FIPS in a stack of its own', fixture => {
      const stack = new Stack(fixture.app, 'Endpoints', { env: fixture.topology.primary.env });
      new ec2.InterfaceVpcEndpoint(stack, 'secrets', { vpc: homeVpc(fixture), service: new ec2.InterfaceVpcEndpointAwsService('secretsmanager-fips') });
    }],
    ['a default route', fixture => (homeVpc(fixture).privateSubnets[0] as ec2.Subnet)
      .addRoute('firewall', { routerType: ec2.RouterType.VPC_ENDPOINT, routerId: 'vpce-0123456789abcdef0' })],
    ['a route to a transit gateway, in the team\'s own scope', fixture => {
      new ec2.CfnRoute(fixture.topology.primary.stack(StackLayer.FOUNDATION), 'to-shared-services', {
        routeTableId: homeVpc(fixture).privateSubnets[0].routeTable.routeTableId,
        destinationCidrBlock: '10.0.0.0/8',
        transitGatewayId: 'tgw-0123456789abcdef0',
      });
    }],
  ])('passes when a way is added after the database: %s', (_, add) => {
    const fixture = inVpcs(vpcOf(TIERS));
    add(fixture);
    expect(synthesis(fixture)).not.toThrow();
  });

  test('is warned of in an imported VPC with isolated subnets only, in the home Region\'s stack', () => {
    const { topology } = inVpcs(stack => ec2.Vpc.fromVpcAttributes(stack, 'vpc', {
      vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['a', 'b'], isolatedSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
    }));
    Annotations.fromStack(dataOf(topology.primary)).hasWarning('*', Match.stringLikeRegexp(
      `The password is rotated by a function in VPC "Payments/.*vpc", which is imported with isolated subnets only\\. .*${WARNING}`));
    Annotations.fromStack(dataOf(topology.secondary)).hasNoWarning('*', Match.stringLikeRegexp(WARNING));
  });
});
