import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { MetricValue, StoredMetric } from './metric-values';
import { metricValues } from './metric-values';

/** The newest value of a metric within some periods, if there is one. */
export async function newestValue(
  metric: StoredMetric, periods: number, now: number, cloudWatch: Pick<CloudWatchClient, 'send'>,
): Promise<MetricValue | undefined> {
  const since = now - periods * metric.periodInSeconds * 1000;
  const values = await metricValues({ newest: metric }, since, now, ({ newest }) => newest.length > 0, cloudWatch);
  return values.newest[0];
}
