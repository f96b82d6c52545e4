import { aws, keep } from './cli';
import { expect, shell } from './markdown';
import type { RunbookFacts } from './runbook-facts';

/**
 * A Region that is silent must not keep the other one from being asked. An answer may take longer than 60 seconds, the
 * time limit of functions of recovery where none was set: a call that is given up before is made again.
 */
const CONNECT_SECONDS = 5;
const READ_SECONDS = 65;
/** Of each call, the first included: one is throttled now and then, and while a command waits for something that would end it. */
const ATTEMPTS = 2;

/** What is typed once in each shell. */
export function aboutYou({ home, standby }: RunbookFacts): string[] {
  const whoAmI = [standby, home]
    .map(({ name }) => aws('sts get-caller-identity', name, { query: 'Arn', output: 'text' }));
  return [
    '**Once in each shell.** Answers are printed as JSON, not paged: a pager would swallow what is pasted behind it. A Region that is silent is given up '
    + `after ${ATTEMPTS} attempts of ${CONNECT_SECONDS} seconds, whatever is asked: \`aws\` is a function of the shell from here on. Who you are is asked of one Region, and, where that is silent, of the other one:`,
    shell(
      `export AWS_PAGER="" AWS_DEFAULT_OUTPUT=json AWS_MAX_ATTEMPTS=${ATTEMPTS}`,
      `aws() { command aws --cli-connect-timeout ${CONNECT_SECONDS} --cli-read-timeout ${READ_SECONDS} "$@"; }`,
      `${keep('OPERATOR', whoAmI.join(' ||\n  '))} && echo "$OPERATOR"`,
    ),
    expect(`the ARN of your role in account ${home.region.env.account!}. An error here means: other credentials first.`),
    'Then why you act: paste the line, and type it, in one line. Again whenever it is another thing that you do.',
    // What would end a string of JSON is left out. One line, so that what is read is typed, and not the line behind it.
    shell('printf \'Why? \'; read -r TYPED; REASON=${TYPED//[\\"\\\\[:cntrl:]]/}'),
    'Both are recorded. A command that needs them says so while they are empty, and does nothing: `REASON: say why, see Read this first`. '
    + 'Others ask for a name, a time or a token in the same way: set the variable, `NAME=\'...\'`, and paste the command again.',
  ];
}
