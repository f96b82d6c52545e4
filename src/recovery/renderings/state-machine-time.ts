import { jsonata } from '../actions/jsonata';

/** When the present state was entered, an expression: once, however often its call is made. */
export const ENTERED = '$states.context.State.EnteredTime';

/** The moment so long after the present state was entered, in milliseconds, an expression. */
export function deadlineIn(seconds: number): string {
  return `$toMillis(${ENTERED}) + ${seconds * 1000}`;
}

/**
 * The time limit of one attempt: what is left until the deadline, so that an attempt and those before it keep to it together. Were it
 * computed for the first attempt only, each would have `seconds`.
 *
 * @param seconds the longest that any attempt may take
 * @param deadline an expression, in milliseconds
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export function timeLeft(seconds: number, deadline: string): string {
  return jsonata(`$max([1, $min([${seconds}, $ceil((${deadline} - $millis()) / 1000)])])`);
}
