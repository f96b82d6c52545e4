/** What comes of a decision, with the number by which it is published. */
export const VERDICT_CODE = {
  /** There is nothing to do, or somebody does it already. */
  nothing: 0,
  /** The standby takes over by plan: nothing is lost. */
  planned: 1,
  /** The standby takes over by force: the last writes may be lost. */
  forced: 2,
  /** Something should be done, and automation may not or cannot: people must look. */
  page: 3,
} as const;

export type Verdict = keyof typeof VERDICT_CODE;

/** Why a verdict is what it is. The names are in logs and inputs of runs. */
export const REASONS = {
  'active': 'this Region is the active one: there is nothing to take over',
  'written-elsewhere': 'this Region is the active one, and a database is written in the other Region: nobody writes here',
  'endpoint-lost': 'this Region is the active one, its endpoint does not answer, and the other Region has not taken over',
  'peer-works': 'the other Region is not held for lost',
  'nobody-knows': 'the decision alarm has no data: nobody can say that the other Region is lost',
  'run-in-progress': 'a run of this Region is under way',
  'run-of-peer': 'a run of the other Region holds the lock of this one, and cannot be asked whether it lives',
  'manual': 'automation is off by design: people start runs',
  'not-armed': 'recovery of this Region is not armed',
  'blocked': 'a run was not acknowledged, or ended too short a time ago',
  'paused': 'a planned run was refused or failed a short time ago: the next one waits',
  'standby-ill': 'the other Region fails, and so does this one: a probe of its own endpoint fails, or a signal says that it is not fit to take over',
  'databases-unknown': 'nobody can say whether a database of the other Region works',
  'databases-disagree': 'one database of the other Region works and another does not: a planned run would not go through, and a forced one would lose writes',
  'not-ready': 'a database of this Region could not take over',
  'reverse-latch-closed': 'the latch of the home Region is closed, and no latch of this one would move traffic',
  'contested': 'a run to the other Region died, and the database works there: people must say which Region is active',
  'failback': 'to return to the home Region while a database of the other one works is never decided by an alarm',
  'peer-silent': 'the databases of the other Region work, and its recovery state does not answer: a planned run needs both',
  'endpoint-dead': 'the endpoint of the other Region is dead, and its databases work',
  'region-dead': 'the endpoint of the other Region is dead, and so are its databases',
  'endpoint-dead-without-data': 'the endpoint of the other Region is dead, and there is no database whose writes could be lost',
} as const;

export type Reason = keyof typeof REASONS;

/** What a run would be. */
export type WantedRun = 'planned' | 'forced';

export interface Decision {
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** What a page keeps from being done, so that people know what to start. Absent where it is not known. */
  readonly wanted?: WantedRun;
}
