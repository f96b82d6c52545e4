/** Text as a page shows it, whatever stands in it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** An element around content that is HTML already. Attributes are escaped here. */
export function element(name: string, attributes: { readonly [name: string]: string | undefined }, ...content: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => value === undefined ? [] : [` ${key}="${escaped(value)}"`]);
  return `<${name}${written.join('')}>${content.join('')}</${name}>`;
}
