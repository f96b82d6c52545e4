import { fitText, textWidth, wrapText } from './measure';
import type { LinkKind, PathStep, PictureModel } from './model';
import type { Badge, Box, Frame, SceneLink, Text } from './scene';
import { bottomOf } from './scene';
import { LINES, SIZE, TYPE } from './theme';

export interface Steps {
  readonly frames: readonly Frame[];
  readonly texts: readonly Text[];
  readonly badges: readonly Badge[];
  readonly bottom: number;
}

export interface Legend {
  readonly links: readonly SceneLink[];
  readonly texts: readonly Text[];
  readonly bottom: number;
}

const HEADING_HEIGHT = 34;
const STEPS_PER_LINE = 4;
const TITLE_LINE = 22;
const DETAIL_LINE = 18;
const DETAIL_LINES = 3;
const TEXT_LEFT = 2 * SIZE.nodePadding + 2 * SIZE.badge;
const LEGEND_HEIGHT = 20;
const SAMPLE_LENGTH = 46;
const SAMPLE_GAP = 10;
const ENTRY_GAP = 28;

/** The failover path in words, its numbers as in the picture. */
export function drawSteps(model: PictureModel, area: Box): Steps {
  if (model.path.length === 0) {
    return { frames: [], texts: [], badges: [], bottom: area.y };
  }
  const lines = Math.ceil(model.path.length / STEPS_PER_LINE);
  const perLine = Math.ceil(model.path.length / lines);
  const width = (area.width - (perLine - 1) * SIZE.gap) / perLine;
  const details = model.path.map(step => wrapText(step.detail, width - TEXT_LEFT - SIZE.nodePadding, TYPE.caption, DETAIL_LINES));
  const height = 2 * SIZE.nodePadding + TITLE_LINE + Math.max(...details.map(detail => detail.length)) * DETAIL_LINE;
  const boxes = details.map((_, index) => ({
    x: area.x + (index % perLine) * (width + SIZE.gap),
    y: area.y + HEADING_HEIGHT + Math.floor(index / perLine) * (height + SIZE.gap),
    width,
    height,
  }));
  return {
    frames: boxes.map(box => ({ box, style: 'card' })),
    texts: [headingOf(model, area), ...boxes.flatMap((box, index) => cardTexts(model.path[index], details[index], box))],
    badges: boxes.map((box, index) => ({ x: box.x + SIZE.nodePadding + SIZE.badge, y: box.y + SIZE.nodePadding + SIZE.badge, number: index + 1 })),
    bottom: bottomOf(boxes[boxes.length - 1]),
  };
}

function headingOf({ regions: [home, standby] }: PictureModel, area: Box): Text {
  const text = fitText(`When ${home.name} is lost, ${standby.name} takes over`, area.width, TYPE.section);
  return { ...TYPE.section, text, x: area.x, y: area.y + 18, anchor: 'start', within: { ...area, height: HEADING_HEIGHT } };
}

function cardTexts({ title }: PathStep, detail: readonly string[], box: Box): Text[] {
  const within = { ...box, x: box.x + TEXT_LEFT, width: box.width - TEXT_LEFT - SIZE.nodePadding };
  const common = { x: within.x, anchor: 'start' as const, within };
  const top = box.y + SIZE.nodePadding;
  return [
    { ...common, ...TYPE.title, colour: LINES.failover.colour, text: fitText(title, within.width, TYPE.title), y: top + 15 },
    ...detail.map((text, row) => ({ ...common, ...TYPE.caption, text, y: top + TITLE_LINE + 15 + row * DETAIL_LINE })),
  ];
}

/** What the lines mean; only those that are in the picture. */
export function drawLegend(drawn: readonly SceneLink[], area: Box): Legend {
  const kinds = (Object.keys(LINES) as LinkKind[]).filter(kind => drawn.some(link => link.kind === kind));
  const links: SceneLink[] = [];
  const texts: Text[] = [];
  let { x } = area;
  for (const kind of kinds) {
    const text = LINES[kind].legend;
    const width = textWidth(text, TYPE.caption);
    const y = area.y + LEGEND_HEIGHT / 2;
    const within = { x: x + SAMPLE_LENGTH + SAMPLE_GAP, y: area.y, width, height: LEGEND_HEIGHT };
    links.push({ kind, heads: kind === 'peering' ? 'none' : 'end', points: [{ x, y }, { x: x + SAMPLE_LENGTH, y }] });
    texts.push({ ...TYPE.caption, text, x: within.x, y: y + 5, anchor: 'start', within });
    x = within.x + width + ENTRY_GAP;
  }
  return { links, texts, bottom: kinds.length === 0 ? area.y : area.y + LEGEND_HEIGHT };
}
