import { Duration, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { validateCrossRegionClients } from './cross-region-client-rules';
import type { DatabaseSettings } from './database-settings';
import { validateEngine, validateGlobalClusterVersion } from './engine-rules';
import { validateMonitoringInterval } from './enhanced-monitoring';
import { validateInsights } from './insights-rules';
import { validateParameters } from './parameter-rules';
import { validateProxy } from './proxy-rules';
import { validateNames } from './reserved-names';
import { validateRotationInterval } from './rotation-rules';
import { validateWriteForwarding } from './write-forwarding-rules';
import type { IMultiRegionNetwork } from '../network';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { AURORA_GLOBAL_DATABASE, requireService } from '../topology/region-services';
import { validateRpo } from '../topology/rpo-rules';

const PORTS = { lowest: 1150, highest: 65535 };
/** The primary cluster of a global database has one writer and 15 readers, less one for each secondary Region. */
const MAX_PRIMARY_READERS = 14;
/** What the secondary holds once it is the primary: one writer and 14 readers. */
const MAX_SECONDARY_READERS = 15;
const BACKUP_RETENTION = { lowest: Duration.days(1), highest: Duration.days(35) };
const SMALLEST_LAG_GATE = Duration.seconds(1);
/** The lag is "typically under a second". */
const RPO_OF_AURORA = {
  smallest: Duration.seconds(1),
  rule: 'replication is asynchronous and usually just under a second behind: a smaller objective is always missed',
  remedy: 'Write at least Duration.seconds(1), for example the default, Duration.seconds(5)',
};

/**
 * Checks everything that can be known about a database at synthesis.
 *
 * @param created the Regions in which a cluster is created
 */
export function validateDatabase(
  scope: IConstruct, topology: DrTopology, network: IMultiRegionNetwork, settings: DatabaseSettings, created: readonly DrRegion[],
): void {
  validateEngine(scope, settings.engine);
  validateGlobalClusterVersion(scope, settings.engine, settings.globalClusterEngineVersion);
  settings.capacity._kind.validate(scope);
  validateNames(scope, settings);
  validateNumbers(scope, settings);
  validateBackupRetention(scope, settings.backupRetention);
  validateRotationInterval(scope, settings.rotationInterval);
  validateRpo(scope, settings.rpo, RPO_OF_AURORA);
  validateMaxReplicationLag(scope, settings.maxReplicationLag);
  validateMaxConnections(scope, settings.maxConnections);
  validateMonitoringInterval(scope, settings.monitoringInterval);
  validateInsights(scope, settings.performanceInsightsRetention, settings.databaseInsightsMode);
  validateParameters(scope, settings.parameters);
  validateWriteForwarding(scope, settings.engine, settings.writeForwarding);
  validateProxy(scope, settings);
  // A proxy lives in isolated subnets too, before a cluster that exists as before another.
  validateNetwork(scope, topology, network, settings.proxy ? topology.regions : created);
  validateCrossRegionClients(scope, topology, network, settings.crossRegionClients);
  for (const region of topology.regions) {
    requireService(scope, `topology.${region.role}.region`, region.name, AURORA_GLOBAL_DATABASE);
  }
}

function validateNumbers(scope: IConstruct, { port, primaryReaders, secondaryReaders }: DatabaseSettings): void {
  validateInteger(scope, 'port', port, PORTS, 'the ports that Aurora can listen on', 'Leave it out for the port of the engine');
  validateInteger(scope, 'primaryReaders', primaryReaders, { lowest: 0, highest: MAX_PRIMARY_READERS },
    'the readers that the primary cluster of a global database can have beside its writer', 'Write for example 1');
  validateInteger(scope, 'secondaryReaders', secondaryReaders, { lowest: 1, highest: MAX_SECONDARY_READERS },
    'a secondary cluster without an instance cannot take over, and one that takes over holds a writer and 14 readers', 'Write for example 1');
}

function validateInteger(
  scope: IConstruct, prop: string, value: number, { lowest, highest }: { lowest: number; highest: number }, why: string, remedy: string,
): void {
  if (!Token.isUnresolved(value) && (!Number.isInteger(value) || value < lowest || value > highest)) {
    refuse(scope, { prop, value: `${value}`, rule: `it is a whole number from ${lowest} to ${highest}: ${why}`, remedy });
  }
}

/** Runs compare the lag with it, and are written down at synthesis. */
function validateMaxReplicationLag(scope: IConstruct, maxReplicationLag: Duration): void {
  if (maxReplicationLag.isUnresolved() || maxReplicationLag.toMilliseconds() < SMALLEST_LAG_GATE.toMilliseconds()) {
    refuse(scope, {
      prop: 'maxReplicationLag',
      value: maxReplicationLag.isUnresolved() ? 'not known at synthesis' : maxReplicationLag.toHumanString(),
      rule: 'recovery plans state it at synthesis, and the lag is usually just under a second: a smaller limit refuses every planned run',
      remedy: 'Write at least Duration.seconds(1), or leave it out for 60 seconds',
    });
  }
}

/** The threshold of an alarm is computed from it. */
function validateMaxConnections(scope: IConstruct, maxConnections?: number): void {
  if (maxConnections !== undefined && (Token.isUnresolved(maxConnections) || !Number.isInteger(maxConnections) || maxConnections < 1)) {
    refuse(scope, {
      prop: 'maxConnections',
      value: Token.isUnresolved(maxConnections) ? 'not known at synthesis' : `${maxConnections}`,
      rule: 'the alarm is set to 80 % of it at synthesis, so it is a whole number, at least 1',
      remedy: 'Write what "SHOW max_connections" answers, for example 1000, or leave it out',
    });
  }
}

function validateBackupRetention(scope: IConstruct, backupRetention: Duration): void {
  const days = backupRetention.isUnresolved() ? 1 : backupRetention.toDays({ integral: false });
  if (!Number.isInteger(days) || isOutside(backupRetention, BACKUP_RETENTION)) {
    refuse(scope, {
      prop: 'backupRetention',
      value: backupRetention.toHumanString(),
      rule: 'Aurora keeps its continuous backups for 1 to 35 whole days',
      remedy: 'Write for example Duration.days(7); for longer, use a backup plan',
    });
  }
}

function isOutside(value: Duration, { lowest, highest }: { lowest: Duration; highest: Duration }): boolean {
  return !value.isUnresolved() && (value.toMilliseconds() < lowest.toMilliseconds() || value.toMilliseconds() > highest.toMilliseconds());
}

function validateNetwork(scope: IConstruct, topology: DrTopology, network: IMultiRegionNetwork, created: readonly DrRegion[]): void {
  if (network.topology !== topology) {
    refuse(scope, {
      prop: 'network',
      value: `"${network.node.path}"`,
      rule: 'it belongs to another topology, so its VPCs are not known to be in the Regions of this database',
      remedy: 'Give network and database the same topology',
    });
  }
  for (const region of created) {
    validateSubnets(scope, region, network.vpc(region));
  }
}

function validateSubnets(scope: IConstruct, region: DrRegion, vpc: ec2.IVpc): void {
  const zones = new Set(vpc.isolatedSubnets.map(subnet => subnet.availabilityZone));
  if (zones.size < 2 && ![...zones].some(zone => Token.isUnresolved(zone))) {
    refuse(scope, {
      prop: 'network',
      value: `VPC "${vpc.node.path}" in ${region.name}, with isolated subnets in ${zones.size} Availability Zones`,
      rule: 'the instances live in isolated subnets only, and a DB subnet group spans two zones or more',
      remedy: 'Give the VPC subnets of type PRIVATE_ISOLATED in two zones, as MultiRegionNetwork does',
    });
  }
}
