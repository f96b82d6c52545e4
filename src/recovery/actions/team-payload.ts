import type { MachineContext } from './action-kind';
import type { RecoveryStep } from '../plan/recovery-step';

/** What a team's own function or state machine gets: the run, and what the step gives beside. */
export function teamPayload({ id, action }: RecoveryStep, { mode }: MachineContext): object {
  return {
    run: {
      runId: '{% $run.runId %}',
      epoch: '{% $run.epoch %}',
      mode,
      target: '{% $run.target %}',
      source: '{% $run.source %}',
      step: id,
    },
    payload: JSON.parse(action.parameters.payload) as object,
  };
}
