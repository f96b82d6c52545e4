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
  /**
   * Whether it tells people itself, at once and during a drill, too, and is no part of the page of its severity, which tells of the first
   * alarm only while others follow. For what stays in ALARM for hours by its nature, until somebody empties a queue for example, and
   * would keep the page from telling of anything else; and for what must be heard whatever else is wrong.
   * @default - true where missing data is ignored, since the alarm then keeps its state while nothing is published; otherwise false
   */
  readonly ownPage?: boolean;
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
   * What is aimed at, in the unit of the metric: a line on the graph, which wakes nobody.
   * @default - no line
   */
  readonly goal?: number;
  /**
   * When somebody is told.
   * @default - nobody is: it is shown only
   */
  readonly alarm?: SignalAlarm;
}
