import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { RecoveryStep } from './recovery-step';
import type { RunMode } from './run-mode';
import type { HealthSignal } from '../../monitoring/health-signal';
import type { DrRegion } from '../../topology';

/** The run that a store contributes steps to. */
export interface RecoveryContext {
  /** What the run is for. A drill asks for the checks of all other runs, and for nothing else. */
  readonly mode: RunMode;
  /** The Region that takes over. */
  readonly target: DrRegion;
  /** The Region that is left. In a forced failover it may be lost. */
  readonly source: DrRegion;
}

/**
 * A store that takes part in recovery. The stores of this library implement it, and a team can add its own
 * (OpenSearch, ElastiCache, DocumentDB): whoever composes recovery knows nothing else about a store.
 */
export interface IRecoverable {
  /** Names the store in plans, alarms and reports, for example `database-main`. Unique within an environment. */
  readonly recoverableId: string;

  /**
   * What must hold before this store can be activated in the target: actions that check. They are taken side by side with those of all
   * other stores, within 30 seconds. A forced failover asks the target only; a planned run may ask either Region, and in a drill every
   * failure is recorded and none ends it.
   *
   * @param context the run that asks
   */
  readinessChecks(context: RecoveryContext): RecoveryStep[];

  /**
   * The steps that make the store writable in the target, in order. Empty for a store that is written in both Regions.
   *
   * @param context the run that asks
   */
  promotionSteps(context: RecoveryContext): RecoveryStep[];

  /**
   * Steps that stop writes in the source, in order. Best effort in a forced failover, which never waits for their success; in a planned
   * run the stores are promoted when they have ended.
   *
   * @param context the run that asks
   */
  fencingSteps(context: RecoveryContext): RecoveryStep[];

  /** The metrics of replication lag, in both directions, each with the Region that really publishes it. */
  replicationSignals(): ReplicationSignal[];

  /** What else of the store is watched, in both Regions: load, errors, throttling, cost. Empty when nothing is. */
  healthSignals(): HealthSignal[];
}

/** A metric of replication lag and the lag that is too much. */
export interface ReplicationSignal {
  /** Unique within the store, for example `lag-in-us-west-2`. */
  readonly id: string;
  /** What is measured, in words that an operator on call understands. */
  readonly description: string;
  /** The metric, with namespace, dimensions, statistic and period as the service publishes them. */
  readonly metric: cloudwatch.Metric;
  /** The Region in which the service publishes the metric: an alarm anywhere else never has data. */
  readonly publishedIn: DrRegion;
  /** The time that the metric's value 1 stands for: `Duration.millis(1)` for a metric in milliseconds. */
  readonly unit: Duration;
  /** The lag that the store's recovery point objective allows. */
  readonly threshold: Duration;
  /** How many periods in a row the lag must be above the threshold. */
  readonly evaluationPeriods: number;
  /** What missing data means for this metric. */
  readonly treatMissingData: cloudwatch.TreatMissingData;
}
