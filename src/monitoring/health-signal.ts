import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlertSeverity } from './alert-severity';
import type { DashboardSection } from './dashboard-section';
import type { DrRegion } from '../topology';

/** When a health signal is an alarm. */
export interface SignalAlarm {
  /** The value that is compared with, in the unit of the metric. */
  readonly threshold: number;
  /**
   * How the value is compared.
   * @default ComparisonOperator.GREATER_THAN_THRESHOLD
   */
  readonly comparisonOperator?: cloudwatch.ComparisonOperator;
  /**
   * How many periods the alarm looks at.
   * @default 2
   */
  readonly evaluationPeriods?: number;
  /**
   * How many of them must be beyond the threshold.
   * @default - all of them
   */
  readonly datapointsToAlarm?: number;
  /** What missing data means for this metric: many services publish nothing while nothing happens. */
  readonly treatMissingData: cloudwatch.TreatMissingData;
  /** How urgent it is. */
  readonly severity: AlertSeverity;
}

/**
 * A metric that says how well something works, as it is published, with the limit beyond which somebody is told. Becomes an alarm in
 * the Region that publishes it, and a graph on the dashboards of both.
 */
export interface HealthSignal {
  /**
   * What is measured, in lower case with hyphens, for example `cpu`. Unique within its source and Region: what is measured alike in
   * both Regions has the same id in both.
   */
  readonly id: string;
  /** What is wrong when the alarm fires, in words that an operator on call understands. */
  readonly description: string;
  /** The Region in which the service publishes the metric: an alarm anywhere else never has data. */
  readonly publishedIn: DrRegion;
  /** A metric or an expression over metrics of that Region, with dimensions, statistic and period as the service publishes them. */
  readonly metric: cloudwatch.IMetric;
  /** The part of the dashboards that shows it. */
  readonly section: DashboardSection;
  /** Title of its graph. Signals of one source and Region with the same title share a graph. */
  readonly graph: string;
  /**
   * What the numbers of the graph are, for example `ms`.
   * @default - no label
   */
  readonly axisLabel?: string;
  /**
   * When somebody is told.
   * @default - nobody is: it is shown only
   */
  readonly alarm?: SignalAlarm;
}
