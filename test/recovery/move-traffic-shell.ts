import { spawnSync } from 'child_process';
import { readProjectFile } from '../project/project-files';

export const page = readProjectFile('docs', 'runbooks', 'move-traffic.md');

/** A call of the AWS CLI: what it does, its options, and whether AWS took it. */
export interface Call {
  readonly command: string;
  readonly options: { readonly [name: string]: string };
  readonly succeeded: boolean;
}

/** What AWS answers while the commands run. */
export interface Aws {
  /** The epoch that the table of a Region holds, in state and latch. */
  readonly epochs?: { readonly [region: string]: number };
  /** Which transactions are refused, counted from 1, as by a lock. */
  readonly refused?: readonly number[];
  /** No table can be read until the shell has slept. */
  readonly unreadable?: boolean;
  /** The health checks that follow an alarm. */
  readonly checks?: { readonly [alarmName: string]: readonly string[] };
}

const AWS = readProjectFile('test', 'recovery', 'move-traffic-aws.sh');

/** The blocks of a section, in their order. */
export function blocksUnder(title: string): string[] {
  const section = page.split(/^## /m).find(text => text.startsWith(`${title}\n`))!;
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text);
}

/** Types commands into a shell as an operator does, after those of "Once in your shell": it goes on after a command that fails. */
export function callsOf(commands: readonly string[], { epochs = {}, refused = [], unreadable = false, checks = {} }: Aws = {}): Call[] {
  const entries = (values: object) => Object.entries(values).map(([name, value]) => `[${name}]='${[value].flat().join(' ')}'`).join(' ');
  const world = `declare -A EPOCHS=(${entries(epochs)}) CHECKS=(${entries(checks)})\nREFUSED='${refused.join(' ')}' UNREADABLE=${unreadable ? 'yes' : ''}\n`;
  const input = [world, AWS, ...blocksUnder('Once in your shell'), ...commands].join('\n');
  const { output: [, , stderr, told] } = spawnSync('bash', ['--norc'], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  expect(stderr).toBe('');
  return told!.split('\x01').slice(0, -1).map(parsed);
}

function parsed(call: string): Call {
  const words = call.split('\0').slice(0, -1);
  const [service, operation, ...rest] = words.slice(0, -1);
  const options: { [name: string]: string } = {};
  for (let index = 0; index < rest.length; index += 1) {
    options[rest[index].replace(/^--/, '')] = rest[index + 1]?.startsWith('--') === false ? rest[index += 1] : '';
  }
  return { command: `${service} ${operation}`, options, succeeded: words[words.length - 1] === '0' };
}
