import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { identifierOf } from './aurora-arn';
import type { MetricValue } from './readiness/metric-values';
import { newestValue } from './readiness/newest-value';

/** Long enough for the last value before a Region was lost, which a forced run records. */
const MINUTES_LOOKED_BACK = 15;

/**
 * The newest lag of a member that follows the writer, in milliseconds, as its own Region measured it.
 *
 * @throws what every call of a service throws
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function newestReplicationLag(clusterArn: string, now: number, cloudWatch: Pick<CloudWatchClient, 'send'>): Promise<MetricValue | undefined> {
  return newestValue({
    namespace: 'AWS/RDS',
    metricName: 'AuroraGlobalDBReplicationLag',
    dimensions: { DBClusterIdentifier: identifierOf(clusterArn) },
    statistic: 'Maximum',
    periodInSeconds: 60,
  }, MINUTES_LOOKED_BACK, now, cloudWatch);
}
