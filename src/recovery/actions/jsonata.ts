/** What the execution was started with. Not `$states.input`, which is what the state before it gave. */
export const RUN_INPUT = '$states.context.Execution.Input';

/** An expression as a field of a state holds it. */
export function jsonata(expression: string): string {
  return `{% ${expression} %}`;
}

/** A text within an expression: JSONata takes the strings of JSON. */
export function text(value: string): string {
  return JSON.stringify(value);
}

/** A text or an expression in `{% … %}`, within an expression. */
export function inner(value: string): string {
  const expression = /^\{% ([\s\S]*) %\}$/.exec(value);
  return expression ? expression[1] : text(value);
}

/** A cause may hold a stack trace. */
const LONGEST_CAUSE = 1000;

/** What a catcher was given. */
export const ERROR = '$states.errorOutput.Error';
export const CAUSE = `($exists($states.errorOutput.Cause) ? $substring($states.errorOutput.Cause, 0, ${LONGEST_CAUSE}) : 'no cause')`;
