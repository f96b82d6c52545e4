import { element, escaped } from '../dashboards/html';

/** A column: how it is headed, and whether figures stand in it. */
export interface Column {
  readonly title: string;
  readonly figures?: boolean;
}

/** A table that scrolls by itself where a telephone is too narrow for it. Cells are HTML; the first of a row is its head. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly string[])[], className?: string): string {
  const kind = (index: number) => columns[index].figures ? 'figure' : undefined;
  return element('div', { 'class': 'scrolls', 'tabindex': '0', 'role': 'region', 'aria-label': caption },
    element('table', { class: className },
      element('caption', {}, escaped(caption)),
      element('thead', {}, element('tr', {}, ...columns.map(({ title }, index) => element('th', { scope: 'col', class: kind(index) }, escaped(title))))),
      element('tbody', {}, ...rows.map(cells => element('tr', {}, ...cells.map((cell, index) =>
        index === 0 ? element('th', { scope: 'row', class: kind(index) }, cell) : element('td', { class: kind(index) }, cell)))))));
}
