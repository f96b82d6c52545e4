// Runs tasks of the project side by side, where each keeps one core busy:
//
//   node .ci/side-by-side.js <task> <task> ...
//
// What a task says is printed when it has ended, so that nothing is mixed. Fails if one of them fails, after all have ended.
'use strict';

const { execFile } = require('child_process');
const path = require('path');

const projen = path.join(__dirname, '..', 'node_modules', '.bin', 'projen');

function run(task) {
  return new Promise((resolve) => {
    execFile(process.execPath, [projen, task], { maxBuffer: Infinity }, (error, stdout, stderr) => {
      process.stdout.write(stdout + stderr);
      if (error) console.log(`${task}: failed`);
      resolve(error === null);
    });
  });
}

Promise.all(process.argv.slice(2).map(run)).then((succeeded) => {
  process.exitCode = succeeded.every(Boolean) ? 0 : 1;
});
