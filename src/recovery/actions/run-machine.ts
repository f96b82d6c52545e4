import type * as iam from 'aws-cdk-lib/aws-iam';
import type { MachineContext, TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { ASKED_BY_DRILL } from './begin-run';
import { CAUSE, jsonata } from './jsonata';
import { HANDED_ON, since } from './polling';
import { shellJson } from './shell-json';
import { STARTED_BY_HAND } from './shell-operator';
import { mayStart, startTask } from './start-execution';
import { withinLimit } from './team-duration';
import type { RecoveryMachineId } from '../machinery/recovery-names';
import type { RecoveryStep } from '../plan/recovery-step';

/** A run before it was there: the cause is what `DescribeExecution` answers of the child. */
const REFUSED_AS_ACTIVE = '$exists($states.errorOutput.Cause) and $contains($states.errorOutput.Cause, /"Error"\\s*:\\s*"AlreadyActive"/)';

function machineOf({ action }: RecoveryStep): RecoveryMachineId {
  return action.parameters.machine as RecoveryMachineId;
}

function mayStartIt(step: RecoveryStep, { names }: MachineContext): iam.PolicyStatement[] {
  return mayStart(names, names.machineArn(machineOf(step)), names.executionArns(machineOf(step)));
}

/** Runs another machine of recovery in the own Region, and waits for its end. */
export const RUN_MACHINE: TaskKind = {
  kind: 'run-machine',
  doneWhen: 'the Region is the active one: the machine that is run refuses it as AlreadyActive then',
  errors: ['ServiceUnavailable'],
  failedAs: 'StepFailed',
  duration: step => withinLimit(step, 120, 270, 'the budget of the run that is started'),
  commands: (step, { names }) => [
    `aws stepfunctions start-execution --region ${names.region.name} --state-machine-arn ${names.machineArn(machineOf(step))} `
    + `--input ${shellJson(STARTED_BY_HAND)}`,
  ],
  states: (step, context) => {
    const { id } = step;
    const [runs, looks] = [`${id}.run`, `${id}.look`];
    return {
      entry: id,
      states: {
        [id]: since(step, runs),
        [runs]: {
          ...startTask(context, context.names.machineArn(machineOf(step)), jsonata(ASKED_BY_DRILL)),
          Output: HANDED_ON,
          Catch: [{
            ErrorEquals: ['States.TaskFailed'], Output: { ...HANDED_ON, cause: jsonata(CAUSE), active: jsonata(REFUSED_AS_ACTIVE) }, Next: looks,
          }],
          Next: NEXT,
        },
        [looks]: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input.active %}', Next: NEXT },
            { Condition: '{% true %}', fails: { error: 'StepFailed', cause: '{% $states.input.cause %}' } },
          ],
        },
      },
    };
  },
  statements: mayStartIt,
};
