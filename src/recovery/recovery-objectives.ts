import type { Duration } from 'aws-cdk-lib';

/** What a team promises for the loss of a Region. */
export interface RecoveryObjectives {
  /**
   * How much acknowledged data of the databases may be lost. Their lag alarms take it as threshold; it is a target that is
   * measured, not a guarantee: replication between Regions is asynchronous. The other stores state their own.
   * @default - 5 seconds
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
   */
  readonly rpo?: Duration;
  /**
   * How long clients may be without service after the loss of a Region. The time budget of a forced failover (`FailoverOrchestrator.budget`)
   * is held against it: synthesis fails when what is typical exceeds it, and warns when the worst does. Below five minutes, detection
   * concludes from fewer probes. It is a target that drills measure, not a promise.
   * @default - none: the budget is stated and held against nothing
   */
  readonly rto?: Duration;
}
