import type { CloudWatchClient, GetMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { NamedError } from '../../../lambda/handlers/named-error';
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

/** A page may be empty, and the value be on the next one. */
const MOST_PAGES = 4;

/** The newest value of a metric within some periods, if there is one. Not to know is no answer: it is told from there being none. */
export async function newestValue(
  metric: StoredMetric, periods: number, now: number, cloudWatch: Pick<CloudWatchClient, 'send'>,
): Promise<MetricValue | undefined> {
  const { namespace, metricName, dimensions, statistic, periodInSeconds } = metric;
  const page = (NextToken?: string) => serviceCall(`GetMetricData of ${metricName}`, () => cloudWatch.send(new GetMetricDataCommand({
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
    ...NextToken === undefined ? {} : { NextToken },
  })));
  let answer = await page();
  for (let pages = 1; pages < MOST_PAGES && valueOf(answer) === undefined && answer.NextToken !== undefined; pages++) {
    answer = await page(answer.NextToken);
  }
  const newest = valueOf(answer);
  if (newest === undefined && answer.NextToken !== undefined) {
    throw new NamedError('ServiceUnavailable', `GetMetricData of ${metricName}: no value, and no end after ${MOST_PAGES} pages`);
  }
  return newest;
}

/** The values stand from the newest to the oldest. */
function valueOf({ MetricDataResults }: GetMetricDataCommandOutput): MetricValue | undefined {
  const { Timestamps = [], Values = [] } = MetricDataResults?.[0] ?? {};
  return Values.length === 0 ? undefined : { value: Values[0], at: Timestamps[0] };
}
