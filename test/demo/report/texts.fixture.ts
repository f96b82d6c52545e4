import { textWidth } from '../picture/measure';

/** A text of a picture, and the room that it takes. */
export interface PlacedText {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the texts of a picture stand. */
export function textsOf(svg: string): PlacedText[] {
  const moves: number[] = [];
  const texts: PlacedText[] = [];
  for (const [tag, close, name, attributes, words] of svg.matchAll(/<(\/?)(g|text)([^>]*)>([^<]*)/g)) {
    const value = (key: string) => new RegExp(`\\s${key}="([^"]*)"`).exec(attributes)?.[1];
    if (name === 'g' && close === '') {
      moves.push(Number(/translate\(0 ([\d.-]+)\)/.exec(tag)?.[1] ?? 0));
    } else if (name === 'g') {
      moves.pop();
    } else if (close === '') {
      const size = Number(value('font-size'));
      const width = textWidth(words.replace(/&#\d+;/g, 'x'), { size, weight: value('font-weight') === '600' ? 600 : 400 });
      const left = Number(value('x')) - width * ({ middle: 0.5, end: 1 }[value('text-anchor') ?? ''] ?? 0);
      const baseline = Number(value('y')) + moves.reduce((sum, move) => sum + move, 0);
      texts.push({ words, left, right: left + width, top: baseline - 0.72 * size, bottom: baseline });
    }
  }
  return texts;
}

/** Pairs of texts that stand over each other. */
export function overlapsOf(texts: readonly PlacedText[]): string[] {
  return texts.flatMap((one, index) => texts.slice(index + 1)
    .filter(other => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom && other.top < one.bottom)
    .map(other => `${one.words} / ${other.words}`));
}
