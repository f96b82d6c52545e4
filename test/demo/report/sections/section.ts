import { element, escaped } from '../../dashboards/html';

/** A part of the page under a heading that can be linked to. */
export function section(id: string, heading: string, ...content: readonly string[]): string {
  return element('section', { id, 'aria-labelledby': `${id}-heading` }, element('h2', { id: `${id}-heading` }, escaped(heading)), ...content);
}

export function paragraph(words: string, className?: string): string {
  return element('p', { class: className }, escaped(words));
}
