import type { MetricValue, StoredMetric } from './metric-values';
import type { Activity } from './unanswered-activity';
import { isAnswered } from './unanswered-activity';

/** How long after its end a period may still be without its value. Assumed: CloudWatch is asked for what services of AWS publish by the minute. */
export const PUBLICATION_SECONDS = 60;

/** How a metric stands that is asked for what was measured since writes have ended. */
export type AwaitedMetric =
  /** A value of a period that began since then. */
  | 'measured'
  /** There may be one yet. What was measured before says nothing of what was written last. */
  | 'not yet'
  /** A whole period and the delay of its publication have passed, and there is none: nothing was copied in it, and nothing is known to wait. */
  | 'silent'
  /** The same, and something was behind before it: what is silent is not what is in step. */
  | 'silent while behind';

/** What CloudWatch has of a metric that says what has arrived. */
export interface SeenMetric {
  /** Of whichever time. */
  readonly newest?: MetricValue;
  /** What there was to copy until writes ended. Absent: nobody says. */
  readonly activity?: Activity;
}

/** The begin of the first whole period since a time, in milliseconds. */
export function firstPeriodSince(since: number, { periodInSeconds }: Pick<StoredMetric, 'periodInSeconds'>): number {
  const period = periodInSeconds * 1000;
  return Math.ceil(since / period) * period;
}

/**
 * Says what a metric shows of the time since `since`. A period counts when it has begun since then: a value of the period in which writes ended
 * is one of before, too.
 *
 * Where it is known what there was to copy, a value that is not as it must be is waited out: it tells how long that took which has arrived. What
 * counts is that nothing arrives any more, while nothing that was written is without an answer.
 *
 * @param holds whether a value is as it must be
 */
export function awaitedMetric(
  metric: Pick<StoredMetric, 'periodInSeconds'>, { newest, activity }: SeenMetric, since: number, now: number, holds: (value: number) => boolean,
): AwaitedMetric {
  const period = metric.periodInSeconds * 1000;
  const first = firstPeriodSince(since, metric);
  const isMeasured = newest !== undefined && newest.at.getTime() >= first;
  if (isMeasured && (activity === undefined || holds(newest.value))) {
    return 'measured';
  }
  const silentFrom = isMeasured ? newest.at.getTime() + period : first;
  if (now < silentFrom + period + PUBLICATION_SECONDS * 1000) {
    return isMeasured ? 'measured' : 'not yet';
  }
  const isInStep = activity === undefined ? newest === undefined || holds(newest.value) : isAnswered(activity, newest, holds);
  return isInStep ? 'silent' : 'silent while behind';
}
