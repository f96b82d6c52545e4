import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import * as path from 'path';
import { ignoreClosedPipe } from './closed-pipe';

test('a closed pipe is no failure, anything else on the stream is', () => {
  const failing = (code: string) => () => ignoreClosedPipe(Object.assign(new Error(code), { code }));
  expect(failing('EPIPE')).not.toThrow();
  expect(failing('ENOSPC')).toThrow('ENOSPC');
});

test('with the handler a program ends as it wants to, whose reader has gone', () => {
  const program = `process.stdout.on('error', ${ignoreClosedPipe}); process.stdout.write('x'.repeat(1e6)); process.exitCode = 3;`;
  const { stdout, stderr } = spawnSync('bash', ['-c', '"$0" -e "$1" | true; echo "${PIPESTATUS[0]}"', process.execPath, program], { encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['3\n', '']);
});

test('the program of the requirements has the handler', () => {
  expect(readFileSync(path.join(__dirname, 'main.ts'), 'utf8')).toContain("process.stdout.on('error', ignoreClosedPipe);");
});
