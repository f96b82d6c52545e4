import type { TaskKind } from '../actions/action-kind';
import { CAUSE, ERROR, text } from '../actions/jsonata';
import { TIME_OVER } from '../actions/passing-errors';
import type { RunErrorName } from '../handlers/run-errors';

/** A kind, as far as its ends go. */
export interface Ends extends Pick<TaskKind, 'errors' | 'timedOutAs' | 'failedAs'> {
  /** What services call a failure that might have passed. */
  readonly passing: readonly string[];
}

/** Where a failure leads, and what is noted of it. Both parts are expressions. */
export type OnFailure = (error: string, cause: string) => { readonly Assign: object; readonly Next: string };

/**
 * Names of their own first, then the time limit, then what may pass and did not, then everything else. A run ends under a name of
 * `RUN_ERRORS`, whoever failed: alarms, reports and runbooks know those. What the service called it is in the cause.
 */
export function catchersOf({ errors, timedOutAs = 'ServiceUnavailable', failedAs, passing }: Ends, seconds: number, onFailure: OnFailure): { Catch: object[] } {
  const named = errors.length === 0 ? [] : [{ ErrorEquals: [...errors], ...onFailure(ERROR, CAUSE) }];
  return {
    Catch: [
      ...named,
      { ErrorEquals: [TIME_OVER], ...onFailure(text(timedOutAs), text(`no answer within ${seconds} seconds`)) },
      ...failedAs === undefined ? [{ ErrorEquals: [...passing], ...called('ServiceUnavailable', onFailure) }] : [],
      catcherOfAll(onFailure, failedAs),
    ],
  };
}

/** For whatever nobody foresaw. */
export function catcherOfAll(onFailure: OnFailure, name: RunErrorName = 'CallFailed'): object {
  return { ErrorEquals: ['States.ALL'], ...called(name, onFailure) };
}

function called(name: RunErrorName, onFailure: OnFailure): object {
  return onFailure(text(name), `${ERROR} & ': ' & ${CAUSE}`);
}
