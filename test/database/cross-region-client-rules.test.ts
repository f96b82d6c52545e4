import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DrRegion } from '../../src';
import { InterRegionLink, MultiRegionNetwork } from '../../src';
import type { CrossRegionClients } from '../../src/database';
import { admitCrossRegionClients, validateCrossRegionClients, warnOfMissingLink } from '../../src/database/cross-region-client-rules';
import type { IMultiRegionNetwork } from '../../src/network';
import { createdTopology, templateOf } from '../support/environment';

const HOME = ['10.0.0.0/18', '100.64.0.0/20'];
const STANDBY = ['10.1.0.0/18', '100.64.16.0/20', 'not known'];

/** Of a network whose VPCs have these blocks. A block that is not known is none to compare with. */
function checked(clients: CrossRegionClients, blocks = { primary: HOME, secondary: STANDBY }): () => void {
  const topology = createdTopology();
  const network = { cidrBlocks: ({ role }: DrRegion) => blocks[role] } as IMultiRegionNetwork;
  return () => validateCrossRegionClients(topology, topology, network, clients);
}

const REMEDY = 'Name the blocks of the subnets that the clients live in, for example "10.1.96.0/20".';

describe('clients of the other Region', () => {
  test.each<[string, CrossRegionClients]>([
    ['none', {}],
    ['subnets of the other VPC, in any of its blocks', { fromPrimary: ['10.0.0.0/20', '100.64.0.0/24'], fromSecondary: ['10.1.48.0/20', '100.64.31.0/24'] }],
    ['the largest subnet', { fromSecondary: ['10.1.0.0/19'] }],
  ])('are taken: %s', (_, clients) => {
    expect(checked(clients)).not.toThrow();
  });

  test('are taken where the blocks of the VPC are not known, unless they are larger than any VPC or as large', () => {
    const unknown = { primary: [], secondary: [] };
    expect(checked({ fromSecondary: ['10.1.0.0/17'] }, unknown)).not.toThrow();
    expect(checked({ fromSecondary: ['10.1.0.0/16'] }, unknown))
      .toThrow('[Payments] crossRegionClients.fromSecondary = "10.1.0.0/16": it holds a whole VPC or more');
  });

  test.each<[CrossRegionClients, string]>([
    [{ fromSecondary: ['10.1.0.0/20', '10.1.0.0/18'] },
      'fromSecondary = "10.1.0.0/18": it holds a whole VPC or more, and the database is for named subnets of the VPC in eu-central-1'],
    [{ fromPrimary: ['10.0.0.0/17'] }, 'fromPrimary = "10.0.0.0/17": it holds a whole VPC or more, and the database is for named subnets of the VPC in eu-west-1'],
    [{ fromSecondary: ['10.0.0.0/20'] }, 'fromSecondary = "10.0.0.0/20": it is outside of the VPC in eu-central-1'],
    [{ fromPrimary: ['10.0.64.0/20'] }, 'fromPrimary = "10.0.64.0/20": it is outside of the VPC in eu-west-1'],
    [{ fromPrimary: ['10.0.0.0'] }, 'fromPrimary = "10.0.0.0": this is not an IPv4 CIDR block'],
    [{ fromPrimary: [Lazy.string({ produce: () => '10.0.0.0/20' })] },
      'fromPrimary = not known at synthesis: the stack of eu-central-1 cannot read a value of eu-west-1: the block must be known at synthesis'],
  ])('are refused: %#', (clients, message) => {
    expect(checked(clients)).toThrow(`[Payments] crossRegionClients.${message}. ${REMEDY}`);
  });

  test('are let in by every security group of the cluster of the Region that they come to, from their blocks alone', () => {
    const { primary, secondary } = createdTopology();
    const clients = { fromPrimary: ['10.0.0.0/20'], fromSecondary: ['10.1.0.0/20', '10.1.16.0/20'] };
    const admitted = (region: DrRegion, given: CrossRegionClients) => {
      const stack = new Stack();
      const vpc = new ec2.Vpc(stack, 'vpc', { subnetConfiguration: [], restrictDefaultSecurityGroup: false });
      const securityGroups = ['one', 'two'].map(id => new ec2.SecurityGroup(stack, id, { vpc, allowAllOutbound: false }));
      admitCrossRegionClients(region, new ec2.Connections({ securityGroups, defaultPort: ec2.Port.tcp(5432) }), given);
      return Object.values(templateOf(stack).findResources('AWS::EC2::SecurityGroup')).map(({ Properties }) => Properties.SecurityGroupIngress);
    };
    const rule = (block: string, from: string) => ({ CidrIp: block, Description: `clients in ${from}, ${block}`, FromPort: 5432, ToPort: 5432, IpProtocol: 'tcp' });
    expect(admitted(primary, clients)).toEqual(Array(2).fill([rule('10.1.0.0/20', 'eu-central-1'), rule('10.1.16.0/20', 'eu-central-1')]));
    expect(admitted(secondary, clients)).toEqual(Array(2).fill([rule('10.0.0.0/20', 'eu-west-1')]));
    expect(admitted(secondary, {})).toEqual([undefined, undefined]);
  });
});

describe('clients of the other Region without a way', () => {
  const warnings = (link: InterRegionLink, clients: CrossRegionClients, foreign = false) => {
    const stack = new Stack(new App(), 'Payments');
    const own = Object.assign(Object.create(MultiRegionNetwork.prototype) as MultiRegionNetwork, { link, node: { path: 'network' } });
    warnOfMissingLink(stack, foreign ? { link } as IMultiRegionNetwork : own, clients);
    return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
  };

  test.each<CrossRegionClients>([{ fromPrimary: ['10.0.0.0/20'] }, { fromSecondary: ['10.1.0.0/20'] }])('are warned of: %#', clients => {
    expect(warnings(InterRegionLink.none(), clients)).toEqual([
      'crossRegionClients admits clients of the other Region, and network "network" has InterRegionLink.none(): they reach the database only over a link and routes '
      + 'of your own. Choose InterRegionLink.peering(), or leave crossRegionClients out. [ack: cdk-multi-region-dr:crossRegionClientsWithoutLink]',
    ]);
  });

  test('are not warned of where there are none, where there is a way, and in a network of the team\'s own', () => {
    const clients = { fromPrimary: ['10.0.0.0/20'] };
    expect(warnings(InterRegionLink.none(), {})).toEqual([]);
    expect(warnings(InterRegionLink.none(), { fromPrimary: [], fromSecondary: [] })).toEqual([]);
    expect(warnings(InterRegionLink.peering(), clients)).toEqual([]);
    expect(warnings(InterRegionLink.none(), clients, true)).toEqual([]);
  });
});
