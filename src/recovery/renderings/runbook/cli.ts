/** Options of a command by their names, without hyphens. An empty text is an option without a value. */
export type Options = { readonly [name: string]: string };

/** Beyond it a command is easier to read with an option on each line. */
const LONGEST_LINE = 200;

/**
 * A command of the AWS CLI version 2, quoted for bash. On one line where it fits, else an option on each line.
 *
 * @param region where the call is made: every command says it
 */
export function aws(operation: string, region: string, options: Options): string {
  const parts = [
    `aws ${operation}`,
    `--region ${region}`,
    ...Object.entries(options).map(([name, value]) => value === '' ? `--${name}` : `--${name} ${quoted(value)}`),
  ];
  const line = parts.join(' ');
  return line.length <= LONGEST_LINE ? line : parts.join(' \\\n  ');
}

/** The answer of a command, kept for the commands that follow. */
export function keep(variable: string, command: string): string {
  return `${variable}=$(${command})`;
}

/** Left alone where a shell has nothing to change in it; a value with `$` is meant to be expanded. */
function quoted(value: string): string {
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(value)) {
    return value;
  }
  return /[$']/.test(value) ? `"${value}"` : `'${value}'`;
}
