import * as fs from 'fs';
import * as path from 'path';
import { ignoreClosedPipe } from './closed-pipe';
import { runJest } from './jest-run';
import { run } from './program';
import { WAIVERS } from './waivers';

const projectRoot = path.resolve(__dirname, '..', '..');

process.stdout.on('error', ignoreClosedPipe);

// Not process.exit: it would cut off a report that a pipe has not read to its end.
process.exitCode = run(process.argv.slice(2), {
  projectRoot,
  waivers: WAIVERS,
  requirements: () => fs.readFileSync(path.join(projectRoot, 'docs', 'requirements.md'), 'utf8'),
  readFile: file => fs.readFileSync(file, 'utf8'),
  runTests: () => runJest(projectRoot),
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
});
