import { beginningOf } from './progress';
import type { SimulationReport } from '../../simulation/report';

/** So many frames show what is worth watching, and so many the time between. */
const FRAMES = { eventful: 110, quiet: 24 } as const;
const MARGIN = 10;

interface Span {
  readonly from: number;
  readonly until: number;
}

/** The moments of the simulation that are shown, in order: dense where something goes on, sparse where nothing does. */
export function framesOf(report: SimulationReport): number[] {
  const { durationSeconds } = report;
  const widen = ({ from, until }: Span) => ({ from: Math.max(0, from - MARGIN), until: Math.min(durationSeconds, until + MARGIN) });
  const eventful = merged(eventfulSpans(report).map(widen));
  const quiet = gapsOf(eventful, durationSeconds);
  const times = [...sampled(eventful, FRAMES.eventful), ...sampled(quiet, FRAMES.quiet), durationSeconds];
  return [...new Set(times)].sort((one, other) => one - other);
}

/** Runs with what led to them; a fault that no run follows for its own time. */
function eventfulSpans({ runs, faults, durationSeconds }: SimulationReport): Span[] {
  const spans = runs.map(run => ({ from: beginningOf(run), until: run.untilSeconds ?? durationSeconds }));
  return spans.length > 0 ? spans : faults.map(({ fromSeconds, untilSeconds }) => ({ from: fromSeconds, until: untilSeconds ?? durationSeconds }));
}

function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = all[all.length - 1];
    if (last !== undefined && span.from <= last.until) {
      all[all.length - 1] = { from: last.from, until: Math.max(last.until, span.until) };
    } else {
      all.push(span);
    }
  }
  return all;
}

function gapsOf(spans: readonly Span[], end: number): Span[] {
  const edges = [0, ...spans.flatMap(({ from, until }) => [from, until]), end];
  return edges.flatMap((from, index) => index % 2 === 0 && edges[index + 1] > from ? [{ from, until: edges[index + 1] }] : []);
}

function sampled(spans: readonly Span[], frames: number): number[] {
  const length = spans.reduce((sum, { from, until }) => sum + until - from, 0);
  const step = Math.max(1, length / frames);
  return spans.flatMap(({ from, until }) => Array.from({ length: Math.ceil((until - from) / step) }, (_, index) => from + index * step));
}
