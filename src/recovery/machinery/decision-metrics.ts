/** What the decider of a Region publishes whenever it has decided. */
export const DECISION_METRIC = {
  /** A number of `VERDICT_CODE`. */
  verdict: 'Verdict',
  /** 1 while this Region is the standby and holds the active one for lost, 0 otherwise. */
  heldForLost: 'HeldForLost',
  /** For how many seconds the run that holds the lock of the Region has been under way, 0 while none does. */
  runAge: 'RunAge',
} as const;

/** All of them carry this one dimension. */
export const DECISION_DIMENSION = { name: 'Component', value: 'run-decider' } as const;
