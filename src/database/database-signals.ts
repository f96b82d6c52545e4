import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { proxySignals } from './database-proxy-signals';
import type { DatabaseSettings } from './database-settings';
import type { RegionalDatabase } from './regional-database';
import { publishesRpoLag } from './rpo-lag';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal } from '../monitoring/health-signal';

/** In milliseconds. The lag is usually below a second. */
const NOTICEABLE_LAG = 1000;
/** In percent of an instance's processor, of `maxConnections`, of `maxCapacity`. */
const HIGH_CPU = 80;
const MANY_CONNECTIONS = 80;
const HIGH_CAPACITY = 95;

const FIVE_MINUTES = Duration.minutes(5);
/** A quarter of an hour of load, of five minutes each: a batch that ends by itself is no news. */
const LASTING = 3;

/** What every signal of a member has in common. */
type SignalOf = (signal: Omit<HealthSignal, 'publishedIn'>) => HealthSignal;

/**
 * What is watched of the cluster of a Region, alike in both. What Aurora publishes only in the Region that follows, or only for the
 * role of writer, has no data in the other: missing data says nothing here.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html
 */
export function databaseSignals(member: RegionalDatabase, settings: DatabaseSettings): HealthSignal[] {
  const signalOf: SignalOf = signal => ({ ...signal, publishedIn: member.region });
  return [
    ...lagSignals(member, settings),
    ...loadSignals(member, settings),
    ...ioSignals(member, settings),
    ...costSignals(member, settings),
  ].map(signalOf).concat(settings.proxy ? proxySignals(member.region, member.proxy) : []);
}

function lagSignals(member: RegionalDatabase, { engine, rpo }: DatabaseSettings): Parameters<SignalOf>[0][] {
  const inReplication = { section: DashboardSection.REPLICATION, graph: 'Lag behind the writer', axisLabel: 'ms' };
  const lag = {
    ...inReplication,
    id: 'lag-warning',
    description: `${nameOf(member)} is noticeably behind the writer`,
    metric: member.metricReplicationLag(),
    alarm: {
      threshold: NOTICEABLE_LAG,
      evaluationPeriods: 5,
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
      severity: AlertSeverity.WARNING,
    },
  };
  const rpoLag = {
    ...inReplication,
    id: 'rpo-lag',
    description: `${nameOf(member)} is behind the writer for user transactions, by more than a forced failover may lose`,
    metric: member.metricRpoLag(),
    // An objective that is not known at synthesis is refused where the lag itself is watched.
    alarm: rpo.isUnresolved() ? undefined : {
      threshold: rpo.toMilliseconds(),
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
      severity: AlertSeverity.CRITICAL,
    },
  };
  return publishesRpoLag(engine) ? [lag, rpoLag] : [lag];
}

function loadSignals(member: RegionalDatabase, { maxConnections }: DatabaseSettings): Parameters<SignalOf>[0][] {
  return [
    cpuSignal(member, 'cpu', 'WRITER', 'the writer'),
    cpuSignal(member, 'reader-cpu', 'READER', 'the readers, on average,'),
    {
      id: 'connections',
      description: `An instance of ${nameOf(member)} has almost all the connections that it takes`,
      metric: member.metricDatabaseConnections(),
      section: DashboardSection.STORES,
      graph: 'Connections of the busiest instance',
      alarm: maxConnections === undefined ? undefined : {
        threshold: maxConnections * MANY_CONNECTIONS / 100,
        treatMissingData: cloudwatch.TreatMissingData.MISSING,
        severity: AlertSeverity.WARNING,
      },
    },
    {
      id: 'freeable-memory',
      description: `Free memory of the instance of ${nameOf(member)} that has least`,
      metric: member.metricFreeableMemory(),
      section: DashboardSection.STORES,
      graph: 'Free memory',
      axisLabel: 'bytes',
    },
    {
      id: 'deadlocks',
      description: `Deadlocks in ${nameOf(member)}`,
      metric: member.metricDeadlocks(),
      section: DashboardSection.STORES,
      graph: 'Deadlocks',
      axisLabel: 'per second',
    },
  ];
}

/** By role: idle readers would hide a busy writer in the average of a cluster, and the highest of many values is a moment's. */
function cpuSignal(member: RegionalDatabase, id: string, role: string, who: string): Parameters<SignalOf>[0] {
  return {
    id,
    description: `The processor of ${who} of ${nameOf(member)} is busy`,
    metric: member.metricCPUUtilization({
      dimensionsMap: { DBClusterIdentifier: member.clusterIdentifier, Role: role },
      statistic: cloudwatch.Stats.AVERAGE,
      period: FIVE_MINUTES,
    }),
    section: DashboardSection.STORES,
    graph: 'Processor',
    axisLabel: '%',
    alarm: {
      threshold: HIGH_CPU,
      evaluationPeriods: LASTING,
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
      severity: AlertSeverity.WARNING,
    },
  };
}

/** `ReadIOPS` and `WriteIOPS` of instances are documented for Aurora PostgreSQL only. */
function ioSignals(member: RegionalDatabase, { engine }: DatabaseSettings): Parameters<SignalOf>[0][] {
  const volume = [['volume-reads', 'VolumeReadIOPs', 'Reads'], ['volume-writes', 'VolumeWriteIOPs', 'Writes']].map(([id, metricName, what]) => ({
    id,
    description: `${what} of the storage of ${nameOf(member)} in 5 minutes`,
    metric: member.metric(metricName, { statistic: cloudwatch.Stats.AVERAGE, period: FIVE_MINUTES }),
    section: DashboardSection.STORES,
    graph: 'Operations of the storage',
    axisLabel: 'per 5 minutes',
  }));
  const instances = [['read-iops', 'ReadIOPS', 'Reads'], ['write-iops', 'WriteIOPS', 'Writes']].map(([id, metricName, what]) => ({
    id,
    description: `${what} of the instance of ${nameOf(member)} that has most`,
    metric: member.metric(metricName),
    section: DashboardSection.STORES,
    graph: 'Operations of the busiest instance',
    axisLabel: 'per second',
  }));
  return engine.engineType === 'aurora-postgresql' ? [...volume, ...instances] : volume;
}

function costSignals(member: RegionalDatabase, { capacity }: DatabaseSettings): Parameters<SignalOf>[0][] {
  const replication = [
    {
      id: 'replicated-writes',
      description: `Writes that were replicated to ${nameOf(member)}`,
      metric: member.metricReplicatedWriteIO(),
      section: DashboardSection.COST,
      graph: 'Replicated writes',
      axisLabel: 'per 5 minutes',
    },
    {
      id: 'replicated-bytes',
      description: `Redo log that was transferred to ${nameOf(member)}`,
      metric: member.metricDataTransferBytes(),
      section: DashboardSection.COST,
      graph: 'Replicated bytes',
      axisLabel: 'bytes per 5 minutes',
    },
  ];
  return capacity._kind.isServerless ? [...replication, ...serverlessSignals(member)] : replication;
}

function serverlessSignals(member: RegionalDatabase): Parameters<SignalOf>[0][] {
  return [
    {
      id: 'capacity',
      description: `Capacity of the largest instance of ${nameOf(member)}`,
      metric: member.metricServerlessDatabaseCapacity({ period: FIVE_MINUTES }),
      section: DashboardSection.COST,
      graph: 'Serverless capacity',
      axisLabel: 'ACU',
    },
    {
      id: 'capacity-utilization',
      description: `An instance of ${nameOf(member)} has grown to its maximum capacity, and can grow no more with the load`,
      metric: member.metricACUUtilization({ period: FIVE_MINUTES }),
      section: DashboardSection.COST,
      graph: 'Share of the maximum capacity',
      axisLabel: '%',
      alarm: {
        threshold: HIGH_CAPACITY,
        evaluationPeriods: LASTING,
        treatMissingData: cloudwatch.TreatMissingData.MISSING,
        severity: AlertSeverity.WARNING,
      },
    },
  ];
}

function nameOf({ clusterIdentifier, region }: RegionalDatabase): string {
  return `database cluster ${clusterIdentifier} in ${region.name}`;
}
