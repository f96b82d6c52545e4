import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { SeenMetric } from './awaited-metric';
import { firstPeriodSince, PUBLICATION_SECONDS } from './awaited-metric';
import type { StoredMetric } from './metric-values';
import { metricValues } from './metric-values';
import { newestValue } from './newest-value';
import { activityBefore } from './unanswered-activity';

/** Services publish with some delay, and a value that was late once must not count as missing. */
export const PERIODS_LOOKED_BACK = 5;

/**
 * How long ago something may have been written that is still to be copied: a stream, from which DynamoDB replicates, keeps it for so long.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
const ACTIVITY_LOOKED_BACK = 24 * 3_600_000;

/** Asks CloudWatch for the newest value of a metric, and where one says it, for what there was to copy. */
export async function seenMetric(
  metric: StoredMetric, active: StoredMetric | undefined, now: number, since: number | undefined, cloudWatch: Pick<CloudWatchClient, 'send'>,
): Promise<SeenMetric> {
  if (active === undefined) {
    // However long is waited, what was measured last before is known.
    const waited = since === undefined ? 0 : Math.ceil((now - since) / 1000 / metric.periodInSeconds);
    return { newest: await newestValue(metric, PERIODS_LOOKED_BACK + waited, now, cloudWatch) };
  }
  const before = since === undefined ? answeredBefore(now, metric) : firstPeriodSince(since, metric);
  const values = await metricValues({ newest: metric, active }, before - ACTIVITY_LOOKED_BACK, now,
    answer => answer.newest.length > 0 && activityBefore(before, answer.active).last !== undefined, cloudWatch);
  return { newest: values.newest[0], activity: activityBefore(before, values.active) };
}

/** What was written at the end of a period arrives in the next one, whose value is there when that is over and published: later ones may be without an answer. */
function answeredBefore(now: number, { periodInSeconds }: StoredMetric): number {
  return now - (2 * periodInSeconds + PUBLICATION_SECONDS) * 1000;
}
