import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { VpcPeeringConnection } from '@aws-sdk/client-ec2';
import { DescribeVpcPeeringConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { Match } from 'aws-cdk-lib/assertions';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { createdNetwork, foundationOf, handedOver, resourcesIn } from './support';
import type { DrRegion } from '../../src';
import { AlertSeverity, DashboardSection, DrMonitoring, InterRegionLink, MultiRegionNetwork, StackLayer } from '../../src';
import { handler } from '../../src/network/handlers/peering-probe.lambda';
import type { PeeringSettings } from '../../src/network/handlers/peering-settings';
import { ACCOUNT, createdTopology, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';
import { published, signalsIn } from '../support/health-signals';

const ec2 = mockClient(EC2Client);
const cloudWatch = mockClient(CloudWatchClient);
const HOME: PeeringSettings = {
  namespace: 'MultiRegionDr/Payments/test', network: 'network', vpcId: 'vpc-home', end: 'requester', peerRegion: SECONDARY, peerBlocks: ['10.1.0.0/16'],
};
const STANDBY: PeeringSettings = { ...HOME, vpcId: 'vpc-standby', end: 'accepter', peerRegion: PRIMARY, peerBlocks: ['10.0.0.0/16'] };
let log: jest.SpyInstance;

function connection(code: VpcPeeringConnection['Status'], other: Partial<VpcPeeringConnection> = {}): VpcPeeringConnection {
  return {
    VpcPeeringConnectionId: 'pcx-1',
    Status: code,
    RequesterVpcInfo: { Region: PRIMARY, VpcId: 'vpc-home', CidrBlock: '10.0.0.0/16' },
    AccepterVpcInfo: { Region: SECONDARY, VpcId: 'vpc-standby', CidrBlock: '10.1.0.0/16' },
    ...other,
  };
}

async function probe(settings: PeeringSettings, ...pages: VpcPeeringConnection[][]): Promise<number> {
  process.env.PEERING_SETTINGS = JSON.stringify(settings);
  pages.forEach((VpcPeeringConnections, index) => ec2
    .on(DescribeVpcPeeringConnectionsCommand, index === 0 ? {} : { NextToken: `page-${index}` })
    .resolves({ VpcPeeringConnections, NextToken: index + 1 < pages.length ? `page-${index + 1}` : undefined }));
  await handler();
  const calls = cloudWatch.commandCalls(PutMetricDataCommand).map(call => call.args[0].input);
  expect(calls).toEqual([{
    Namespace: settings.namespace,
    MetricData: [{ MetricName: 'PeeringActive', Dimensions: [{ Name: 'Network', Value: 'network' }], Timestamp: expect.any(Date), Value: expect.any(Number) }],
  }]);
  return calls[0].MetricData![0].Value!;
}

beforeEach(() => {
  ec2.reset();
  cloudWatch.reset();
  cloudWatch.on(PutMetricDataCommand).resolves({});
  log = jest.spyOn(console, 'log').mockReturnValue(undefined);
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.PEERING_SETTINGS;
});

describe('what the probe publishes', () => {
  test('1 while the connection is active', async () => {
    expect(await probe(HOME, [connection({ Code: 'active' })])).toBe(1);
  });

  test.each(['initiating-request', 'pending-acceptance', 'provisioning', 'deleting', 'deleted', 'rejected', 'failed', 'expired'] as const)(
    '0 while it is %s', async Code => {
      expect(await probe(HOME, [connection({ Code })])).toBe(0);
    });

  test('0 when it has no state, and when there is none', async () => {
    expect(await probe(HOME, [connection(undefined)])).toBe(0);
    cloudWatch.resetHistory();
    expect(await probe(HOME, [])).toBe(0);
    cloudWatch.resetHistory();
    ec2.on(DescribeVpcPeeringConnectionsCommand).resolves({});
    expect(await probe(HOME)).toBe(0);
  });

  test('NET-09: 1 or 0 is published every minute in both Regions, as the connection is active or not, and below 1 or silent is an alarm', async () => {
    const codes = ['active', 'initiating-request', 'pending-acceptance', 'provisioning', 'deleting', 'deleted', 'rejected', 'failed', 'expired'] as const;
    for (const settings of [HOME, STANDBY]) {
      for (const Code of codes) {
        cloudWatch.resetHistory();
        expect([Code, await probe(settings, [connection({ Code })])]).toEqual([Code, Code === 'active' ? 1 : 0]);
      }
    }
    const { app, topology, network } = createdNetwork();
    new DrMonitoring(app, 'Monitoring', { topology, recoverables: [] }).addSignals('network', network.healthSignals());
    for (const region of topology.regions) {
      const probes = Object.entries(resourcesIn(foundationOf(region), 'AWS::Lambda::Function')).filter(([, { Properties }]) => Properties.Environment?.Variables?.PEERING_SETTINGS);
      expect(probes).toHaveLength(1);
      // What it is told names the VPC and the end of its Region, and the namespace and dimension that the alarm watches.
      const [vpc] = Object.keys(resourcesIn(foundationOf(region), 'AWS::EC2::VPC'));
      expect(JSON.parse(settingsIn(foundationOf(region), region)))
        .toEqual({ ...(region === topology.primary ? HOME : STANDBY), vpcId: `Ref ${vpc}` });
      expect(allowed(region, 'ec2:', 'cloudwatch:')).toEqual(expect.arrayContaining([
        [['ec2:DescribeVpcPeeringConnections'], 'Allow', '*', { StringEquals: { 'ec2:Region': region.name } }],
        [['cloudwatch:PutMetricData'], 'Allow', '*', { StringEquals: { 'cloudwatch:namespace': HOME.namespace } }],
      ]));
      expect(allowed(region, 'ec2:')).toHaveLength(1);
      const rules = templateOf(foundationOf(region)).findResources('AWS::Events::Rule', {
        Properties: { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [probes[0][0], 'Arn'] } })] },
      });
      expect(Object.keys(rules)).toHaveLength(1);
      templateOf(foundationOf(region)).hasResourceProperties('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': [probes[0][0], 'Arn'] },
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [Object.keys(rules)[0], 'Arn'] },
      });
      templateOf(region.stack(StackLayer.RECOVERY)).hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: HOME.namespace,
        MetricName: 'PeeringActive',
        Dimensions: [{ Name: 'Network', Value: 'network' }],
        Statistic: 'Minimum',
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 3,
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: TreatMissingData.BREACHING,
        AlarmActions: Match.anyValue(),
      });
    }
  });

  test.each([['home', HOME, 'requester-vpc-info.vpc-id'], ['standby', STANDBY, 'accepter-vpc-info.vpc-id']] as const)(
    'from the %s Region, by the VPC of that Region', async (_, settings, Name) => {
      expect(await probe(settings, [connection({ Code: 'active' })])).toBe(1);
      const asked = ec2.commandCalls(DescribeVpcPeeringConnectionsCommand).map(call => call.args[0].input.Filters);
      expect(asked).toEqual([[{ Name, Values: [settings.vpcId] }]]);
    });

  test('a connection of an earlier attempt that is still listed hides none that is active, on whatever page', async () => {
    expect(await probe(HOME, [connection({ Code: 'deleted' })], [connection({ Code: 'failed' })], [connection({ Code: 'active' })])).toBe(1);
    expect(ec2.commandCalls(DescribeVpcPeeringConnectionsCommand)).toHaveLength(3);
  });

  test.each<[string, Partial<VpcPeeringConnection>]>([
    ['a VPC of another Region', { AccepterVpcInfo: { Region: 'eu-north-1', CidrBlock: '10.1.0.0/16' } }],
    ['another VPC of that Region', { AccepterVpcInfo: { Region: SECONDARY, CidrBlock: '10.9.0.0/16', CidrBlockSet: [{ CidrBlock: '10.9.0.0/16' }] } }],
    ['nobody knows where', { AccepterVpcInfo: undefined }],
    ['a VPC of that Region without addresses', { AccepterVpcInfo: { Region: SECONDARY } }],
  ])('an active connection to %s is not the one', async (_, other) => {
    expect(await probe(HOME, [connection({ Code: 'active' }, other)])).toBe(0);
  });

  test('any block of the other VPC tells that it is the one', async () => {
    const AccepterVpcInfo = { Region: SECONDARY, CidrBlock: '10.8.0.0/16', CidrBlockSet: [{}, { CidrBlock: '10.1.0.0/16' }] };
    expect(await probe(HOME, [connection({ Code: 'active' }, { AccepterVpcInfo })])).toBe(1);
  });

  test('where AWS assigns the blocks, the Region tells', async () => {
    expect(await probe({ ...HOME, peerBlocks: [] }, [connection({ Code: 'active' }, { AccepterVpcInfo: { Region: SECONDARY } })])).toBe(1);
  });

  test('nothing when EC2 does not say: silence is told, too', async () => {
    process.env.PEERING_SETTINGS = JSON.stringify(HOME);
    ec2.on(DescribeVpcPeeringConnectionsCommand).rejects(new Error('RequestLimitExceeded'));
    await expect(handler()).rejects.toThrow('RequestLimitExceeded');
    expect(cloudWatch.commandCalls(PutMetricDataCommand)).toEqual([]);
  });

  test('the log says what was seen', async () => {
    await probe(HOME, [connection({ Code: 'failed', Message: 'overlapping' }), connection(undefined)]);
    expect(JSON.parse(log.mock.calls[0][0])).toEqual({
      message: 'peering probed',
      active: false,
      connections: [{ id: 'pcx-1', code: 'failed', reason: 'overlapping' }, { id: 'pcx-1' }],
    });
  });
});

/** What the role of the probe may do of some services: actions, effect, resources and conditions. */
function allowed(region: DrRegion, ...services: string[]): [string[], string, unknown, unknown][] {
  const stack = foundationOf(region);
  const [{ Properties: { Role } }] = Object.values(resourcesIn(stack, 'AWS::Lambda::Function')).filter(({ Properties }) => Properties.Environment?.Variables?.PEERING_SETTINGS);
  const { ManagedPolicyArns } = resourcesIn(stack, 'AWS::IAM::Role')[Role['Fn::GetAtt'][0]].Properties;
  const policies = resourcesIn(stack, 'AWS::IAM::ManagedPolicy');
  return ManagedPolicyArns.flatMap(({ Ref }: any) => policies[Ref].Properties.PolicyDocument.Statement)
    .map(({ Action, Effect, Resource, Condition }: any) => [[Action].flat(), Effect, Resource, Condition])
    .filter(([actions]: [string[]]) => actions.some(action => services.some(service => action.startsWith(service))));
}

function settingsIn(stack: ReturnType<typeof foundationOf>, region: DrRegion) {
  const probes = Object.values(resourcesIn(stack, 'AWS::Lambda::Function')).filter(({ Properties }) => Properties.Environment?.Variables?.PEERING_SETTINGS);
  expect([region.name, probes.length]).toEqual([region.name, 1]);
  const { Environment: { Variables: { PEERING_SETTINGS: text } } } = probes[0].Properties;
  const rendered = (part: any) => (typeof part === 'string' ? part : `Ref ${part.Ref}`);
  return typeof text === 'string' ? text : text['Fn::Join'][1].map(rendered).join('');
}

describe('the probes of a network', () => {
  const { app, topology, network } = createdNetwork();
  const monitoring = new DrMonitoring(app, 'Monitoring', { topology, recoverables: [] });
  monitoring.addSignals('network', network.healthSignals());

  test.each([[0, 'requester', '10.1.0.0/16'], [1, 'accepter', '10.0.0.0/16']] as const)(
    'Region %i looks every minute from its own end, by a function outside of any VPC', (index, end, peerBlock) => {
      const region = topology.regions[index];
      const template = templateOf(foundationOf(region));
      const [vpc] = Object.keys(resourcesIn(foundationOf(region), 'AWS::EC2::VPC'));
      expect(JSON.parse(settingsIn(foundationOf(region), region))).toEqual({
        namespace: 'MultiRegionDr/Payments/test', network: 'network', vpcId: `Ref ${vpc}`, end, peerRegion: region.peer.name, peerBlocks: [peerBlock],
      });
      template.hasResourceProperties('AWS::Lambda::Function', {
        FunctionName: Match.stringLikeRegexp(`^payments-test-network-peering-probe-${region.name}-[0-9a-f]{8}$`),
        Runtime: 'nodejs24.x',
        Timeout: 30,
        VpcConfig: Match.absent(),
      });
      template.hasResourceProperties('AWS::Events::Rule', {
        ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
      });
    });

  test.each([[0], [1]])('least privilege: the probe of Region %i may ask about connections of its Region, and nothing else of EC2', index => {
    const region = topology.regions[index];
    const statements = Object.values(resourcesIn(foundationOf(region), 'AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => JSON.stringify(Action).includes('Peering'));
    expect(statements).toEqual([{
      Action: 'ec2:DescribeVpcPeeringConnections', Effect: 'Allow', Resource: '*', Condition: { StringEquals: { 'ec2:Region': region.name } },
    }]);
  });

  test.each([[0], [1]])('in Region %i an alarm fires below 1 and when nobody looks, apart from the page of its severity', index => {
    const region = topology.regions[index];
    const signal = signalsIn(network.healthSignals(), region).get('peering-active')!;
    expect(published(signal)).toEqual({ name: 'MultiRegionDr/Payments/test PeeringActive', dimensions: { Network: 'network' }, statistic: 'Minimum', seconds: 60 });
    expect(signal.section).toBe(DashboardSection.TRAFFIC);
    templateOf(region.stack(StackLayer.RECOVERY)).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'MultiRegionDr/Payments/test',
      MetricName: 'PeeringActive',
      Statistic: 'Minimum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      TreatMissingData: TreatMissingData.BREACHING,
      AlarmActions: Match.anyValue(),
    });
  });

  test('nothing of it is urgent: recovery does not use the connection', () => {
    const severities = network.healthSignals().filter(({ id }) => id.startsWith('peering')).flatMap(({ alarm }) => alarm?.severity ?? []);
    expect(severities).toHaveLength(2 * 6);
    expect(new Set(severities)).toEqual(new Set([AlertSeverity.WARNING]));
  });

  test('law 3: neither Region names anything of the other that is not known at synthesis', () => {
    for (const region of topology.regions) {
      expect(JSON.stringify(templateOf(foundationOf(region)).toJSON())).not.toMatch(/Fn::(GetStackOutput|ImportValue)/);
    }
  });
});

test('without a connection there is nothing to probe', () => {
  const { topology, network } = createdNetwork({ link: InterRegionLink.none() });
  expect(network.healthSignals().filter(({ id }) => id.startsWith('peering'))).toEqual([]);
  for (const region of topology.regions) {
    expect(JSON.stringify(templateOf(foundationOf(region)).toJSON())).not.toContain('PEERING_SETTINGS');
  }
});

describe('between VPCs that were brought along', () => {
  test('the probe is in the recovery stack of each Region, and names the VPC of that Region', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const vpcIn = (region: DrRegion, vpcId: string, vpcCidrBlock: string) => Vpc.fromVpcAttributes(region.stack(StackLayer.FOUNDATION), 'vpc', {
      vpcId, vpcCidrBlock, region: region.name, availabilityZones: ['a'], privateSubnetIds: ['subnet-1'], privateSubnetRouteTableIds: ['rtb-1'],
    });
    const network = MultiRegionNetwork.fromVpcs(app, 'network', {
      topology,
      primary: vpcIn(topology.primary, 'vpc-1', '10.0.0.0/16'),
      secondary: vpcIn(topology.secondary, 'vpc-2', '10.1.0.0/16'),
      link: InterRegionLink.peering(),
    });
    expect(signalsIn(network.healthSignals(), topology.primary).has('peering-active')).toBe(true);
    expect(signalsIn(network.healthSignals(), topology.secondary).has('peering-active')).toBe(true);
    expect(topology.regions.map(region => JSON.parse(settingsIn(region.stack(StackLayer.RECOVERY), region)))).toEqual([
      expect.objectContaining({ vpcId: 'vpc-1', end: 'requester', peerBlocks: ['10.1.0.0/16'] }),
      expect.objectContaining({ vpcId: 'vpc-2', end: 'accepter', peerBlocks: ['10.0.0.0/16'] }),
    ]);
  });

  test('without a link nothing tells of one', () => {
    const app = testApp();
    const topology = handedOver(app, []);
    const vpc = (region: DrRegion) => Vpc.fromVpcAttributes(foundationOf(region), 'vpc', { vpcId: 'vpc-1', region: region.name, availabilityZones: ['a'] });
    const network = MultiRegionNetwork.fromVpcs(app, 'network', { topology, primary: vpc(topology.primary), secondary: vpc(topology.secondary) });
    expect([topology.account, network.healthSignals()]).toEqual([ACCOUNT, []]);
  });
});
