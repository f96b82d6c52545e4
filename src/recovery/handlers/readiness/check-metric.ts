import type { SeenMetric } from './awaited-metric';
import { awaitedMetric } from './awaited-metric';
import type { Check, Finding } from './check';
import type { StoredMetric } from './metric-values';
import { PERIODS_LOOKED_BACK, seenMetric } from './seen-metric';
import type { Activity } from './unanswered-activity';
import { isAnswered } from './unanswered-activity';

const COMPARISONS: { readonly [comparison: string]: (value: number, threshold: number) => boolean } = {
  '<=': (value, threshold) => value <= threshold,
  '<': (value, threshold) => value < threshold,
  '>=': (value, threshold) => value >= threshold,
  '>': (value, threshold) => value > threshold,
};

/** What is asked of a metric, and what CloudWatch has of it. */
interface Question extends SeenMetric {
  readonly metric: StoredMetric;
  readonly holds: (value: number) => boolean;
  /** Whether silence means that all is well. */
  readonly maySayNothing: boolean;
}

interface Answer {
  readonly ok: boolean;
  /** What is to be said beside the value. */
  readonly because?: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const checkMetric: Check = async ({ id, parameters }, { cloudWatch }, now, since): Promise<Finding> => {
  const { namespace, metricName, comparison, threshold, missing, activity, measures } = parameters;
  const metric = metricOf(parameters);
  const seen = await seenMetric(metric, activity === undefined ? undefined : metricOf(JSON.parse(activity)), now, since, cloudWatch);
  const holds = (value: number) => COMPARISONS[comparison](value, Number(threshold));
  const question = { ...seen, metric, holds, maySayNothing: missing === 'passes' };
  const { ok, because } = since === undefined ? judge(question, now) : judgeAwaited(question, now, since);
  const value = seen.newest === undefined ? 'no data' : `${seen.newest.value} at ${seen.newest.at.toISOString()}`;
  const detail = [`${namespace} ${metricName} must be ${comparison} ${threshold}: ${value}`, ...because === undefined ? [] : [because]].join(', and ');
  return { id, ok, detail, ...!ok && measures === 'replication-lag' && { gate: value === 'no data' && because === undefined ? 'LagUnknown' : 'LagAboveGate' } };
};

function judge({ metric, newest, activity, holds, maySayNothing }: Question, now: number): Answer {
  if (activity !== undefined && !isAnswered(activity, newest, holds)) {
    return { ok: false, because: waitsFor(activity) };
  }
  const oldest = now - (PERIODS_LOOKED_BACK + 1) * metric.periodInSeconds * 1000;
  return { ok: newest === undefined || newest.at.getTime() < oldest ? maySayNothing : holds(newest.value) };
}

/** Of what was written before `since`. */
function judgeAwaited(question: Question, now: number, since: number): Answer {
  const { metric, newest, activity, holds, maySayNothing } = question;
  const state = awaitedMetric(metric, question, since, now, holds);
  switch (state) {
    case 'measured':
      return { ok: holds(newest!.value) };
    case 'silent':
      return { ok: maySayNothing };
    default:
      return { ok: false, because: state === 'not yet' || activity === undefined ? `nothing measured since ${new Date(since).toISOString()}` : waitsFor(activity) };
  }
}

function waitsFor({ last }: Activity): string {
  return `what was written in the period of ${last!.toISOString()} waits to be copied`;
}

function metricOf({ namespace, metricName, dimensions, statistic, period }: { readonly [name: string]: string }): StoredMetric {
  return { namespace, metricName, dimensions: JSON.parse(dimensions), statistic, periodInSeconds: Number(period) };
}
