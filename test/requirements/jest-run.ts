import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/**
 * Runs all tests of the project and returns jest's JSON. Jest's own chatter goes to stderr, because stdout is the report.
 *
 * Coverage is off: it is a gate of the build, and says nothing about a row.
 */
export function runJest(projectRoot: string): string {
  if (process.env.JEST_WORKER_ID !== undefined) {
    throw new Error('Jest must not be started from a test, it would run itself again; give --results FILE');
  }
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'requirements-'));
  try {
    const output = path.join(directory, 'results.json');
    const { error } = spawnSync(
      process.execPath,
      [require.resolve('jest/bin/jest'), '--coverage=false', '--ci', '--json', `--outputFile=${output}`],
      { cwd: projectRoot, stdio: ['ignore', process.stderr.fd, process.stderr.fd] },
    );
    if (error) {
      throw error;
    }
    // The exit code is not asked: failing tests are in the output too, with more to say about them.
    if (!fs.existsSync(output)) {
      throw new Error('Jest wrote no results; its messages are above');
    }
    return fs.readFileSync(output, 'utf8');
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}
