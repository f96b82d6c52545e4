import { spawnSync } from 'child_process';
import * as path from 'path';

const CLI = path.resolve(__dirname, 'aws-cli.js');

/** Programs that the runbook calls and no test has: functions of the shell, which ask one process beside it. */
const PROGRAMS = `
coproc "$NODE" '${CLI}'
exec 4>&"\${COPROC[1]}" 5<&"\${COPROC[0]}"
ask() {
  local reply printed
  printf '%s\\0' "$@" >&4
  printf '\\1' >&4
  IFS= read -r -d $'\\1' reply <&5
  printed=\${reply#*$'\\2'}
  printf '%s' "\${printed#*$'\\2'}" >&2
  printf '%s' "\${printed%%$'\\2'*}"
  return "\${reply%%$'\\2'*}"
}
aws() { ask aws "$@"; }
command() { if [ "$1" = aws ]; then ask "$@"; else builtin command "$@"; fi; }
jq() { ask jq "$@" "$(cat)"; }
`;

/** What AWS was asked, in order. */
export interface Asked {
  readonly operation: string;
  readonly options: { readonly [name: string]: string };
}

export interface Typed {
  readonly asked: readonly Asked[];
  readonly printed: string;
  readonly errors: string;
}

/** What there is in AWS, as the stand-in of the CLI reads it. */
export interface World {
  readonly clusters?: object;
  readonly instances?: readonly object[];
  readonly snapshots?: readonly object[];
  readonly runs?: readonly object[];
  /** The ARN of the newest execution of each machine. */
  readonly execution?: string;
  /** What the log of the decider has. */
  readonly decisions?: readonly object[];
  /** What functions throw that are called, by a part of their name. */
  readonly throws?: { readonly [functionName: string]: string };
  /** Operations that are refused, in one Region where it is named behind. */
  readonly fails?: readonly string[];
}

/** What is printed when the shell is still there for whoever types. */
export const ALIVE = 'still here';

/** Types blocks of commands into an interactive shell, one after the other, whatever becomes of each. */
export function typeInto(blocks: readonly string[], world: World = {}): Typed {
  const input = [PROGRAMS, ...blocks, `echo '${ALIVE}'`].join('\n');
  const { output: [, printed, errors, told] } = spawnSync('bash', ['--norc', '--noprofile', '--noediting', '-i'], {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE: process.execPath, WORLD: JSON.stringify(world), HISTFILE: '', PS1: '', PS2: '' },
  });
  return { printed: printed!, errors: errors!, asked: told!.split('\n').slice(0, -1).map(line => JSON.parse(line)) };
}
