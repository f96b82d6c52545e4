import type { AlarmOverride } from './alarm-override';
import type { AlertOptions } from './alert-options';
import type { BudgetOptions } from './budget-options';
import type { MetricStreamOptions } from './metric-stream-options';
import type { FailoverDetection } from '../detection';
import type { FailoverDns } from '../dns';
import type { IRecoverable } from '../recovery';
import type { DrTopology } from '../topology';

/** What `DrMonitoring` can be told beside what it watches. */
export interface DrMonitoringOptions {
  /**
   * Who is told, by severity.
   * @default - nobody; a warning is given while nobody is subscribed to critical alerts
   */
  readonly alerts?: AlertOptions;
  /**
   * What to change of alarms, by `<source>/<signal>`, for example `database-main/cpu`: the id of a store, or that given to `addSignals`,
   * and the id of a signal of it; of what the library watches itself the keys are in the descriptions of the alarms, for example
   * `traffic/endpoint-us-west-2`. Holds for both Regions, and for us-east-1. A key that no alarm has is an error at synthesis, which names those there are.
   * @default - every alarm is as its signal says
   */
  readonly alarms?: { [key: string]: AlarmOverride };
  /**
   * Metrics of both Regions, written to a replicated bucket as they are published.
   * @default - there are no metric streams
   */
  readonly metricStreams?: MetricStreamOptions;
  /**
   * What may be spent in a month. Needs a stack in us-east-1: handed-over topologies a `globalStack`.
   * @default - there is no budget
   */
  readonly budget?: BudgetOptions;
}

/** Properties of `DrMonitoring`. */
export interface DrMonitoringProps extends DrMonitoringOptions {
  /** The two Regions and their stacks. */
  readonly topology: DrTopology;
  /** The stores whose replication is watched. Empty for a workload without stores. */
  readonly recoverables: IRecoverable[];
  /**
   * The name whose health checks, queries and latches are watched: its alarms and a dashboard are in us-east-1, where Route 53 publishes,
   * and both Regions' dashboards show the alarms. Its latches tell of every takeover, as critical alerts.
   * @default - no traffic is watched
   */
  readonly dns?: FailoverDns;
  /**
   * What notices the loss of a Region: its decision is a critical alert, its probes are on both dashboards, and so is that nobody probes.
   * @default - no detection is watched
   */
  readonly detection?: FailoverDetection;
}
