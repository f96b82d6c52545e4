// Runs one of the project's tools and installs the dependencies from the lock file first when they are not there:
//
//   node .ci/with-dependencies.js <tool> [arguments]
//
// so that the commands of the README work on a fresh clone. Standard output belongs to the tool alone.
//
// Deliberately old syntax: a Node.js that is too old must get as far as reading its own error message.
'use strict';

const childProcess = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');

const INSTALL_WAIT_LIMIT_MS = 10 * 60 * 1000;
const INSTALL_POLL_MS = 200;

/** A cause that is told in one line, without a stack trace. */
class Stop extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode || 1;
  }
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw new Stop(`${file} cannot be read: ${error.message}`);
  }
}

/** Whether a version such as '20.11.1' is older than the minimum of an engines entry such as '>= 20.16.0'. */
function isOlderThan(version, engines) {
  const numbers = (text) => /(\d+)\.(\d+)\.(\d+)/.exec(text).slice(1).map(Number);
  const running = numbers(version);
  const minimum = numbers(engines);
  const different = running.findIndex((part, index) => part !== minimum[index]);
  return different >= 0 && running[different] < minimum[different];
}

/**
 * Compares what npm installed with what the lock file asks for: 'current', 'missing' or 'stale'.
 *
 * npm lists the packages of a tree in node_modules/.package-lock.json as its very last step, whoever started it, so an
 * interrupted installation has no such list, and a developer's own `npm install` or `npm ci` counts. A package may be
 * absent only when it is optional: those for other platforms are.
 */
function installationState(root) {
  const lock = readJson(path.join(root, 'package-lock.json'));
  if (!lock) throw new Stop('package-lock.json is missing: restore it from version control');
  const list = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  if (!list) return 'missing';

  const wanted = lock.packages;
  const installed = list.packages;
  const same = (name) => wanted[name] && installed[name]
    && wanted[name].version === installed[name].version && wanted[name].integrity === installed[name].integrity;
  const dispensable = (name) => name === '' || (!installed[name] && (wanted[name].optional || wanted[name].devOptional));

  const isCurrent = Object.keys(wanted).every((name) => dispensable(name) || same(name)) && Object.keys(installed).every(same);
  return isCurrent ? 'current' : 'stale';
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Outside the tree, which must not change. */
function installLock(root) {
  const digest = crypto.createHash('sha256').update(fs.realpathSync(root)).digest('hex').slice(0, 12);
  return path.join(os.tmpdir(), `cdk-multi-region-dr-install-${digest}.lock`);
}

/** The process that a lock names; undefined while the lock is being written or has just gone. */
function lockHolder(lock) {
  try {
    return Number(fs.readFileSync(lock, 'utf8')) || undefined;
  } catch (error) {
    return undefined;
  }
}

/**
 * Lets one process at a time install into this work tree; answers the function that ends the turn. The lock names
 * its process, so that one left by a killed process is taken over.
 */
async function takeInstallTurn(root) {
  const lock = installLock(root);
  const deadline = Date.now() + INSTALL_WAIT_LIMIT_MS;
  let told = false;
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw new Stop(`${lock} cannot be written: ${error.message}`);
    }
    const holder = lockHolder(lock);
    if (holder && !isRunning(holder)) {
      fs.rmSync(lock, { force: true });
      continue;
    }
    if (Date.now() > deadline) throw new Stop(`another installation takes too long: end it or delete ${lock}`);
    if (!told) console.error('Another process is installing the dependencies: waiting for it …');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, INSTALL_POLL_MS));
  }
}

/** Development packages and error messages are asked for explicitly: NODE_ENV and `npm run --silent` would drop them. */
function install(root) {
  console.error('Installing the dependencies from package-lock.json (about half a minute) …');
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  const result = childProcess.spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.error && result.error.code === 'ENOENT') throw new Stop('npm was not found: install Node.js together with npm');
  if (result.error) throw new Stop(`npm cannot be started: ${result.error.message}`);
  if (result.status !== 0) throw new Stop(`npm ci failed (${result.signal || `exit code ${result.status}`}); its messages are above`);
  if (installationState(root) !== 'current') throw new Stop('npm ci left packages that differ from package-lock.json');
}

async function ensureDependencies(root) {
  if (installationState(root) === 'current') return;
  const endTurn = await takeInstallTurn(root);
  try {
    // Somebody else's turn may have installed everything while this process waited for its own.
    if (installationState(root) !== 'current') install(root);
  } finally {
    endTurn();
  }
}

/** Runs the tool in the caller's place: same streams, same signals, same end. */
function runTool(root, tool, args) {
  const executable = path.join(root, 'node_modules', '.bin', tool);
  if (!fs.existsSync(executable)) throw new Stop(`'${tool}' is none of the project's tools (node_modules/.bin)`, 127);
  const major = process.versions.node.split('.')[0];
  const env = Object.assign({}, process.env, { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: major });
  return new Promise((resolve, reject) => {
    const child = childProcess.spawn(executable, args, { stdio: 'inherit', env });
    // A terminal sends Ctrl-C to the tool as well; the other two reach only this process.
    process.on('SIGINT', () => undefined);
    ['SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => child.kill(signal)));
    child.on('error', (error) => reject(new Stop(`'${tool}' cannot be started: ${error.message}`, 126)));
    child.on('exit', (code, signal) => {
      ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((name) => process.removeAllListeners(name));
      if (signal) process.kill(process.pid, signal);
      resolve(code);
    });
  });
}

async function main(root, args) {
  if (args.length === 0) throw new Stop('usage: node .ci/with-dependencies.js <tool> [arguments]', 2);
  const manifest = readJson(path.join(root, 'package.json'));
  if (isOlderThan(process.versions.node, manifest.engines.node)) {
    throw new Stop(`Node.js ${manifest.engines.node} is needed, this is ${process.versions.node}: install a newer one`);
  }
  await ensureDependencies(root);
  return runTool(root, args[0], args.slice(1));
}

if (require.main === module) {
  main(path.dirname(__dirname), process.argv.slice(2)).then(
    (exitCode) => { process.exitCode = exitCode; },
    (error) => {
      console.error(error instanceof Stop ? `with-dependencies: ${error.message}` : error);
      process.exitCode = error.exitCode || 1;
    },
  );
}

module.exports = { installationState, installLock, isOlderThan };
