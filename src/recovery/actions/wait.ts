import type { TaskKind } from './action-kind';
import { NEXT } from './action-kind';

/** Waits. */
export const WAIT: TaskKind = {
  kind: 'wait',
  doneWhen: 'the time is over: a redrive waits again',
  errors: [],
  duration: ({ action }) => {
    const seconds = Number(action.parameters.seconds);
    return { best: seconds, typical: seconds, worst: seconds, source: 'the step itself' };
  },
  commands: ({ action }) => [`sleep ${action.parameters.seconds}`],
  states: ({ id, action }) => ({ entry: id, states: { [id]: { Type: 'Wait', Seconds: Number(action.parameters.seconds), Next: NEXT } } }),
  statements: () => [],
};
