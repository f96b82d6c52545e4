import type { ChildProcess } from 'child_process';
import { spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { projectFile } from './project-files';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly ended: Promise<Ended>;
  /** Resolves once standard error holds the text. */
  said(text: string): Promise<void>;
}

export interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly optional?: boolean;
}

// What npm does as far as the script can see: notes the call, waits where told to, installs one tool and, last of all,
// lists the packages. Whatever it says must not reach the tool's standard output.
const FAKE_NPM = `#!${process.execPath}
const fs = require('fs');
console.log('npm says a lot');
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
fs.rmSync('node_modules', { recursive: true, force: true });
fs.mkdirSync('node_modules/.bin', { recursive: true });
fs.copyFileSync('tool', 'node_modules/.bin/tool');
const finish = () => {
  if (fs.existsSync('npm-fails')) process.exit(7);
  const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
  delete packages[''];
  fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
};
const poll = () => (fs.existsSync('npm-holds') ? setTimeout(poll, 5) : finish());
poll();
`;

/** A project in a temporary folder with the real script, a lock file, and an npm that installs in no time. */
export class Sandbox {
  public readonly root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'with-dependencies-')));
  private readonly children: ChildProcess[] = [];

  constructor() {
    fs.mkdirSync(path.join(this.root, '.ci'));
    fs.mkdirSync(path.join(this.root, 'bin'));
    fs.copyFileSync(projectFile('.ci', 'with-dependencies.js'), path.join(this.root, '.ci', 'with-dependencies.js'));
    this.write('bin/npm', FAKE_NPM);
    this.requireNode('>= 20.16.0');
    this.lock({ 'node_modules/a': { version: '1.0.0' } });
    this.tool('');
  }

  public write(file: string, content: string): void {
    fs.writeFileSync(path.join(this.root, file), content, { mode: 0o755 });
  }

  public requireNode(engines: string): void {
    this.write('package.json', JSON.stringify({ engines: { node: engines } }));
  }

  public lock(packages: Record<string, LockedPackage>): void {
    this.write('package-lock.json', JSON.stringify({ packages: { '': { version: '0.0.0' }, ...packages } }));
  }

  /** Puts a list of installed packages where npm puts it. */
  public installed(packages: Record<string, LockedPackage>): void {
    fs.mkdirSync(path.join(this.root, 'node_modules', '.bin'), { recursive: true });
    fs.copyFileSync(path.join(this.root, 'tool'), path.join(this.root, 'node_modules', '.bin', 'tool'));
    this.write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  }

  /** What the tool does, once it is installed. */
  public tool(body: string): void {
    this.write('tool', `#!${process.execPath}\n${body}\n`);
  }

  public remove(file: string): void {
    fs.rmSync(path.join(this.root, file), { recursive: true, force: true });
  }

  /** The arguments of each call of npm. */
  public get npmCalls(): string[] {
    const file = path.join(this.root, 'npm-calls');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  public run(args: string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  /** With nothing on the search path but the npm of this project. */
  public start(args: string[]): Started {
    const script = path.join(this.root, '.ci', 'with-dependencies.js');
    const env = { PATH: path.join(this.root, 'bin'), TMPDIR: os.tmpdir() };
    const child = spawn(process.execPath, [script, ...args], { cwd: this.root, env });
    this.children.push(child);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => { stdout += chunk; });
    child.stderr.on('data', chunk => { stderr += chunk; });
    return {
      ended: new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
      }),
      said: text => new Promise((resolve, reject) => {
        const look = () => stderr.includes(text) && resolve();
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`ended without saying '${text}': ${stderr}`)));
        look();
      }),
    };
  }

  /** Ends what a failed test left running, too: it would keep jest from ending. */
  public delete(): void {
    this.children.forEach(child => child.kill('SIGKILL'));
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}
