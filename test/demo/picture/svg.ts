import { ICONS } from './icons';
import type { LinkKind } from './model';
import type { Badge, Box, Frame, Point, Scene, SceneLink, SceneNode, Text } from './scene';
import { FONT_FAMILY, GROUND, INK, LINES, NODES, SIZE, TYPE } from './theme';

const HEAD_LENGTH = 11;
const CORNER = 10;

/** Writes a scene as an SVG document that needs nothing else: no script, no style sheet, no font file, no other document. */
export function renderSvg(scene: Scene): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(scene.width)} ${number(scene.height)}" width="${number(scene.width)}"`
    + ` height="${number(scene.height)}" role="img" aria-labelledby="title description" font-family="${escape(FONT_FAMILY)}">`,
    `<title id="title">${escape(scene.title)}</title>`,
    `<desc id="description">${escape(scene.description)}</desc>`,
    `<rect width="100%" height="100%" fill="${GROUND.page}"/>`,
    ...scene.frames.map(frame),
    ...scene.links.map(link),
    ...scene.nodes.map(node),
    ...scene.links.flatMap(({ label, kind }) => label ? [labelGround(label, kind)] : []),
    ...scene.texts.map(text),
    ...scene.badges.map(badge),
    '</svg>',
  ].join('\n') + '\n';
}

const FRAMES: Record<Frame['style'], { fill: string; edge: string; radius: number }> = {
  home: { fill: GROUND.home, edge: GROUND.homeEdge, radius: 18 },
  standby: { fill: GROUND.standby, edge: GROUND.standbyEdge, radius: 18 },
  shared: { fill: GROUND.shared, edge: GROUND.sharedEdge, radius: 18 },
  card: { fill: GROUND.card, edge: GROUND.cardEdge, radius: 12 },
};

function frame({ box, style, tooltip }: Frame): string {
  const { fill, edge, radius } = FRAMES[style];
  const shape = rect(box, radius, `fill="${fill}" stroke="${edge}" stroke-width="1.5"`);
  return tooltip ? `<g><title>${escape(tooltip)}</title>${shape}</g>` : shape;
}

function node({ box, kind, tooltip, highlighted }: SceneNode): string {
  const { fill, edge } = kind === 'users' ? { fill: GROUND.card, edge: INK.strong } : NODES[kind];
  const outline = highlighted ? `stroke="${LINES.failover.colour}" stroke-width="3"` : `stroke="${edge}" stroke-opacity="0.45" stroke-width="1.25"`;
  const scale = SIZE.icon / 24;
  const y = box.y + (box.height - SIZE.icon) / 2;
  return `<g><title>${escape(tooltip)}</title>${rect(box, 9, `fill="${fill}" ${outline}`)}`
    + `<path transform="translate(${number(box.x + SIZE.nodePadding)} ${number(y)}) scale(${number(scale)})" d="${ICONS[kind]}" fill="none"`
    + ` stroke="${edge}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></g>`;
}

function link({ points, kind, heads }: SceneLink): string {
  const { colour, width, dashes } = LINES[kind];
  const last = points.length - 1;
  const ends = [...(heads === 'none' ? [] : [last]), ...(heads === 'both' ? [0] : [])];
  // The line ends inside its head: a blunt end would show at the tip.
  const shortened = points.map((point, index) => ends.includes(index) ? towards(point, neighbour(points, index), HEAD_LENGTH * 0.7) : point);
  return `<path d="${rounded(shortened)}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"`
    + `${dashes ? ` stroke-dasharray="${dashes}"` : ''}/>${ends.map(index => head(points[index], neighbour(points, index), colour, width)).join('')}`;
}

function neighbour(points: readonly Point[], index: number): Point {
  return points[index === 0 ? 1 : index - 1];
}

function head(tip: Point, from: Point, colour: string, width: number): string {
  const base = towards(tip, from, HEAD_LENGTH + width);
  const half = 4 + width / 1.6;
  const across = tip.x === from.x ? { x: half, y: 0 } : { x: 0, y: half };
  return `<path d="M${at(tip)}L${at({ x: base.x + across.x, y: base.y + across.y })}L${at({ x: base.x - across.x, y: base.y - across.y })}Z" fill="${colour}"/>`;
}

/** A line through points, all its segments horizontal or vertical, with rounded corners. */
function rounded(points: readonly Point[]): string {
  return points.map((point, index) => {
    if (index === 0) {
      return `M${at(point)}`;
    }
    const next = points[index + 1];
    return next ? `L${at(towards(point, points[index - 1], CORNER))}Q${at(point)} ${at(towards(point, next, CORNER))}` : `L${at(point)}`;
  }).join('');
}

/** The point so far from one point on the way to another, but not beyond the middle. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(distance / length, 0.5);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function labelGround(box: Box, kind: LinkKind): string {
  return rect(box, box.height / 2, `fill="${GROUND.card}" stroke="${LINES[kind].colour}" stroke-opacity="0.5"`);
}

function text({ text: content, x, y, size, weight, anchor, colour }: Text): string {
  return `<text x="${number(x)}" y="${number(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${colour}">${escape(content)}</text>`;
}

function badge({ x, y, number: step }: Badge): string {
  return `<circle cx="${number(x)}" cy="${number(y)}" r="${SIZE.badge}" fill="${LINES.failover.colour}" stroke="${GROUND.card}" stroke-width="2"/>`
    + `<text x="${number(x)}" y="${number(y + 5)}" font-size="${TYPE.badge.size}" font-weight="${TYPE.badge.weight}" text-anchor="middle"`
    + ` fill="${TYPE.badge.colour}">${step}</text>`;
}

function rect({ x, y, width, height }: Box, radius: number, attributes: string): string {
  return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${radius}" ${attributes}/>`;
}

function at({ x, y }: Point): string {
  return `${number(x)} ${number(y)}`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
