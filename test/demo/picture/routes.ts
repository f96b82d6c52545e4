import { fitText, textWidth } from './measure';
import type { PictureLink } from './model';
import { USERS } from './model';
import type { Badge, Box, Point, SceneLink, Text } from './scene';
import { bottomOf, centreOf, rightOf } from './scene';
import { LINES, TYPE } from './theme';

/** Where the ends of links are. */
export interface Ends {
  /** The nodes of each Region, the left one first. */
  readonly regions: readonly ReadonlyMap<string, Box>[];
  readonly shared: ReadonlyMap<string, Box>;
  /** The frame around each node of `shared`. */
  readonly sharedFrames: ReadonlyMap<string, Box>;
  readonly users: Box;
  /** Texts inside the Regions that no link must cross. */
  readonly headers: readonly Box[];
  /** The space between the Regions. */
  readonly gutter: Box;
}

export interface Routes {
  readonly links: readonly SceneLink[];
  readonly texts: readonly Text[];
  readonly badges: readonly Badge[];
}

interface Routed {
  readonly link: PictureLink;
  readonly points: readonly Point[];
}

const LABEL_HEIGHT = 26;
const LABEL_PADDING = 12;
/** Between two links at the same side of one node. */
const SPACING = 16;
/** Between a link and what it passes. */
const CLEARANCE = 8;

/** Draws every link whose way is free of nodes. */
export function routeLinks(links: readonly PictureLink[], ends: Ends): Routes {
  const router = new Router(ends);
  const routed = links.flatMap(link => {
    const points = router.route(link);
    return points ? [{ link, points }] : [];
  });
  const labels = routed.filter(({ link }) => link.label !== '').map(item => labelOf(item, ends));
  return {
    links: routed.map(item => ({
      points: item.points,
      kind: item.link.kind,
      heads: item.link.kind === 'peering' ? 'none' as const : item.link.bothWays ? 'both' as const : 'end' as const,
      label: labels.find(({ routed: owner }) => owner === item)?.box,
    })),
    texts: labels.map(({ text }) => text),
    badges: routed.flatMap(({ link, points }) => link.step === undefined ? [] : [{ ...middleOfLongest(points), number: link.step }]),
  };
}

class Router {
  /** How many links are at a side of a node already. */
  private readonly used = new Map<string, number>();
  private readonly lanes = [0, 0];

  constructor(private readonly ends: Ends) {}

  public route(link: PictureLink): Point[] | undefined {
    if (link.from === USERS) {
      return this.fromUsers(link.to);
    }
    const [from, to] = [this.sideOf(link.from), this.sideOf(link.to)];
    if (from === undefined || to === undefined) {
      return undefined;
    }
    if (from === to) {
      return from === 'shared' ? undefined : this.within(this.ends.regions[from], link);
    }
    if (from === 'shared' || to === 'shared') {
      return this.withShared(link, from === 'shared' ? to as number : from);
    }
    return this.across(link, from);
  }

  private sideOf(id: string): number | 'shared' | undefined {
    const side = this.ends.regions.findIndex(nodes => nodes.has(id));
    return side >= 0 ? side : this.ends.shared.has(id) ? 'shared' : undefined;
  }

  private fromUsers(to: string): Point[] | undefined {
    const frame = this.ends.sharedFrames.get(to);
    const { x } = centreOf(this.ends.users);
    return frame && [{ x, y: bottomOf(this.ends.users) }, { x, y: frame.y }];
  }

  /** From Region to Region through the middle. */
  private across(link: PictureLink, fromSide: number): Point[] {
    const start = this.port(link.from, this.ends.regions[fromSide].get(link.from)!, fromSide === 0);
    const end = this.port(link.to, this.ends.regions[1 - fromSide].get(link.to)!, fromSide !== 0);
    return elbow(start, end, centreOf(this.ends.gutter).x);
  }

  /** Between the middle and a Region, bending in the lane beside that Region. */
  private withShared(link: PictureLink, side: number): Point[] {
    const nodes = this.ends.regions[side];
    const [sharedId, regionId] = nodes.has(link.to) ? [link.from, link.to] : [link.to, link.from];
    const inShared = this.port(sharedId, this.ends.shared.get(sharedId)!, side === 1);
    const inRegion = this.port(regionId, nodes.get(regionId)!, side === 0);
    const points = elbow(inShared, inRegion, this.lane(side, this.ends.sharedFrames.get(sharedId)!));
    return nodes.has(link.to) ? points : points.reverse();
  }

  private lane(side: number, frame: Box): number {
    const { gutter } = this.ends;
    const [left, right] = side === 0 ? [gutter.x, frame.x] : [rightOf(frame), rightOf(gutter)];
    this.lanes[side] += 1;
    const share = (this.lanes[side] % 2 === 1 ? 0.36 : 0.68);
    return left + (right - left) * (side === 0 ? share : 1 - share);
  }

  /** A place on the left or right side of a node; the second link at that side is a little below the first. */
  private port(id: string, box: Box, right: boolean): Point {
    const key = `${id}/${right}`;
    const index = this.used.get(key) ?? 0;
    this.used.set(key, index + 1);
    return { x: right ? rightOf(box) : box.x, y: Math.min(centreOf(box).y + index * SPACING, bottomOf(box) - 6) };
  }

  /** Inside one Region: straight down or straight across, and only where nothing is in the way. */
  private within(nodes: ReadonlyMap<string, Box>, link: PictureLink): Point[] | undefined {
    const [from, to] = [nodes.get(link.from)!, nodes.get(link.to)!];
    const others = [...nodes].filter(([id]) => id !== link.from && id !== link.to).map(([, box]) => box);
    const isFree = (points: readonly Point[]) => ![...others, ...this.ends.headers].some(box => crosses(points, box));
    return straight(from, to).find(isFree) ?? straight(to, from).map(points => points.reverse()).find(isFree);
  }
}

/** Straight ways from one box down or right to another, the one in the middle first. */
function straight(first: Box, second: Box): Point[][] {
  const shares = [0.5, 0.65, 0.35, 0.8, 0.2];
  const [left, right] = [Math.max(first.x, second.x), Math.min(rightOf(first), rightOf(second))];
  if (left < right && bottomOf(first) <= second.y) {
    return shares.map(share => left + (right - left) * share).map(x => [{ x, y: bottomOf(first) }, { x, y: second.y }]);
  }
  const [top, bottom] = [Math.max(first.y, second.y), Math.min(bottomOf(first), bottomOf(second))];
  if (top < bottom && rightOf(first) <= second.x) {
    return shares.map(share => top + (bottom - top) * share).map(y => [{ x: rightOf(first), y }, { x: second.x, y }]);
  }
  return [];
}

function crosses([start, end]: readonly Point[], box: Box): boolean {
  return Math.min(start.x, end.x) < rightOf(box) + CLEARANCE && Math.max(start.x, end.x) > box.x - CLEARANCE
    && Math.min(start.y, end.y) < bottomOf(box) && Math.max(start.y, end.y) > box.y;
}

function elbow(start: Point, end: Point, x: number): Point[] {
  return Math.abs(start.y - end.y) < 1 ? [start, { x: end.x, y: start.y }] : [start, { x, y: start.y }, { x, y: end.y }, end];
}

function labelOf(routed: Routed, { gutter }: Ends): { routed: Routed; box: Box; text: Text } {
  const { link, points } = routed;
  const text = fitText(link.label, gutter.width - 6 * LABEL_PADDING, TYPE.label);
  const width = textWidth(text, TYPE.label) + 2 * LABEL_PADDING;
  const { x, y } = middleOfLongest(points);
  const box = { x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT };
  return { routed, box, text: { ...TYPE.label, colour: LINES[link.kind].colour, text, x, y: y + 5, anchor: 'middle', within: box } };
}

function middleOfLongest(points: readonly Point[]): Point {
  const segments = points.slice(1).map((end, index) => ({ start: points[index], end }));
  const lengthOf = ({ start, end }: { start: Point; end: Point }) => Math.abs(start.x - end.x) + Math.abs(start.y - end.y);
  const { start, end } = segments.reduce((longest, next) => lengthOf(next) > lengthOf(longest) ? next : longest);
  return { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
}
