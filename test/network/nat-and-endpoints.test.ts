import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { createdNetwork, foundationOf, propertiesIn, tablesOf } from './support';
import type { DrTopology } from '../../src';
import { NatStrategy } from '../../src/network';
import { templateOf } from '../support/environment';

const WITHOUT_NAT = ['secretsmanager', 'kms', 'rds', 'logs', 'monitoring', 'sns', 'sts', 'states'];

/** What each Region has, which must be the same. */
function inBothRegions<T>(topology: DrTopology, read: (region: DrTopology['primary']) => T): T {
  const [primary, secondary] = topology.regions.map(read);
  expect(secondary).toEqual(primary);
  return primary;
}

function endpointsOf(topology: DrTopology, type: string) {
  return inBothRegions(topology, region => propertiesIn(foundationOf(region), 'AWS::EC2::VPCEndpoint')
    .filter(endpoint => endpoint.VpcEndpointType === type)
    .map(endpoint => JSON.stringify(endpoint.ServiceName).replace(/.*\.([a-z0-9]+)"\]?.*/, '$1')));
}

describe('gateway endpoints', () => {
  test.each([NatStrategy.gateways(), NatStrategy.none()])(
    'NET-07, OPS-14: S3 and DynamoDB are on every private and isolated route table of both VPCs with $_description', nat => {
      const { topology } = createdNetwork({ nat });

      for (const region of topology.regions) {
        const gateways = propertiesIn(foundationOf(region), 'AWS::EC2::VPCEndpoint').filter(endpoint => endpoint.VpcEndpointType === 'Gateway');
        expect(gateways.map(gateway => gateway.ServiceName['Fn::Join'][1].at(-1)).sort()).toEqual(['.dynamodb', '.s3']);
        for (const gateway of gateways) {
          expect(gateway.RouteTableIds.map((id: { Ref: string }) => id.Ref).sort()).toEqual(tablesOf(region, 'private', 'isolated').sort());
          expect(gateway.RouteTableIds).toHaveLength(6);
        }
      }
    });
});

describe('interface endpoints', () => {
  test('NET-07: none with NAT', () => {
    expect(endpointsOf(createdNetwork().topology, 'Interface')).toEqual([]);
    expect(endpointsOf(createdNetwork({ nat: NatStrategy.instances() }).topology, 'Interface')).toEqual([]);
  });

  test('NET-07, NET-08: without NAT, those that a workload calls', () => {
    expect(endpointsOf(createdNetwork({ nat: NatStrategy.none() }).topology, 'Interface')).toEqual(WITHOUT_NAT);
  });

  test('NET-07: the list is a prop, with NAT and without, and a service named twice gets one', () => {
    const interfaceEndpoints = [ec2.InterfaceVpcEndpointAwsService.SQS, ec2.InterfaceVpcEndpointAwsService.SQS];

    expect(endpointsOf(createdNetwork({ interfaceEndpoints }).topology, 'Interface')).toEqual(['sqs']);
    expect(endpointsOf(createdNetwork({ interfaceEndpoints: [], nat: NatStrategy.none() }).topology, 'Interface')).toEqual([]);
  });

  test('NET-07: they answer under the public names, in each private subnet, over HTTPS, to the VPC only', () => {
    const { topology } = createdNetwork({ nat: NatStrategy.none() });

    for (const region of topology.regions) {
      const template = templateOf(foundationOf(region));
      const securityGroups = Object.keys(template.findResources('AWS::EC2::SecurityGroup'));
      expect(securityGroups).toHaveLength(1);
      for (const endpoint of propertiesIn(foundationOf(region), 'AWS::EC2::VPCEndpoint').filter(each => each.VpcEndpointType === 'Interface')) {
        expect(endpoint.PrivateDnsEnabled).toBe(true);
        expect(endpoint.SecurityGroupIds).toEqual([{ 'Fn::GetAtt': [securityGroups[0], 'GroupId'] }]);
        expect(endpoint.SubnetIds.map((id: { Ref: string }) => id.Ref)).toEqual([1, 2, 3].map(i => expect.stringContaining(`privateSubnet${i}`)));
      }
      template.hasResourceProperties('AWS::EC2::SecurityGroup', {
        SecurityGroupIngress: [{
          CidrIp: region.role === 'primary' ? '10.0.0.0/16' : '10.1.0.0/16', Description: 'HTTPS from the VPC', FromPort: 443, IpProtocol: 'tcp', ToPort: 443,
        }],
      });
      template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    }
  });
});

describe('NAT', () => {
  test.each([
    [undefined, 1],
    [NatStrategy.gateways(), 1],
    [NatStrategy.gateways(2), 2],
    [NatStrategy.gateways(3), 3],
    [NatStrategy.gateways(0), 0],
    [NatStrategy.none(), 0],
    [NatStrategy.instances(), 0],
  ])('NET-08: case %#: the number of gateways in each Region is the prop', (nat, count) => {
    const { topology } = createdNetwork({ nat });

    expect(inBothRegions(topology, region => propertiesIn(foundationOf(region), 'AWS::EC2::NatGateway').length)).toBe(count);
  });

  test('NET-08: with a gateway per zone, each private subnet leaves through its own zone', () => {
    const { topology } = createdNetwork({ nat: NatStrategy.gateways(3) });

    const routes = propertiesIn(foundationOf(topology.primary), 'AWS::EC2::Route').filter(route => route.NatGatewayId);
    const zone = (id: string) => /Subnet(\d)/.exec(id)![1];
    expect(routes.map(route => [zone(route.RouteTableId.Ref), zone(route.NatGatewayId.Ref)])).toEqual([['1', '1'], ['2', '2'], ['3', '3']]);
  });

  test('COST-04, NET-08: without gateways the private subnets have no way out, and the endpoints stand in', () => {
    for (const nat of [NatStrategy.none(), NatStrategy.gateways(0)]) {
      const { topology } = createdNetwork({ nat });

      for (const region of topology.regions) {
        const template = templateOf(foundationOf(region));
        template.resourceCountIs('AWS::EC2::NatGateway', 0);
        template.resourceCountIs('AWS::EC2::EIP', 0);
        const outward = propertiesIn(foundationOf(region), 'AWS::EC2::Route').filter(route => route.DestinationCidrBlock === '0.0.0.0/0');
        expect(outward.map(route => route.RouteTableId.Ref).sort()).toEqual(tablesOf(region, 'public').sort());
      }
      expect(endpointsOf(topology, 'Interface')).toEqual(WITHOUT_NAT);
    }
  });

  test('NET-08: an instance in each Region translates for its own VPC only, with encrypted storage and session tokens', () => {
    const { topology } = createdNetwork({ nat: NatStrategy.instances() });

    for (const region of topology.regions) {
      const template = templateOf(foundationOf(region));
      template.resourceCountIs('AWS::EC2::Instance', 1);
      template.hasResourceProperties('AWS::EC2::Instance', {
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeType: 'gp3' } }],
        ImageId: { Ref: Match.stringLikeRegexp('al2023.*arm64') },
        InstanceType: 't4g.micro',
        MetadataOptions: { HttpTokens: 'required' },
        Monitoring: true,
        NetworkInterfaces: [Match.objectLike({ AssociatePublicIpAddress: true })],
        SourceDestCheck: false,
      });
      template.hasResourceProperties('AWS::EC2::SecurityGroup', {
        SecurityGroupIngress: [Match.objectLike({ CidrIp: region.role === 'primary' ? '10.0.0.0/16' : '10.1.0.0/16', IpProtocol: '-1' })],
      });
      const outward = propertiesIn(foundationOf(region), 'AWS::EC2::Route').filter(route => route.InstanceId);
      expect(outward.map(route => route.RouteTableId.Ref).sort()).toEqual(tablesOf(region, 'private').sort());
    }
  });

  test('NET-08: the type of the instance is a choice', () => {
    const { topology } = createdNetwork({ nat: NatStrategy.instances(new ec2.InstanceType('m7g.medium')) });

    templateOf(foundationOf(topology.secondary)).hasResourceProperties('AWS::EC2::Instance', { InstanceType: 'm7g.medium' });
  });
});
