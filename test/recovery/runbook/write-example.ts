import { writeExample } from './example';
import { paymentsRunbook } from './payments-runbook';

/*
 * Writes docs/runbooks/example.md anew, from the app that the demo shows.
 */
writeExample(paymentsRunbook());
