import type { TimeWindow } from './chart/scale';
import type { ReportTraffic, SimulationReport } from '../../simulation/report';

export type TrafficSpan = ReportTraffic & { readonly untilSeconds: number };

/** Each span of the traffic with its end: the beginning of the next. */
export function trafficSpans({ traffic, durationSeconds }: Pick<SimulationReport, 'traffic' | 'durationSeconds'>): TrafficSpan[] {
  return traffic
    .map((span, index) => ({ ...span, untilSeconds: traffic[index + 1]?.fromSeconds ?? Math.max(durationSeconds, span.fromSeconds) }))
    .filter(({ fromSeconds, untilSeconds }) => untilSeconds > fromSeconds);
}

/** A part of a window, with so many per second of each series. */
export interface Bin extends TimeWindow {
  readonly rates: readonly number[];
}

/**
 * Sums spans up to bins that a picture can show. Bins are never finer than the spans, which would show an accuracy that there is not.
 *
 * @param count how many of a span belong to each series
 */
export function binsOf(
  spans: readonly TrafficSpan[], { fromSeconds, untilSeconds }: TimeWindow, atMost: number, count: (span: ReportTraffic) => readonly number[],
): Bin[] {
  const inside = spans.filter(span => span.untilSeconds > fromSeconds && span.fromSeconds < untilSeconds);
  const perBin = Math.max(1, Math.ceil(inside.length / atMost));
  const groups = Array.from({ length: Math.ceil(inside.length / perBin) }, (_, index) => inside.slice(index * perBin, (index + 1) * perBin));
  return groups.map(group => {
    const [from, until] = [group[0].fromSeconds, group[group.length - 1].untilSeconds];
    const counts = group.map(count);
    return {
      fromSeconds: Math.max(from, fromSeconds),
      untilSeconds: Math.min(until, untilSeconds),
      rates: counts[0].map((_, series) => counts.reduce((sum, each) => sum + each[series], 0) / (until - from)),
    };
  });
}
