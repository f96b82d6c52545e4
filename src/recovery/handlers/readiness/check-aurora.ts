import type { Check, Finding } from './check';
import { judgeDatabase } from './database-findings';
import { instancesOf } from './instances-look';
import { lookAt } from '../global-database-look';
import { newestReplicationLag } from '../replication-lag';

/**
 * Whether a member of a global database could be promoted, and how far it is behind.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export const checkAurora: Check = async ({ id, parameters }, clients, now): Promise<Finding> => {
  const { globalClusterIdentifier, targetClusterArn, maxReplicationLagInMilliseconds } = parameters;
  const [database, instances, lag] = await Promise.all([
    lookAt(globalClusterIdentifier, targetClusterArn, clients.rds),
    // The database may be fit while its instances or its metric cannot be read: each is judged apart.
    instancesOf(targetClusterArn, clients.rds).catch((error: Error) => error),
    newestReplicationLag(targetClusterArn, now, clients.cloudWatch).catch((error: Error) => error),
  ]);
  return { id, ...judgeDatabase(targetClusterArn, Number(maxReplicationLagInMilliseconds), { ...database, instances }, lag, now) };
};
