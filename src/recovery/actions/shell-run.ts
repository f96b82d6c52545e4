import { ShellVariable } from './shell-json';

/** The run of an operator, in variables of the shell: who holds the lock, and the epoch that `begin` answered. */
export const SHELL_RUN = {
  runId: new ShellVariable('$RUN'),
  // A text would be another epoch.
  epoch: new ShellVariable('$EPOCH', 'number'),
};
