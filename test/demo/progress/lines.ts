import type { SimulationReport } from '../../simulation/report';
import { duration } from '../report/figures';
import { MOMENT_KINDS } from '../report/kinds';
import { phasesOf } from '../report/phases';
import { storyOf } from '../report/story';
import { COLUMNS, wrap } from '../text';

interface Entry {
  readonly atSeconds: number;
  readonly kind: string;
  readonly region?: string;
  readonly words: string;
}

const TIME = 10;
const KIND = 10;

/** All that happened, a line each in the order of time: for a pipe or a log, where nothing can be drawn over. */
export function renderLines(report: SimulationReport, columns = COLUMNS): string[] {
  const story = storyOf(report);
  const moments = report.moments.map(({ label, kind, ...moment }) => ({ ...moment, kind: MOMENT_KINDS[kind], words: label }));
  const entries: Entry[] = [...faults(report), ...runs(report), ...moments];
  const region = Math.max(0, ...entries.map(entry => entry.region?.length ?? 0)) + 2;
  const indent = ' '.repeat(TIME + KIND + region);
  return entries.sort((one, other) => one.atSeconds - other.atSeconds).flatMap(entry => {
    const head = `${story.at(entry.atSeconds).padEnd(TIME)}${entry.kind.padEnd(KIND)}${(entry.region ?? '').padEnd(region)}`;
    return wrap(entry.words, indent, columns).map((line, index) => index === 0 ? head + line.slice(indent.length) : line);
  });
}

function faults({ faults: all }: SimulationReport): Entry[] {
  return all.flatMap(({ label, region, fromSeconds, untilSeconds }) => [
    { atSeconds: fromSeconds, kind: 'Fault', region, words: label },
    ...untilSeconds === undefined ? [] : [{ atSeconds: untilSeconds, kind: 'Fault', region, words: `over: ${label}` }],
  ]);
}

/** The beginning of a run, the end of each of its phases, and its own end. */
function runs({ runs: all }: SimulationReport): Entry[] {
  return all.flatMap(run => {
    const name = `${run.mode} to ${run.target}`;
    const entry = (atSeconds: number, words: string): Entry => ({ atSeconds, kind: 'Run', region: run.target, words });
    return [
      entry(run.fromSeconds, `${name} begins: ${run.reason}`),
      ...phasesOf(run).flatMap(({ phase, fromSeconds, untilSeconds }) =>
        untilSeconds === undefined ? [] : [entry(untilSeconds, `${phase} done in ${duration(untilSeconds - fromSeconds)}`)]),
      ...run.untilSeconds === undefined ? [] : [entry(run.untilSeconds, `${name} ${run.outcome} after ${duration(run.untilSeconds - run.fromSeconds)}`)],
    ];
  });
}
