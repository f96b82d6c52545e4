import * as fs from 'fs';
import * as path from 'path';

// As in the demo: whatever the shell says, the rules are applied, and nothing is printed that no reader could mend.
delete process.env.CDK_VALIDATION;
process.env.JSII_DEPRECATED ??= 'quiet';

import { acknowledgementsIn } from './acknowledged';
import { findingsOf } from './findings';
import { addTemplateRules, REPORT_FILE, STRICT_CONTEXT } from './validators';
import { everyOption } from '../app/every-option';

/*
 * Synthesises the app with every option into the folder given, under CloudFormation's rules, strict. Fails when one of them is broken.
 */
const [outdir] = process.argv.slice(2);
const app = everyOption({ outdir, context: STRICT_CONTEXT });
const validator = addTemplateRules(app);
app.synth();
const { failures } = findingsOf(JSON.parse(fs.readFileSync(path.join(outdir, REPORT_FILE), 'utf8')), acknowledgementsIn(app));
const { rules, templates } = validator.examined();
for (const { rule, constructPath, properties, message } of failures) {
  console.log(`${rule} at ${constructPath} ${properties.join(', ')}\n  ${message}`);
}
console.log(`${failures.length} findings of ${rules} rules on ${templates} templates`);
process.exitCode = failures.length > 0 || templates === 0 ? 1 : 0;
