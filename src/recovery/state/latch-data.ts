import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { LatchGroup } from './keeper-settings';

/** The data that tell every latch of a Region, one for each record of the topology. */
export function latchData(groups: readonly LatchGroup[], region: string, closed: boolean, now: number): MetricDatum[] {
  return groups.filter(({ regions }) => regions.includes(region)).flatMap(({ metricName, dimensions }) => dimensions.map(each => ({
    MetricName: metricName,
    Dimensions: Object.entries(each).map(([Name, Value]) => ({ Name, Value })),
    Value: Number(closed),
    Timestamp: new Date(now),
  })));
}
