import { element, escaped } from '../dashboards/html';

/** Text in which addresses of the web can be followed. Nothing is loaded from them. */
export function linked(words: string): string {
  return words.split(/(https:\/\/[^\s<>"']+[^\s<>"'.,;:)])/).map((part, index) =>
    index % 2 === 1 ? element('a', { href: part, rel: 'noreferrer' }, escaped(part.replace('https://', ''))) : escaped(part)).join('');
}
