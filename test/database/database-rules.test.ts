import { Duration, Lazy } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { DrRegion, DrTopology } from '../../src';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { validateDatabase } from '../../src/database/database-rules';
import { settingsOf } from '../../src/database/database-settings';
import type { IMultiRegionNetwork } from '../../src/network';
import { createdTopology } from '../support/environment';

const later = () => Lazy.number({ produce: () => 30 });
type Zones = (region: DrRegion) => string[];

/** VPCs with isolated subnets in some zones, of which nothing else is known. */
class PlainNetwork extends Construct {
  constructor(public readonly topology: DrTopology, private readonly zones: Zones) {
    super(topology, 'network');
  }

  public vpc(region: DrRegion): IVpc {
    return { node: { path: `vpc-${region.role}` }, isolatedSubnets: this.zones(region).map(availabilityZone => ({ availabilityZone })) } as unknown as IVpc;
  }

  public cidrBlocks(): string[] {
    return [];
  }
}

/** Checks a database both of whose clusters are created, unless `roles` says otherwise. */
function checked(options: GlobalAuroraDatabaseOptions, zones: Zones = () => ['a', 'b'], roles?: ('primary' | 'secondary')[]): () => void {
  const topology = createdTopology();
  const created = roles?.map(role => topology[role]) ?? topology.regions;
  const network = new PlainNetwork(topology, zones) as unknown as IMultiRegionNetwork;
  return () => validateDatabase(topology, topology, network, settingsOf(options), created);
}

test.each<[string, GlobalAuroraDatabaseOptions]>([
  ['the defaults', {}],
  ['the least of all', {
    port: 1150,
    primaryReaders: 0,
    secondaryReaders: 1,
    maxConnections: 1,
    maxReplicationLag: Duration.seconds(1),
    backupRetention: Duration.days(1),
    rpo: Duration.seconds(1),
  }],
  ['the most of all', { port: 65535, primaryReaders: 14, secondaryReaders: 15, maxConnections: 16_000, backupRetention: Duration.days(35) }],
  ['backups for whole days that are told in hours', { backupRetention: Duration.hours(48) }],
  ['what is not known at synthesis', { port: later(), primaryReaders: later(), secondaryReaders: later(), backupRetention: Duration.days(later()) }],
])('a database takes %s', (_, options) => {
  expect(checked(options)).not.toThrow();
});

test.each<[string, GlobalAuroraDatabaseOptions, string]>([
  ['a port that is reserved', { port: 1149 },
    'port = 1149: it is a whole number from 1150 to 65535: the ports that Aurora can listen on. Leave it out for the port of the engine.'],
  ['a port above all', { port: 65536 }, 'port = 65536: it is a whole number from 1150 to 65535'],
  ['less than no reader', { primaryReaders: -1 }, 'primaryReaders = -1: it is a whole number from 0 to 14'],
  ['a reader too many', { primaryReaders: 15 }, 'primaryReaders = 15: it is a whole number from 0 to 14'],
  ['a part of an instance', { secondaryReaders: 1.5 }, 'secondaryReaders = 1.5: it is a whole number from 1 to 15'],
  ['no standby', { secondaryReaders: 0 }, 'secondaryReaders = 0: it is a whole number from 1 to 15'],
  ['an instance too many', { secondaryReaders: 16 }, 'secondaryReaders = 16: it is a whole number from 1 to 15'],
  ['a lag below a second', { maxReplicationLag: Duration.millis(999) }, 'maxReplicationLag = 999 millis: recovery plans state it at synthesis'],
  ['backups for 36 days', { backupRetention: Duration.days(36) }, 'backupRetention = 36 days: Aurora keeps its continuous backups for 1 to 35 whole days'],
  ['backups for no day', { backupRetention: Duration.days(0) }, 'backupRetention = 0 days: Aurora keeps'],
  ['backups for hours', { backupRetention: Duration.hours(25) }, 'backupRetention = 1 day 1 hour: Aurora keeps'],
])('a database is refused with %s', (_, options, message) => {
  expect(checked(options)).toThrow(`[Payments] ${message}`);
});

describe('isolated subnets', () => {
  const one = (role: string): Zones => region => region.role === role ? ['a', 'a'] : ['a', 'b'];
  const refused = (role: string, region: string) =>
    `[Payments] network = VPC "vpc-${role}" in ${region}, with isolated subnets in 1 Availability Zones: the instances live in isolated subnets only`;

  test('are in two zones of each Region', () => {
    expect(checked({}, one('primary'))).toThrow(refused('primary', 'eu-west-1'));
    expect(checked({}, one('secondary'))).toThrow(refused('secondary', 'eu-central-1'));
  });

  test('are looked at where a cluster is created, and everywhere for proxies', () => {
    expect(checked({}, one('primary'), ['secondary'])).not.toThrow();
    expect(checked({ proxy: {} }, one('primary'), ['secondary'])).toThrow(refused('primary', 'eu-west-1'));
  });

  test('may be in zones that are not known at synthesis, all or some', () => {
    const zone = Lazy.string({ produce: () => 'b' });
    expect(checked({}, () => [zone])).not.toThrow();
    expect(checked({}, () => ['a', 'a', zone])).not.toThrow();
    expect(checked({}, () => [])).toThrow('with isolated subnets in 0 Availability Zones');
  });
});
