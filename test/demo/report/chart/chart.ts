import type { Canvas, Lane } from './lane';
import type { Scale, TimeWindow } from './scale';
import { scaleOf, ticksOf } from './scale';
import { line, moved, number, rectangle, text, TEXT_SIZE } from './shapes';
import { element, escaped } from '../../dashboards/html';
import { textWidth } from '../../picture/measure';
import type { Story } from '../story';

/** Lanes on one axis of time. */
export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly window: TimeWindow;
  readonly story: Story;
  readonly lanes: readonly Lane[];
  /** Times of faults, which are shaded through all lanes. */
  readonly shaded?: readonly TimeWindow[];
}

interface Format {
  readonly name: 'wide' | 'narrow';
  readonly width: number;
  readonly gutter: number;
  readonly gap: number;
}

/** A picture for a desk and one for a telephone: scaled down, the first could not be read on the second. */
const FORMATS: readonly Format[] = [
  { name: 'wide', width: 1072, gutter: 190, gap: 14 },
  { name: 'narrow', width: 342, gutter: 0, gap: 12 },
];

const HEAD = 26;
const LABEL_HEIGHT = 20;
const TICK_ROOM = 72;

/** Both pictures of a chart; the style shows the one that fits. */
export function renderChart(chart: Chart): string {
  return FORMATS.map(format => render(chart, format)).join('');
}

function render({ id, title, window, story, lanes, shaded = [] }: Chart, { name, width, gutter, gap }: Format): string {
  const scale = scaleOf(window, gutter, width - 2);
  const canvas: Canvas = { scale, story, narrow: gutter === 0, hatch: `${id}-${name}-hatch` };
  let y = HEAD;
  const strips = lanes.map(lane => {
    const { height, shapes } = lane.draw(canvas);
    const top = canvas.narrow ? y + LABEL_HEIGHT : y;
    y = top + height + gap;
    return { label: laneLabel(lane.label, canvas, top, height), body: moved(top, ...shapes), separator: line(0, y - gap / 2, width, y - gap / 2, 'separator') };
  });
  const bottom = y - gap / 2;
  const ids = [`${id}-${name}-title`, `${id}-${name}-description`];
  return element('svg', {
    'class': `chart ${name}`, 'viewBox': `0 0 ${width} ${number(bottom + 4)}`, 'role': 'img', 'aria-labelledby': ids.join(' '),
  },
  element('title', { id: ids[0] }, escaped(title)),
  element('desc', { id: ids[1] }, escaped(lanes.map(({ describes }) => describes).join(' '))),
  hatch(canvas.hatch),
  ...shaded.filter(({ fromSeconds, untilSeconds }) => untilSeconds > window.fromSeconds && fromSeconds < window.untilSeconds)
    .map(({ fromSeconds, untilSeconds }) => rectangle(scale.at(fromSeconds), HEAD - 4, scale.at(untilSeconds) - scale.at(fromSeconds), bottom - HEAD + 4, 'shade')),
  ...axis(scale, story, bottom),
  ...strips.flatMap(({ label, body, separator }, index) => [label, body, ...index < strips.length - 1 ? [separator] : []]));
}

function hatch(id: string): string {
  return element('defs', {}, element('pattern', { id, width: '6', height: '6', patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    rectangle(0, 0, 6, 6, 'hatch-ground'), line(1, 0, 1, 6, 'hatch-line')));
}

function laneLabel(label: string, { narrow }: Canvas, top: number, height: number): string {
  return narrow
    ? text(label, 0, top - 6, { bold: true, size: 12 })
    : text(label, 0, top + Math.min(height / 2, 12) + 4, { bold: true, size: 13 });
}

/** Lines through all lanes, with the times above them. The labels at both ends stay inside. */
function axis(scale: Scale, story: Story, bottom: number): string[] {
  let free = -Infinity;
  return ticksOf(scale, story.zeroSeconds, TICK_ROOM).flatMap(tick => {
    const isZero = tick === story.zeroSeconds;
    const x = scale.at(tick);
    const width = textWidth(story.tick(tick), { size: TEXT_SIZE, weight: 600 });
    const start = Math.min(Math.max(x - width / 2, scale.left), scale.right - width);
    const hasRoom = start >= free;
    free = hasRoom ? start + width + 4 : free;
    return [
      line(x, HEAD - 6, x, bottom, isZero ? 'zero' : 'grid'),
      ...hasRoom ? [text(story.tick(tick), start + width / 2, HEAD - 12, { anchor: 'middle', bold: isZero, ink: isZero ? 'strong' : 'quiet' })] : [],
    ];
  });
}
