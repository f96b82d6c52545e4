import { staleness } from './example';
import { paymentsRunbook } from './payments-runbook';

test('the runbook in docs/runbooks/example.md is the one of the payments app; write-example.ts beside this test writes it anew', () => {
  expect(staleness(paymentsRunbook())).toBeUndefined();
});
