import { element, escaped } from './html';

/** The part of Markdown that text widgets use: headings, lists, tables, paragraphs, bold text, code and links. Everything else is shown as it is. */
export function renderMarkdown(markdown: string): string {
  const blocks = markdown.split(/\n(?=#)|(?<=^#.*)\n|\n\s*\n/m).map(block => block.trim()).filter(block => block !== '');
  return blocks.map(renderBlock).join('');
}

function renderBlock(block: string): string {
  const [, marks, heading] = /^(#{1,6}) +(.*)$/.exec(block) ?? [];
  if (marks) {
    // The page and the dashboard have the first two levels.
    return element(`h${Math.min(marks.length + 2, 6)}`, {}, inline(heading));
  }
  const lines = block.split('\n');
  if (lines.every(line => /^\s*[-*] /.test(line))) {
    return element('ul', {}, ...lines.map(line => element('li', {}, inline(line.replace(/^\s*[-*] /, '')))));
  }
  if (lines.length > 1 && /^[\s|:-]*-[\s|:-]*$/.test(lines[1]) && lines[0].includes('|')) {
    return table(lines);
  }
  return element('p', {}, inline(lines.join(' ')));
}

function table([head, , ...rows]: readonly string[]): string {
  const row = (cell: string, line: string) => element('tr', {},
    ...line.replace(/^\s*\||\|\s*$/g, '').split('|').map(text => element(cell, {}, inline(text.trim()))));
  return element('table', {}, row('th', head), ...rows.map(line => row('td', line)));
}

/** What is escaped first cannot become an element. Only links of the web are links. */
function inline(text: string): string {
  return escaped(text)
    .replace(/`([^`]+)`/g, (_, code: string) => `<code>${code}</code>`)
    .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => `<strong>${bold}</strong>`)
    .replace(/\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/g, (_, label: string, url: string) => `<a href="${url}">${label}</a>`)
    .replace(/\[button:([^\]]+)\]/g, (_, label: string) => `<strong>${label}</strong>`);
}
