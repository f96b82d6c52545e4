import type { TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { ASKED_BY } from './begin-run';
import { keeperTask, mayCall, STATE_ERRORS } from './function-task';
import { jsonata, RUN_INPUT, text } from './jsonata';
import { HANDED_ON, since } from './polling';
import { shellJson } from './shell-json';
import { STARTED_BY_HAND } from './shell-operator';

/** The request of `begin-drill`, an expression. The run keeps epoch 0, which is of no run: a drill holds no lock. */
export const BEGIN_DRILL_REQUEST = `{'action': 'begin-drill', 'runId': $states.context.Execution.Id, ${ASKED_BY}}`;

/**
 * Refuses a round trip that nobody confirmed by the name of the environment, before anything has changed: in another account's console the
 * same input means the production of somebody else. Then has pages held back.
 */
export const BEGIN_DRILL: TaskKind = {
  kind: 'begin-drill',
  doneWhen: 'the item drill/current has an end in the future',
  errors: ['PromotionNotConfirmed', 'RunInProgress', ...STATE_ERRORS],
  duration: () => ({ best: 1, typical: 3, worst: 15, source: 'assumption: a start of Step Functions and of Lambda, and one conditional write' }),
  commands: (_step, { names }) => [
    `aws stepfunctions start-execution --region ${names.region.name} --state-machine-arn ${names.machineArn('drill')} `
    + `--input ${shellJson(STARTED_BY_HAND)}`,
  ],
  states: (step, context) => {
    const { id } = step;
    const [confirms, begins] = [`${id}.confirm`, `${id}.begin`];
    const { environmentName } = step.action.parameters;
    return {
      entry: id,
      states: {
        [id]: since(step, confirms),
        [confirms]: {
          Type: 'Choice',
          Choices: [
            {
              Condition: jsonata(`${RUN_INPUT}.roundTrip = true and ($exists(${RUN_INPUT}.confirm) ? ${RUN_INPUT}.confirm != ${text(environmentName)} : true)`),
              fails: {
                error: 'PromotionNotConfirmed',
                cause: `A drill with roundTrip moves production: its input needs "confirm": "${environmentName}"`,
              },
            },
          ],
          Output: HANDED_ON,
          Default: begins,
        },
        [begins]: {
          ...keeperTask(context, jsonata(BEGIN_DRILL_REQUEST)),
          Output: HANDED_ON,
          Next: NEXT,
        },
      },
    };
  },
  statements: (_step, context) => [mayCall(context, 'run-keeper')],
};
