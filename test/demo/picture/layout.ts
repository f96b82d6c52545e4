import type { Placed } from './bands';
import { placeBands } from './bands';
import { describe } from './describe';
import { drawLegend, drawSteps } from './footer';
import { groupTexts, headingTexts, regionTexts, USERS_BOX, usersText } from './headings';
import type { PictureGroup, PictureModel, PictureNode, PictureRegion } from './model';
import { USERS } from './model';
import { drawNode } from './nodes';
import type { Ends } from './routes';
import { routeLinks } from './routes';
import type { Badge, Box, Frame, Scene, SceneNode } from './scene';
import { bottomOf, centreOf, extentOf, rightOf } from './scene';
import { placeShared } from './shared-column';
import { CANVAS_WIDTH, SIZE } from './theme';

/** Where the Regions begin. */
const TOP = 148;
const FOOTER_GAP = 36;
const LEFTS = [SIZE.margin, SIZE.margin + SIZE.regionWidth + SIZE.gutter];

interface Places {
  readonly regions: readonly Placed<PictureRegion>[];
  readonly groups: readonly Placed<PictureGroup>[];
  readonly nodes: readonly Placed<PictureNode>[];
  readonly ends: Ends;
  readonly bottom: number;
}

/** Gives everything in a model its place. The home Region is at the left, the standby at the right, what they share between. */
export function layout(model: PictureModel): Scene {
  const { regions, groups, nodes, ends, bottom } = place(model);
  const routes = routeLinks(model.links, ends);
  const footer: Box = { x: SIZE.margin, y: bottom + FOOTER_GAP, width: CANVAS_WIDTH - 2 * SIZE.margin, height: 0 };
  const steps = drawSteps(model, footer);
  const legend = drawLegend(routes.links, { ...footer, y: steps.bottom + (model.path.length === 0 ? 0 : FOOTER_GAP - 8) });
  const drawn = nodes.map(({ item, box }) => drawNode(item, box, model.path.some(step => step.node === item.id)));
  const hasUsers = model.links.some(link => link.from === USERS);
  return {
    width: CANVAS_WIDTH,
    height: legend.bottom + SIZE.margin,
    title: model.title,
    description: describe(model),
    frames: [...regions.map(regionFrame), ...groups.map(groupFrame), ...steps.frames],
    nodes: [...drawn.map(({ node }) => node), ...(hasUsers ? [USERS_NODE] : [])],
    links: [...routes.links, ...legend.links],
    texts: [
      ...headingTexts(model),
      ...(hasUsers ? [usersText()] : []),
      ...regions.flatMap(regionTexts),
      ...groups.flatMap(groupTexts),
      ...drawn.flatMap(({ texts }) => texts),
      ...routes.texts,
      ...steps.texts,
      ...legend.texts,
    ],
    badges: [...routes.badges, ...nodeBadges(model, nodes), ...steps.badges],
  };
}

const USERS_NODE: SceneNode = { box: USERS_BOX, kind: 'users', tooltip: 'Users', highlighted: false };

function place(model: PictureModel): Places {
  const sides = model.regions.map(region => new Set(region.groups.flatMap(group => group.nodes).map(node => node.id)));
  const shared = placeShared(model.shared, (CANVAS_WIDTH - SIZE.sharedWidth) / 2, TOP);
  const bands = placeBands(model, {
    crossing: model.links.filter(link => !sides.some(ids => ids.has(link.from) && ids.has(link.to))),
    lefts: LEFTS.map(left => left + SIZE.regionPadding),
    top: TOP + SIZE.regionHeader,
    freeFrom: shared.bottom + SIZE.gap,
  });
  const bottom = Math.max(bands.bottom + SIZE.regionPadding, shared.bottom);
  const height = bottom - TOP;
  return {
    regions: [
      ...model.regions.map((item, side) => ({ item, box: { x: LEFTS[side], y: TOP, width: SIZE.regionWidth, height } })),
      ...shared.regions,
    ],
    groups: [...bands.groups, ...shared.groups],
    nodes: [...bands.nodes, ...shared.nodes],
    ends: {
      regions: sides.map(ids => boxesOf(bands.nodes.filter(({ item }) => ids.has(item.id)))),
      shared: boxesOf(shared.nodes),
      sharedFrames: new Map(shared.nodes.map(({ item, box }) => [item.id, shared.regions.find(region => contains(region.box, box))!.box])),
      users: USERS_BOX,
      headers: bands.groups.flatMap(groupTexts).map(extentOf),
      gutter: { x: LEFTS[0] + SIZE.regionWidth, y: TOP, width: SIZE.gutter, height },
    },
    bottom,
  };
}

function boxesOf(nodes: readonly Placed<PictureNode>[]): Map<string, Box> {
  return new Map(nodes.map(({ item, box }) => [item.id, box]));
}

function regionFrame({ item, box }: Placed<PictureRegion>): Frame {
  return { box, style: item.role === 'home' || item.role === 'standby' ? item.role : 'shared' };
}

function groupFrame({ item, box }: Placed<PictureGroup>): Frame {
  return { box, style: 'card', tooltip: item.stack };
}

function nodeBadges(model: PictureModel, nodes: readonly Placed<PictureNode>[]): Badge[] {
  return model.path.flatMap((step, index) => nodes.filter(({ item }) => item.id === step.node)
    .map(({ box }) => ({ x: rightOf(box), y: centreOf(box).y, number: index + 1 })));
}

function contains(outer: Box, inner: Box): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && rightOf(inner) <= rightOf(outer) && bottomOf(inner) <= bottomOf(outer);
}
