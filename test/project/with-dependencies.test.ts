import { spawnSync } from 'child_process';
import * as fs from 'fs';
import { loadScript } from './project-files';
import { Sandbox } from './sandbox';

interface Script {
  installationState(root: string): string;
  installLock(root: string): string;
  isOlderThan(version: string, engines: string): boolean;
}

const script = loadScript<Script>('with-dependencies.js');

let sandbox: Sandbox;
beforeEach(() => { sandbox = new Sandbox(); });
afterEach(() => sandbox.delete());

describe('what is installed is compared with the lock file', () => {
  const wanted = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/for-another-platform': { version: '3.0.0', optional: true } };

  beforeEach(() => sandbox.lock(wanted));

  test('without a list of packages, as after an interrupted installation, it is missing', () => {
    sandbox.installed(wanted);
    sandbox.remove('node_modules/.package-lock.json');
    expect(script.installationState(sandbox.root)).toBe('missing');
  });

  test.each([
    ['the same packages', wanted, 'current'],
    ['an optional package less', { 'node_modules/a': { version: '1.0.0' } }, 'current'],
    ['another version', { 'node_modules/a': { version: '1.0.1' } }, 'stale'],
    ['another version of an optional package', { ...wanted, 'node_modules/for-another-platform': { version: '2.0.0' } }, 'stale'],
    ['a package less', { 'node_modules/for-another-platform': { version: '3.0.0' } }, 'stale'],
    ['a package more', { ...wanted, 'node_modules/b': { version: '1.0.0' } }, 'stale'],
  ])('with %s', (_, packages, state) => {
    sandbox.installed(packages);
    expect(script.installationState(sandbox.root)).toBe(state);
  });

  test('with a package of the same version but other content it is stale', () => {
    sandbox.lock({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-wanted' } });
    sandbox.installed({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-other' } });
    expect(script.installationState(sandbox.root)).toBe('stale');
  });
});

describe('the dependencies are installed when needed', () => {
  test('a fresh clone: from the lock file, told on standard error, before the tool runs', async () => {
    sandbox.tool('console.log("tool speaks")');
    const { code, stdout, stderr } = await sandbox.run(['tool']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'tool speaks\n' });
    expect(stderr).toMatch(/^Installing the dependencies from package-lock.json .*\nnpm says a lot\n$/);
    expect(sandbox.npmCalls).toEqual(['ci --no-audit --no-fund --include=dev --loglevel=error']);
  });

  test('a current installation: not again, and without a word', async () => {
    sandbox.installed({ 'node_modules/a': { version: '1.0.0' } });
    const { code, stderr } = await sandbox.run(['tool']);
    expect({ code, stderr, npmCalls: sandbox.npmCalls }).toEqual({ code: 0, stderr: '', npmCalls: [] });
  });

  test('a changed lock file: again', async () => {
    await sandbox.run(['tool']);
    sandbox.lock({ 'node_modules/a': { version: '2.0.0' } });
    await sandbox.run(['tool']);
    expect(sandbox.npmCalls).toHaveLength(2);
  });

  test('a failed installation: the tool does not run, and the next command installs again', async () => {
    sandbox.tool('console.log("tool speaks")');
    sandbox.write('npm-fails', '');
    const failed = await sandbox.run(['tool']);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('with-dependencies: npm ci failed (exit code 7); its messages are above\n');

    sandbox.remove('npm-fails');
    expect(await sandbox.run(['tool'])).toMatchObject({ code: 0, stdout: 'tool speaks\n' });
  });

  test('two commands at once: one installs, the other waits for it', async () => {
    sandbox.write('npm-holds', '');
    const first = sandbox.start(['tool']);
    await first.said('npm says a lot');
    const second = sandbox.start(['tool']);
    await second.said('Another process is installing the dependencies');
    sandbox.remove('npm-holds');

    expect([(await first.ended).code, (await second.ended).code]).toEqual([0, 0]);
    expect(sandbox.npmCalls).toHaveLength(1);
    expect(fs.existsSync(script.installLock(sandbox.root))).toBe(false);
  });

  test('a lock left by a process that has ended is taken over', async () => {
    fs.writeFileSync(script.installLock(sandbox.root), String(spawnSync(process.execPath, ['--version']).pid));
    expect((await sandbox.run(['tool'])).code).toBe(0);
  });
});

describe('the tool runs in the place of the caller', () => {
  beforeEach(() => sandbox.installed({ 'node_modules/a': { version: '1.0.0' } }));

  test('with all arguments, and silent about a Node.js version past its end', async () => {
    const name = 'JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION';
    sandbox.write('node_modules/.bin/tool', `#!${process.execPath}\nconsole.log(process.argv.slice(2).join('|'), process.env.${name})`);
    const { stdout } = await sandbox.run(['tool', 'task', '--', '--flag', 'two words']);
    expect(stdout).toBe(`task|--|--flag|two words ${process.versions.node.split('.')[0]}\n`);
  });

  test('its exit code is passed on', async () => {
    sandbox.write('node_modules/.bin/tool', `#!${process.execPath}\nprocess.exit(42)`);
    expect((await sandbox.run(['tool'])).code).toBe(42);
  });

  test('so is the signal that ended it', async () => {
    sandbox.write('node_modules/.bin/tool', `#!${process.execPath}\nprocess.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)`);
    expect(await sandbox.run(['tool'])).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});

describe('what is missing is told in one line', () => {
  test.each<[string, (root: Sandbox) => void, string[], number, RegExp]>([
    ['no tool named', () => undefined, [], 2, /^with-dependencies: usage: .*\n$/],
    ['an unknown tool', s => s.installed({ 'node_modules/a': { version: '1.0.0' } }), ['nope'], 127, /^with-dependencies: 'nope' is none of .*\n$/],
    ['no lock file', s => s.remove('package-lock.json'), ['tool'], 1, /^with-dependencies: package-lock.json is missing.*\n$/],
    ['a broken lock file', s => s.write('package-lock.json', '{'), ['tool'], 1, /^with-dependencies: .*package-lock.json cannot be read.*\n$/],
    ['an old Node.js', s => s.requireNode('>= 999.0.0'), ['tool'], 1, /^with-dependencies: Node.js >= 999.0.0 is needed, this is .*\n$/],
    ['no npm', s => s.remove('bin/npm'), ['tool'], 1, /^Installing .*\nwith-dependencies: npm was not found: .*\n$/],
  ])('%s', async (_, prepare, args, code, stderr) => {
    prepare(sandbox);
    const ended = await sandbox.run(args);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(stderr);
  });
});

test.each([
  ['20.15.9', true],
  ['20.16.0', false],
  ['20.16.1', false],
  ['20.9.0', true],
  ['22.0.0', false],
  ['9.99.99', true],
])('Node.js %s against >= 20.16.0: too old is %s', (version, tooOld) => {
  expect(script.isOlderThan(version, '>= 20.16.0')).toBe(tooOld);
});
