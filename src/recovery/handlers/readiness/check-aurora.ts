import type { Check, Finding } from './check';
import { judgeDatabase } from './database-findings';
import { newestValue } from './newest-value';
import { identifierOf } from '../aurora-arn';
import { lookAt } from '../global-database-look';

/** Long enough for the last value before a Region was lost, which a forced run records. */
const MINUTES_LOOKED_BACK = 15;

/**
 * Whether a member of a global database could be promoted, and how far it is behind.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export const checkAurora: Check = async ({ id, parameters }, clients, now): Promise<Finding> => {
  const { globalClusterIdentifier, targetClusterArn, maxReplicationLagInMilliseconds } = parameters;
  const lagMetric = {
    namespace: 'AWS/RDS',
    metricName: 'AuroraGlobalDBReplicationLag',
    dimensions: { DBClusterIdentifier: identifierOf(targetClusterArn) },
    statistic: 'Maximum',
    periodInSeconds: 60,
  };
  const [database, lag] = await Promise.all([
    lookAt(globalClusterIdentifier, targetClusterArn, clients.rds),
    // The database may be fit while its metric cannot be read: the two are judged apart.
    newestValue(lagMetric, MINUTES_LOOKED_BACK, now, clients.cloudWatch).catch((error: Error) => error),
  ]);
  return { id, ...judgeDatabase(targetClusterArn, Number(maxReplicationLagInMilliseconds), database, lag, now) };
};
