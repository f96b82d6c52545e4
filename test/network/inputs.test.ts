import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { createdNetwork } from './support';
import type { MultiRegionNetworkOptions } from '../../src/network';
import { MultiRegionNetwork, NatStrategy } from '../../src/network';
import { createdTopology, testApp } from '../support/environment';

describe('an input that cannot work is refused with prop, value, rule and remedy', () => {
  test.each<[string, MultiRegionNetworkOptions, RegExp]>([
    ['no block', { primary: { cidr: '10.0.0.0' } },
      /^\[network\] primary\.cidr = "10\.0\.0\.0": this is not an IPv4 CIDR block\. Write a block such as "10\.0\.0\.0\/16"/],
    ['an address inside', { secondary: { cidr: '10.1.2.3/16' } }, /secondary\.cidr = "10\.1\.2\.3\/16": .* not the first one.* Write "10\.1\.0\.0\/16"/],
    ['too large', { primary: { cidr: '10.0.0.0/15' } }, /primary\.cidr = "10\.0\.0\.0\/15": the prefix length must be 16 to 24/],
    ['too small', { secondary: { cidr: '10.1.0.0/25' } }, /secondary\.cidr = "10\.1\.0\.0\/25": the prefix length must be 16 to 24.* Write "10\.1\.0\.0\/16"/],
    ['not known', { primary: { cidr: Fn.importValue('cidr') } }, /primary\.cidr = not known at synthesis: .* give ipAddresses instead/],
    ['two sources of addresses', { primary: { cidr: '10.0.0.0/16', ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/16') } },
      /primary\.cidr = "10\.0\.0\.0\/16": primary\.ipAddresses is given too/],
    ['one zone', { maxAzs: 1 }, /maxAzs = 1: a VPC spans 2 or 3 Availability Zones.* Write 2 or 3/],
    ['four zones', { maxAzs: 4 }, /maxAzs = 4: a VPC spans 2 or 3/],
    ['more gateways than zones', { nat: NatStrategy.gateways(4) },
      /nat = NatStrategy\.gateways\(4\): .* which in eu-west-1 is 3\. Write NatStrategy\.gateways\(3\)/],
    ['more gateways than zones used', { nat: NatStrategy.gateways(3), maxAzs: 2 }, /nat = NatStrategy\.gateways\(3\): .* is 2/],
    ['less than none', { nat: NatStrategy.gateways(-1) }, /nat = NatStrategy\.gateways\(-1\)/],
    ['half a gateway', { nat: NatStrategy.gateways(0.5) }, /nat = NatStrategy\.gateways\(0\.5\)/],
  ])('%s', (_case, options, message) => {
    expect(() => createdNetwork(options)).toThrow(message);
  });

  test('the smallest and the largest block are accepted', () => {
    expect(() => createdNetwork({ primary: { cidr: '10.0.0.0/24' }, secondary: { cidr: '172.31.0.0/16' } })).not.toThrow();
  });

  test.each<[string[], number | undefined, RegExp]>([
    [['us-west-1a'], undefined, /secondary\.availabilityZones = \[us-west-1a\]: 2 Availability Zones are needed, and us-west-1 has 1.* Give the topology more/],
    [['us-west-1a'], 3, /maxAzs = 3: 3 Availability Zones are needed, and us-west-1 has 1 .* Give the topology more/],
    [['us-west-1a', 'us-west-1c'], 3, /maxAzs = 3: 3 Availability Zones are needed, and us-west-1 has 2 \(us-west-1a, us-west-1c\)\. Write 2/],
  ])('zones %s for maxAzs %s', (availabilityZones, maxAzs, message) => {
    const app = testApp();
    const topology = createdTopology(app, { secondary: { region: 'us-west-1', availabilityZones } });

    expect(() => new MultiRegionNetwork(app, 'network', { topology, maxAzs })).toThrow(message);
  });
});
