import type { Duration } from 'aws-cdk-lib';

/** How long something takes, as far as anybody can say beforehand. */
export interface AssumedDuration {
  /** When everything goes well. @default - as `typical` */
  readonly best?: Duration;
  /** What to expect. The objective is compared with it. */
  readonly typical: Duration;
  /** What has been seen to happen. */
  readonly worst: Duration;
  /** What the figures rest on, for example a drill and its date. The budget and the runbook show it. */
  readonly source: string;
}

/**
 * The figures of the time budget that no document of AWS settles, or that depend on the workload. What your drills measured is worth more
 * than the defaults.
 */
export interface RecoveryAssumptions {
  /**
   * From the last answer of a Region until the decision alarm of the other one is in `ALARM`. Give it where detection follows signals of yours.
   * @default - from the settings of the probes: 65 seconds, at worst 116, for 5 of 6 failing probes; 150 seconds, at worst 300, where nothing is probed
   */
  readonly detection?: AssumedDuration;
  /**
   * From the page until a person starts the run. Counts where nothing starts it by itself.
   * @default - 2, 10 and 30 minutes
   */
  readonly operatorResponse?: AssumedDuration;
  /**
   * A forced promotion of an Aurora global database. AWS says "typically within a few minutes" and gives no other figure.
   * @default - 60, 90 and 480 seconds
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
   */
  readonly promotion?: AssumedDuration;
  /**
   * A planned switchover of an Aurora global database, with the wait until the target has everything.
   * @default - 60, 120 and 480 seconds
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
   */
  readonly switchover?: AssumedDuration;
  /**
   * From the write of a latch until Route 53 answers accordingly. AWS does not say how often Route 53 reads the data of an alarm.
   * @default - 15, 75 and 120 seconds
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-types.html
   */
  readonly latchReading?: AssumedDuration;
  /**
   * How long resolvers and clients go on using the old answer.
   * @default - nothing, the TTL of the record, and the TTL of the record
   */
  readonly recordCache?: AssumedDuration;
  /**
   * How long clients need to connect to the Region that took over, once name and writer lead there.
   * @default - 1, 5 and 30 seconds
   */
  readonly reconnection?: AssumedDuration;
  /**
   * Single steps, by their id in the plan. What is said here wins over everything else.
   * @default - steps of the library by their kind; steps of a team take half of their time limit
   */
  readonly steps?: { readonly [id: string]: AssumedDuration };
}
