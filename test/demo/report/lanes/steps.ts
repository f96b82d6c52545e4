import type { ReportStep } from '../../../simulation/report';
import { fitText, textWidth } from '../../picture/measure';
import type { Canvas, Drawing, Lane } from '../chart/lane';
import { rectangle, text, TEXT_SIZE, withTooltip } from '../chart/shapes';
import { duration } from '../figures';
import type { PhaseSpan } from '../phases';

const BAR = 16;
const ROW = { wide: 24, narrow: 36 } as const;
const REGULAR = { size: TEXT_SIZE, weight: 400 } as const;
const BOLD = { size: TEXT_SIZE, weight: 600 } as const;

/** The steps of one phase, one below the other: when each began, how long it took, and what it did. */
export function stepsLane({ phase, steps, untilSeconds }: PhaseSpan, goesOnUntil: number): Lane {
  const ended = untilSeconds === undefined ? 'goes on' : `ends at ${untilSeconds}`;
  return {
    label: phase[0].toUpperCase() + phase.slice(1),
    describes: `Phase ${phase}: ${steps.map(({ label }) => label).join(', then ')}; ${ended} seconds of the simulation.`,
    draw: canvas => draw(canvas, steps, goesOnUntil),
  };
}

function draw(canvas: Canvas, steps: readonly ReportStep[], goesOnUntil: number): Drawing {
  const row = canvas.narrow ? ROW.narrow : ROW.wide;
  return { height: row * steps.length, shapes: steps.map((step, index) => renderStep(canvas, step, goesOnUntil, index * row)) };
}

function renderStep({ scale, story, narrow }: Canvas, step: ReportStep, goesOnUntil: number, top: number): string {
  const { id, label, fromSeconds, untilSeconds, region } = step;
  const end = untilSeconds ?? goesOnUntil;
  const [x, right] = [scale.at(fromSeconds), Math.max(scale.at(end), scale.at(fromSeconds) + 3)];
  const took = untilSeconds === undefined ? 'goes on' : duration(end - fromSeconds);
  const y = top + (narrow ? 19 : 4);
  const where = region === undefined ? '' : ` in ${region}`;
  const tooltip = `${id}${where}: ${label}. ${story.at(fromSeconds)} to ${untilSeconds === undefined ? 'the end' : story.at(end)}, ${took}`;
  const onRight = scale.right - right >= x - scale.left;
  const room = (onRight ? scale.right - right : x - scale.left) - 8;
  const at = onRight ? right + 8 : x - 8;
  const anchor = onRight ? undefined : 'end' as const;
  return withTooltip(tooltip,
    rectangle(x, y, right - x, BAR, untilSeconds === undefined ? 'band step open' : 'band step', 3),
    ...narrow
      ? [text(fitText(label, scale.right - scale.left, REGULAR), scale.left, top + 14), text(took, at, y + 12, { bold: true, anchor })]
      : textWidth(`${took}  ${label}`, BOLD) + 12 <= right - x
        ? [text(took, x + 6, y + 12, { bold: true, ink: 'on-band' }), text(label, x + 14 + textWidth(took, BOLD), y + 12, { ink: 'on-band' })]
        : [beside(took, label, room, at, y + 12, onRight)]);
}

/** The time that it took, next to the bar, and the words behind it. */
function beside(took: string, label: string, room: number, x: number, y: number, onRight: boolean): string {
  const first = textWidth(took, BOLD) + 8;
  const words = fitText(label, Math.max(0, room - first), REGULAR);
  return onRight
    ? text(took, x, y, { bold: true }) + text(words, x + first, y, { ink: 'quiet' })
    : text(took, x, y, { bold: true, anchor: 'end' }) + text(words, x - first, y, { ink: 'quiet', anchor: 'end' });
}
