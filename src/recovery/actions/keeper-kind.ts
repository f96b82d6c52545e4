import type { MachineContext, StepDuration, TaskKind } from './action-kind';
import { callByHand, keeperTask, mayCall, RUN_REFERENCE, STATE_ERRORS } from './function-task';
import { SHELL_RUN } from './shell-run';
import type { KeeperRequest } from '../handlers/requests';
import type { RunErrorName } from '../handlers/run-errors';

/** A call of `run-keeper` that takes nothing but the run. */
export interface KeeperKindProps {
  readonly kind: string;
  readonly action: KeeperRequest['action'];
  readonly doneWhen: string;
  /** What the request holds beside the run. Values may be expressions. */
  readonly further?: (context: MachineContext) => { readonly [field: string]: unknown };
  /** How the call may end, beside what any call may that touches the state. */
  readonly errors?: readonly RunErrorName[];
  readonly duration?: StepDuration;
}

/** One function and one conditional write, as the design's budget has it. */
const ONE_WRITE: StepDuration = { best: 1, typical: 2, worst: 10, source: 'assumption: one Lambda call with one conditional write' };

/** What `run-keeper` carries out in one call. */
export function keeperKind({ kind, action, doneWhen, further = () => ({}), errors = [], duration = ONE_WRITE }: KeeperKindProps): TaskKind {
  return {
    kind,
    doneWhen,
    errors: ['LockLost', ...errors, ...STATE_ERRORS],
    duration: () => duration,
    commands: (_step, context) => [
      callByHand(context, 'run-keeper', { action, ...SHELL_RUN, ...literalOnly(further(context)) }),
    ],
    states: (step, context) => ({
      entry: step.id,
      states: { [step.id]: keeperTask(context, { action, ...RUN_REFERENCE, ...further(context) }) },
    }),
    statements: (_step, context) => [mayCall(context, 'run-keeper')],
  };
}

function literalOnly(fields: { readonly [field: string]: unknown }): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value !== 'string' || !value.startsWith('{%')));
}
