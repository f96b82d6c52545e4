import { staleness } from './example';
import { paymentsRunbook } from './payments-runbook';

test('DOC-01: the runbook in docs/runbooks/example.md is the one of the payments app; write-example.ts beside this test writes it anew', () => {
  expect(staleness(paymentsRunbook())).toBeUndefined();
});
