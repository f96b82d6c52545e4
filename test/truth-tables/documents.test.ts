import * as fs from 'fs';
import * as path from 'path';
import { COMMAND, DOCUMENTS } from './documents';

const ROOT = path.resolve(__dirname, '..', '..');

test.each(DOCUMENTS.map(({ file, render }) => [file, render] as const))(`%s is what the data says; if not, run: ${COMMAND}`, (file, render) => {
  expect(fs.readFileSync(path.join(ROOT, file), 'utf8')).toBe(render());
});

test('every page of docs/truth-tables is one of them', () => {
  const pages = fs.readdirSync(path.join(ROOT, 'docs', 'truth-tables')).map(name => `docs/truth-tables/${name}`);
  expect(pages.sort()).toEqual(DOCUMENTS.map(({ file }) => file).sort());
});
