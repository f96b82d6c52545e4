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
  /** When its period began. */
  readonly at: Date;
}

/** Of each metric that was asked for, by its name, the values from the newest to the oldest. */
export interface MetricValues {
  readonly [name: string]: readonly MetricValue[];
}

/** A page may be empty, and the values be on the next one. */
const MOST_PAGES = 4;

/**
 * What CloudWatch says of a metric of which it has told everything. Else it says `InternalError`, `Forbidden`, or `PartialData`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html
 */
const COMPLETE = 'Complete';

/**
 * The values of metrics since a time, page by page until there are enough, or no more. Not to know is no answer: it is told from there being none.
 *
 * @param metrics by a name each, in lower case
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function metricValues(
  metrics: { readonly [name: string]: StoredMetric }, since: number, now: number, isEnough: (values: MetricValues) => boolean, cloudWatch: Pick<CloudWatchClient, 'send'>,
): Promise<MetricValues> {
  const names = Object.keys(metrics);
  const asked = `GetMetricData of ${names.map(name => metrics[name].metricName).join(' and ')}`;
  const page = (NextToken?: string) => serviceCall(asked, () => cloudWatch.send(new GetMetricDataCommand({
    MetricDataQueries: names.map(name => queryOf(name, metrics[name])),
    StartTime: new Date(since),
    EndTime: new Date(now),
    ScanBy: 'TimestampDescending',
    ...NextToken === undefined ? {} : { NextToken },
  })));
  let answer = await page();
  let values = valuesOf(names, answer);
  for (let pages = 1; pages < MOST_PAGES && !isEnough(values) && answer.NextToken !== undefined; pages++) {
    answer = await page(answer.NextToken);
    values = valuesOf(names, answer, values);
  }
  if (!isEnough(values) && answer.NextToken !== undefined) {
    throw new NamedError('ServiceUnavailable', `${asked}: no value, and no end after ${MOST_PAGES} pages`);
  }
  // The call succeeds even where a metric of it could not be read.
  const unread = answer.MetricDataResults?.find(({ StatusCode = COMPLETE }) => StatusCode !== COMPLETE);
  if (!isEnough(values) && unread !== undefined) {
    throw new NamedError('ServiceUnavailable', `${asked}: CloudWatch answers ${unread.StatusCode} for ${unread.Id}`);
  }
  return values;
}

function queryOf(name: string, { namespace, metricName, dimensions, statistic, periodInSeconds }: StoredMetric) {
  return {
    Id: name,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodInSeconds,
      Stat: statistic,
    },
  };
}

function valuesOf(names: readonly string[], { MetricDataResults = [] }: GetMetricDataCommandOutput, before: MetricValues = {}): MetricValues {
  const of = (name: string): MetricValue[] => {
    const { Timestamps = [], Values = [] } = MetricDataResults.find(({ Id }) => Id === name) ?? {};
    return [...before[name] ?? [], ...Values.map((value, index) => ({ value, at: Timestamps[index] }))];
  };
  return Object.fromEntries(names.map(name => [name, of(name)]));
}
