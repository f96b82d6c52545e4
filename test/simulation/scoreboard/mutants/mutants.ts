import { withoutInvertedLatch, withoutLatch, withoutLevelTrigger, withoutQuorum } from './deployments';
import { withoutAwaitedReplication, withoutEpoch, withoutIdempotence, withoutLock, withoutReadLatch, withoutRecordedLag } from './handlers';
import { ARMED, ENDPOINT_LOSS, LOSS, MINUTE, REGION_LOSS, schedule, start, world } from '../scenarios';
import type { Alteration } from '../system';
import { HOME, STANDBY } from '../system';
import type { Trial } from '../trial';

/** A system without one of its rules, a trial that the whole system passes, and what has to be said of the mutant. */
export interface Mutant {
  readonly without: string;
  readonly alteration: Alteration;
  readonly trial: Omit<Trial, 'alteration' | 'name'>;
  /** The law that stands for the rule. */
  readonly caughtBy: readonly string[];
}

const AT_STANDBY = { at: STANDBY, promotions: 1, moves: 1, runs: 1 };

export const MUTANTS: readonly Mutant[] = [
  {
    without: 'the lock',
    alteration: withoutLock,
    trial: { schedule: schedule({ world: [REGION_LOSS], orders: [start('failover', STANDBY, 10 * MINUTE, 'one'), start('failover', STANDBY, 10 * MINUTE + 5000, 'other')] }), expects: { ...AT_STANDBY, begun: 1, ends: { SUCCEEDED: 1, RunInProgress: 1 } } },
    caughtBy: ['one-run-per-region'],
  },
  {
    without: 'the latch',
    alteration: withoutLatch,
    trial: { schedule: schedule({ world: [ENDPOINT_LOSS] }), expects: { unchanged: true } },
    caughtBy: ['traffic-needs-decision'],
  },
  {
    without: 'the inverted latch on SECONDARY',
    alteration: withoutInvertedLatch,
    trial: {
      schedule: schedule({ orders: ARMED, world: [world('region-lost', HOME, LOSS, { until: LOSS + 8 * MINUTE }), world('application-down', STANDBY, LOSS + 10 * MINUTE, { until: LOSS + 14 * MINUTE })] }),
      expects: { promotions: 1, moves: 1 },
    },
    caughtBy: ['latch-holds'],
  },
  {
    without: 'the quorum',
    alteration: withoutQuorum,
    trial: { schedule: schedule({ orders: ARMED, world: [ENDPOINT_LOSS] }), expects: AT_STANDBY },
    caughtBy: ['force-needs-loss'],
  },
  {
    without: 'the epoch',
    alteration: withoutEpoch,
    trial: { schedule: schedule({ orders: ARMED, world: [REGION_LOSS] }), expects: AT_STANDBY },
    caughtBy: ['one-writer-per-epoch'],
  },
  {
    without: 'the idempotence check',
    alteration: withoutIdempotence,
    trial: {
      schedule: schedule({ orders: ARMED, world: [REGION_LOSS], calls: [{ fault: 'answered-late', principal: 'aurora-promoter', operation: 'FailoverGlobalCluster', from: LOSS, until: 20 * MINUTE, times: 1 }] }),
      expects: AT_STANDBY,
    },
    caughtBy: ['asked-once'],
  },
  {
    without: 'the level trigger',
    alteration: withoutLevelTrigger,
    trial: { schedule: schedule({ orders: ARMED, world: [REGION_LOSS, world('alarm-events-lost', STANDBY, 0)] }), expects: AT_STANDBY },
    caughtBy: ['loss-is-answered'],
  },
  {
    without: 'the wait for replication',
    alteration: withoutAwaitedReplication,
    trial: {
      system: 'sessions',
      // Replication falls behind when the run has looked at it, and is at its end before the run would give up.
      schedule: schedule({ orders: [start('planned', STANDBY, LOSS)], world: [world('sessions-lag', HOME, LOSS + 5000, { amount: 2 * MINUTE, until: LOSS + 5 * MINUTE })] }),
      expects: { ends: { SUCCEEDED: 1 } },
    },
    caughtBy: ['planned-run-misses-no-session'],
  },
  {
    without: 'the look at the latch',
    alteration: withoutReadLatch,
    trial: {
      system: 'sessions',
      // Health checks have led the traffic to the standby, and lead it back until Route 53 has read the latch.
      schedule: schedule({ orders: [start('failover', STANDBY, LOSS + 65_000)], world: [world('region-lost', HOME, LOSS, { until: LOSS + MINUTE })] }),
      expects: { at: STANDBY, begun: 1, moves: 3 },
    },
    caughtBy: ['latch-holds'],
  },
  {
    without: 'the recorded lag',
    alteration: withoutRecordedLag,
    trial: { schedule: schedule({ orders: ARMED, world: [REGION_LOSS] }), expects: AT_STANDBY },
    caughtBy: ['suspect-is-tight'],
  },
];
