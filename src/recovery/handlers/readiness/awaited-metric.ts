import type { MetricValue, StoredMetric } from './newest-value';

/** How long after its end a period may still be without its value. Assumed: CloudWatch is asked for what services of AWS publish by the minute. */
export const PUBLICATION_SECONDS = 60;

/** How a metric stands that is asked for what was measured since writes have ended. */
export type AwaitedMetric =
  /** A value of a period that began since then. */
  | 'measured'
  /** There may be one yet. What was measured before says nothing of what was written last. */
  | 'not yet'
  /** A whole period and the delay of its publication have passed, and there is none: nothing was copied in it. */
  | 'silent'
  /** The same, and the last value before it was one that must not be: what is silent is not what is in step. */
  | 'silent while behind';

/**
 * Says what a metric shows of the time since `since`. A period counts when it has begun since then: a value of the period in which writes ended
 * is one of before, too.
 *
 * @param newest of the metric, of whichever time
 * @param holds whether a value is as it must be
 */
export function awaitedMetric(
  { periodInSeconds }: Pick<StoredMetric, 'periodInSeconds'>, newest: MetricValue | undefined, since: number, now: number, holds: (value: number) => boolean,
): AwaitedMetric {
  const period = periodInSeconds * 1000;
  const first = Math.ceil(since / period) * period;
  if (newest !== undefined && newest.at.getTime() >= first) {
    return 'measured';
  }
  if (now < first + period + PUBLICATION_SECONDS * 1000) {
    return 'not yet';
  }
  return newest === undefined || holds(newest.value) ? 'silent' : 'silent while behind';
}
