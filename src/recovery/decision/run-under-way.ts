import type { Role, RunUnderWay } from './observation';
import { RunMode } from '../plan/run-mode';
import { regionOfRun } from '../state/begin-decision';
import type { RegionView } from '../state/region-view';

/** What the lock of a Region says of a run, before the run itself is asked. */
export interface LockFacts {
  readonly region: string;
  readonly own: RegionView;
  /** Whether the execution that holds the lock has ended. Runs of the other Region are not asked. */
  readonly ended: boolean;
  readonly now: number;
}

/** A lock that has expired, or whose run has ended, is nobody's: what the run left is taken up by the next. */
export function runUnderWay({ region, own: { lock }, ended, now }: LockFacts): RunUnderWay {
  if (lock === undefined || ended || lock.expiresAt < now) {
    return 'none';
  }
  if (regionOfRun(lock.runId) !== region) {
    return 'elsewhere';
  }
  return lock.mode === RunMode.FAILOVER ? 'here' : 'planned-here';
}

/** What a Region is, by its own state. */
export function roleOf(facts: LockFacts): Role {
  const { region, own } = facts;
  if (own.activeRegion !== region) {
    return 'standby';
  }
  const left = own.lock !== undefined && regionOfRun(own.lock.runId) !== region && runUnderWay(facts) === 'none';
  return left ? 'contested' : 'active';
}
