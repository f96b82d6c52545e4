import * as fs from 'fs';
import * as path from 'path';
import { projectFile, readProjectFile } from './project-files';

const RECORDS = fs.readdirSync(projectFile('docs', 'adr')).filter(name => name !== 'README.md').sort();

function sectionsOf(markdown: string): { title: string; text: string }[] {
  const [, ...parts] = markdown.split(/^## (.*)$/m);
  return parts.flatMap((title, index) => index % 2 === 0 ? [{ title, text: parts[index + 1].trim() }] : []);
}

describe('decision records', () => {
  test('are numbered from 0001 without a gap', () => {
    expect(RECORDS.map(name => name.slice(0, 5))).toEqual(RECORDS.map((_, index) => `${String(index + 1).padStart(4, '0')}-`));
  });

  test.each(RECORDS)('%s has a context, a decision and consequences', name => {
    const sections = sectionsOf(readProjectFile('docs', 'adr', name));
    expect(sections.map(({ title }) => title)).toEqual(['Context', 'Decision', 'Consequences']);
    for (const { text } of sections) {
      expect(text.length).toBeGreaterThan(80);
    }
  });

  test.each(RECORDS)('%s says whether it is in force, and what of it is not yet built', name => {
    const [head] = readProjectFile('docs', 'adr', name).split('\n## ');
    expect(head).toMatch(/^# .*\n\nStatus: (in force\.|in force; not yet built: \S[\s\S]*\.|superseded by \[\d{4}\]\(.*\)\.)\s*$/);
  });

  test.each(RECORDS)('%s stands in the index under its title', name => {
    const [heading] = readProjectFile('docs', 'adr', name).split('\n');
    const number = name.slice(0, 4);
    expect(heading).toMatch(new RegExp(`^# ${number}: \\S`));
    expect(readProjectFile('docs', 'adr', 'README.md')).toContain(`| [${number}](${name}) | ${heading.slice('# 0000: '.length)} |`);
  });
});

describe('the pages of the project', () => {
  const areas = fs.readdirSync(projectFile('src')).map(folder => `src/${folder}/README.md`).filter(page => fs.existsSync(projectFile(page)));
  const docs = fs.readdirSync(projectFile('docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md')).map(name => `docs/${name.split(path.sep).join('/')}`).sort();
  const pages = ['CONTRIBUTING.md', 'CHANGELOG.md', ...docs, ...areas];

  test('have an area for each folder of the sources', () => {
    const folders = fs.readdirSync(projectFile('src'), { withFileTypes: true }).filter(entry => entry.isDirectory());
    expect(areas).toEqual(folders.map(({ name }) => `src/${name}/README.md`));
  });

  test('are in the index of the runbooks, each under its title', () => {
    const runbooks = docs.filter(page => /^docs\/runbooks\/(?!README)/.test(page));
    expect(runbooks.length).toBeGreaterThan(1);
    const index = readProjectFile('docs', 'runbooks', 'README.md');
    for (const page of runbooks) {
      const [heading] = readProjectFile(page).split('\n');
      expect(index).toContain(`| [${heading.slice('# '.length)}](${path.posix.basename(page)}) |`);
    }
  });

  test.each([...pages, 'README.md'])('the npm and npx projen commands of %s exist', page => {
    const { scripts } = JSON.parse(readProjectFile('package.json')) as { scripts: Record<string, string> };
    const { tasks } = JSON.parse(readProjectFile('.projen', 'tasks.json')) as { tasks: Record<string, object> };
    const commands = [...readProjectFile(page).matchAll(/npm run (?:-s )?([\w:-]+)|npx projen ([\w:-]+)/g)];
    const missing = commands.filter(([, script, task]) => !(script ? script in scripts : task in tasks)).map(([command]) => command);
    expect(missing).toEqual([]);
  });

  test('CONTRIBUTING names every layer of .ci/run', () => {
    const contributing = readProjectFile('CONTRIBUTING.md');
    for (const file of fs.readdirSync(projectFile('.ci', 'layers'))) {
      expect(contributing).toContain(`\n| \`${path.basename(file, '.sh')}\` |`);
    }
  });

  test('the ledger of fidelity counts without a gap', () => {
    const ids = [...readProjectFile('docs', 'fidelity.md').matchAll(/^\| (F-\d+) \|/gm)].map(([, id]) => id);
    expect(ids).toEqual(ids.map((_, index) => `F-${String(index + 1).padStart(2, '0')}`));
  });

  test('CHANGELOG begins with what is not released yet', () => {
    const [first] = sectionsOf(readProjectFile('CHANGELOG.md'));
    expect(first.title).toBe('[Unreleased]');
    expect(first.text).toMatch(/^### (Added|Changed|Deprecated|Removed|Fixed|Security)\n/);
  });
});
