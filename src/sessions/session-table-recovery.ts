import { Duration } from 'aws-cdk-lib';
import type { RegionalSessionTable } from './regional-session-table';
import type { RecoveryContext, RecoveryStep } from '../recovery';
import { MetricComparison, MissingData, RecoveryAction, RunMode, StepFailure } from '../recovery';
import type { DrRegion } from '../topology';

/** What recovery knows of a table: names. */
export interface RecoverableTable {
  readonly recoverableId: string;
  readonly tableName: string;
  forRegion(region: DrRegion): RegionalSessionTable;
}

/** What replication may cost at most, and whether DynamoDB says what it does cost. */
export interface TableReplication {
  readonly rpo: Duration;
  /** A strongly consistent table has none. */
  readonly isPublished: boolean;
  /** How long a planned run waits for it. Absent: it does not. */
  readonly drainedWithin?: Duration;
}

/**
 * Checks that the replica of the target is active. Where both Regions answer, that replication keeps up, too: DynamoDB says so in the
 * Region that is written to, and only while it is.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function readinessChecks(table: RecoverableTable, { mode, target, source }: RecoveryContext, replication: TableReplication): RecoveryStep[] {
  const active: RecoveryStep = {
    id: `check-${table.recoverableId}`,
    description: `Check that session table ${table.tableName} is active in ${target.name}`,
    action: RecoveryAction.checkTable(table.forRegion(target).tableName),
    runsIn: target,
    timeout: Duration.seconds(10),
    onFailure: StepFailure.STOP,
  };
  // What is not known at synthesis cannot be compared with: the alarm on the lag still knows it at deployment.
  const isComparable = replication.isPublished && !replication.rpo.isUnresolved();
  return mode === RunMode.FAILOVER || !isComparable ? [active] : [active, {
    id: `check-lag-${table.recoverableId}`,
    description: `Check that session table ${table.tableName} in ${target.name} is not behind ${source.name}`,
    action: RecoveryAction.checkMetric({
      metric: table.forRegion(source).metricReplicationLatency(),
      publishedIn: source,
      comparison: MetricComparison.AT_MOST,
      threshold: replication.rpo.toMilliseconds(),
      missing: MissingData.PASSES,
      replicationLag: true,
      // Who does not wait goes on while items are on their way: what was written and not answered is no reason to stay.
      ...replication.drainedWithin !== undefined && { activity: table.forRegion(source).metricConsumedWriteCapacityUnits() },
    }),
    runsIn: source,
    timeout: Duration.seconds(10),
    drainedWithin: replication.drainedWithin,
    onFailure: StepFailure.STOP,
  }];
}
