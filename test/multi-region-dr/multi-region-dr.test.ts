import { Duration, Stack, Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Sections } from './fixture';
import { MINIMAL, pattern, STORES, withDns } from './fixture';
import type { MultiRegionDrNetworkOptions } from '../../src';
import { InterRegionLink, MultiRegionDr, NatStrategy, RegionalEndpoint, StackLayer, TrafficShift } from '../../src';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';
import { resourcesOf, valuesOf } from '../support/templates';

describe('the pattern', () => {
  test('TEST-17: needs only the account and two Regions', () => {
    const dr = pattern();
    expect(dr.regions.map(region => [region.name, region.role])).toEqual([[PRIMARY, 'primary'], [SECONDARY, 'secondary']]);
    expect(stacksOf(dr).map(stack => stack.node.id).sort()).toEqual([
      `foundation-${PRIMARY}`, `foundation-${SECONDARY}`, `link-${PRIMARY}`, `link-${SECONDARY}`, `recovery-${PRIMARY}`, `recovery-${SECONDARY}`,
      `view-${PRIMARY}`, `view-${SECONDARY}`,
    ].sort());
  });

  test('OPS-02: every part has the pattern\'s topology, and each handle its own Region', () => {
    const dr = pattern(STORES);
    expect(dr.network.topology).toBe(dr.topology);
    for (const [index, handle] of dr.regions.entries()) {
      const region = dr.topology.regions[index];
      expect(handle.env).toEqual({ account: ACCOUNT, region: region.name });
      expect(handle.vpc).toBe(dr.network.vpc(region));
      expect(handle.database('main')).toBe(dr.databases.main.forRegion(region));
      expect(handle.sessionTable('main')).toBe(dr.sessionTables.main.forRegion(region));
      expect(handle.bucket('main')).toBe(dr.buckets.main.forRegion(region));
      expect(handle.monitoring).toBe(dr.monitoring.forRegion(region));
      expect(handle.recovery).toBe(dr.orchestrator.forRegion(region));
    }
  });

  test('OPS-05: a database, a table and a bucket may have one name', () => {
    const dr = pattern(STORES);
    expect(() => stacksOf(dr).forEach(templateOf)).not.toThrow();
    expect(dr.orchestrator.plan(dr.topology.secondary).steps.map(step => step.id))
      .toEqual(expect.arrayContaining(['check-database-main', 'promote-database-main']));
  });

  test('SEC-01: the waiting period of its keys is a prop of the pattern, too', () => {
    const { topology } = pattern({ ...STORES, keyPendingWindow: Duration.days(9) });
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.FOUNDATION)).allResourcesProperties('AWS::KMS::Key', { PendingWindowInDays: 9 });
    }
  });

  test('OPS-01: under a Stage the stacks are the Stage\'s, and the environment has its name', () => {
    const stage = new Stage(testApp(), 'Prod');
    const dr = new MultiRegionDr(stage, 'Payments', { ...MINIMAL, environmentName: undefined });
    expect(dr.topology.environmentName).toBe('prod');
    expect(Stage.of(dr.topology.primary.stack(StackLayer.FOUNDATION))).toBe(stage);
  });

  test('OPS-01: inside a stack it is refused', () => {
    expect(() => new MultiRegionDr(new Stack(testApp(), 'Stack'), 'Payments', MINIMAL)).toThrow('inside stack "Stack"');
  });

  test('law 5: the recovery point objective is the threshold of the databases\' lag alarms, unless a database has its own', () => {
    const dr = pattern({ objectives: { rpo: Duration.seconds(7) }, databases: { main: {}, ledger: { rpo: Duration.seconds(2) } } });
    const thresholds = (name: string) => dr.databases[name].replicationSignals().map(signal => signal.threshold.toSeconds());
    expect(thresholds('main')).toEqual([7, 7]);
    expect(thresholds('ledger')).toEqual([2, 2]);
    expect(pattern({ databases: { main: {} } }).databases.main.replicationSignals()[0].threshold.toSeconds()).toBe(5);
  });
});

describe('the network of the pattern', () => {
  test('NET-01: the addresses are those of the Regions\' props', () => {
    const dr = pattern({ primary: { region: PRIMARY, cidr: '10.8.0.0/16' }, secondary: { region: SECONDARY, cidr: '10.9.0.0/16' } });
    expect(dr.topology.regions.map(region => dr.network.cidrBlocks(region))).toEqual([['10.8.0.0/16'], ['10.9.0.0/16']]);
  });

  test('NET-08: network options reach both VPCs', () => {
    const dr = pattern({
      network: { nat: NatStrategy.none(), maxAzs: 2, link: InterRegionLink.none() }, monitoring: { metricStreams: { enabled: false } },
    });
    for (const region of dr.topology.regions) {
      templateOf(region.stack(StackLayer.FOUNDATION)).resourceCountIs('AWS::EC2::NatGateway', 0);
    }
    expect(stacksOf(dr).map(stack => stack.node.id).filter(id => id.startsWith('link'))).toEqual([]);
  });

  test('NET-01: the addresses may come from IPAM', () => {
    const ipAddresses = ec2.IpAddresses.awsIpamAllocation({ ipv4IpamPoolId: 'pool', ipv4NetmaskLength: 16, defaultSubnetIpv4NetmaskLength: 20 });
    const dr = pattern({ primary: { region: PRIMARY, cidr: '10.8.0.0/16' }, secondary: { region: SECONDARY, ipAddresses } });
    expect(dr.topology.regions.map(region => dr.network.cidrBlocks(region))).toEqual([['10.8.0.0/16'], []]);
    templateOf(dr.topology.secondary.stack(StackLayer.FOUNDATION)).hasResourceProperties('AWS::EC2::VPC', { Ipv4IpamPoolId: 'pool' });
  });

  test('law 7: every option of a network alone is one of the pattern\'s, and reaches both VPCs', () => {
    const dr = pattern({
      network: {
        flowLogRetention: RetentionDays.ONE_YEAR,
        restrictDefaultSecurityGroup: false,
        interfaceEndpoints: [ec2.InterfaceVpcEndpointAwsService.KMS],
      },
    });
    for (const region of dr.topology.regions) {
      const foundation = templateOf(region.stack(StackLayer.FOUNDATION));
      foundation.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
      foundation.resourceCountIs('Custom::VpcRestrictDefaultSG', 0);
      foundation.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }, 1);
    }
  });

  function existingVpcs(app = testApp()): { app: typeof app; vpcs: ec2.IVpc[] } {
    const vpcs = [PRIMARY, SECONDARY].map((region, index) => new ec2.Vpc(ownStack(app, `Vpc-${region}`, region), 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(`10.${index}.0.0/16`),
    }));
    return { app, vpcs };
  }

  test('existing VPCs are used as they are', () => {
    const { app, vpcs } = existingVpcs();
    const dr = pattern({ primary: { region: PRIMARY, vpc: vpcs[0] }, secondary: { region: SECONDARY, vpc: vpcs[1] } }, app);
    expect(dr.regions.map(region => region.vpc)).toEqual(vpcs);
    expect(stacksOf(dr).flatMap(stack => Object.keys(templateOf(stack).findResources('AWS::EC2::VPC')))).toEqual([]);
  });

  test('existing VPCs are linked when asked for', () => {
    const { app, vpcs } = existingVpcs();
    const dr = pattern({
      primary: { region: PRIMARY, vpc: vpcs[0] },
      secondary: { region: SECONDARY, vpc: vpcs[1] },
      network: { link: InterRegionLink.peering() },
    }, app);
    templateOf(dr.topology.primary.stack(StackLayer.LINK)).resourceCountIs('AWS::EC2::VPCPeeringConnection', 1);
  });

  test.each<[string, (vpcs: ec2.IVpc[]) => Sections, string]>([
    ['only in the primary Region', ([vpc]) => ({ primary: { region: PRIMARY, vpc } }), 'secondary.vpc: primary.vpc is given'],
    ['only in the secondary Region', ([, vpc]) => ({ secondary: { region: SECONDARY, vpc } }), 'primary.vpc: secondary.vpc is given'],
    ['with addresses', ([one, two]) => ({ primary: { region: PRIMARY, vpc: one, cidr: '10.0.0.0/16' }, secondary: { region: SECONDARY, vpc: two } }),
      'primary.cidr: it describes a VPC that is to be created'],
    ['with IPAM', ([one, two]) => ({
      primary: { region: PRIMARY, vpc: one },
      secondary: { region: SECONDARY, vpc: two, ipAddresses: ec2.IpAddresses.cidr('10.1.0.0/16') },
    }), 'secondary.ipAddresses: it describes a VPC that is to be created'],
  ])('law 6: VPCs given %s are refused', (_case, sections, message) => {
    const { app, vpcs } = existingVpcs();
    expect(() => pattern(sections(vpcs), app)).toThrow(`[Payments] ${message}`);
  });

  test.each<[keyof MultiRegionDrNetworkOptions, MultiRegionDrNetworkOptions]>([
    ['maxAzs', { maxAzs: 2 }],
    ['nat', { nat: NatStrategy.none() }],
    ['interfaceEndpoints', { interfaceEndpoints: [] }],
    ['flowLogRetention', { link: InterRegionLink.none(), flowLogRetention: RetentionDays.ONE_YEAR }],
    ['restrictDefaultSecurityGroup', { restrictDefaultSecurityGroup: false }],
  ])('law 6: VPCs given with network.%s, which would describe VPCs to be created, are refused', (prop, network) => {
    const { app, vpcs: [one, two] } = existingVpcs();
    expect(() => pattern({ primary: { region: PRIMARY, vpc: one }, secondary: { region: SECONDARY, vpc: two }, network }, app))
      .toThrow(`[Payments] network.${prop}: it describes a VPC that is to be created`);
  });
});

describe('the handle of a Region', () => {
  test.each<[string, (dr: MultiRegionDr) => unknown, string]>([
    ['database', dr => dr.regions[0].database('ledger'), '[Payments] databases = "ledger": there is no such entry; there are: main'],
    ['session table', dr => dr.regions[0].sessionTable('carts'), '[Payments] sessionTables = "carts": there is no such entry; there are: main'],
    ['bucket', dr => dr.regions[1].bucket('exports'), '[Payments] buckets = "exports": there is no such entry; there are: main'],
    ['DNS handle', dr => dr.regions[0].dns, '[Payments] dns: the workload has no name that could follow a failover'],
    ['endpoint without DNS', dr => dr.regions[0].addEndpoint(RegionalEndpoint.hostName('a.example.net')), 'Give the section dns'],
  ])('law 6: a %s that does not exist is refused with what exists', (_case, use, message) => {
    expect(() => use(pattern(STORES))).toThrow(message);
  });

  test('law 6: without any entry the error says so', () => {
    expect(() => pattern().regions[0].database('main')).toThrow('there are: none');
  });

  test('endpoints are added to the Region\'s record', () => {
    const dr = withDns();
    dr.regions.forEach(region => region.addEndpoint(RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
    for (const region of dr.topology.regions) {
      templateOf(region.stack(StackLayer.EDGE)).hasResourceProperties('AWS::Route53::RecordSet', {
        Name: `api-${region.name}.example.com.`,
        ResourceRecords: [`ingress.${region.name}.example.net`],
      });
    }
    expect(dr.regions[0].dns).toBe(dr.dns!.forRegion(dr.topology.primary));
  });
});

describe('who moves traffic', () => {
  test.each<[string, Sections, TrafficShift | undefined, string]>([
    ['by plan where there is a database', { databases: { main: {} } }, undefined, TrafficShift.byPlan().name],
    ['on endpoint health where there is none', {}, undefined, TrafficShift.onEndpointHealth().name],
    ['on endpoint health where the databases are an empty section', { databases: {} }, undefined, TrafficShift.onEndpointHealth().name],
    ['as said, whatever there is', { databases: { main: {} } }, TrafficShift.onEndpointHealth(), TrafficShift.onEndpointHealth().name],
  ])('law 7: %s', (_case, sections, given, expected) => {
    expect(withDns(sections, given).dns!.trafficShift.name).toBe(expected);
  });
});

describe('two environments of one account', () => {
  /** Names that are unique per account, Region or worldwide, and the stacks'. */
  function physicalNames(environmentName: string): string[] {
    const app = testApp();
    const dr = pattern({ ...STORES, environmentName }, app);
    const names = resourcesOf(app).flatMap(({ properties }) => [...valuesOf(properties)])
      .filter(([property, value]) => /(Name|Identifier)$/.test(property) && typeof value === 'string' && /^(alias\/)?payments-/.test(value))
      .map(([, value]) => String(value));
    return [...new Set([...names, ...stacksOf(dr).map(stack => stack.stackName)])];
  }

  test('OPS-05: never share a name', () => {
    const [test1, prod] = [physicalNames('test'), physicalNames('prod')];
    expect(test1.length).toBeGreaterThan(30);
    expect(prod).toHaveLength(test1.length);
    expect(test1.filter(name => prod.includes(name))).toEqual([]);
  });

  test('OPS-05: can be two Stages of one app', () => {
    const app = testApp();
    for (const stage of ['Dev', 'Prod']) {
      new MultiRegionDr(new Stage(app, stage), 'Payments', { ...MINIMAL, ...STORES, environmentName: undefined });
    }
    const assembly = app.synth();
    const names = assembly.nestedAssemblies.flatMap(({ nestedAssembly }) => nestedAssembly.stacks.map(stack => stack.stackName));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(10);
  });
});
