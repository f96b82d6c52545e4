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

/** What a look at the other Region's member said: that it works, that it does not, or nothing that would count. */
export type Look = 'works' | 'dead' | 'unknown';

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
const SERVING = new Set([
  AVAILABLE, 'backing-up', 'modifying', 'renaming', 'resetting-master-credentials', 'storage-optimization', 'update-iam-db-auth',
]);

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
  return SERVING.has(status) ? 'works' : 'unknown';
}

/** One look at which it works outweighs those at which it did not; dead is what was dead at every look. */
export function healthOf(looks: readonly Look[]): Look {
  return (['works', 'unknown', 'dead'] as const).find(each => looks.includes(each))!;
}

/** A promotion to this Region that is under way counts: whoever began it may have died, and RDS goes on. */
export function ownMember({ clusterArn, peerClusterArn }: WatchedDatabase, { global, cluster }: GlobalDatabase): OwnMember {
  if (global === undefined || memberOf(global, clusterArn) === undefined) {
    return { writer: 'unknown', ready: false };
  }
  const transition = transitionOf(global);
  const writtenBy = futureWriter(global);
  const hasInstance = (cluster?.DBClusterMembers ?? []).length > 0;
  if (writtenBy === clusterArn) {
    return { writer: 'here', ready: hasInstance };
  }
  return {
    writer: writtenBy === peerClusterArn && transition === undefined ? 'there' : 'unknown',
    ready: hasInstance && cluster?.Status === AVAILABLE,
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
export function databasesOf(databases: readonly { readonly writer: Writer; readonly health: Look }[]): Databases {
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
