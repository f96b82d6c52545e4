import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { serviceCall } from '../../../lambda/handlers/service-call';

/** A metric as CloudWatch stores it. */
export interface StoredMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly statistic: string;
  readonly periodInSeconds: number;
}

export interface MetricValue {
  readonly value: number;
  readonly at: Date;
}

/** The newest value of a metric within some periods, if there is one. */
export async function newestValue(
  metric: StoredMetric, periods: number, now: number, cloudWatch: Pick<CloudWatchClient, 'send'>,
): Promise<MetricValue | undefined> {
  const { namespace, metricName, dimensions, statistic, periodInSeconds } = metric;
  const answer = await serviceCall(`GetMetricData of ${metricName}`, () => cloudWatch.send(new GetMetricDataCommand({
    MetricDataQueries: [{
      Id: 'newest',
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: metricName,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: periodInSeconds,
        Stat: statistic,
      },
    }],
    StartTime: new Date(now - periods * periodInSeconds * 1000),
    EndTime: new Date(now),
    ScanBy: 'TimestampDescending',
  })));
  const { Timestamps = [], Values = [] } = answer.MetricDataResults?.[0] ?? {};
  return Values.length === 0 ? undefined : { value: Values[0], at: Timestamps[0] };
}
