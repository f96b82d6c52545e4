import type { DBInstance } from '@aws-sdk/client-rds';
import type { Finding } from './check';
import { isAvailable } from './instance-status';
import type { MetricValue } from './metric-values';
import type { GlobalDatabase } from '../global-database';
import { AVAILABLE, BACKING_UP, memberOf, transitionOf } from '../global-database';

/** Older than this, a value says how far replication was behind, and not how far it is. */
const LAG_IS_KNOWN_FOR_MILLISECONDS = 5 * 60_000;

/** A global database whose member has been looked at for a promotion. */
export interface CheckedDatabase extends GlobalDatabase {
  /** Those of the member, or why they are not known. */
  readonly instances: readonly DBInstance[] | Error;
}

/**
 * What the state of a global database means to a run that would promote a member of it. That no instance is available prevents no forced run: it may
 * be by the time of the promotion, and RDS is who says that it cannot be made the writer.
 *
 * @param lag the newest measurement, nothing when there is none, or why it cannot be read
 */
export function judgeDatabase(
  targetArn: string, maxLagInMilliseconds: number, database: CheckedDatabase, lag: MetricValue | Error | undefined, now: number,
): Omit<Finding, 'id'> {
  const { global, cluster, instances } = database;
  if (global === undefined || cluster === undefined) {
    return prevented(`${global === undefined ? 'the global database' : targetArn} does not exist`);
  }
  const member = memberOf(global, targetArn);
  if (member === undefined) {
    return prevented(`${targetArn} is no member of the global database`);
  }
  if ((cluster.DBClusterMembers ?? []).length === 0) {
    return prevented(`${targetArn} has no instance`);
  }
  if (member.IsWriter) {
    return { ok: true, detail: 'the cluster is the writer already' };
  }
  const measured = lag instanceof Error ? undefined : lag && { milliseconds: lag.value, measuredAt: lag.at.toISOString() };
  const transition = transitionOf(global);
  const faults = [
    faultOfCluster(cluster.Status),
    faultOf(instances),
    global.Status !== AVAILABLE && `the global database is ${global.Status}`,
    transition !== undefined && `a change of writers is under way: ${transition.status}`,
    member.SynchronizationStatus !== undefined && member.SynchronizationStatus !== 'connected'
      && `the cluster is not in step with the writer: ${member.SynchronizationStatus}`,
    isOtherVersion(global.EngineVersion, cluster.EngineVersion)
      && `the cluster has engine version ${cluster.EngineVersion}, the global database ${global.EngineVersion}`,
  ].filter(fault => fault !== false);
  return faults.length > 0
    ? { ok: false, detail: faults.join('; '), lag: measured }
    : judgeLag(maxLagInMilliseconds, lag, now, measured);
}

/** A planned run keeps clear of a backup, although it would wait for one that begins later: behind its fence nobody writes meanwhile. */
function faultOfCluster(status: string | undefined): string | false {
  const what = status === BACKING_UP ? ', a backup is under way: begin again when it is over' : '';
  return status !== AVAILABLE && `the cluster is ${status}${what}`;
}

/** Those that are not available are named with their status: one of them is enough, and the others may be told from it. */
function faultOf(instances: CheckedDatabase['instances']): string | false {
  if (instances instanceof Error) {
    return `its instances are not known: ${String(instances)}`;
  }
  if (instances.some(({ DBInstanceStatus }) => isAvailable(DBInstanceStatus))) {
    return false;
  }
  const each = instances.map(({ DBInstanceIdentifier, DBInstanceStatus }) => `${DBInstanceIdentifier} is ${DBInstanceStatus}`);
  return `no instance is available: ${each.join(', ') || 'none is listed'}`;
}

function judgeLag(max: number, lag: MetricValue | Error | undefined, now: number, measured: Finding['lag']): Omit<Finding, 'id'> {
  if (lag === undefined || lag instanceof Error) {
    return { ok: false, gate: 'LagUnknown', detail: `the replication lag is not known: ${lag === undefined ? 'no data' : String(lag)}` };
  }
  const said = `replication was ${lag.value} ms behind at ${lag.at.toISOString()}`;
  if (now - lag.at.getTime() > LAG_IS_KNOWN_FOR_MILLISECONDS) {
    return { ok: false, gate: 'LagUnknown', detail: `${said}, which is too long ago`, lag: measured };
  }
  return lag.value > max
    ? { ok: false, gate: 'LagAboveGate', detail: `${said}, more than ${max} ms`, lag: measured }
    : { ok: true, detail: said, lag: measured };
}

function isOtherVersion(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function prevented(detail: string): Omit<Finding, 'id'> {
  return { ok: false, prevents: true, detail };
}
