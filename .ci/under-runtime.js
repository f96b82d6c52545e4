// Runs a script under the Node.js version of the functions, and installs that first where this is another one:
//
//   node .ci/under-runtime.js <script> [arguments]
//
// The version is the one that the functions are bundled for. It is kept outside the tree, like the Python environments of .ci/run.
'use strict';

const childProcess = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const root = path.dirname(__dirname);

/** The major version of the functions' runtime: the target of every bundle. */
function runtimeVersion() {
  const { tasks } = JSON.parse(fs.readFileSync(path.join(root, '.projen', 'tasks.json'), 'utf8'));
  const targets = Object.keys(tasks).filter((name) => /^bundle:.*\.lambda$/.test(name))
    .map((name) => /--target=node(\d+)/.exec(tasks[name].steps[0].execArgs.join(' '))[1]);
  const [version, ...others] = [...new Set(targets)];
  if (version === undefined || others.length > 0) throw new Error(`the bundles have no common target: ${targets.join(', ')}`);
  return version;
}

/** The binary alone, of the platform's own package: that of the name `node` needs an install script, which npm may be told not to run. */
function install(version) {
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  const folder = path.join(cache, 'cdk-multi-region-dr', `node-${version}`);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const executable = path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!fs.existsSync(executable)) {
    console.error(`Installing Node.js ${version}, the runtime of the functions …`);
    // npm moves a package to its place when it is complete.
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    const args = ['install', '--prefix', folder, ...options, `${name}@${version}`];
    const { status, error } = childProcess.spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
    if (error || status !== 0 || !fs.existsSync(executable)) throw new Error(`npm could not install ${name}@${version}`);
  }
  return executable;
}

function main(args) {
  const version = runtimeVersion();
  const executable = process.versions.node.split('.')[0] === version ? process.execPath : install(version);
  return childProcess.spawnSync(executable, args, { cwd: root, stdio: 'inherit' }).status;
}

if (require.main === module) {
  try {
    const status = main(process.argv.slice(2));
    process.exitCode = status === null ? 1 : status;
  } catch (error) {
    console.error(`under-runtime: ${error.message}`);
    process.exitCode = 1;
  }
}

module.exports = { runtimeVersion };
