/** What a reader's terminal shows without breaking a line. */
export const COLUMNS = 100;

/** Breaks a text at spaces into lines that begin with an indent. A word that is longer than a line stays whole. */
export function wrap(text: string, indent = '', columns = COLUMNS): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(part => part !== '')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map(content => indent + content);
}

/** Left and right parts on one line, the right one at the margin; on two lines when they do not fit. */
export function spread(left: string, right: string, columns = COLUMNS): string[] {
  const gap = columns - left.length - right.length;
  return gap >= 2 ? [left + ' '.repeat(gap) + right] : [left, right.padStart(columns)];
}

export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? singular : plural}`;
}
