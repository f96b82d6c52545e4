/** An error of a state: what `Retry` and `Catch` see. */
export class StateError extends Error {
  constructor(public readonly error: string, public readonly reason: string) {
    super(`${error}: ${reason}`);
  }
}

/** The execution, or a branch beside one that failed, was ended from outside: nothing catches it. */
export class Stopped extends Error {}

/** Errors that `States.ALL` does not match. */
const BEYOND_ALL = ['States.DataLimitExceeded', 'States.Runtime'];

/** Whether a retrier or catcher is for an error. */
export function matches(errorEquals: readonly string[], error: string): boolean {
  return errorEquals.some(name => name === error
    || (name === 'States.ALL' && !BEYOND_ALL.includes(error))
    || (name === 'States.TaskFailed' && error !== 'States.Timeout' && !BEYOND_ALL.includes(error)));
}
