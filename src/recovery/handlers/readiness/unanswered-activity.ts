import type { MetricValue } from './metric-values';

/** What there was to copy. */
export interface Activity {
  /** The last period with something. Absent: there was nothing, for as long as it matters. */
  readonly last?: Date;
}

/**
 * What there was to copy in the periods that began before a time. Of a period without activity CloudWatch has nothing, or a 0.
 *
 * @param values from the newest to the oldest
 */
export function activityBefore(time: number, values: readonly MetricValue[]): Activity {
  return { last: values.find(({ value, at }) => value > 0 && at.getTime() < time)?.at };
}

/**
 * Whether something has arrived since there was something to copy last: what arrives in a later period has not overtaken what was written before it.
 * Of one and the same period nobody can tell the order, so that what arrived in it must be in step.
 *
 * @param newest the last value of what has arrived, if there is one
 * @param holds whether a value is as it must be
 */
export function isAnswered({ last }: Activity, newest: MetricValue | undefined, holds: (value: number) => boolean): boolean {
  if (last === undefined || newest === undefined) {
    return last === undefined;
  }
  const later = newest.at.getTime() - last.getTime();
  return later > 0 || (later === 0 && holds(newest.value));
}
