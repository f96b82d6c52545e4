// Inherited from a shell where tests ran, it would be another app than the one that is deployed.
delete process.env.CDK_VALIDATION;
// Constructs of CDK call what CDK itself deprecates: nothing that a reader of this program's output could mend.
process.env.JSII_DEPRECATED ??= 'quiet';

import { templatesOf } from './deployment/deployment';
import { audit } from './scoreboard/audit';
import { isKnown, mayBeKilled, noSuchName } from './scoreboard/names';
import { OptionError, readOptions, USAGE } from './scoreboard/options';
import { failuresOf } from './scoreboard/print';
import { rowsOf } from './scoreboard/rows';
import { tryAll } from './scoreboard/scoreboard';
import { timeLimitsOf } from './scoreboard/time-limits';
import { verdictOf } from './scoreboard/verdict';
import { paymentsApp } from '../app/payments-app';
import { asksForHelp } from '../support/asks-for-help';

/** Tries the rendered recovery of the payments app in the simulator, prints the scoreboard, and says by its exit code whether it holds. */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const task = readOptions(args);
  const isSure = isKnown(task);
  const begin = Date.now();
  const app = paymentsApp();
  const templates = templatesOf(app);
  if (!isSure && !mayBeKilled(task.only!, JSON.stringify(templates))) {
    process.stderr.write(`${noSuchName(task.only!)}\n`);
    return 1;
  }
  const audited = audit(templates);
  const answer = await tryAll(templates, task);
  const rows = rowsOf(answer, audited, timeLimitsOf(app), task);
  const { text, exitCode } = verdictOf(rows, failuresOf(answer, audited), (Date.now() - begin) / 1000);
  process.stdout.write(text);
  if (!isSure && rows.every(({ count }) => count === 0)) {
    process.stderr.write(`${noSuchName(task.only!)}\n`);
  }
  return exitCode;
}

// Not process.exit: it would cut off output that a pipe has not read to its end.
main().then(code => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error instanceof OptionError ? error.message : error.stack}\n`);
  process.exitCode = 2;
});
