import { createHash } from 'crypto';
import type { DBClusterSnapshot } from '@aws-sdk/client-rds';
import { AVAILABLE } from './global-database';

/** A snapshot that is to be copied, and the name of the copy. */
export interface SnapshotCopy {
  readonly snapshotId: string;
  readonly copyId: string;
}

/**
 * How Aurora names the snapshot of the old writer's volume that it tries to take at a forced failover. It holds the writes that were not
 * replicated, and ends with the backup retention of the old writer.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
const PREFIX = 'rds:unplanned-global-failover-';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBClusterSnapshot.html */
const LONGEST_ID = 63;
const DIGEST_LENGTH = 8;

/** The copies that are to be made of the snapshots of a cluster. A copy that exists, whole or not yet, is not made again. */
export function copiesDue(snapshots: readonly DBClusterSnapshot[]): SnapshotCopy[] {
  const known = new Set(snapshots.map(({ DBClusterSnapshotIdentifier }) => DBClusterSnapshotIdentifier));
  return snapshots
    .filter(({ Status }) => Status === AVAILABLE)
    .map(({ DBClusterSnapshotIdentifier }) => DBClusterSnapshotIdentifier!)
    .filter(id => id.startsWith(PREFIX))
    .map(snapshotId => ({ snapshotId, copyId: copyIdOf(snapshotId) }))
    .filter(({ copyId }) => !known.has(copyId));
}

/** The same for the same snapshot. A colon is not allowed in a name of ours, and only RDS may begin one with `rds`. */
function copyIdOf(snapshotId: string): string {
  const id = `kept-${snapshotId.slice('rds:'.length)}`;
  if (id.length <= LONGEST_ID) {
    return id;
  }
  const digest = createHash('sha256').update(snapshotId).digest('hex').slice(0, DIGEST_LENGTH);
  const beginning = id.slice(0, LONGEST_ID - DIGEST_LENGTH - 1).replace(/-+$/, '');
  return `${beginning}-${digest}`;
}
