import type { MachineContext, TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { text } from './jsonata';
import { mayPublish, publish, titleOf } from './publish';
import { RunMode } from '../plan/run-mode';

/** A forced run wakes somebody even when it went well: writes may be lost, and it blocks the next one until it is acknowledged. */
function topicOf({ mode, topics }: MachineContext): string {
  return mode === RunMode.FAILOVER ? topics.pages : topics.notes;
}

/** Says that the run has succeeded, and what did not go as planned. */
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
        ...publish(context, topicOf(context), `${titleOf(context)} succeeded`,
          `${text(`${titleOf(context)} succeeded.\nRun: `)} & $run.runId & ${text('\nFindings: ')} & $string([$findings, $readiness.findings[ok = false]])`),
        Next: NEXT,
      },
    },
  }),
  statements: (_step, context) => [mayPublish(topicOf(context))],
};
