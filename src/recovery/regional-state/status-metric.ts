/** What a Region publishes of its own recovery state every minute. */
export const STATUS_METRIC = {
  active: 'Active',
  armed: 'Armed',
  blocked: 'Blocked',
  epoch: 'Epoch',
  drillRunning: 'DrillRunning',
  secondsSinceLastRun: 'SecondsSinceLastRun',
} as const;

/** All of them carry this one dimension. */
export const STATUS_DIMENSION = { name: 'Component', value: 'recovery-state' } as const;

/** How many copies of snapshots with suspect writes were begun, published every hour under the same dimension. */
export const SNAPSHOT_METRIC = 'SuspectWritesSnapshotsKept';
