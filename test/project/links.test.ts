import * as fs from 'fs';
import * as path from 'path';
import { projectFile, readProjectFile } from './project-files';

/** Where pages are that people wrote, or that are rendered and committed. */
const FOLDERS = ['docs', 'examples', 'src', 'test'];

/** By jsii-docgen, with anchors of its own. */
const GENERATED = 'API.md';

const pages = [
  ...fs.readdirSync(projectFile('.')),
  ...FOLDERS.flatMap(folder => fs.readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' }).map(file => path.posix.join(folder, file.split(path.sep).join('/')))),
].filter(file => file.endsWith('.md') && file !== GENERATED && !file.includes('node_modules')).sort();

/** A page without what stands in blocks and spans of code, where brackets are no links. */
function proseOf(page: string): string {
  return readProjectFile(page).replace(/^( *)(```|~~~)[\s\S]*?^\1\2 *$/gm, '').replace(/`[^`\n]*`/g, 'code');
}

/** As GitHub derives them from headings; one that stands twice gets a number. */
function anchorsOf(page: string): Set<string> {
  const text = readProjectFile(page).replace(/^( *)(```|~~~)[\s\S]*?^\1\2 *$/gm, '');
  const seen = new Map<string, number>();
  const headings = [...text.matchAll(/^#{1,6} +(.*?) *#*$/gm)].map(([, title]) => {
    const anchor = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, '').replace(/ /g, '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
  return new Set([...headings, ...[...text.matchAll(/<a (?:name|id)="([^"]+)"/g)].map(([, name]) => name)]);
}

/** What links of a page lead to, beside addresses of the Internet. */
function linksOf(page: string): { readonly file: string; readonly anchor?: string }[] {
  const text = proseOf(page);
  const targets = [...text.matchAll(/\]\(\s*<?([^)\s>]+)/g), ...text.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm), ...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, target]) => target);
  return targets.filter(target => !/^[a-z]+:/i.test(target)).map(target => {
    const [file, anchor] = target.split('#');
    return { file: file === '' ? page : path.posix.join(path.posix.dirname(page), file), anchor };
  });
}

describe('links', () => {
  test('are looked at on every page of the project', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/recovery.md', 'src/recovery/README.md', 'src/recovery/renderings/README.md', 'test/simulation/README.md']));
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(200);
    expect(pages.flatMap(linksOf).filter(({ anchor }) => anchor !== undefined).length).toBeGreaterThan(20);
  });

  test.each(pages)('of %s lead to files that exist, and to headings that they have', page => {
    const dead = linksOf(page).filter(({ file, anchor }) =>
      !fs.existsSync(projectFile(file)) || (anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).has(anchor)));
    expect(dead).toEqual([]);
  });
});
