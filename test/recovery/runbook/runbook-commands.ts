import { FLAGS } from './cli-operations';
import { commandsOf } from './shell-words';

/** A call of the AWS CLI in a runbook. */
export interface AwsCall {
  /** For example `rds wait db-cluster-snapshot-available`. */
  readonly operation: string;
  readonly options: { readonly [name: string]: string };
  readonly positional: readonly string[];
  /** Of the section. */
  readonly title: string;
}

/** What is to be typed, section by section. */
export function blocksOf(markdown: string): { readonly title: string; readonly block: string }[] {
  return markdown.split(/^## /m).slice(1).flatMap(section => {
    const [title] = section.split('\n');
    return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => ({ title, block }));
  });
}

/** Every command of a runbook by its words, whatever it calls. */
export function programsOf(markdown: string): string[] {
  return blocksOf(markdown).flatMap(({ block }) => commandsOf(block)).map(({ words }) => words[0]);
}

export function awsCallsOf(markdown: string): AwsCall[] {
  return blocksOf(markdown).flatMap(({ title, block }) =>
    commandsOf(block).filter(({ words }) => words[0] === 'aws').map(({ words }) => awsCall(title, words.slice(1))));
}

/** What is sent as JSON, with the epoch that a shell has kept. */
export function payloadOf(text: string): { readonly [field: string]: unknown } {
  return JSON.parse(text.replace(/\$\{EPOCH:\?[^}]*\}/, '7'));
}

function awsCall(title: string, words: readonly string[]): AwsCall {
  const depth = words[1] === 'wait' ? 3 : 2;
  const options: { [name: string]: string } = {};
  const positional: string[] = [];
  for (let index = depth; index < words.length; index += 1) {
    const name = words[index].replace(/^--/, '');
    if (name === words[index]) {
      positional.push(name);
    } else if (name in options) {
      throw new Error(`--${name} stands twice in aws ${words.join(' ')}`);
    } else {
      options[name] = FLAGS.includes(name) ? '' : words[index += 1] ?? '';
    }
  }
  return { operation: words.slice(0, depth).join(' '), options, positional, title };
}
