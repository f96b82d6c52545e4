import type { TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { keeperTask, mayCall, STATE_ERRORS } from './function-task';
import { jsonata, RUN_INPUT, text } from './jsonata';
import { shellJson } from './shell-json';
import { STARTED_BY_HAND } from './shell-operator';
import { isPlanned } from '../plan/plan-modes';
import type { RunMode } from '../plan/run-mode';

/** What whoever starts a run may leave out of its input. */
const ACTOR = `$exists(${RUN_INPUT}.actor) ? ${RUN_INPUT}.actor : 'unknown'`;
const REASON = `$exists(${RUN_INPUT}.reason) ? ${RUN_INPUT}.reason : 'not given'`;

/** Who asked, and why: what was left out of the input is said to be. */
export const ASKED_BY = `'actor': (${ACTOR}), 'reason': (${REASON})`;

/** The input of a run that a drill starts, an expression. */
export const ASKED_BY_DRILL = `{${ASKED_BY}, 'automatic': false, 'drill': $states.context.Execution.Id}`;

/** What the run is from here on, of the answer of `begin`. JSONata leaves out what that does not have: a planned run has seen no loss. */
export const BEGUN_RUN = jsonata(`{${['runId', 'epoch', 'target', 'source', 'startedAt', 'lossSeenAt']
  .map(field => `'${field}': $states.result.Payload.${field}`).join(', ')}}`);

/**
 * The request of `begin`, an expression. A redrive is asked for by a person, whoever asked for the run. JSONata leaves out what the input does
 * not have.
 */
export function beginRequest(mode: RunMode, automatic: string): string {
  const further = isPlanned(mode) ? `'drill': ${RUN_INPUT}.drill` : `'assertActive': ${RUN_INPUT}.assertActive = true`;
  return `{'action': 'begin', 'mode': ${text(mode)}, 'runId': $states.context.Execution.Id, 'startedAt': $states.context.Execution.StartTime, `
    + `${ASKED_BY}, 'automatic': ${automatic}, ${further}}`;
}

/** Takes the lock or both, decides the epoch, writes the record. What follows acts in the name of the run that it answers. */
export const BEGIN_RUN: TaskKind = {
  kind: 'begin-run',
  doneWhen: 'the item lock/run of the state table holds the ARN of the execution',
  errors: ['RunInProgress', 'AlreadyActive', 'NotArmed', 'Blocked', 'ReverseLatchClosed', 'PeerUnreachable', 'LockLost', ...STATE_ERRORS],
  duration: () => ({ best: 2, typical: 5, worst: 15, source: 'assumption: a start of Step Functions and of Lambda, and two conditional writes' }),
  commands: (_step, { mode, names }) => [
    `aws stepfunctions start-execution --region ${names.region.name} --state-machine-arn ${names.machineArn(isPlanned(mode) ? 'planned' : 'failover')} `
    + `--input ${shellJson(STARTED_BY_HAND)}`,
  ],
  states: (step, context) => ({
    entry: step.id,
    states: {
      [step.id]: {
        ...keeperTask(context, jsonata(beginRequest(context.mode, `${RUN_INPUT}.automatic = true`))),
        Assign: { run: BEGUN_RUN },
        Next: NEXT,
      },
    },
  }),
  statements: (_step, context) => [mayCall(context, 'run-keeper')],
};
