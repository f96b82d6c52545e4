import { HOME, PUBLIC_NAME, STANDBY } from './system';
import type { RunTiming } from './trial';
import type { History } from '../history/history';

/** The times of a history in which the home Region was lost once, and one forced run moved everything; nothing for any other. */
export function timingOf(history: History): RunTiming | undefined {
  const faults = history.of('world-fault');
  const [loss] = faults;
  const started = history.of('execution-started');
  const ended = history.of('execution-ended');
  const admitted = history.of('writes-admitted').find(({ region }) => region === STANDBY);
  if (faults.length !== 1 || loss.fault !== 'region-lost' || loss.region !== HOME || started.length !== 1 || ended[0]?.status !== 'SUCCEEDED' || admitted === undefined) {
    return undefined;
  }
  const spans = [
    [history.of('promotion-accepted')[0]?.at, history.of('promotion-ended')[0]?.at],
    [history.of('latch-written').find(({ closed }) => closed)?.at, history.of('traffic-moved').find(({ name }) => name === PUBLIC_NAME)?.at],
  ].filter((span): span is [number, number] => span.every(time => time !== undefined));
  const [from, until] = [started[0].at, ended[0].at];
  return { recovery: (admitted.at - loss.at) / 1000, own: (until - from - covered(spans, from, until)) / 1000 };
}

/** How much of the time between two moments spans cover. */
export function covered(spans: readonly (readonly [number, number])[], from: number, until: number): number {
  let reached = from;
  return [...spans].sort(([one], [other]) => one - other).reduce((sum, [begin, end]) => {
    const [first, last] = [Math.max(begin, reached), Math.min(end, until)];
    reached = Math.max(reached, last);
    return sum + Math.max(0, last - first);
  }, 0);
}

/** The value below which a share of values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}
