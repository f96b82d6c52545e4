import type { ReportLag } from '../../../simulation/report';
import type { Canvas, Drawing, Lane } from '../chart/lane';
import { roundUp } from '../chart/scale';
import { line, number, path, rectangle, text, withTooltip } from '../chart/shapes';
import { duration } from '../figures';

const HEIGHT = 150;
const TOP = 12;

/** How far the standby's database is behind, against the objective. */
export function lagLane(lag: readonly ReportLag[], rpoSeconds: number, describes: string): Lane {
  return { label: 'Lag', describes, draw: canvas => draw(canvas, lag, 1000 * rpoSeconds) };
}

function draw({ scale, narrow }: Canvas, lag: readonly ReportLag[], objective: number): Drawing {
  const known = lag.flatMap(({ milliseconds }) => milliseconds === undefined ? [] : [milliseconds]);
  const top = roundUp(1.1 * Math.max(objective, ...known));
  const y = (milliseconds: number) => HEIGHT - milliseconds / top * (HEIGHT - TOP);
  const label = (milliseconds: number, words: string) => narrow ? [] : [text(words, scale.left - 8, y(milliseconds) + 4, { anchor: 'end', ink: 'quiet' })];
  return {
    height: HEIGHT,
    shapes: [
      rectangle(scale.left, TOP, scale.right - scale.left, HEIGHT - TOP, 'plot'),
      ...unknownSpans(lag, scale.untilSeconds).map(({ fromSeconds, untilSeconds }) => withTooltip('nobody can say',
        rectangle(scale.at(fromSeconds), TOP, scale.at(untilSeconds) - scale.at(fromSeconds), HEIGHT - TOP, 'area unknown'))),
      ...knownRuns(lag).map(run => path(run.map(({ atSeconds, milliseconds }, index) =>
        `${index === 0 ? 'M' : 'L'}${number(scale.at(atSeconds))} ${number(y(milliseconds!))}`).join('') + (run.length === 1 ? 'h1' : ''), 'curve')),
      line(scale.left, y(objective), scale.right, y(objective), 'objective'),
      text(`objective ${duration(objective / 1000)}`, scale.right - 4, y(objective) - 5, { anchor: 'end', bold: true, ink: 'strong' }),
      line(scale.left, HEIGHT, scale.right, HEIGHT, 'base'),
      ...label(top, duration(top / 1000)),
      ...label(0, '0'),
    ],
  };
}

/** Pieces of the curve: it has gaps where nobody can say. */
export function knownRuns(lag: readonly ReportLag[]): ReportLag[][] {
  const runs: ReportLag[][] = [[]];
  for (const sample of lag) {
    if (sample.milliseconds === undefined) {
      runs.push([]);
    } else {
      runs[runs.length - 1].push(sample);
    }
  }
  return runs.filter(run => run.length > 0);
}

/** From the first sample without a figure to the next with one. */
export function unknownSpans(lag: readonly ReportLag[], end: number): { fromSeconds: number; untilSeconds: number }[] {
  return lag.flatMap(({ atSeconds, milliseconds }, index) => milliseconds === undefined && (index === 0 || lag[index - 1].milliseconds !== undefined)
    ? [{ fromSeconds: atSeconds, untilSeconds: lag.slice(index).find(each => each.milliseconds !== undefined)?.atSeconds ?? end }]
    : []);
}
