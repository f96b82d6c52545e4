import type { Placed } from './bands';
import { fitText, textWidth } from './measure';
import type { PictureGroup, PictureModel, PictureRegion } from './model';
import type { Box, Text } from './scene';
import { centreOf, rightOf } from './scene';
import type { Type } from './theme';
import { CANVAS_WIDTH, SIZE, TYPE } from './theme';

/** The clients of the service, above everything else. */
export const USERS_BOX: Box = { x: CANVAS_WIDTH / 2 - 62, y: 30, width: 124, height: 48 };

type Line = Type & Pick<Text, 'text'>;

/** What the picture is of. */
export function headingTexts(model: PictureModel): Text[] {
  const within = { x: SIZE.margin, y: 20, width: USERS_BOX.x - 2 * SIZE.margin, height: 80 };
  const common = { x: within.x, anchor: 'start' as const, within };
  return [
    { ...common, ...TYPE.heading, text: fitText(model.title, within.width, TYPE.heading), y: 58 },
    { ...common, ...TYPE.text, text: fitText(model.subtitle, within.width, TYPE.text), y: 88 },
  ];
}

export function usersText(): Text {
  const x = USERS_BOX.x + SIZE.nodePadding + SIZE.icon + SIZE.nodePadding;
  return { ...TYPE.title, text: 'Users', x, y: centreOf(USERS_BOX).y + 6, anchor: 'start', within: USERS_BOX };
}

export function regionTexts({ item, box }: Placed<PictureRegion>): Text[] {
  const within = { x: box.x + SIZE.regionPadding, y: box.y, width: box.width - 2 * SIZE.regionPadding, height: SIZE.regionHeader };
  return spread(within, box.y + 37, { ...TYPE.section, text: item.name }, { ...TYPE.text, text: item.role });
}

export function groupTexts({ item, box }: Placed<PictureGroup>): Text[] {
  const within = { x: box.x + SIZE.groupPadding, y: box.y, width: box.width - 2 * SIZE.groupPadding, height: SIZE.groupHeader };
  return spread(within, box.y + 26, { ...TYPE.title, text: item.title }, { ...TYPE.caption, text: item.caption });
}

/** A text at each end of a line, each inside its part of it. */
function spread(within: Box, y: number, left: Line, right: Line): Text[] {
  const room = within.width - SIZE.gap;
  const rightText = fitText(right.text, Math.max(room - textWidth(left.text, left), room * 0.55), right);
  const rightWidth = textWidth(rightText, right);
  const leftWidth = room - rightWidth;
  const texts: Text[] = [
    { ...left, text: fitText(left.text, leftWidth, left), x: within.x, y, anchor: 'start', within: { ...within, width: leftWidth } },
    { ...right, text: rightText, x: rightOf(within), y, anchor: 'end', within: { ...within, x: rightOf(within) - rightWidth, width: rightWidth } },
  ];
  return texts.filter(({ text }) => text !== '');
}
