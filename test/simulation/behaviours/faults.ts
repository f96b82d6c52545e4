import type { Figure, Sourced } from './sourced';

const RETRIES = 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html';

/** What can go wrong with one call of a service. */
export const CALL_FAULTS = {
  'timeout': { says: 'the call does nothing and is not answered: TimeoutError', source: RETRIES },
  'answered-late': { says: 'the call does its work and is not answered: TimeoutError', source: RETRIES },
  'made-twice': { says: 'the call does its work, its answer is lost, and the SDK makes it again', source: RETRIES },
  'throttle': { says: 'the call is refused: ThrottlingException', source: RETRIES },
  'server-error': { says: 'the service fails: a 5xx', source: RETRIES },
  'access-denied': { says: 'the caller may not', source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html' },
  'stale-read': { says: 'a read without consistency, or of a control plane, answers an older state', source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/control-planes-and-data-planes.html' },
  'partial-list': { says: 'a list ends early, with a token for the rest', source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html' },
  'killed-before': { says: 'the caller dies before the call', source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html' },
  'killed-after': { says: 'the caller dies after the call, before its answer', source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html' },
} satisfies { [id: string]: Sourced };

const METRIC_DATA = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html';

/** What directed schedules alone do to calls: random ones stay what their seeds were proven with. */
export const DIRECTED_CALL_FAULTS = {
  'metric-failed': { says: 'GetMetricData succeeds and could not read a metric: InternalError, no values and no token', source: METRIC_DATA },
  'metric-partial': { says: 'GetMetricData succeeds and has not read all of a metric: PartialData, here without any value and without a token', source: METRIC_DATA },
} satisfies { [id: string]: Sourced };

export type CallFault = keyof typeof CALL_FAULTS | keyof typeof DIRECTED_CALL_FAULTS;

/** What can go wrong with the world. */
export const WORLD_FAULTS = {
  'region-lost': { says: 'nothing in a Region answers, and nothing in it runs', source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regions.html' },
  'region-cut': { says: 'a Region works and cannot be reached from the other one', assumed: 'none: nobody cuts Regions apart' },
  'one-way': { says: 'one Region does not reach the other, which reaches it', assumed: 'none: nobody cuts Regions apart' },
  'control-planes': { says: 'the control planes in us-east-1 do not answer', source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html' },
  'table-lost': { says: 'a state table does not answer', source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regions.html' },
  'database-down': { says: 'the writer\'s Region works but its database does not', source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html' },
  'application-down': { says: 'the application of a Region does not answer', assumed: 'the team\'s own measurements' },
  'clock-jump': { says: 'the clock of a function is off', assumed: 'AWS states no bound for the clocks of functions' },
  'events-lost': { says: 'an event does not arrive', assumed: 'EventBridge delivers at least once, says its guide' },
  'alarm-events-lost': { says: 'events of services do not arrive, and schedules go on', assumed: 'EventBridge delivers at least once, says its guide' },
  'events-twice': { says: 'an event arrives twice', source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-delivery.html' },
  'promotion-slow': { says: 'a promotion takes as long as the slowest that was published', source: 'https://github.com/keycloak/keycloak-benchmark/issues/445' },
  'promotion-stuck': { says: 'a promotion does not end', assumed: 'support cases' },
  'backup': { says: 'a cluster is backed up, and is promoted when that is asked for meanwhile', assumed: 'take a snapshot of the standby cluster, fail over meanwhile' },
  'backup-in-the-way': {
    says: 'a cluster is backed up, and a promotion of it is refused with InvalidDBClusterStateFault until that is over',
    assumed: 'take a snapshot of the standby cluster, fail over meanwhile',
  },
  'lag': { says: 'replication falls behind', source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-monitoring.html' },
  'sessions-lag': { says: 'replication of global tables falls behind', source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_monitoring.html' },
  'region-returns': { says: 'a Region that was lost works again', source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regions.html' },
} satisfies { [id: string]: Sourced };

export type WorldFault = keyof typeof WORLD_FAULTS;

export const CALL_FIGURES = {
  nearMilliseconds: { says: 'a call within a Region: milliseconds', assumed: 'X-Ray traces', range: [4, 40] },
  farMilliseconds: { says: 'a call to the other Region: milliseconds', assumed: 'X-Ray traces', range: [70, 200] },
  nearConnectSeconds: { says: 'how long a handler waits to be connected in its own Region, four attempts of a second: seconds', source: RETRIES, range: [4.0, 5.5] },
  nearAnswerSeconds: { says: 'how long it waits for an answer there, four attempts of three seconds: seconds', source: RETRIES, range: [12.0, 13.5] },
  farConnectSeconds: { says: 'how long it waits to be connected to the other Region, two attempts of a second: seconds', source: RETRIES, range: [2.0, 2.2] },
  farAnswerSeconds: { says: 'how long it waits for an answer there, two attempts of two seconds: seconds', source: RETRIES, range: [4.0, 4.2] },
  refusedSeconds: { says: 'how long the attempts take that are throttled or fail: seconds', source: RETRIES, range: [0.3, 1.5] },
} satisfies { [id: string]: Figure };
