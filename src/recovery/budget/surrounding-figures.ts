import type { StepDuration } from '../actions/action-kind';

const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html';
const HEALTH_CHECKS = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-types.html';
const AURORA = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html';

/** What takes time around the steps of a plan, and a step that takes longer when it is planned. Seconds. */
export const SURROUNDING_FIGURES = {
  /** Where no endpoint is probed, alarms of the team tell: two or three periods of a minute. */
  signals: { best: 60, typical: 150, worst: 300, source: 'assumption: alarms of the team, with periods of a minute' },
  /** Three looks at the database, five seconds apart. Worst: the event is lost, and the next look is that of the minute. */
  decision: { best: 2, typical: 16, worst: 90, source: `assumption: three looks five seconds apart; a lost event costs a minute: ${EVENTS}` },
  operatorResponse: { best: 120, typical: 600, worst: 1800, source: 'assumption: somebody is paged, reads, and starts the run' },
  /** `SwitchoverGlobalCluster` first waits until the target has everything. */
  switchover: { best: 60, typical: 120, worst: 480, source: `assumption; documented as a matter of minutes, after the target has caught up: ${AURORA}` },
  latchReading: {
    best: 15,
    typical: 75,
    worst: 120,
    source: `assumption: Route 53 follows the data of the latch's alarm, and nobody says how often it reads them: ${HEALTH_CHECKS}`,
  },
  reconnection: { best: 1, typical: 5, worst: 30, source: 'assumption: connections that broke are made anew; names are kept for five seconds' },
} as const satisfies { readonly [id: string]: StepDuration };

/** The answers of before are used up to the TTL of the record; whoever had none is served at once. */
export function recordCacheFigures(ttl: number): StepDuration {
  return {
    best: 0,
    typical: ttl,
    worst: ttl,
    source: `setting: TTL of ${ttl} seconds: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover.html`,
  };
}
