import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlertSeverity } from './alert-severity';

/** What a team changes of an alarm that the library or a store defines. What is left out stays as it is. */
export interface AlarmOverride {
  /**
   * The value that is compared with, in the unit of the metric. For replication lag, say `lag` instead.
   * @default - as the signal says
   */
  readonly threshold?: number;
  /**
   * The replication lag that is too much, whatever the unit of the metric. Only for signals of replication lag.
   * @default - the objective of the store
   */
  readonly lag?: Duration;
  /**
   * How many periods the alarm looks at. A whole number, at least 1.
   * @default - as the signal says
   */
  readonly evaluationPeriods?: number;
  /**
   * How many of them must be beyond the threshold. A whole number, at most the periods that the alarm looks at.
   * @default - as the signal says; all of them where `evaluationPeriods` is given
   */
  readonly datapointsToAlarm?: number;
  /**
   * How urgent it is.
   * @default - as the signal says
   */
  readonly severity?: AlertSeverity;
  /**
   * What missing data means.
   * @default - as the signal says
   */
  readonly treatMissingData?: cloudwatch.TreatMissingData;
  /**
   * Whether it tells people itself, also during a drill, rather than through the page of its severity: for what is in ALARM for days, as
   * long as which the page tells of nothing else. What is published in us-east-1 always does.
   * @default - as the signal says
   */
  readonly ownPage?: boolean;
  /**
   * Whether there is an alarm. With `false` the signal is still on the dashboards; of health checks, which the dashboards of the Regions
   * know by their alarms, only what else health checkers measure.
   * @default true
   */
  readonly enabled?: boolean;
}
