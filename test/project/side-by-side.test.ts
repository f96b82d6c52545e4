import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { projectFile } from './project-files';

// A task leaves a mark, says that it has begun, waits for the mark of `other`, and says that it has ended.
const FAKE_PROJEN = `#!${process.execPath}
const fs = require('fs');
const [task, other, code] = process.argv[2].split('-');
console.log(task + ' has begun');
fs.writeFileSync(task, '');
const poll = () => fs.existsSync(other) ? (console.log(task + ' has ended'), process.exit(Number(code))) : setTimeout(poll, 5);
poll();
`;

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'side-by-side-'));
  fs.mkdirSync(path.join(root, '.ci'));
  fs.mkdirSync(path.join(root, 'node_modules', '.bin'), { recursive: true });
  fs.copyFileSync(projectFile('.ci', 'side-by-side.js'), path.join(root, '.ci', 'side-by-side.js'));
  fs.writeFileSync(path.join(root, 'node_modules', '.bin', 'projen'), FAKE_PROJEN);
});

afterEach(() => fs.rmSync(root, { recursive: true }));

function run(...tasks: string[]): { readonly status: number | null; readonly lines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [path.join(root, '.ci', 'side-by-side.js'), ...tasks], { cwd: root, encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n') };
}

test('tasks run at the same time, and what each says stays together', () => {
  const { status, lines } = run('types-lint-0', 'lint-types-0');
  expect(status).toBe(0);
  expect(lines).toHaveLength(4);
  for (const task of ['types', 'lint']) {
    const begun = lines.indexOf(`${task} has begun`);
    expect(lines[begun + 1]).toBe(`${task} has ended`);
  }
});

test('one that fails is named, and does not keep the others from their end', () => {
  const { status, lines } = run('types-types-3', 'lint-types-0');
  expect(status).toBe(1);
  expect(lines).toEqual(expect.arrayContaining(['types-types-3: failed', 'lint has ended']));
  expect(lines).not.toContain('lint-types-0: failed');
});
