import { element, escaped } from '../../dashboards/html';

/** How a text is set. Its colour is a class: light or dark is the page's concern. */
export interface Lettering {
  readonly size?: number;
  readonly bold?: boolean;
  readonly ink?: 'strong' | 'quiet' | 'on-band' | 'on-hatch';
  readonly anchor?: 'start' | 'middle' | 'end';
}

export const TEXT_SIZE = 12;

export function text(content: string, x: number, y: number, { size = TEXT_SIZE, bold, ink = 'strong', anchor }: Lettering = {}): string {
  return element('text', {
    'x': number(x), 'y': number(y), 'font-size': String(size), 'font-weight': bold ? '600' : undefined, 'text-anchor': anchor, 'class': `ink-${ink}`,
  }, escaped(content));
}

export function rectangle(x: number, y: number, width: number, height: number, className: string, radius?: number): string {
  return element('rect', {
    x: number(x),
    y: number(y),
    width: number(Math.max(0, width)),
    height: number(height),
    rx: radius === undefined ? undefined : number(radius),
    class: className,
  });
}

export function line(x1: number, y1: number, x2: number, y2: number, className: string): string {
  return element('line', { x1: number(x1), y1: number(y1), x2: number(x2), y2: number(y2), class: className });
}

export function path(d: string, className: string, fill?: string): string {
  return element('path', { d, class: className, fill });
}

/** Shown where the pointer rests. */
export function withTooltip(tooltip: string, ...shapes: readonly string[]): string {
  return element('g', {}, element('title', {}, escaped(tooltip)), ...shapes);
}

export function moved(y: number, ...shapes: readonly string[]): string {
  return element('g', { transform: `translate(0 ${number(y)})` }, ...shapes);
}

/** As few digits as the eye can tell apart. */
export function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
