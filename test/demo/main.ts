import * as path from 'path';

// Inherited from a shell where tests ran, it would switch off what this program is for.
delete process.env.CDK_VALIDATION;
// Constructs of CDK call what CDK itself deprecates: nothing that a reader of this program's output could mend.
process.env.JSII_DEPRECATED ??= 'quiet';

import { run } from './program';
import type { DemoOptions } from './simulation/options';
import { OptionError, optionsOf, USAGE } from './simulation/options';
import { COLUMNS } from './text';
import { paymentsApp } from '../app/payments-app';
import { asksForHelp } from '../support/asks-for-help';

const root = path.resolve(__dirname, '..', '..');
const { stdout } = process;

function demonstrate(options: DemoOptions): Promise<number> {
  return run({
    buildApp: paymentsApp,
    outputFolder: path.join(root, 'demo-out'),
    workingFolder: process.cwd(),
    now: Date.now,
    print: line => stdout.write(`${line}\n`),
    terminal: {
      isTTY: stdout.isTTY === true && process.env.TERM !== 'dumb',
      columns: stdout.columns ?? COLUMNS,
      hasColours: stdout.isTTY === true && stdout.hasColors() && process.env.NO_COLOR === undefined,
      write: text => stdout.write(text),
      wait: async milliseconds => new Promise(resolve => { setTimeout(resolve, milliseconds); }),
    },
    options,
  });
}

async function main(): Promise<number> {
  if (asksForHelp(process.argv)) {
    stdout.write(`${USAGE}\n`);
    return 0;
  }
  try {
    return await demonstrate(optionsOf(process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof OptionError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

// Not process.exit: it would cut off output that a pipe has not read to its end.
void main().then(exitCode => { process.exitCode = exitCode; });
