import { fitText, wrapText } from './measure';
import type { PictureNode } from './model';
import type { Box, SceneNode, Text } from './scene';
import { NODES, SIZE, TYPE } from './theme';

const TITLE_LINE = 22;
const CAPTION_LINE = 18;
const CAPTION_LINES = 2;

/** The height that a node needs at a width. */
export function nodeHeight(node: PictureNode, width: number): number {
  return 2 * SIZE.nodePadding + TITLE_LINE + captionOf(node, width).length * CAPTION_LINE;
}

/** A node in its box: icon at the left, title and caption beside it. */
export function drawNode(node: PictureNode, box: Box, highlighted: boolean): { node: SceneNode; texts: Text[] } {
  const within = { ...box, x: box.x + box.width - SIZE.nodePadding - textSpace(box.width), width: textSpace(box.width) };
  const caption = captionOf(node, box.width);
  const top = box.y + (box.height - TITLE_LINE - caption.length * CAPTION_LINE) / 2;
  const text = { x: within.x, anchor: 'start' as const, within };
  return {
    node: { box, kind: node.kind, tooltip: [node.title, node.caption].filter(part => part !== '').join(': '), highlighted },
    texts: [
      { ...text, ...TYPE.title, colour: NODES[node.kind].edge, text: fitText(node.title, within.width, TYPE.title), y: top + 16 },
      ...caption.map((line, index) => ({ ...text, ...TYPE.caption, text: line, y: top + TITLE_LINE + index * CAPTION_LINE + 14 })),
    ],
  };
}

function captionOf(node: PictureNode, width: number): string[] {
  return wrapText(node.caption, textSpace(width), TYPE.caption, CAPTION_LINES);
}

function textSpace(width: number): number {
  return width - SIZE.icon - 3 * SIZE.nodePadding;
}
