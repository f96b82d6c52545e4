import type { Check } from './check';
import { newestValue } from './newest-value';

/** Services publish with some delay, and a value that was late once must not count as missing. */
const PERIODS_LOOKED_BACK = 5;

const COMPARISONS: { readonly [comparison: string]: (value: number, threshold: number) => boolean } = {
  '<=': (value, threshold) => value <= threshold,
  '<': (value, threshold) => value < threshold,
  '>=': (value, threshold) => value >= threshold,
  '>': (value, threshold) => value > threshold,
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const checkMetric: Check = async ({ id, parameters }, { cloudWatch }, now) => {
  const { namespace, metricName, dimensions, statistic, period, comparison, threshold, missing } = parameters;
  const metric = { namespace, metricName, dimensions: JSON.parse(dimensions), statistic, periodInSeconds: Number(period) };
  const newest = await newestValue(metric, PERIODS_LOOKED_BACK, now, cloudWatch);
  const wanted = `${namespace} ${metricName} must be ${comparison} ${threshold}`;
  if (newest === undefined) {
    return { id, ok: missing === 'passes', detail: `${wanted}: no data` };
  }
  const ok = COMPARISONS[comparison](newest.value, Number(threshold));
  return { id, ok, detail: `${wanted}: ${newest.value} at ${newest.at.toISOString()}` };
};
