const PROMOTION = 'a failover is asked for in the target\\\'s Region, answers as pending, and ends with the target as writer';
const REFUSED = 'a promotion %s is refused';
const SWITCHOVER = 'a switchover loses nothing, is asked for at the writer, and changes nothing when the writer is lost meanwhile';
const LOSING = 'a failover loses what was not replicated, and what an unreachable old writer took meanwhile';
const CALL_FAULT = 'the fault %s is seen as %s, with %i promotions accepted';
const METRIC_FAULT = 'a call that meets with %s succeeds, and says %s of a metric without values';
const BLIND = 'nobody can say the lag while the writer is lost';

/** Entries that a test proves beside others, by its title. The rest have tests of their own, named after them. */
export const PROVEN_BY: { readonly [entry: string]: string } = {
  'rds/region-failover': REFUSED,
  'rds/region-switchover': SWITCHOVER,
  'rds/region-switchover-elsewhere': SWITCHOVER,
  'rds/default-switchover': SWITCHOVER,
  'rds/target-arn': PROMOTION,
  'rds/answer': PROMOTION,
  'rds/idle': PROMOTION,
  'rds/busy': PROMOTION,
  'rds/already-writer': REFUSED,
  'rds/not-found': REFUSED,
  'rds/headless': 'a cluster without an instance is not promoted',
  'rds/headless-error': 'a cluster without an instance is not promoted',
  'rds/switchover-synchronised': SWITCHOVER,
  'rds/switchover-needs-source': SWITCHOVER,
  'rds/failover-loses': LOSING,
  'rds/failover-fence': LOSING,
  'rds/rejoin': LOSING,
  'rds/rejoin-status': LOSING,
  'rds/rejoin-snapshot-region': 'the snapshot of what a forced run may have lost is kept when the Region is back',
  'rds/metadata-everywhere': PROMOTION,
  'rds/status-survivor': PROMOTION,
  'rds/lag-metric': BLIND,
  'rds/lag-metric-blind': BLIND,
  'directed-call-faults/metric-failed': METRIC_FAULT,
  'directed-call-faults/metric-partial': METRIC_FAULT,
  'call-faults/timeout': CALL_FAULT,
  'call-faults/answered-late': CALL_FAULT,
  'call-faults/made-twice': CALL_FAULT,
  'call-faults/throttle': CALL_FAULT,
  'call-faults/server-error': CALL_FAULT,
  'call-faults/access-denied': CALL_FAULT,
  'call-faults/stale-read': 'a stale read answers what was before',
  'world-faults/clock-jump': 'the clock of a function may be off',
  'world-faults/region-lost': 'a function in a Region that is lost stands still, and goes on when the Region is back',
  'world-faults/region-returns': 'a function in a Region that is lost stands still, and goes on when the Region is back',
};
