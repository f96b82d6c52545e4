import type { TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { mayStart, startTask } from './start-execution';
import { halfOfLimit } from './team-duration';
import { teamPayload, teamPayloadByHand } from './team-payload';
import type { RecoveryNames } from '../machinery/recovery-names';
import type { RecoveryStep } from '../plan/recovery-step';

function arnsOf({ action }: RecoveryStep, { topology, region }: RecoveryNames): { machine: string; executions: string } {
  const prefix = `arn:${topology.partition}:states:${region.name}:${topology.account}`;
  const { stateMachineName } = action.parameters;
  return { machine: `${prefix}:stateMachine:${stateMachineName}`, executions: `${prefix}:execution:${stateMachineName}:*` };
}

/** Runs a state machine of the team. */
export const START_STATE_MACHINE: TaskKind = {
  kind: 'start-state-machine',
  doneWhen: 'the state machine says so: it may be run twice in one run, and is given the run',
  errors: ['ServiceUnavailable'],
  failedAs: 'StepFailed',
  duration: halfOfLimit,
  commands: (step, context) => [
    `aws stepfunctions start-execution --region ${context.names.region.name} --state-machine-arn ${arnsOf(step, context.names).machine} `
    + `--input ${teamPayloadByHand(step, context)}`,
  ],
  states: (step, context) => ({
    entry: step.id,
    states: {
      [step.id]: {
        ...startTask(context, arnsOf(step, context.names).machine, teamPayload(step, context)),
        Output: {},
        Next: NEXT,
      },
    },
  }),
  statements: (step, { names }) => mayStart(names, arnsOf(step, names).machine, arnsOf(step, names).executions),
};
