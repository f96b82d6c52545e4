import type { SimulationReport } from '../../simulation/report';
import { logOf } from '../report/log';
import { storyOf } from '../report/story';
import { COLUMNS, wrap } from '../text';

const TIME = 10;
const KIND = 10;

/** All that happened, a line each in the order of time: for a pipe or a log, where nothing can be drawn over. */
export function renderLines(report: SimulationReport, columns = COLUMNS): string[] {
  const story = storyOf(report);
  const entries = logOf(report);
  const region = Math.max(0, ...entries.map(entry => entry.region?.length ?? 0)) + 2;
  const indent = ' '.repeat(TIME + KIND + region);
  return entries.flatMap(entry => {
    const head = `${story.at(entry.atSeconds).padEnd(TIME)}${entry.kind.padEnd(KIND)}${(entry.region ?? '').padEnd(region)}`;
    return wrap(entry.words, indent, columns).map((line, index) => index === 0 ? head + line.slice(indent.length) : line);
  });
}
