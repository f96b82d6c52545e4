import { Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { InterRegionLink, NatStrategy } from '../../src/network';
import type { LinkEnd } from '../../src/network/link-end';
import {
  layoutOf, refuseOverlap, validateBlocks, validateLink, validateNat, validateVpcRegion, zoneCountOf,
} from '../../src/network/network-rules';
import { ACCOUNT, createdTopology, PRIMARY, SECONDARY, testApp } from '../support/environment';

const NO_CIDR = 'this is not an IPv4 CIDR block';
/** A block that is known to CloudFormation only. */
const lateBlock = () => Fn.importValue('block');

/** The network in an app of its own, below which VPCs of any Region can stand. */
function network(secondaryZones?: string[]) {
  const app = testApp();
  const topology = createdTopology(app, secondaryZones && { secondary: { region: 'us-west-1', availabilityZones: secondaryZones } });
  const vpcIn = (env: { account?: string; region?: string }) =>
    ec2.Vpc.fromVpcAttributes(new Stack(app, `In-${env.region}`, { env }), 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] });
  return { scope: new Construct(app, 'network'), topology, vpcIn };
}

describe('a block that is divided into subnets', () => {
  const WRITE = 'Write a block such as "10.0.0.0/16"; for a block that AWS assigns, give ipAddresses instead.';
  const size = (proposed: string) => 'the prefix length must be 16 to 24: a VPC has at most /16, a subnet at least /28, '
    + `and each subnet gets a sixteenth of the VPC. Write "${proposed}" or another block of that size.`;

  test.each<[string, string]>([
    ['10.0.0.0', `${NO_CIDR}. ${WRITE}`],
    ['10.1.2.3/16', 'the address is not the first one of the block. Write "10.1.0.0/16".'],
    ['10.0.0.0/15', size('10.0.0.0/16')],
    ['10.1.0.0/25', size('10.1.0.0/16')],
  ])('is not %s', (cidr, message) => {
    expect(() => layoutOf(network().scope, 'primary.cidr', cidr)).toThrow(`[network] primary.cidr = "${cidr}": ${message}`);
  });

  test('is known at synthesis', () => {
    expect(() => layoutOf(network().scope, 'primary.cidr', lateBlock()))
      .toThrow(`[network] primary.cidr = not known at synthesis: the block is divided into subnets at synthesis. ${WRITE}`);
  });

  test.each(['10.0.0.0/16', '172.31.8.0/24'])('may be %s, and is the VPC\'s', cidr => {
    expect(layoutOf(network().scope, 'primary.cidr', cidr).allocateVpcCidr()).toEqual({ cidrBlock: cidr });
  });
});

describe('the Availability Zones of a VPC', () => {
  const countOf = (zones: string[], maxAzs?: number) => {
    const { scope, topology } = network(zones);
    return zoneCountOf(scope, topology.secondary, maxAzs);
  };
  const [a, b, c, d] = ['us-west-1a', 'us-west-1b', 'us-west-1c', 'us-west-1d'];

  test.each<[string[], number | undefined, number]>([
    [[a, b], undefined, 2], [[a, b, c], undefined, 3], [[a, b, c, d], undefined, 3],
    [[a, b, c, d], 2, 2], [[a, b, c, d], 3, 3], [[a, b], 2, 2], [[a, b, c], 3, 3],
  ])('of %j are, with maxAzs %s, %d', (zones, maxAzs, count) => {
    expect(countOf(zones, maxAzs)).toBe(count);
  });

  test.each([1, 4])('are not %d', maxAzs => {
    expect(() => countOf([a, b, c, d], maxAzs))
      .toThrow(`[network] maxAzs = ${maxAzs}: a VPC spans 2 or 3 Availability Zones: a database needs subnets in two. Write 2 or 3.`);
  });

  test.each<[string, string[], number | undefined, string]>([
    ['for the least', [a], undefined, `secondary.availabilityZones = [${a}]: 2 Availability Zones are needed, and us-west-1 has 1 (${a}). Give the `
      + 'topology more'],
    ['for two', [a], 2, `maxAzs = 2: 2 Availability Zones are needed, and us-west-1 has 1 (${a}). Give the topology more Availability Zones of the `
      + 'Region.'],
    ['for three, where one is', [a], 3, `maxAzs = 3: 3 Availability Zones are needed, and us-west-1 has 1 (${a}). Give the topology more`],
    ['for three, where two are', [a, b], 3, `maxAzs = 3: 3 Availability Zones are needed, and us-west-1 has 2 (${a}, ${b}). Write 2.`],
  ])('do not suffice %s', (_, zones, maxAzs, message) => {
    expect(() => countOf(zones, maxAzs)).toThrow(`[network] ${message}`);
  });
});

describe('NAT gateways', () => {
  const checked = (perRegion: number) => () => {
    const { scope, topology } = network();
    validateNat(scope, NatStrategy.gateways(perRegion), topology.primary, 2);
  };

  test.each([-1, 0.5, 3])('are not %d where two zones are used', perRegion => {
    expect(checked(perRegion)).toThrow(`[network] nat = NatStrategy.gateways(${perRegion}): the number of gateways per Region must be 0 to the `
      + `number of Availability Zones used, which in ${PRIMARY} is 2. Write NatStrategy.gateways(2) for one per Availability Zone.`);
  });

  test.each([0, 1, 2])('may be %d where two zones are used', perRegion => {
    expect(checked(perRegion)).not.toThrow();
  });
});

describe('two VPCs that are connected', () => {
  const ends = (primaryBlocks: string[], secondaryBlocks: string[], pending?: 'primary' | 'secondary') => {
    const { scope, topology, vpcIn } = network();
    const end = (role: 'primary' | 'secondary', cidrBlocks: string[]): LinkEnd => {
      const vpc = pending === role
        ? ec2.Vpc.fromLookup(new Stack(scope, `Lookup-${role}`, { env: topology[role].env }), 'Vpc', { vpcName: 'own' })
        : vpcIn(topology[role].env);
      return { region: topology[role], vpc, cidrBlocks, cidrProp: `${role}CidrBlocks`, inFoundation: false };
    };
    const both = { primary: end('primary', primaryBlocks), secondary: end('secondary', secondaryBlocks) };
    const warnings = () => Annotations.fromStack(Stack.of(both.primary.vpc)).findWarning('*', Match.anyValue());
    return { check: () => refuseOverlap(scope, both), warnings };
  };

  test.each<[string, string[], string[], string, string]>([
    ['their only ones', ['10.0.0.0/16'], ['10.0.4.0/22'], '10.0.4.0/22', '10.0.0.0/16'],
    ['the second one of the primary', ['10.0.0.0/16', '10.1.4.0/22'], ['10.1.0.0/16'], '10.1.0.0/16', '10.1.4.0/22'],
    ['the second one of the secondary', ['10.0.0.0/16'], ['10.1.0.0/16', '10.0.4.0/22'], '10.0.4.0/22', '10.0.0.0/16'],
    ['those that are known', ['10.0.0.0/16'], [lateBlock(), '10.0.4.0/22'], '10.0.4.0/22', '10.0.0.0/16'],
  ])('share no block: %s', (_, primary, secondary, theirs, ours) => {
    expect(ends(primary, secondary).check).toThrow(`[network] secondaryCidrBlocks = "${theirs}": it overlaps primaryCidrBlocks = "${ours}", and `
      + 'AWS does not connect VPCs whose addresses overlap. Give the Regions separate blocks, for example "10.0.0.0/16" and "10.1.0.0/16".');
  });

  test('may have many blocks, and are not warned of', () => {
    const { check, warnings } = ends(['10.0.0.0/16', '10.2.0.0/16'], ['10.1.0.0/16', '10.3.0.0/16']);
    expect(check).not.toThrow();
    expect(warnings()).toEqual([]);
  });

  test.each<[string, string[], string[]]>([
    ['primary', ['10.0.0.0/16', lateBlock()], ['10.1.0.0/16']],
    ['secondary', ['10.0.0.0/16'], [lateBlock()]],
  ])('are warned of where a block of the %s is not known', (_, primary, secondary) => {
    const { check, warnings } = ends(primary, secondary);
    expect(check).not.toThrow();
    expect(warnings().map(({ entry }) => entry.data)).toEqual(['A CIDR block is not known at synthesis, so overlap of the two VPCs was not checked. '
      + 'AWS does not connect VPCs whose addresses overlap: allocate both from pools that do not. [ack: cdk-multi-region-dr:cidrOverlapNotChecked]']);
  });

  test.each(['primary', 'secondary'] as const)('are not compared before the %s was looked up, whose addresses are a stand-in\'s', pending => {
    const { check, warnings } = ends(['10.0.0.0/16'], ['10.0.0.0/16', lateBlock()], pending);
    expect(check).not.toThrow();
    expect(warnings()).toEqual([]);
  });
});

describe('the blocks of an existing VPC', () => {
  const checked = (cidrBlocks: string[]) => () => {
    const { scope, topology, vpcIn } = network();
    const { primary } = topology;
    validateBlocks(scope, { region: primary, vpc: vpcIn(primary.env), cidrBlocks, cidrProp: 'primaryCidrBlocks', inFoundation: false });
  };
  const REMEDY = 'Give primaryCidrBlocks, for example ["10.0.0.0/16"], or import the VPC with vpcCidrBlock.';

  test('are at least one', () => {
    expect(checked([])).toThrow(`[network] primaryCidrBlocks: the other Region routes to the addresses of VPC "In-${PRIMARY}/Vpc", which are not `
      + `known. ${REMEDY}`);
  });

  test.each([[['10.0.0.0']], [['10.0.0.0/16', '10.0.0.0']]])('are blocks: %j', blocks => {
    expect(checked(blocks)).toThrow(`[network] primaryCidrBlocks = "10.0.0.0": ${NO_CIDR}. ${REMEDY}`);
  });

  test('are read as far as they are known', () => {
    expect(checked(['10.0.0.0/16', lateBlock()])).not.toThrow();
  });
});

describe('an existing VPC', () => {
  const checked = (env: { account?: string; region?: string }) => () => {
    const { scope, topology, vpcIn } = network();
    validateVpcRegion(scope, topology.secondary, vpcIn(env));
  };
  const region = `the secondary Region of the topology is ${SECONDARY}. Give a VPC of a stack with env.region "${SECONDARY}".`;

  test('is of its Region and of the account', () => {
    expect(checked({ account: ACCOUNT, region: SECONDARY })).not.toThrow();
  });

  test('may be in an account that is not known at synthesis', () => {
    expect(checked({ region: SECONDARY })).not.toThrow();
  });

  test('is not of another Region, or of none', () => {
    expect(checked({ account: ACCOUNT, region: PRIMARY })).toThrow(`[network] secondary = VPC "In-${PRIMARY}/Vpc" in ${PRIMARY}: ${region}`);
    expect(checked({ account: ACCOUNT })).toThrow(`[network] secondary = VPC "In-undefined/Vpc" in (not set): ${region}`);
  });

  test('is not of another account', () => {
    expect(checked({ account: '222222222222', region: SECONDARY })).toThrow(`[network] secondary = VPC "In-${SECONDARY}/Vpc" in account `
      + `222222222222: the topology is in account ${ACCOUNT}, and no value of another account's stack may stand in its templates. Give a VPC of `
      + 'that account; import a VPC that is shared with it in a stack of that account.');
  });
});

describe('the link', () => {
  test.each([InterRegionLink.peering(), InterRegionLink.none()])('is one of those that there are: $kind', link => {
    expect(validateLink(network().scope, link)).toBe(link);
  });

  test.each<[unknown, string]>([
    ['TRANSIT_GATEWAY', '"TRANSIT_GATEWAY"'], [{ kind: 'peering' }, 'a value of type object'],
  ])('is not %j', (link, value) => {
    expect(() => validateLink(network().scope, link)).toThrow(`[network] link = ${value}: the Regions are connected by VPC peering or not at all; `
      + 'CloudFormation cannot accept the peering of Transit Gateways. Write InterRegionLink.peering(), or InterRegionLink.none() and add routes '
      + 'to a Transit Gateway of your own in stacks of your own.');
  });
});
