/** What a Region publishes of its own recovery state every minute. */
export const STATUS_METRIC = {
  active: 'Active',
  armed: 'Armed',
  epoch: 'Epoch',
  drillRunning: 'DrillRunning',
  secondsSinceLastRun: 'SecondsSinceLastRun',
} as const;

/** All of them carry this one dimension. */
export const STATUS_DIMENSION = { name: 'Component', value: 'recovery-state' } as const;
