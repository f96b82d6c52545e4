import type { State, StepEnd, StepStates } from './action-kind';
import { NEXT } from './action-kind';
import { CAUSE, ERROR, jsonata } from './jsonata';
import { passingOf, TIME_OVER } from './passing-errors';
import type { RecoveryStep } from '../plan/recovery-step';

/** How often is asked. */
const EVERY_SECONDS = 5;

const LATE = jsonata('$millis() >= $states.input.deadline');

/** A question that is asked again until the answer is the right one, or the time of the step is over. */
export interface Polling {
  /** Asks. */
  readonly ask: State;
  /** What of the result is kept, an expression. It is `$states.input.answer` in the conditions. */
  readonly answer: string;
  /** Whether the step is done. */
  readonly done: string;
  /** Whether it can never be, and what it is then called. */
  readonly lost?: { readonly condition: string; readonly end: StepEnd };
  /** What it is called when its time is over. */
  readonly late: StepEnd;
  /** Taken once before the first question. Its states lead to `asks`. */
  readonly before?: (asks: string) => StepStates;
  /**
   * A number of the answer that the next question takes as the variable of its name. It is 0 before the first one, and where an answer does not
   * have it.
   */
  readonly remembers?: string;
}

/** Begins a step of several states: notes when, and when its time is over. */
export function since(step: RecoveryStep, next: string): State {
  return {
    Type: 'Pass',
    Output: { since: jsonata('$now()'), deadline: jsonata(`$millis() + ${step.timeout.toMilliseconds()}`) },
    Next: next,
  };
}

/** What a state of several hands on beside its own result. */
export const HANDED_ON = { since: '{% $states.input.since %}', deadline: '{% $states.input.deadline %}' };

/**
 * Asks, looks, waits, and asks again, until the time of the step is over. A question that nobody answered is asked again like one with another
 * answer: a service that throttles for minutes must not end what has minutes left.
 */
export function poll(step: RecoveryStep, { ask, answer, done, lost, late, remembers, before = beginning(step, remembers) }: Polling): StepStates {
  const { id } = step;
  const [asks, looks, missed, waits] = [`${id}.ask`, `${id}.look`, `${id}.missed`, `${id}.wait`];
  const first = before(asks);
  const remembered = `$states.result.Payload.${remembers}`;
  return {
    entry: id,
    states: {
      [id]: since(step, first.entry),
      ...first.states,
      [asks]: {
        ...ask,
        ...remembers === undefined ? {} : { Assign: { [remembers]: jsonata(`$exists(${remembered}) ? ${remembered} : 0`) } },
        Output: { ...HANDED_ON, answer: jsonata(answer) },
        Catch: [{
          ErrorEquals: [...passingOf(ask), TIME_OVER], Output: { ...HANDED_ON, missed: jsonata(`${ERROR} & ': ' & ${CAUSE}`) }, Next: missed,
        }],
        Next: looks,
      },
      [looks]: {
        Type: 'Choice',
        Choices: [
          { Condition: jsonata(done), Next: NEXT },
          ...lost ? [{ Condition: jsonata(lost.condition), fails: lost.end }] : [],
          { Condition: LATE, fails: late },
        ],
        Default: waits,
      },
      [missed]: {
        Type: 'Choice',
        Choices: [{ Condition: LATE, fails: { error: late.error, cause: '{% $states.input.missed %}' } }],
        Default: waits,
      },
      [waits]: { Type: 'Wait', Seconds: EVERY_SECONDS, Output: HANDED_ON, Next: asks },
    },
  };
}

function beginning({ id }: RecoveryStep, remembers: string | undefined): (asks: string) => StepStates {
  const first = `${id}.first`;
  return asks => remembers === undefined
    ? { entry: asks, states: {} }
    : { entry: first, states: { [first]: { Type: 'Pass', Assign: { [remembers]: 0 }, Output: HANDED_ON, Next: asks } } };
}
