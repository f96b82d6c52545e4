import type { MachineContext, State, StepStates, TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { keeperTask, mayCall, RUN_REFERENCE } from './function-task';
import { jsonata, text } from './jsonata';
import { NOT_CALLED, passingOf, TIME_OVER } from './passing-errors';
import { HANDED_ON, since } from './polling';
import { mayPublish, publish, titleOf } from './publish';
import { secondsOf } from './seconds';
import { shellJson } from './shell-json';
import { OPERATOR, WHO_AND_WHY } from './shell-operator';
import { withinLimit } from './team-duration';
import type { RecoveryStep } from '../plan/recovery-step';
import { RunCondition } from '../plan/recovery-step';

const LONGEST_NAME = 200;

/**
 * Asks people, and waits for one of them. The message holds the commands that answer it: nothing has to be looked up at night.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export const APPROVAL: TaskKind = {
  kind: 'approval',
  doneWhen: 'somebody has answered: a redrive asks again',
  errors: ['ApprovalRejected', 'LockLost'],
  timedOutAs: 'ApprovalTimedOut',
  failedAs: 'ApprovalRejected',
  duration: step => withinLimit(step, 30, 300, 'assumption: somebody reads the page and answers'),
  commands: (_step, { names: { region } }) => [
    `aws stepfunctions send-task-success --region ${region.name} --task-token '<token of the message>' --task-output ${ANSWER}`,
    `aws stepfunctions send-task-failure --region ${region.name} --task-token '<token of the message>' --error ApprovalRejected --cause "${WHO_AND_WHY}"`,
  ],
  states: (step, context) => {
    const asking = ask(step, context);
    return isOfTheRun(step)
      ? overtakable(step, context, asking)
      : { entry: step.id, states: { [step.id]: { ...asking, Output: {}, Next: NEXT } } };
  },
  statements: (step, context) => [mayPublish(context.topics.pages), ...isOfTheRun(step) ? [mayCall(context, 'run-keeper')] : []],
};

/** Who approves is recorded. */
const ANSWER = shellJson({ approver: OPERATOR });
/** As it was answered, whatever that is: an answer without a name approves, too. */
const APPROVER = jsonata(`$exists($states.result.approver) ? $substring($string($states.result.approver), 0, ${LONGEST_NAME}) : ''`);

/** Whether nobody asked for the run yet: a team that asks by a step of its own is asked by every run. */
function isOfTheRun({ onlyWhen }: RecoveryStep): boolean {
  return onlyWhen === RunCondition.AUTOMATIC;
}

function ask(step: RecoveryStep, context: MachineContext): State {
  const { names: { region }, topics } = context;
  const minutes = Math.ceil(secondsOf(step.timeout) / 60);
  const question = `${step.action.parameters.question}\n\nWithin ${minutes} minutes, approve:\n`
    + `aws stepfunctions send-task-success --region ${region.name} --task-output ${ANSWER} --task-token '`;
  const rejection = `'\n\nor reject:\naws stepfunctions send-task-failure --region ${region.name} --error ApprovalRejected --cause "${WHO_AND_WHY}" --task-token '`;
  const token = '$states.context.Task.Token';
  return {
    ...publish(context, topics.pages, `${titleOf(context)}: approval needed`,
      `${text(question)} & ${token} & ${text(rejection)} & ${token} & ${text('\'\n\nRun: ')} & $run.runId`, '.waitForTaskToken'),
    TimeoutSeconds: secondsOf(step.timeout),
  };
}

/** The lock says while it waits, so that a person may fail over meanwhile. What cannot be noted keeps nobody from being asked. */
function overtakable(step: RecoveryStep, context: MachineContext, asking: State): StepStates {
  const { id } = step;
  const [notes, asks, goes, done] = [`${id}.note`, `${id}.question`, `${id}.go`, `${id}.done`];
  const note = (awaits: boolean, next: string, further = {}): State => {
    const task = keeperTask(context, { action: 'await-approval', awaits, ...further, ...RUN_REFERENCE });
    const ErrorEquals = [...passingOf(task), TIME_OVER, ...NOT_CALLED, 'StateUnreadable', 'StateMalformed', 'StateNotWritten'];
    return { ...task, Output: HANDED_ON, Catch: [{ ErrorEquals, Output: HANDED_ON, Next: next }], Next: next };
  };
  return {
    entry: id,
    states: {
      [id]: since(step, notes),
      [notes]: note(true, asks),
      [asks]: { ...asking, Output: { ...HANDED_ON, approver: APPROVER }, Next: goes },
      [goes]: note(false, done, { approver: '{% $states.input.approver %}' }),
      [done]: { Type: 'Pass', Output: HANDED_ON, Next: NEXT },
    },
  };
}
