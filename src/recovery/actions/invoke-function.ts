import * as iam from 'aws-cdk-lib/aws-iam';
import type { MachineContext, TaskKind } from './action-kind';
import { NEXT } from './action-kind';
import { halfOfLimit } from './team-duration';
import { teamPayload, teamPayloadByHand } from './team-payload';
import type { RecoveryStep } from '../plan/recovery-step';

function arnOf({ action }: RecoveryStep, { names: { topology, region } }: MachineContext): string {
  return `arn:${topology.partition}:lambda:${region.name}:${topology.account}:function:${action.parameters.functionName}`;
}

/** Calls a function of the team. */
export const INVOKE_FUNCTION: TaskKind = {
  kind: 'invoke-function',
  doneWhen: 'the function says so: it may be called twice in one run, and is given the run',
  errors: ['ServiceUnavailable'],
  failedAs: 'StepFailed',
  duration: halfOfLimit,
  commands: (step, context) => [
    `aws lambda invoke --region ${context.names.region.name} --function-name ${step.action.parameters.functionName} `
    + `--cli-binary-format raw-in-base64-out --payload ${teamPayloadByHand(step, context)} /dev/stdout`,
  ],
  states: (step, context) => ({
    entry: step.id,
    states: {
      [step.id]: {
        Type: 'Task',
        Resource: `arn:${context.names.topology.partition}:states:::lambda:invoke`,
        Arguments: { FunctionName: arnOf(step, context), Payload: teamPayload(step, context) },
        // What a team's function answers may be large or secret, and nobody reads it.
        Output: {},
        Next: NEXT,
      },
    },
  }),
  statements: (step, context) => [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [arnOf(step, context)] })],
};
