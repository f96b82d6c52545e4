import { Aspects, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { createdNetwork, foundationOf, handedOver, linkOf, propertiesIn, referencesIn, tablesOf } from './support';
import { StackLayer } from '../../src';
import { DesignDecision } from '../../src/compliance';
import { InterRegionLink, MultiRegionNetwork, NatStrategy, SubnetTier } from '../../src/network';
import { createdTopology, handedOverTopology, ownStack, PRIMARY, stacksOf, templateOf, testApp } from '../support/environment';

describe('addresses', () => {
  test('NET-01: the VPCs are 10.0.0.0/16 and 10.1.0.0/16 by default', () => {
    const { topology, network } = createdNetwork();

    expect(topology.regions.map(region => propertiesIn(foundationOf(region), 'AWS::EC2::VPC').map(vpc => vpc.CidrBlock)))
      .toEqual([['10.0.0.0/16'], ['10.1.0.0/16']]);
    expect(topology.regions.map(region => network.cidrBlocks(region))).toEqual([['10.0.0.0/16'], ['10.1.0.0/16']]);
  });

  test('NET-01: both blocks are typed props', () => {
    const { topology } = createdNetwork({
      primary: { cidr: '172.16.0.0/20' },
      secondary: { ipAddresses: ec2.IpAddresses.cidr('192.168.0.0/16') },
    });

    expect(topology.regions.map(region => propertiesIn(foundationOf(region), 'AWS::EC2::VPC')[0].CidrBlock))
      .toEqual(['172.16.0.0/20', '192.168.0.0/16']);
  });

  test.each([
    ['equal', { primary: { cidr: '10.1.0.0/16' } }, /secondary\.cidr = "10\.1\.0\.0\/16": it overlaps primary\.cidr = "10\.1\.0\.0\/16"/],
    ['inside', { secondary: { cidr: '10.0.128.0/20' } }, /secondary\.cidr = "10\.0\.128\.0\/20": it overlaps primary\.cidr = "10\.0\.0\.0\/16"/],
    ['given otherwise', { secondary: { ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/20') } },
      /secondary\.ipAddresses = "10\.0\.0\.0\/20": it overlaps primary\.cidr = "10\.0\.0\.0\/16"/],
    ['never to be linked', { primary: { cidr: '10.1.0.0/16' }, link: InterRegionLink.none() }, /secondary\.cidr = "10\.1\.0\.0\/16": it overlaps/],
  ])('NET-01: overlapping blocks are refused with both values: %s', (_case, options, message) => {
    expect(() => createdNetwork(options)).toThrow(message);
  });

  test('NET-01: a block that AWS assigns is not compared, and a warning says so', () => {
    const { app, topology, network } = createdNetwork({
      secondary: {
        ipAddresses: ec2.IpAddresses.awsIpamAllocation({ ipv4IpamPoolId: 'ipam-pool-1', ipv4NetmaskLength: 16, defaultSubnetIpv4NetmaskLength: 20 }),
      },
    });

    expect(network.cidrBlocks(topology.secondary)).toEqual([]);
    Annotations.fromStack(topology.primary.stack(StackLayer.FOUNDATION))
      .hasWarning('*', Match.stringLikeRegexp('overlap of the two VPCs was not checked.*cidrOverlapNotChecked'));
    expect(stacksOf(app).flatMap(stack => referencesIn(stack)).filter(mechanism => mechanism !== 'Fn::GetStackOutput')).toEqual([]);
  });

  test('NET-01: literal blocks warn of nothing', () => {
    const { topology } = createdNetwork();
    for (const region of topology.regions) {
      Annotations.fromStack(region.stack(StackLayer.FOUNDATION)).hasNoWarning('*', Match.anyValue());
    }
  });
});

describe('tiers', () => {
  test('NET-06: three tiers over three zones, each subnet a sixteenth of the VPC and each tier in a quarter of its own', () => {
    const { topology } = createdNetwork();

    const subnets = propertiesIn(foundationOf(topology.primary), 'AWS::EC2::Subnet').map(subnet => [
      subnet.Tags.find((tag: { Key: string }) => tag.Key === 'aws-cdk:subnet-name').Value, subnet.AvailabilityZone, subnet.CidrBlock,
    ]);
    expect(subnets).toEqual([
      ['public', 'eu-west-1a', '10.0.0.0/20'],
      ['public', 'eu-west-1b', '10.0.16.0/20'],
      ['public', 'eu-west-1c', '10.0.32.0/20'],
      ['private', 'eu-west-1a', '10.0.64.0/20'],
      ['private', 'eu-west-1b', '10.0.80.0/20'],
      ['private', 'eu-west-1c', '10.0.96.0/20'],
      ['isolated', 'eu-west-1a', '10.0.128.0/20'],
      ['isolated', 'eu-west-1b', '10.0.144.0/20'],
      ['isolated', 'eu-west-1c', '10.0.160.0/20'],
    ]);
  });

  test('NET-06: isolated route tables have no way to the internet, and no subnet gives out public addresses', () => {
    const { topology } = createdNetwork();

    for (const region of topology.regions) {
      const defaultRoutes = propertiesIn(foundationOf(region), 'AWS::EC2::Route').filter(route => route.DestinationCidrBlock === '0.0.0.0/0');
      expect(defaultRoutes.map(route => route.RouteTableId.Ref).sort()).toEqual(tablesOf(region, 'public', 'private').sort());
      expect(propertiesIn(foundationOf(region), 'AWS::EC2::Subnet').every(subnet => subnet.MapPublicIpOnLaunch === false)).toBe(true);
    }
  });

  test('NET-06: the tiers are selected by name, with NAT and without', () => {
    for (const nat of [NatStrategy.gateways(), NatStrategy.none()]) {
      const { topology, network } = createdNetwork({ nat });
      const vpc = network.vpc(topology.secondary);

      for (const tier of Object.values(SubnetTier)) {
        expect(vpc.selectSubnets({ subnetGroupName: tier }).subnets).toHaveLength(3);
      }
      expect(vpc.isolatedSubnets).toEqual(vpc.selectSubnets({ subnetGroupName: SubnetTier.ISOLATED }).subnets);
    }
  });

  test('a third zone and another NAT strategy move no subnet', () => {
    const subnetsWith = (options: object) => {
      const { topology } = createdNetwork(options);
      return templateOf(foundationOf(topology.primary)).findResources('AWS::EC2::Subnet');
    };

    const two = subnetsWith({ maxAzs: 2 });
    expect(Object.keys(two)).toHaveLength(6);
    expect(subnetsWith({ maxAzs: 3 })).toMatchObject(two);
    expect(subnetsWith({ nat: NatStrategy.none() })).toEqual(subnetsWith({ nat: NatStrategy.gateways(3) }));
  });

  test('a Region of two zones gets two', () => {
    const app = testApp();
    const topology = createdTopology(app, { secondary: { region: 'us-west-1', availabilityZones: ['us-west-1a', 'us-west-1c'] } });
    new MultiRegionNetwork(app, 'network', { topology });

    templateOf(foundationOf(topology.primary)).resourceCountIs('AWS::EC2::Subnet', 9);
    templateOf(foundationOf(topology.secondary)).resourceCountIs('AWS::EC2::Subnet', 6);
  });
});

describe('flow logs', () => {
  test('OPS-13: all traffic is logged, encrypted with the key of the Region, for a month, by a role that serves only flow logs', () => {
    const { topology } = createdNetwork();

    for (const region of topology.regions) {
      const template = templateOf(foundationOf(region));
      template.hasResource('AWS::Logs::LogGroup', {
        Properties: { RetentionInDays: 30, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('logskey'), 'Arn'] } },
        DeletionPolicy: 'Retain',
      });
      template.hasResourceProperties('AWS::EC2::FlowLog', {
        LogDestinationType: 'cloud-watch-logs',
        LogGroupName: { Ref: Match.stringLikeRegexp('flowloggroup') },
        MaxAggregationInterval: 600,
        ResourceType: 'VPC',
        TrafficType: 'ALL',
      });
      template.hasResourceProperties('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [Match.objectLike({
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111111111111' },
              ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region.name}:111111111111:vpc-flow-log/*` },
            },
          })],
        },
      });
    }
  });

  test('SEC-03: the role may write to this log group only, by a policy that is not inline', () => {
    const { topology } = createdNetwork();
    const template = templateOf(foundationOf(topology.primary));
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [{
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('flowloggroup'), 'Arn'] },
        }],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: [{ Ref: Match.stringLikeRegexp('flowlogrolepolicy') }], Policies: Match.absent() });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('retention is a prop, and a throw-away environment keeps no log group', () => {
    const app = testApp();
    const topology = createdTopology(app, { removalPolicy: RemovalPolicy.DESTROY });
    new MultiRegionNetwork(app, 'network', { topology, flowLogRetention: RetentionDays.ONE_YEAR });

    templateOf(foundationOf(topology.primary)).hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Delete' });
  });
});

describe('the default security group', () => {
  const FLAG = '@aws-cdk/aws-ec2:restrictDefaultSecurityGroup';

  test.each([[undefined, true, 1], [undefined, false, 1], [false, true, 0], [false, false, 0]])(
    'is emptied by the prop (%s), whatever the feature flag (%s)', (restrictDefaultSecurityGroup, flag, count) => {
      const { topology } = createdNetwork({ restrictDefaultSecurityGroup }, testApp({ [FLAG]: flag }));

      templateOf(foundationOf(topology.primary)).resourceCountIs('Custom::VpcRestrictDefaultSG', count);
    });
});

describe('the network alone', () => {
  test('TEST-17: works with nothing but a topology that creates its stacks', () => {
    const { app, topology, network } = createdNetwork();

    expect(network.link.kind).toBe('peering');
    expect(stacksOf(app)).toEqual(expect.arrayContaining(topology.regions.flatMap(region => [foundationOf(region), linkOf(region)])));
    expect(() => app.synth()).not.toThrow();
  });

  test('TEST-17: works in two stacks that the consumer owns', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    new MultiRegionNetwork(app, 'network', { topology, link: InterRegionLink.none() });

    for (const region of topology.regions) {
      templateOf(foundationOf(region)).resourceCountIs('AWS::EC2::VPC', 1);
      expect(referencesIn(foundationOf(region))).toEqual([]);
    }
  });

  test('TEST-17: in stacks that the consumer owns, only the routes of the secondary Region need a stack of their own', () => {
    const app = testApp();
    const topology = handedOver(app, ['secondary']);
    new MultiRegionNetwork(app, 'network', { topology });

    templateOf(foundationOf(topology.primary)).resourceCountIs('AWS::EC2::VPCPeeringConnection', 1);
    expect(referencesIn(foundationOf(topology.secondary))).toEqual([]);
  });

  test('OPS-05: only the link stacks read another stack, and by weak references', () => {
    const { app } = createdNetwork({ nat: NatStrategy.none() });

    for (const stack of stacksOf(app)) {
      expect([stack.stackName, referencesIn(stack)]).toEqual([stack.stackName, stack.stackName.includes('-link-') ? ['Fn::GetStackOutput'] : []]);
    }
  });

  test('OPS-02: a Region of another topology is refused', () => {
    const { network } = createdNetwork();
    const other = createdTopology();

    expect(() => network.vpc(other.primary)).toThrow(/\[network\] region = "eu-west-1": it is not a Region of this construct's topology/);
    expect(() => network.cidrBlocks(other.secondary)).toThrow(/region = "eu-central-1": it is not a Region of this construct's topology/);
  });

  test('OPS-13: what people look for is an output, and none is an export', () => {
    const { topology } = createdNetwork();
    const outputs = topology.regions.flatMap(region => [foundationOf(region), linkOf(region)])
      .flatMap(stack => Object.values(templateOf(stack).toJSON().Outputs ?? {}) as { Description?: string; Export?: object }[]);

    expect(outputs.filter(output => output.Export)).toEqual([]);
    expect(outputs.flatMap(output => output.Description ?? [])).toEqual([
      'VPC of Payments test', 'Peering connection between eu-west-1 and eu-central-1', 'VPC of Payments test',
    ]);
  });

  test('COST-03: a VPC carries the tags of the topology and its role', () => {
    const { topology } = createdNetwork();

    for (const region of topology.regions) {
      templateOf(foundationOf(region)).hasResourceProperties('AWS::EC2::VPC', {
        Tags: [
          { Key: 'application', Value: 'Payments' },
          { Key: 'dr-role', Value: 'network' },
          { Key: 'environment', Value: 'test' },
          { Key: 'Name', Value: 'Payments-test' },
          { Key: 'region-role', Value: region.role },
        ],
      });
    }
  });

  test('a topology over stacks uses the zones that CDK looked up', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    const network = new MultiRegionNetwork(app, 'network', { topology, link: InterRegionLink.none() });

    expect(network.vpc(topology.primary).availabilityZones).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
  });
});

describe('rules of others', () => {
  const violationsOf = (app: ReturnType<typeof testApp>) => new AwsSolutionsChecks(app).validateScope(app).violations;

  test.each([NatStrategy.gateways(), NatStrategy.gateways(3), NatStrategy.none()])(
    'SEC-03: cdk-nag finds nothing in the network with $_description', nat => {
      expect(violationsOf(createdNetwork({ nat }).app)).toEqual([]);
    });

  test('SEC-03: with NAT instances cdk-nag finds that they can be terminated, which is for the team to acknowledge', () => {
    const { app, topology } = createdNetwork({ nat: NatStrategy.instances() });
    expect(violationsOf(app).map(({ ruleName }) => ruleName)).toEqual(['AwsSolutions-EC29']);
    DesignDecision.NAT_INSTANCES.acknowledgeIn(topology);
    expect(violationsOf(app)).toEqual([]);
  });

  test('SEC-03: the check would find a VPC without flow logs', () => {
    const app = testApp();
    new ec2.Vpc(ownStack(app, 'Bare', PRIMARY), 'vpc');

    expect(violationsOf(app).map(violation => violation.ruleName)).toContainEqual(expect.stringContaining('VPC7'));
  });

  test('no warning is given for a network of defaults', () => {
    const { app, topology } = createdNetwork();
    let visited = 0;
    Aspects.of(app).add({ visit: node => { visited += CfnResource.isCfnResource(node) ? 1 : 0; } });
    app.synth();

    expect(visited).toBeGreaterThan(100);
    for (const layer of [StackLayer.FOUNDATION, StackLayer.LINK]) {
      for (const region of topology.regions) {
        expect(Annotations.fromStack(Stack.of(region.stack(layer))).findWarning('*', Match.anyValue())).toEqual([]);
      }
    }
  });
});
