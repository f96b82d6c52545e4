import { STANDBY } from '../../system';
import type { Expectation } from '../../trial';

/** What people are told when the standby holds home for lost, when a forced run to it has ended, and when somebody has to do what automation may not. */
export const TOLD = {
  succeeded: 'critical: Failover to us-west-2 of Payments prod succeeded',
  failed: 'critical: Failover to us-west-2 of Payments prod failed',
  lost: 'critical: ALARM: payments-prod-detection-decision-us-west-2',
  nobodyActs: 'critical: ALARM: payments-prod-monitoring-recovery-nobody-acts-us-west-2',
} as const;

/** The one right end of a lost Region: the standby serves, by one run, within the objective of the app, and people are told. */
export const TAKEN_OVER: Expectation = { at: STANDBY, promotions: 1, moves: 1, runs: 1, begun: 1, within: 300, pages: [TOLD.succeeded] };
