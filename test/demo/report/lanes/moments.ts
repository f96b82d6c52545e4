import type { ReportMoment } from '../../../simulation/report';
import { element } from '../../dashboards/html';
import { fitText, textWidth } from '../../picture/measure';
import type { Canvas, Drawing, Lane } from '../chart/lane';
import type { Piece } from '../chart/rows';
import { freeRows, rowsFor } from '../chart/rows';
import { line, text, TEXT_SIZE, withTooltip } from '../chart/shapes';
import { MOMENT_KINDS } from '../kinds';

const ROW = 19;
const RADIUS = 4;
const FACE = { size: TEXT_SIZE, weight: 400 } as const;
const LONGEST = { wide: 460, narrow: 300 } as const;
/** More of them would be a list, which stands on the page anyway. */
const MOST = 14;

/** Single moments as dots with words. */
export function momentLane(all: readonly ReportMoment[]): Lane {
  return { label: 'Moments', describes: `Moments: ${all.map(({ label }) => label).join('; ')}.`, draw: canvas => draw(canvas, all) };
}

function draw(canvas: Canvas, all: readonly ReportMoment[]): Drawing {
  const { scale } = canvas;
  const inside = all.filter(({ atSeconds }) => atSeconds >= scale.fromSeconds && atSeconds <= scale.untilSeconds);
  const shown = inside.slice(0, MOST);
  const pieces = shown.map(moment => placed(moment, canvas));
  const rows = rowsFor(pieces, 10);
  const height = ROW * (Math.max(-1, ...rows) + 1);
  const more = inside.length - shown.length;
  return {
    height: height + (more > 0 ? ROW : 0),
    shapes: [
      ...pieces.flatMap((piece, index) => stem(piece.x, rows[index], freeRows(pieces, rows, piece.x, rows[index]))),
      ...pieces.map((piece, index) => piece.draw(rows[index] * ROW)),
      ...more > 0 ? [text(`and ${more} more, in the log`, scale.left, height + 14, { ink: 'quiet' })] : [],
    ],
  };
}

/** From the top of the lane to a dot, with gaps where the words of others stand. */
function stem(x: number, row: number, free: readonly number[]): string[] {
  return [...free, row].map(each => line(x, each * ROW, x, each * ROW + (each === row ? 9 : ROW), 'stem'));
}

interface Dot extends Piece {
  readonly x: number;
}

function placed({ kind, label, atSeconds, region }: ReportMoment, { scale, story, narrow }: Canvas): Dot {
  const x = scale.at(atSeconds);
  const onRight = scale.right - x >= x - scale.left;
  const room = Math.min(LONGEST[narrow ? 'narrow' : 'wide'], (onRight ? scale.right - x : x - scale.left) - 10);
  const shown = fitText(`${MOMENT_KINDS[kind]}: ${label}`, room, FACE);
  const width = textWidth(shown, FACE) + 10;
  return {
    x,
    start: onRight ? x - RADIUS : x - width,
    end: onRight ? x + width : x + RADIUS,
    draw: y => withTooltip(`${story.at(atSeconds)}${region === undefined ? '' : `, ${region}`}: ${label}`,
      element('circle', { cx: String(Math.round(x * 10) / 10), cy: String(y + 9), r: String(RADIUS), class: 'dot' }),
      text(shown, onRight ? x + 10 : x - 10, y + 13, { anchor: onRight ? undefined : 'end' })),
  };
}
