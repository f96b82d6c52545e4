import type { TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { text } from './jsonata';
import { mayPublish, publish, titleOf } from './publish';
import { secondsOf } from './seconds';
import { withinLimit } from './team-duration';

/**
 * Asks people, and waits for one of them. The message holds the commands that answer it: nothing has to be looked up at night.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export const APPROVAL: TaskKind = {
  kind: 'approval',
  doneWhen: 'somebody has answered: a redrive asks again',
  errors: ['ApprovalRejected'],
  timedOutAs: 'ApprovalTimedOut',
  failedAs: 'ApprovalRejected',
  duration: step => withinLimit(step, 30, 300, 'assumption: somebody reads the page and answers'),
  commands: (_step, { names: { region } }) => [
    `aws stepfunctions send-task-success --region ${region.name} --task-token '<token of the message>' --task-output '{}'`,
    `aws stepfunctions send-task-failure --region ${region.name} --task-token '<token of the message>' --error ApprovalRejected --cause '<why>'`,
  ],
  states: (step, context) => {
    const { names: { region }, topics } = context;
    const minutes = Math.ceil(secondsOf(step.timeout) / 60);
    const question = `${step.action.parameters.question}\n\nWithin ${minutes} minutes, approve:\n`
      + `aws stepfunctions send-task-success --region ${region.name} --task-output '{}' --task-token '`;
    const rejection = `'\n\nor reject:\naws stepfunctions send-task-failure --region ${region.name} --error ApprovalRejected --cause '<why>' --task-token '`;
    const token = '$states.context.Task.Token';
    return {
      entry: step.id,
      states: {
        [step.id]: {
          ...publish(context, topics.pages, `${titleOf(context)}: approval needed`,
            `${text(question)} & ${token} & ${text(rejection)} & ${token} & ${text('\'\n\nRun: ')} & $run.runId`, '.waitForTaskToken'),
          TimeoutSeconds: secondsOf(step.timeout),
          Output: {},
          Next: NEXT,
        },
      },
    };
  },
  statements: (_step, { topics }) => [mayPublish(topics.pages)],
};
