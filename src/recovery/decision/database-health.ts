import type { GlobalCluster } from '@aws-sdk/client-rds';
import type { Databases } from './observation';
import type { GlobalDatabase } from '../handlers/global-database';
import { AVAILABLE, memberOf, transitionOf, writerOf } from '../handlers/global-database';

/** A database that is written in one Region at a time, by the ARNs of its members. */
export interface WatchedDatabase {
  readonly globalClusterIdentifier: string;
  /** The member in this Region. */
  readonly clusterArn: string;
  /** The member in the other Region. */
  readonly peerClusterArn: string;
}

/**
 * What a look at the other Region's member said.
 * - `works`, `dead`: RDS says so.
 * - `silent`: RDS of that Region does not answer, or by a fault of its own.
 * - `unknown`: nothing that would count.
 */
export type Look = 'works' | 'dead' | 'silent' | 'unknown';

/** What the looks together say, and what else is known of the member. */
export type Health = Exclude<Look, 'silent'>;

/** Where a database is written, as this Region sees it. */
export type Writer = 'here' | 'there' | 'unknown';

/** What this Region knows of its own member and of the whole. */
export interface OwnMember {
  readonly writer: Writer;
  /** Whether it could take over. */
  readonly ready: boolean;
}

/** How often the other Region's member is looked at before it counts as dead. */
export const LOOKS = 3;

/**
 * In which a cluster serves while something is done to it.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Status.html
 */
const SERVING = new Set<string | undefined>([
  AVAILABLE, 'backing-up', 'modifying', 'renaming', 'resetting-master-credentials', 'storage-optimization', 'update-iam-db-auth',
]);

/** Whether a cluster that has a status serves. */
export function isServing(status: string | undefined): boolean {
  return SERVING.has(status);
}

/** From which a cluster does not come back by itself. */
const LOST = new Set(['cloning-failed', 'inaccessible-encryption-credentials', 'inaccessible-encryption-credentials-recoverable', 'migration-failed']);

/**
 * What the status of the other Region's member says. In any status but these somebody, or Aurora itself, works on the cluster: its writes
 * must not be given up for that. A cluster that is not there has no status.
 */
export function lookOf(status: string | undefined): Look {
  if (status === undefined || LOST.has(status)) {
    return 'dead';
  }
  return isServing(status) ? 'works' : 'unknown';
}

/** One look at which it works outweighs those at which it did not, and one at which RDS answered those at which it was silent. */
export function lookOfAll(looks: readonly Look[]): Look {
  return (['works', 'unknown', 'dead', 'silent'] as const).find(each => looks.includes(each))!;
}

/** Whether nobody can hand over what is written there: neither does the member work, nor can RDS be asked to have it hand over. */
export function isGone(look: Look): boolean {
  return look === 'dead' || look === 'silent';
}

/**
 * A failover to this Region that is under way counts as done: whoever began it may have died, and RDS goes on. A switchover counts when it is
 * done, by what RDS says of the members: it needs the old writer to its end, and that may be lost.
 */
export function ownMember({ clusterArn, peerClusterArn }: WatchedDatabase, { global, cluster }: GlobalDatabase): OwnMember {
  if (global === undefined || memberOf(global, clusterArn) === undefined) {
    return { writer: 'unknown', ready: false };
  }
  const transition = transitionOf(global);
  const isPromoted = transition?.to === clusterArn;
  const writtenBy = isPromoted && transition.planned ? writerOf(global) : futureWriter(global);
  const hasInstance = (cluster?.DBClusterMembers ?? []).length > 0;
  if (writtenBy === clusterArn) {
    return { writer: 'here', ready: hasInstance };
  }
  return {
    writer: writtenBy === peerClusterArn && (transition === undefined || isPromoted) ? 'there' : 'unknown',
    // While it is being promoted its status is that of the promotion, and says nothing against it. One that serves, as while it is backed up, is no
    // reason to wait for: whether it can be promoted, RDS says when it is asked.
    ready: hasInstance && (isPromoted || isServing(cluster?.Status)),
  };
}

/** Whether a database is written by the other Region's member, or is about to be: nothing is, or will be, written here. */
export function isWrittenThere({ peerClusterArn }: WatchedDatabase, global: GlobalCluster | undefined): boolean {
  return global !== undefined && futureWriter(global) === peerClusterArn;
}

/** The member that writes when what is under way has ended. Nothing where RDS does not say. */
function futureWriter(global: GlobalCluster): string | undefined {
  const transition = transitionOf(global);
  return transition ? transition.to : writerOf(global);
}

/**
 * What all databases together say. Each is taken by where it is written: one that is written here loses nothing, and of the others the
 * Region's member is what counts.
 */
export function databasesOf(databases: readonly { readonly writer: Writer; readonly health: Health }[]): Databases {
  const healths = new Set(databases.filter(({ writer }) => writer !== 'here').map(({ writer, health }) => writer === 'there' ? health : 'unknown'));
  if (healths.size === 0) {
    return 'none';
  }
  if (healths.has('unknown')) {
    return 'unknown';
  }
  if (healths.size > 1) {
    return 'disagree';
  }
  return healths.has('works') ? 'work' : 'dead';
}
