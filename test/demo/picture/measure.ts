import type { Type } from './theme';

/** What the width of a text depends on. */
type Face = Pick<Type, 'size' | 'weight'>;

/**
 * Widths of characters in thousandths of the size, in DejaVu Sans and its bold: among the fonts that `system-ui` stands for, the
 * widest. What fits with it fits with all the others.
 */
const WIDTHS: readonly [characters: string, regular: number, bold: number][] = [
  ['ijl\'|', 280, 370],
  ['I', 300, 380],
  [' .,·', 320, 385],
  ['fJ:;/\\-', 360, 450],
  ['()[]rt!', 410, 500],
  ['sz_?"*', 530, 610],
  ['ckLvxy', 600, 680],
  ['aeobdghnpquEFPTYS0123456789{}$`', 640, 735],
  ['ABCKRVXZ', 705, 775],
  ['&UDGHNOQ', 795, 875],
  ['wM+=<>~^#→↔×', 865, 1005],
  ['mW%@…', 1000, 1110],
];

const UNKNOWN = { regular: 1000, bold: 1110 };

/** The width of a text, rather too large than too small. */
export function textWidth(text: string, { size, weight }: Face): number {
  return [...text].reduce((sum, character) => sum + characterWidth(character, weight), 0) * size / 1000;
}

function characterWidth(character: string, weight: Type['weight']): number {
  const entry = WIDTHS.find(([characters]) => characters.includes(character));
  const [regular, bold] = entry ? [entry[1], entry[2]] : [UNKNOWN.regular, UNKNOWN.bold];
  return weight === 600 ? bold : regular;
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text: string, width: number, face: Face): string {
  if (textWidth(text, face) <= width) {
    return text;
  }
  let kept = text;
  while (kept !== '' && textWidth(`${kept}…`, face) > width) {
    kept = kept.slice(0, -1);
  }
  return `${kept.trimEnd()}…`;
}

/** The text in at most so many lines, broken at spaces; what does not fit ends in an ellipsis. */
export function wrapText(text: string, width: number, face: Face, maxLines: number): string[] {
  const words = text.split(' ').filter(word => word !== '');
  const lines: string[] = [];
  while (words.length > 0) {
    if (lines.length === maxLines - 1) {
      return [...lines, fitText(words.join(' '), width, face)];
    }
    let line = words.shift()!;
    while (words.length > 0 && textWidth(`${line} ${words[0]}`, face) <= width) {
      line = `${line} ${words.shift()}`;
    }
    lines.push(fitText(line, width, face));
  }
  return lines;
}
