import type { RunOutcome, StepTime } from '../handlers/requests';
import { STEP } from '../plan/plan-ids';
import { RunMode } from '../plan/run-mode';

/** The decision alarm of the Region was not in `ALARM`, or did not say since when: recovery time counts from the start of the run then. */
export const LOSS_NOT_SEEN = 'unknown';

/** What the recovery time of a run is made of. */
export interface MeasuredRun {
  readonly mode: RunMode;
  readonly outcome: RunOutcome;
  readonly steps: readonly StepTime[];
  /** ISO 8601, or that it is not known. Runs that were begun by hand, without the machine, do not say it. */
  readonly lossSeenAt?: string;
}

/** Behind all of these clients are served: they are led to the Region, and what it depends on works. */
export const VERIFIED: readonly string[] = [STEP.verifyTraffic, STEP.verifyService];

/**
 * From the loss of the other Region, as far as it was seen, until clients were served in this one, in seconds. Nothing of a planned run, which nobody
 * waits for, and of one that failed, whose clients may not be served yet.
 *
 * @param startedAt of the run, in ISO 8601
 * @param now when it ended, in milliseconds
 */
export function recoverySeconds(run: MeasuredRun, startedAt: string, now: number): number | undefined {
  const { mode, outcome, steps, lossSeenAt = LOSS_NOT_SEEN } = run;
  if (mode !== RunMode.FAILOVER || outcome !== 'succeeded') {
    return undefined;
  }
  const seen = Date.parse(lossSeenAt);
  const from = Number.isNaN(seen) ? Date.parse(startedAt) : seen;
  return Math.max(0, (servedAt(steps) ?? now) - from) / 1000;
}

/** Where nothing is verified: when the Region is the active one. A run that was redriven may have taken a step again. */
function servedAt(steps: readonly StepTime[]): number | undefined {
  const endsOf = (ids: readonly string[]) => steps.filter(({ id }) => ids.includes(id)).map(({ endedAt }) => Date.parse(endedAt));
  const ends = [endsOf(VERIFIED), endsOf([STEP.activateRegion])].find(each => each.length > 0);
  return ends && Math.max(...ends);
}
