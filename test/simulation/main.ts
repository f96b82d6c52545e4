// Inherited from a shell where tests ran, it would be another app than the one that is deployed.
delete process.env.CDK_VALIDATION;
// Constructs of CDK call what CDK itself deprecates: nothing that a reader of this program's output could mend.
process.env.JSII_DEPRECATED ??= 'quiet';

import { templatesOf } from './deployment/deployment';
import { audit } from './scoreboard/audit';
import { OptionError, readOptions } from './scoreboard/options';
import { failuresOf } from './scoreboard/print';
import { rowsOf } from './scoreboard/rows';
import { tryAll } from './scoreboard/scoreboard';
import { timeLimitsOf } from './scoreboard/time-limits';
import { verdictOf } from './scoreboard/verdict';
import { paymentsApp } from '../app/payments-app';

/** Tries the rendered recovery of the payments app in the simulator, prints the scoreboard, and says by its exit code whether it holds. */
async function main(): Promise<number> {
  const task = readOptions(process.argv.slice(2));
  const begin = Date.now();
  const app = paymentsApp();
  const templates = templatesOf(app);
  const audited = audit(templates);
  const answer = await tryAll(templates, task);
  const rows = rowsOf(answer, audited, timeLimitsOf(app), task);
  const { text, exitCode } = verdictOf(rows, failuresOf(answer, audited), (Date.now() - begin) / 1000);
  process.stdout.write(text);
  return exitCode;
}

// Not process.exit: it would cut off output that a pipe has not read to its end.
main().then(code => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error instanceof OptionError ? error.message : error.stack}\n`);
  process.exitCode = 2;
});
