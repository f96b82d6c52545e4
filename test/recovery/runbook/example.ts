import * as fs from 'fs';
import * as path from 'path';

/** The runbook of the example application, as it is committed. */
export const EXAMPLE = path.resolve(__dirname, '..', '..', '..', 'docs', 'runbooks', 'example.md');

/** Writes what is committed anew. */
export function writeExample(runbook: string, file = EXAMPLE): void {
  fs.writeFileSync(file, runbook);
}

/** In which lines what is committed differs from what is rendered. Nothing when it is up to date. */
export function staleness(runbook: string, file = EXAMPLE): string | undefined {
  if (!fs.existsSync(file)) {
    return `${path.basename(file)} is not there`;
  }
  const [committed, rendered] = [fs.readFileSync(file, 'utf8'), runbook].map(text => text.split('\n'));
  const line = rendered.findIndex((text, index) => text !== committed[index]);
  if (line < 0 && committed.length === rendered.length) {
    return undefined;
  }
  const at = line < 0 ? rendered.length : line;
  return `${path.basename(file)} differs from line ${at + 1}: ${JSON.stringify(committed[at] ?? '')} is committed, `
    + `${JSON.stringify(rendered[at] ?? '')} is rendered`;
}
