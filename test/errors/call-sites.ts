import * as fs from 'fs';
import * as path from 'path';
import type { BadInputTable } from '../support/bad-inputs';

const SOURCES = path.resolve(__dirname, '..', '..', 'src');
/** The frame of the one who called `refuse`, as Node.js prints it. */
const CALLER = /\n +at (?:\S+ )?refuse \(.*\n +at .*?\(?([^\s(]+\.ts):(\d+):\d+\)?/;

/** Where a folder of the sources refuses something: `database/engine-rules.ts:19`. */
export function refusalsIn(folder: string): string[] {
  return fs.readdirSync(path.join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => fs.readFileSync(path.join(SOURCES, folder, file), 'utf8').split('\n')
      .flatMap((line, index) => /(?<![.\w]|private )refuse\(/.test(line) ? [`${folder}/${file}:${index + 1}`] : []));
}

/** Where the inputs of a table are refused. */
export function refusalsOf({ entries }: BadInputTable): string[] {
  return entries.flatMap(({ provoke }) => {
    try {
      provoke();
    } catch (error) {
      const [, file, line] = CALLER.exec((error as Error).stack!) ?? [];
      return file === undefined ? [] : [`${path.relative(SOURCES, file)}:${line}`];
    }
    return [];
  });
}
