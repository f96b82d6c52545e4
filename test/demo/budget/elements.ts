import { INK } from '../picture/theme';

/** How a text is set, beside where. */
export interface TextStyle {
  readonly size?: number;
  readonly weight?: 400 | 600;
  readonly colour?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function text(content: string, x: number, y: number, { size = 14, weight = 400, colour = INK.strong, anchor = 'start' }: TextStyle = {}): string {
  return `<text x="${number(x)}" y="${number(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${colour}">${escape(content)}</text>`;
}

export function rectangle({ x, y, width, height }: Rectangle, attributes: string, radius = 0): string {
  return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${radius}" ${attributes}/>`;
}

export function line(from: readonly [number, number], to: readonly [number, number], attributes: string): string {
  return `<line x1="${number(from[0])}" y1="${number(from[1])}" x2="${number(to[0])}" y2="${number(to[1])}" ${attributes}/>`;
}

/** Something with a text that a browser shows where the pointer rests. */
export function withTooltip(tooltip: string, ...elements: readonly string[]): string {
  return `<g><title>${escape(tooltip)}</title>${elements.join('')}</g>`;
}

export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
