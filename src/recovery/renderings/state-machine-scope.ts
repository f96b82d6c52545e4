import type { StepEnd } from '../actions/action-kind';
import { inner, jsonata, text } from '../actions/jsonata';

/** States by their names. */
export interface States {
  readonly [name: string]: object;
}

/** A chain of states, and the first of them. */
export interface Chain {
  readonly entry: string;
  readonly states: States;
}

/**
 * Where variables are kept: those of a branch go out of scope with it, and no branch may assign one of the machine's.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export interface Scope {
  /** The times of the steps that were taken. */
  readonly steps: string;
  /** What failed and did not end the run. */
  readonly findings: string;
  /** What ended it. */
  readonly failure: string;
  /** The state to which a step leads that ends the run. */
  readonly onFailure: string;
  /** What else is noted then, by the id of the step, which is the name of its first state. */
  readonly resume: (id: string) => object;
}

/** The machine's own variables. */
export const MACHINE_SCOPE: Omit<Scope, 'onFailure'> = {
  steps: 'steps', findings: 'findings', failure: 'failure', resume: id => ({ resumeAt: id }),
};

/** Those of a branch. Two branches never see each other's. A redrive returns to the phase. */
export const BRANCH_SCOPE: Omit<Scope, 'onFailure'> = {
  steps: 'branchSteps', findings: 'branchFindings', failure: 'branchFailure', resume: () => ({}),
};

/** Notes that a step was taken. */
export function taken({ steps }: Scope, id: string, startedAt: string): object {
  return { [steps]: jsonata(`$append($${steps}, [{'id': ${text(id)}, 'startedAt': ${startedAt}, 'endedAt': $now()}])`) };
}

/** Notes what ended the run, and which state a redrive returns to: the first of the step, which looks before it acts. */
export function stopped(scope: Scope, id: string, error: string, cause: string): object {
  return { [scope.failure]: jsonata(`{'step': ${text(id)}, 'error': ${error}, 'cause': ${cause}}`), ...scope.resume(id) };
}

/** Notes what did not. */
export function noted({ findings }: Scope, id: string, error: string, cause: string): object {
  return { [findings]: jsonata(`$append($${findings}, [{'id': ${text(id)}, 'ok': false, 'detail': ${error} & ': ' & ${cause}}])`) };
}

/** How an end is written as two expressions. */
export function expressionsOf({ error, cause }: StepEnd): { error: string; cause: string } {
  return { error: text(error), cause: inner(cause) };
}
