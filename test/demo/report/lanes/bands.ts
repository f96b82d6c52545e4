import { fitText, textWidth } from '../../picture/measure';
import type { Canvas, Drawing, Lane } from '../chart/lane';
import type { Piece } from '../chart/rows';
import { rowsFor } from '../chart/rows';
import { rectangle, text, TEXT_SIZE, withTooltip } from '../chart/shapes';

/** A span of time that has a name. */
export interface Band {
  readonly label: string;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  /** A class of the style: `home`, `standby`, `fault`, `run`, `calm`. */
  readonly kind: string;
  /** An outline: what may be, not what is. */
  readonly isHollow?: boolean;
  /** One of a chain without gaps: its name stays inside. */
  readonly isLink?: boolean;
}

const HEIGHT = 24;
const ROW = HEIGHT + 4;
const PADDING = 7;
const FACE = { size: TEXT_SIZE, weight: 600 } as const;
/** Less than this says nothing. */
const SHORTEST_TEXT = 24;

/** Spans as bands that carry their names; those that overlap stand below each other. */
export function bandLane(label: string, all: readonly Band[], none: string): Lane {
  return {
    label,
    describes: `${label}: ${all.length === 0 ? none : all.map(band => band.label).join(', then ')}.`,
    draw: canvas => draw(canvas, all, none),
  };
}

function draw(canvas: Canvas, all: readonly Band[], none: string): Drawing {
  const { scale } = canvas;
  const bands = all.filter(({ fromSeconds, untilSeconds }) => untilSeconds >= scale.fromSeconds && fromSeconds < scale.untilSeconds);
  if (bands.length === 0) {
    return { height: HEIGHT, shapes: [text(none, scale.left + 2, HEIGHT / 2 + 4, { ink: 'quiet' })] };
  }
  const pieces = bands.map(band => placed(band, canvas));
  const rows = rowsFor(pieces, 0);
  return {
    height: ROW * Math.max(...rows) + HEIGHT,
    shapes: pieces.map((piece, index) => piece.draw(rows[index] * ROW)),
  };
}

/** The name stands in the band if it fits, else beside it, where it takes its room too. */
function placed(band: Band, { scale, story }: Canvas): Piece {
  const { label, fromSeconds, untilSeconds, kind, isHollow, isLink } = band;
  const x = scale.at(fromSeconds);
  const end = Math.max(scale.at(untilSeconds), x + 3);
  const inside = end - x - 2 * PADDING;
  const needed = textWidth(label, FACE);
  const right = scale.right - end - PADDING;
  const left = x - scale.left - PADDING;
  const place = isLink || needed <= inside || inside >= Math.max(right, left) ? 'inside' : right >= Math.min(needed, left) ? 'right' : 'left';
  const room = Math.min(needed, { inside, right, left }[place]);
  const shown = room < SHORTEST_TEXT && room < needed ? '' : fitText(label, room + 0.5, FACE);
  const at = { inside: x + PADDING, right: end + PADDING, left: x - PADDING }[place];
  const from = scale.fromSeconds > fromSeconds ? 'before' : story.at(fromSeconds);
  return {
    start: place === 'left' ? at - room : x,
    end: place === 'right' ? at + room : end,
    draw: y => withTooltip(`${label}: ${from} to ${story.at(untilSeconds)}`,
      rectangle(x, y, end - x - 1, HEIGHT, `band ${kind}`, 4),
      ...shown === '' ? [] : [text(shown, at, y + HEIGHT / 2 + 4, {
        bold: true, ink: place === 'inside' && !isHollow ? 'on-band' : 'strong', anchor: place === 'left' ? 'end' : undefined,
      })]),
  };
}
