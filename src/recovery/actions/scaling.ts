import type { MachineContext, State, StepStates } from './action-kind';
import { NEXT } from './action-kind';
import { jsonata } from './jsonata';
import { HANDED_ON, poll } from './polling';
import type { RecoveryStep } from '../plan/recovery-step';

/** Something with a number that is wanted and one that is reached, both as expressions on `$states.result`. */
export interface Scaling {
  readonly atLeast: number;
  readonly look: State;
  readonly wanted: string;
  readonly reached: string;
  readonly raise: State;
}

/** A task of the SDK integration. */
export function sdkTask({ names }: MachineContext, action: string, fields: object): State {
  return { Type: 'Task', Resource: `arn:${names.topology.partition}:states:::aws-sdk:${action}`, Arguments: fields, Next: NEXT };
}

/** Looks, raises what is below, and asks until it is reached. Never lowers: what has scaled out by load must stay as it is. */
export function scale(step: RecoveryStep, { atLeast, look, wanted, reached, raise }: Scaling): StepStates {
  const { id } = step;
  const [looks, compares, raises] = [`${id}.read`, `${id}.compare`, `${id}.raise`];
  return poll(step, {
    before: asks => ({
      entry: looks,
      states: {
        [looks]: { ...look, Output: { ...HANDED_ON, wanted: jsonata(wanted) }, Next: compares },
        [compares]: {
          Type: 'Choice',
          Choices: [{ Condition: jsonata(`$states.input.wanted >= ${atLeast}`), Next: asks }],
          Default: raises,
        },
        [raises]: { ...raise, Output: HANDED_ON, Next: asks },
      },
    }),
    ask: look,
    answer: reached,
    done: `$states.input.answer >= ${atLeast}`,
    late: { error: 'StepFailed', cause: jsonata(`$string($states.input.answer) & ' of ${atLeast} in time'`) },
  });
}
