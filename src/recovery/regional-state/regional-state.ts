import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { RegionalStateGrants } from './regional-state-grants';
import { STATUS_DIMENSION, STATUS_METRIC } from './status-metric';
import type { DrRegion } from '../../topology';

/** @internal */
export interface RegionalStateProps {
  readonly region: DrRegion;
  readonly stateTable: dynamodb.ITable;
  readonly stateTableName: string;
  readonly publisherFunctionName: string;
  readonly metricNamespace: string;
  readonly grants: RegionalStateGrants;
}

/**
 * The recovery state of one Region, and the metrics in which the Region publishes it every minute, in its own CloudWatch.
 *
 * Each Region speaks for itself. While the Regions cannot reach each other, both may call themselves active: the one with the higher
 * epoch is right.
 */
export class RegionalState {
  /** @internal */
  public static _of(props: RegionalStateProps): RegionalState {
    return new RegionalState(props);
  }

  /** The Region. */
  public readonly region: DrRegion;
  /** The recovery state of this Region, by its name: a stack that uses it does not wait for the table's. */
  public readonly stateTable: dynamodb.ITable;
  /** The table's name, known at synthesis. */
  public readonly stateTableName: string;
  /** The name of the function that publishes the state, known at synthesis. */
  public readonly publisherFunctionName: string;
  /** The namespace of the metrics, the same in both Regions, for example `MultiRegionDr/Payments/prod`. */
  public readonly metricNamespace: string;
  /** Grants on the state, for principals in stacks of this Region. */
  public readonly grants: RegionalStateGrants;

  private constructor(props: RegionalStateProps) {
    this.region = props.region;
    this.stateTable = props.stateTable;
    this.stateTableName = props.stateTableName;
    this.publisherFunctionName = props.publisherFunctionName;
    this.metricNamespace = props.metricNamespace;
    this.grants = props.grants;
  }

  /**
   * Whether this Region is the active one by its own state: 1, or 0 when it is not. No data means that nobody knows, not 0.
   *
   * @default - maximum over 1 minute
   */
  public metricActive(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRIC.active, options);
  }

  /**
   * Whether recovery may act without being asked: 1, or 0 when it may not.
   *
   * @default - maximum over 1 minute
   */
  public metricArmed(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRIC.armed, options);
  }

  /**
   * Whether automation may not act because a run was not acknowledged, or ended too short a time ago: 1, or 0 when neither is.
   *
   * @default - maximum over 1 minute
   */
  public metricBlocked(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRIC.blocked, options);
  }

  /**
   * The epoch that this Region knows, a number that grows with every change of the active Region. 0 until the first.
   *
   * @default - maximum over 1 minute
   */
  public metricEpoch(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRIC.epoch, options);
  }

  /**
   * Whether a drill is under way, during which alarms are silent: 1, or 0 when none is.
   *
   * @default - maximum over 1 minute
   */
  public metricDrillRunning(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRIC.drillRunning, options);
  }

  /**
   * How long ago the newest run of this Region began, in seconds. No data until there has been one.
   *
   * @default - minimum over 1 minute
   */
  public metricSecondsSinceLastRun(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRIC.secondsSinceLastRun, { statistic: cloudwatch.Stats.MINIMUM, ...options });
  }

  private metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: this.metricNamespace,
      metricName,
      dimensionsMap: { [STATUS_DIMENSION.name]: STATUS_DIMENSION.value },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(1),
      region: this.region.name,
      ...options,
    });
  }
}
