import type { MachineContext, State, StepEnd, StepStates } from './action-kind';
import { NEXT } from './action-kind';
import { jsonata } from './jsonata';
import { HANDED_ON, poll } from './polling';
import type { RecoveryStep } from '../plan/recovery-step';

/** Something with a number that is wanted and one that is reached. */
export interface Scaling {
  readonly atLeast: number;
  /** What people are told is not there, where it is not. */
  readonly subject: string;
  readonly look: State;
  /** What is scaled, and its numbers: expressions on `$states.result`. Nothing is found where the answer has none. */
  readonly found: string;
  readonly wanted: string;
  readonly reached: string;
  readonly raise: State;
}

/** A number that nothing has which exists. */
const NOT_FOUND = -1;

/** A task of the SDK integration. */
export function sdkTask({ names }: MachineContext, action: string, fields: object): State {
  return { Type: 'Task', Resource: `arn:${names.topology.partition}:states:::aws-sdk:${action}`, Arguments: fields, Next: NEXT };
}

/** Looks, raises what is below, and asks until it is reached. Never lowers: what has scaled out by load must stay as it is. */
export function scale(step: RecoveryStep, { atLeast, subject, look, found, wanted, reached, raise }: Scaling): StepStates {
  const { id } = step;
  const numberOf = (expression: string) => `$exists(${found}) ? ${expression} : ${NOT_FOUND}`;
  const gone: StepEnd = { error: 'StepFailed', cause: `${subject} was not found` };
  const [looks, compares, raises] = [`${id}.read`, `${id}.compare`, `${id}.raise`];
  return poll(step, {
    before: asks => ({
      entry: looks,
      states: {
        [looks]: { ...look, Output: { ...HANDED_ON, wanted: jsonata(numberOf(wanted)) }, Next: compares },
        [compares]: {
          Type: 'Choice',
          Choices: [
            { Condition: jsonata(`$states.input.wanted = ${NOT_FOUND}`), fails: gone },
            { Condition: jsonata(`$states.input.wanted >= ${atLeast}`), Next: asks },
          ],
          Default: raises,
        },
        [raises]: { ...raise, Output: HANDED_ON, Next: asks },
      },
    }),
    ask: look,
    answer: numberOf(reached),
    done: `$states.input.answer >= ${atLeast}`,
    lost: { condition: `$states.input.answer = ${NOT_FOUND}`, end: gone },
    late: { error: 'StepFailed', cause: jsonata(`$string($states.input.answer) & ' of ${atLeast} in time'`) },
  });
}

/** Typed by hand: asks what is wanted, and raises it unless that is enough already. */
export function raiseByHand(atLeast: number, asks: string, raises: string): string[] {
  return [`WANTED=$(${asks} --output text)`, `[ "$WANTED" -ge ${atLeast} ] || ${raises}`];
}
