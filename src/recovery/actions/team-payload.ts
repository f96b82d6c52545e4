import type { MachineContext } from './action-kind';
import { shellJson } from './shell-json';
import { SHELL_RUN } from './shell-run';
import type { RecoveryStep } from '../plan/recovery-step';

/** Which run it is. `begin` answers it to a machine; whoever goes step by step has it in the shell. */
interface RunOfTeam {
  readonly runId: unknown;
  readonly epoch: unknown;
  readonly target: string;
  readonly source: string;
}

const RUN_OF_MACHINE: RunOfTeam = {
  runId: '{% $run.runId %}', epoch: '{% $run.epoch %}', target: '{% $run.target %}', source: '{% $run.source %}',
};

/** What a team's own function or state machine gets: the run, and what the step gives beside. */
export function teamPayload(step: RecoveryStep, context: MachineContext): object {
  return payloadOf(step, context, RUN_OF_MACHINE);
}

/** The same for a command that somebody types, as one word of the shell. */
export function teamPayloadByHand(step: RecoveryStep, context: MachineContext): string {
  const { region } = context.names;
  return shellJson(payloadOf(step, context, { ...SHELL_RUN, target: region.name, source: region.peer.name }));
}

function payloadOf({ id, action }: RecoveryStep, { mode }: MachineContext, { runId, epoch, target, source }: RunOfTeam): object {
  return {
    run: { runId, epoch, mode, target, source, step: id },
    payload: JSON.parse(action.parameters.payload) as object,
  };
}
