import * as path from 'path';

// Inherited from a shell where tests ran, it would switch off what this program is for.
delete process.env.CDK_VALIDATION;
// Constructs of CDK call what CDK itself deprecates: nothing that a reader of this program's output could mend.
process.env.JSII_DEPRECATED ??= 'quiet';

import { run } from './program';
import { paymentsApp } from '../app/payments-app';

const root = path.resolve(__dirname, '..', '..');

// Not process.exit: it would cut off output that a pipe has not read to its end.
process.exitCode = run({
  buildApp: paymentsApp,
  outputFolder: path.join(root, 'demo-out'),
  workingFolder: process.cwd(),
  now: Date.now,
  print: line => process.stdout.write(`${line}\n`),
});
