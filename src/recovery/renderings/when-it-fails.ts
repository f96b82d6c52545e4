import { CHECK_KINDS } from '../plan/plan-kinds';
import { StepFailure } from '../plan/recovery-step';
import type { RecoveryStep } from '../plan/recovery-step';
import { RunMode } from '../plan/run-mode';

/** What a run makes of a step that failed. */
export type WhenItFails =
  /** It ends. */
  | 'ends'
  /** It ends where no promotion could succeed, and is recorded else. */
  | 'ends-in-vain'
  /** It is recorded, and the run goes on. */
  | 'recorded';

/**
 * What becomes of a run whose step fails. Of a check the mode decides, and not the step: a planned run can wait, a forced one cannot, and a drill is
 * there to find out. `judgeReadiness` says so; only what is found of a database can make a forced run one in vain.
 */
export function whenItFails({ action: { kind }, onFailure }: RecoveryStep, mode: RunMode): WhenItFails {
  if (!(CHECK_KINDS as readonly string[]).includes(kind)) {
    return onFailure === StepFailure.STOP ? 'ends' : 'recorded';
  }
  switch (mode) {
    case RunMode.FAILOVER: return kind === 'check-aurora' ? 'ends-in-vain' : 'recorded';
    case RunMode.DRILL: return 'recorded';
    default: return 'ends';
  }
}
