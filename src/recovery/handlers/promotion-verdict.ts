import type { GlobalCluster } from '@aws-sdk/client-rds';
import type { GlobalDatabase } from './global-database';
import { AVAILABLE, BACKING_UP, memberOf, transitionOf, writerOf } from './global-database';
import type { PromotionRequest } from './requests';
import { isServing } from '../decision/database-health';
import { RunMode } from '../plan/run-mode';

const PATIENCE_WITH_SWITCHOVER_IN_SECONDS = 60;

/**
 * In which a writer works as in `available`: a backup is of the volume.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
 */
const WORKING = new Set<string | undefined>([AVAILABLE, BACKING_UP]);

/**
 * Of a cluster that makes another one of its instances its first.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Status.html
 */
const FAILING_OVER = 'failing-over';

/** What is to be done about a promotion, as the global database is. */
export type PromotionVerdict =
  /** The target is the writer and works. */
  | { readonly kind: 'promoted'; readonly detail: string }
  /**
   * It is being made the writer, or is it already and the whole has not come to rest. A planned promotion needs the member that hands over.
   */
  | { readonly kind: 'promoting'; readonly isWriter: boolean; readonly sourceArn?: string; readonly detail: string }
  /**
   * The target can be promoted. `unlessRefused`: a switchover to it is under way, or something is done to its cluster, which may still end: a refusal
   * means to wait for that.
   */
  | { readonly kind: 'promote'; readonly writerArn?: string; readonly unlessRefused?: string; readonly detail: string }
  /** Another member is being made the writer. */
  | { readonly kind: 'conflict'; readonly detail: string }
  /** Nobody could promote the target. */
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * Judges by what RDS documents, and by no closed list of statuses. A planned promotion is done when the whole global database has come to
 * rest. A forced one, when the target is the writer and works: nothing says when the rest will, while the other Region is lost.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export function judgePromotion(request: PromotionRequest, { global, cluster }: GlobalDatabase): PromotionVerdict {
  const { mode, globalClusterIdentifier, targetClusterArn, waitedSeconds = 0 } = request;
  const forced = mode === RunMode.FAILOVER;
  if (global === undefined || cluster === undefined) {
    return { kind: 'refused', detail: `${global === undefined ? globalClusterIdentifier : targetClusterArn} does not exist` };
  }
  const transition = transitionOf(global);
  if (transition?.to !== undefined && transition.to !== targetClusterArn) {
    return { kind: 'conflict', detail: `${transition.to} is being promoted: ${transition.status}` };
  }
  const member = memberOf(global, targetClusterArn);
  if (member === undefined) {
    return { kind: 'refused', detail: `${targetClusterArn} is no member of ${globalClusterIdentifier}` };
  }
  if (member.IsWriter) {
    const isWriter = WORKING.has(cluster.Status);
    const atRest = isWriter && (forced || (transition === undefined && global.Status === AVAILABLE));
    const detail = `the target is the writer: cluster ${cluster.Status}, global database ${global.Status}`;
    return atRest ? { kind: 'promoted', detail } : { kind: 'promoting', isWriter, sourceArn: sourceOf(global, targetClusterArn), detail };
  }
  if (transition !== undefined) {
    const detail = `the target is being promoted: ${transition.status}`;
    // A switchover waits for the old writer, which a forced run holds for lost. One that ends soon was not waiting.
    return forced && transition.planned && waitedSeconds >= PATIENCE_WITH_SWITCHOVER_IN_SECONDS
      ? { kind: 'promote', unlessRefused: detail, detail }
      : { kind: 'promoting', isWriter: false, sourceArn: sourceOf(global, targetClusterArn), detail };
  }
  if ((cluster.DBClusterMembers ?? []).length === 0) {
    return { kind: 'refused', detail: `${targetClusterArn} has no instance` };
  }
  const isAvailable = cluster.Status === AVAILABLE;
  const busy = `${targetClusterArn} is ${cluster.Status}`;
  if (!mayBePromoted(cluster.Status, forced)) {
    return { kind: 'refused', detail: busy };
  }
  const writerArn = writerOf(global);
  if (writerArn === undefined && !forced) {
    return { kind: 'refused', detail: `${globalClusterIdentifier} has no writer that could hand over` };
  }
  return { kind: 'promote', writerArn, ...isAvailable ? {} : { unlessRefused: busy }, detail: `${writerArn} is the writer` };
}

/**
 * Whether RDS is asked at all: it says itself whether what is done to a cluster is in the way. A planned run comes to this behind its fence, where a
 * backup that has begun since its checks is over sooner than a run that begins anew; for anything else it ends, and applications write again. A forced
 * one has nothing to go back to.
 */
function mayBePromoted(status: string | undefined, forced: boolean): boolean {
  return WORKING.has(status) || (forced && (isServing(status) || status === FAILING_OVER));
}

/** The member that hands over to the target, which is one: where the target is the writer already, the one that was. */
function sourceOf({ FailoverState, GlobalClusterMembers }: GlobalCluster, targetArn: string): string | undefined {
  const others = GlobalClusterMembers!.filter(({ DBClusterArn }) => DBClusterArn !== targetArn);
  return FailoverState?.FromDbClusterArn ?? (others.find(({ IsWriter }) => IsWriter) ?? others[0])?.DBClusterArn;
}
