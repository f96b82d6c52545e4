import type { Widget } from '../../monitoring/published-metrics/dashboard-body';

/** CloudWatch's own: the columns of a dashboard. */
export const COLUMNS = 24;

/** Where a widget stands, as CSS counts lines of a grid: from 1. A row is as high as its content needs, at least as CloudWatch's. */
export function gridArea({ x, y, width, height }: Widget): string {
  return `grid-area: ${y + 1} / ${x + 1} / span ${height} / span ${width}`;
}

/** What is wrong with the places of widgets: CloudWatch would move them. */
export function gridFaults(widgets: readonly Widget[]): string[] {
  return widgets.flatMap((widget, index) => [
    ...widget.x < 0 || widget.x + widget.width > COLUMNS ? [`${titleOf(widget)} is not inside the ${COLUMNS} columns`] : [],
    ...widgets.slice(index + 1).filter(other => overlap(widget, other)).map(other => `${titleOf(widget)} and ${titleOf(other)} overlap`),
  ]);
}

function overlap(a: Widget, b: Widget): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function titleOf({ type, x, y, properties: { title } }: Widget): string {
  return `"${title ?? type}" at ${x}, ${y}`;
}
