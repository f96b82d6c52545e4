import * as childProcess from 'child_process';
import { runJest } from './jest-run';

jest.mock('child_process');

test('OPS-15: jest is not started from within a test', () => {
  expect(() => runJest('.')).toThrow('Jest must not be started from a test');
  expect(childProcess.spawnSync).not.toHaveBeenCalled();
});
