import { awaitedMetric } from './awaited-metric';
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
export const checkMetric: Check = async ({ id, parameters }, { cloudWatch }, now, since) => {
  const { namespace, metricName, dimensions, statistic, period, comparison, threshold, missing } = parameters;
  const metric = { namespace, metricName, dimensions: JSON.parse(dimensions), statistic, periodInSeconds: Number(period) };
  // However long is waited, what was measured last before is known.
  const waited = since === undefined ? 0 : Math.ceil((now - since) / 1000 / metric.periodInSeconds);
  const newest = await newestValue(metric, PERIODS_LOOKED_BACK + waited, now, cloudWatch);
  const wanted = `${namespace} ${metricName} must be ${comparison} ${threshold}`;
  const holds = (value: number) => COMPARISONS[comparison](value, Number(threshold));
  const said = newest === undefined ? `${wanted}: no data` : `${wanted}: ${newest.value} at ${newest.at.toISOString()}`;
  const state = since === undefined ? undefined : awaitedMetric(metric, newest, since, now, holds);
  if (state === 'not yet' || state === 'silent while behind') {
    return { id, ok: false, detail: `${said}, and nothing measured since ${new Date(since!).toISOString()}` };
  }
  return { id, ok: newest === undefined || state === 'silent' ? missing === 'passes' : holds(newest.value), detail: said };
};
