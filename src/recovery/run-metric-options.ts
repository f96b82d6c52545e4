import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { RunMode } from './plan/run-mode';

/** Options of a metric of runs. */
export interface RunMetricOptions extends cloudwatch.MetricOptions {
  /** The runs to measure: of this Region, where a planned run is a switchover in the standby Region and a failback at home. */
  readonly mode: RunMode;
}

/** Options of a metric of one step of runs. */
export interface StepMetricOptions extends RunMetricOptions {
  /** The step to measure, by its id in the plan, for example `promote-database-main`. */
  readonly stepId: string;
}
