import type { Duration } from 'aws-cdk-lib';

/** Options of an experiment that lasts. */
export interface LastingExperimentOptions {
  /**
   * How long the disturbance lasts. Whole minutes, 1 to 720.
   * @default Duration.minutes(20)
   * @see https://docs.aws.amazon.com/fis/latest/userguide/action-sequence.html#action-duration
   */
  readonly duration?: Duration;
}

/** Options of an experiment on the traffic of subnets. */
export interface SubnetExperimentOptions extends LastingExperimentOptions {
  /**
   * Tags that all subnets have that are to be disturbed, and no others. AWS FIS disturbs at most 5 subnets in an experiment, or 6, unless
   * its quotas are raised.
   * @default - those of the private subnets of a `MultiRegionNetwork`; needed for VPCs that were brought along
   * @see https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html
   */
  readonly subnetTags?: { [key: string]: string };
}
