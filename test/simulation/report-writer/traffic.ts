import type { FinishedSimulation } from './finished';
import { secondsOf } from './finished';
import type { ReportLag, ReportTraffic, ReportWrites } from '../report';

/** What clients met with, span by span. */
export function trafficOf(finished: FinishedSimulation): ReportTraffic[] {
  return finished.intervals.map(({ at, served, acknowledged, refused, unreachable }) => ({
    fromSeconds: secondsOf(finished, at), served: { ...served }, acknowledgedWrites: acknowledged, refusedWrites: refused, unreachable,
  }));
}

/** What became of all writes. */
export function writesOf({ history, intervals }: FinishedSimulation): ReportWrites {
  const total = (outcome: 'acknowledged' | 'refused' | 'unreachable') => intervals.reduce((sum, interval) => sum + interval[outcome], 0);
  const lost = history.of('writes-lost');
  return {
    acknowledged: total('acknowledged'),
    refused: total('refused'),
    unreachable: total('unreachable'),
    lost: lost.reduce((sum, { count }) => sum + count, 0),
    lostBetween: lost.map(({ from, until, count }) => ({ from: new Date(from).toISOString(), until: new Date(until).toISOString(), count })),
  };
}

/** How far the database that was furthest behind was, moment by moment; unknown as soon as one cannot be asked. */
export function lagOf(finished: FinishedSimulation): ReportLag[] {
  const moments = [...new Set(finished.lags.map(({ at }) => at))];
  return moments.map(at => {
    const known = finished.lags.filter(lag => lag.at === at).map(({ milliseconds }) => milliseconds);
    const atSeconds = secondsOf(finished, at);
    return known.includes(undefined) ? { atSeconds } : { atSeconds, milliseconds: Math.round(Math.max(...known as number[])) };
  });
}
