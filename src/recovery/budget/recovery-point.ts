import type { Duration } from 'aws-cdk-lib';
import type { DrRegion } from '../../topology';

/**
 * How much of one store may be lost when a Region is, and what measures it. A target and a measurement: replication between Regions is
 * asynchronous, and nothing bounds it.
 */
export interface RecoveryPoint {
  /** The store, for example `database-main`. */
  readonly recoverableId: string;
  /** The signal of the store that measures the lag, for example `lag-in-us-west-2`. Its alarm has `target` as threshold. */
  readonly signalId: string;
  /** How far replication may be behind. */
  readonly target: Duration;
  /** The metric that measures the lag, for example `AWS/RDS AuroraGlobalDBReplicationLag`. */
  readonly metric: string;
  /** The Region in which the metric is published. */
  readonly publishedIn: DrRegion;
}
