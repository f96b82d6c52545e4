import { ShellVariable } from './shell-json';

/** Without it nothing of a run may be done: a run that was refused has no epoch, and another shell does not know that of this one. */
const EPOCH = '${EPOCH:?begin was refused, or was made in another shell: stop}';

/** The run of an operator, in variables of the shell: who holds the lock, and the epoch that `begin` answered. */
export const SHELL_RUN = {
  runId: new ShellVariable('${RUN:?no run has begun in this shell}'),
  // A text would be another epoch.
  epoch: new ShellVariable(EPOCH, 'number'),
};

/** A command that does not name the run, and must not be carried out without it: RDS asks for no lock and for no epoch. */
export function withinRun(command: string): string {
  return `: "${EPOCH}" &&\n${command}`;
}
