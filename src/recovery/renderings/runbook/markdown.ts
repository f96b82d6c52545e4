/** A section of a runbook: a heading, and what stands under it. */
export interface Section {
  readonly title: string;
  readonly body: readonly string[];
}

/** Sections as one document with a table of contents. Paragraphs are separated by an empty line. */
export function document(title: string, introduction: readonly string[], sections: readonly Section[]): string {
  return [
    `# ${title}`,
    ...introduction,
    sections.map(section => `- [${section.title}](#${anchor(section.title)})`).join('\n'),
    ...sections.flatMap(section => [`## ${section.title}`, ...section.body]),
  ].join('\n\n') + '\n';
}

/** A link to a section of the same document. */
export function to(title: string): string {
  return `[${title}](#${anchor(title)})`;
}

/** Commands to copy, one block. */
export function shell(...commands: readonly string[]): string {
  return ['```sh', ...commands, '```'].join('\n');
}

/** Commands to copy, one block: each is typed when the one before has succeeded. */
export function chain(...commands: readonly string[]): string {
  return shell(commands.join(' &&\n'));
}

/** Commands to copy, one block that ends with the first one that fails, and leaves the shell as it is. */
export function untilOneFails(...commands: readonly string[]): string {
  return shell('(', ...['set -e', ...commands].map(command => command.replace(/^/gm, '  ')), ')');
}

/** What the commands before print when all is well. */
export function expect(text: string): string {
  return `Expect: ${text}`;
}

export function numbered(...items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}

export function bullets(...items: readonly string[]): string {
  return items.map(item => `- ${item}`).join('\n');
}

export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heading, heading.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}

/** As GitHub makes it of a heading. */
function anchor(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9 -]/g, '').replace(/ /g, '-');
}
