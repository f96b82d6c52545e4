import type { MachineContext, TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { mayPublish, publish, titleOf } from './publish';
import { successMessage } from './success-message';
import { RunMode } from '../plan/run-mode';

/** A forced run wakes somebody even when it went well: writes may be lost, and it blocks the next one until it is acknowledged. */
function topicOf({ mode, topics }: MachineContext): string {
  return mode === RunMode.FAILOVER ? topics.pages : topics.notes;
}

/** Says that the run has succeeded, how, and what is left to do. */
export const NOTIFY: TaskKind = {
  kind: 'notify',
  doneWhen: 'never: a message that is sent twice does no harm',
  errors: [],
  duration: () => ({ best: 0, typical: 1, worst: 5, source: 'assumption: one call of SNS' }),
  commands: (_step, context) => [
    `aws sns publish --region ${context.names.region.name} --topic-arn ${topicOf(context)} --subject '${titleOf(context)}' --message '<what happened>'`,
  ],
  states: (step, context) => ({
    entry: step.id,
    states: {
      [step.id]: {
        ...publish(context, topicOf(context), `${titleOf(context)} succeeded`, successMessage(context)),
        Next: NEXT,
      },
    },
  }),
  statements: (_step, context) => [mayPublish(topicOf(context))],
};
