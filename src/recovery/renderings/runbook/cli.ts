/** A value that is quoted for the shell already. */
export interface Quoted {
  readonly quoted: string;
}

/** Options of a command by their names, without hyphens. An empty text is an option without a value. */
export type Options = { readonly [name: string]: string | Quoted };

/** Beyond it a command is easier to read with an option on each line. */
const LONGEST_LINE = 200;

/**
 * A command of the AWS CLI version 2, quoted for bash. On one line where it fits, else an option on each line.
 *
 * @param region where the call is made: every command says it
 * @param further words behind the options, as they are
 */
export function aws(operation: string, region: string, options: Options, ...further: readonly string[]): string {
  const parts = [
    `aws ${operation}`,
    `--region ${region}`,
    ...Object.entries(options).map(([name, value]) => value === '' ? `--${name}` : `--${name} ${word(value)}`),
    ...further,
  ];
  const line = parts.join(' ');
  return line.length <= LONGEST_LINE ? line : parts.join(' \\\n  ');
}

/** The answer of a command, kept for the commands that follow. */
export function keep(variable: string, command: string): string {
  return `${variable}=$(${command})`;
}

/**
 * What jq makes of the answer of a command, kept for the commands that follow: nothing where there is none. Fails where the command does.
 * The CLI takes a query on the whole answer, all pages of it, only when it writes JSON; as text it takes it on each page.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html
 */
export function keepJson(variable: string, command: string, filter: string): string {
  return keep(variable, `set -o pipefail; ${command} | jq -rc '${filter}'`);
}

/** An option that is given when a variable of the shell holds something. */
export function whenSet(variable: string, option: string): string {
  return `\${${variable}:+--${option} "$${variable}"}`;
}

/** An option without a value that is given when a variable of the shell holds something. */
export function flagWhenSet(variable: string, option: string): string {
  return `\${${variable}:+--${option}}`;
}

/** Left alone where a shell has nothing to change in it; a value with `$` is meant to be expanded. */
function word(value: string | Quoted): string {
  if (typeof value !== 'string') {
    return value.quoted;
  }
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(value)) {
    return value;
  }
  return /[$']/.test(value) ? `"${value}"` : `'${value}'`;
}
