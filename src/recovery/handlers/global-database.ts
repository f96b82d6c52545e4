import type { DBCluster, GlobalCluster, GlobalClusterMember } from '@aws-sdk/client-rds';

/** A global database as the Region of one member sees it. What does not exist is left out. */
export interface GlobalDatabase {
  readonly global?: GlobalCluster;
  /** The member that is looked at. */
  readonly cluster?: DBCluster;
}

/** A switchover or failover of a global database that is under way. */
export interface Transition {
  /** The ARN of the cluster that is promoted. Absent when RDS does not say. */
  readonly to?: string;
  readonly status: string;
  /** Whether it is a switchover, which cannot go on without the old writer. */
  readonly planned: boolean;
}

export const AVAILABLE = 'available';
export const BACKING_UP = 'backing-up';

/** RDS says so, and its SDK does not know it yet. */
const SWITCHING_OVER: string = 'switching-over';

export function memberOf(global: GlobalCluster, clusterArn: string): GlobalClusterMember | undefined {
  return global.GlobalClusterMembers?.find(({ DBClusterArn }) => DBClusterArn === clusterArn);
}

export function writerOf(global: GlobalCluster): string | undefined {
  return global.GlobalClusterMembers?.find(({ IsWriter }) => IsWriter)?.DBClusterArn;
}

/**
 * RDS leaves the state out, or empty, while nothing is under way.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_FailoverState.html
 */
export function transitionOf({ FailoverState: state }: GlobalCluster): Transition | undefined {
  return state?.Status === undefined && state?.ToDbClusterArn === undefined
    ? undefined
    : { to: state.ToDbClusterArn, status: state.Status ?? 'under way', planned: state.IsDataLossAllowed === false || state.Status === SWITCHING_OVER };
}
