import type { ReportTraffic } from '../../../simulation/report';
import { textWidth } from '../../picture/measure';
import type { Canvas, Drawing, Lane } from '../chart/lane';
import { line, number, path, rectangle, text, TEXT_SIZE, withTooltip } from '../chart/shapes';
import { grouped } from '../figures';
import type { Bin, TrafficSpan } from '../traffic';
import { binsOf } from '../traffic';

/** One of the layers that are stacked, the first at the bottom. */
export interface Series {
  readonly label: string;
  /** A class of the style. */
  readonly kind: string;
  readonly count: (span: ReportTraffic) => number;
  /** Nobody is there: lines instead of a colour. */
  readonly isHatched?: boolean;
}

const HEIGHT = 92;
const TOP = 4;
const TEXT_HEIGHT = 18;
const FACE = { size: TEXT_SIZE, weight: 600 } as const;
/** So many pixels a bin has at least: narrower ones cannot be told apart. */
const BIN_WIDTH = 3;

/** How many per second, layer on layer. */
export function areaLane(label: string, spans: readonly TrafficSpan[], series: readonly Series[], describes: string): Lane {
  return { label, describes, draw: canvas => draw(canvas, spans, series) };
}

function draw({ scale, narrow, hatch }: Canvas, spans: readonly TrafficSpan[], series: readonly Series[]): Drawing {
  const bins = binsOf(spans, scale, Math.floor((scale.right - scale.left) / BIN_WIDTH), span => series.map(({ count }) => count(span)));
  const top = Math.max(0, ...bins.map(({ rates }) => sum(rates)));
  if (top === 0) {
    return { height: 24, shapes: [text('none', scale.left + 2, 16, { ink: 'quiet' })] };
  }
  const y = (value: number) => HEIGHT - value / top * (HEIGHT - TOP);
  const layers = series.map((each, index) => ({ series: each, edges: edgesOf(bins, index, scale.at, y) }));
  return {
    height: HEIGHT,
    shapes: [
      rectangle(scale.left, TOP, scale.right - scale.left, HEIGHT - TOP, 'plot'),
      ...layers.map(({ series: { label, kind, isHatched }, edges }) =>
        withTooltip(label, path(outline(edges), `area ${kind}`, isHatched ? `url(#${hatch})` : undefined))),
      line(scale.left, HEIGHT, scale.right, HEIGHT, 'base'),
      ...layers.flatMap(layer => directLabel(layer.series, largestStretch(layer.edges))),
      ...narrow
        ? [text(`up to ${grouped(top)}/s`, scale.right, -6, { anchor: 'end', ink: 'quiet' })]
        : [text(`${grouped(top)}/s`, scale.left - 8, TOP + 9, { anchor: 'end', ink: 'quiet' }), text('0', scale.left - 8, HEIGHT, { anchor: 'end', ink: 'quiet' })],
    ],
  };
}

/** The layer as columns without gaps: along its upper edge, and back along its lower one. */
function outline(edges: readonly Stretch[]): string {
  return pieces(edges).map(piece => {
    const above = piece.map(({ left, right, top }) => `${number(left)} ${number(top)}H${number(right)}`);
    const below = [...piece].reverse().map(({ left, right, bottom }) => `${number(right)} ${number(bottom)}H${number(left)}`);
    return `M${above.join('L')}L${below.join('L')}Z`;
  }).join('');
}

/** Without what has no height, which would be drawn as a line. */
function pieces(edges: readonly Stretch[]): Stretch[][] {
  const all: Stretch[][] = [[]];
  for (const edge of edges) {
    if (edge.bottom > edge.top) {
      all[all.length - 1].push(edge);
    } else {
      all.push([]);
    }
  }
  return all.filter(piece => piece.length > 0);
}

/** The name in the layer, where there is most room for it, if that is long enough. */
function directLabel({ label, isHatched }: Series, stretch: Stretch | undefined): string[] {
  if (stretch === undefined || stretch.right - stretch.left < textWidth(label, FACE) + 12) {
    return [];
  }
  return [text(label, (stretch.left + stretch.right) / 2, (stretch.top + stretch.bottom) / 2 + 4, { bold: true, ink: isHatched ? 'on-hatch' : 'on-band', anchor: 'middle' })];
}

interface Stretch {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The largest rectangle in a layer that a line of text fits into. */
export function largestStretch(edges: readonly Stretch[]): Stretch | undefined {
  let largest: Stretch | undefined;
  edges.forEach((first, index) => {
    let stretch = first;
    for (const next of edges.slice(index)) {
      stretch = { left: first.left, right: next.right, top: Math.max(stretch.top, next.top), bottom: Math.min(stretch.bottom, next.bottom) };
      if (stretch.bottom - stretch.top < TEXT_HEIGHT) {
        break;
      }
      largest = largest !== undefined && areaOf(largest) >= areaOf(stretch) ? largest : stretch;
    }
  });
  return largest;
}

function areaOf({ left, right, top, bottom }: Stretch): number {
  return (right - left) * (bottom - top);
}

function edgesOf(bins: readonly Bin[], index: number, x: (seconds: number) => number, y: (value: number) => number): Stretch[] {
  return bins.map(({ fromSeconds, untilSeconds, rates }) => ({
    left: x(fromSeconds), right: x(untilSeconds), top: y(sum(rates.slice(0, index + 1))), bottom: y(sum(rates.slice(0, index))),
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
