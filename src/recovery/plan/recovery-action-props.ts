import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DrRegion } from '../../topology';

/** The Aurora global database that an action is about. */
export interface AuroraActionProps {
  /** The identifier of the global cluster, the same in both Regions. */
  readonly globalClusterIdentifier: string;
  /** The ARN of the member cluster in the Region that is checked or takes over. */
  readonly targetClusterArn: string;
}

/** The Aurora global database of which a member takes over. */
export interface AuroraPromotionProps extends AuroraActionProps {
  /**
   * The key that encrypts the member cluster: its alias with the prefix `alias/`, or its ARN. A forced failover leaves a snapshot of lost writes
   * behind, and whoever keeps that lets RDS use the key of the cluster: this one, and no other.
   * @default - not known: any key of the Region and account may be meant, for calls of RDS on resources of RDS only
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html
   */
  readonly storageKey?: string;
}

/** What is asked of a member cluster before it takes over. */
export interface AuroraCheckProps extends AuroraActionProps {
  /**
   * How far the member may be behind the writer when it takes over by plan. A forced run records the lag, and goes on.
   * @default - 60 seconds
   */
  readonly maxReplicationLag?: Duration;
}

/** How the newest value of a metric must stand to a threshold. */
export enum MetricComparison {
  /** Below it or at it. */
  AT_MOST = '<=',
  /** Below it. */
  BELOW = '<',
  /** At it or above it. */
  AT_LEAST = '>=',
  /** Above it. */
  ABOVE = '>',
}

/** What a check makes of a metric that has no data. */
export enum MissingData {
  /** Nobody knows, so it is not let pass. */
  FAILS = 'fails',
  /** The service is silent while all is well. */
  PASSES = 'passes',
}

/** A metric, and what its newest value must be. */
export interface MetricCheckProps {
  /** The metric, with namespace, dimensions, statistic and period as it is published. */
  readonly metric: cloudwatch.Metric;
  /** The Region in which it is published: the one that takes over, or in planned runs either. The same as `runsIn` of the step. */
  readonly publishedIn: DrRegion;
  /** How the value must stand to the threshold. */
  readonly comparison: MetricComparison;
  /** The threshold, in the unit of the metric. */
  readonly threshold: number;
  /** What no data means. @default MissingData.FAILS */
  readonly missing?: MissingData;
  /**
   * Whether the metric says how far replication is behind. A planned run that the check stops then ends as `LagAboveGate`, or as `LagUnknown` where
   * there is no data and `missing` does not let it pass: a lag goes by, while what is wrong otherwise has to be put right.
   * @default false - `NotReady`
   */
  readonly replicationLag?: boolean;
  /**
   * The metric of what there is to copy, such as `ConsumedWriteCapacityUnits` of the source table: above 0 in each period in which something was
   * written; 0 or no data in others. It is published where `metric` is, and has the same period. Silence of `metric` counts as arrival only where this
   * one shows no activity of the last 24 hours that `metric` has not answered: by a value of a later period, whatever it is, or of the same one that is
   * as it must be. A check that is taken once looks at periods that must have been answered by now, one with `drainedWithin` at those in which writes ended.
   *
   * What it cannot show: that replication stopped within the last period of activity, after something of that period had crossed. Activity that
   * leaves nothing to copy, such as a conditional write that failed or a write that came from the other Region, keeps a check from passing until
   * something crosses.
   * @default - silence of `metric` counts as arrival where `missing` lets it pass and the value before it was as it must be
   */
  readonly activity?: cloudwatch.Metric;
}

/** A function to call. */
export interface InvokeFunctionProps {
  /** Its name, known at synthesis, in the Region and account of the step. */
  readonly functionName: string;
  /** What it gets beside the run, under `payload`. @default - nothing */
  readonly payload?: { [name: string]: string };
}

/** An ECS service to scale. */
export interface ScaleEcsServiceProps {
  /** The name of the cluster, known at synthesis, in the Region and account of the step. */
  readonly clusterName: string;
  /** The name of the service in it, known at synthesis. */
  readonly serviceName: string;
  /** How many tasks there must be at least, 1 to 5000. */
  readonly desiredCount: number;
}

/** An Auto Scaling group to scale. */
export interface ScaleAutoScalingGroupProps {
  /** Its name, known at synthesis, in the Region and account of the step. */
  readonly autoScalingGroupName: string;
  /** How many instances there must be at least, 1 or more, and within the largest size of the group. */
  readonly desiredCapacity: number;
}

/** A state machine to run. */
export interface StartStateMachineProps {
  /** Its name, known at synthesis, in the Region and account of the step. A Standard one. */
  readonly stateMachineName: string;
  /** What it gets beside the run, under `payload`. @default - nothing */
  readonly payload?: { [name: string]: string };
}
