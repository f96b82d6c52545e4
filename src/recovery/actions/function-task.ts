import * as iam from 'aws-cdk-lib/aws-iam';
import type { MachineContext, State } from './action-kind';
import { NEXT } from './action-kind';
import { shellJson } from './shell-json';
import type { RunErrorName } from '../handlers/run-errors';
import type { RecoveryFunctionId } from '../machinery/recovery-names';

/**
 * How long one call of a function that keeps the state may take: half of the time of its step, so that one that hangs is made again. Longer than
 * the function itself waits for a Region that does not answer.
 */
const CALL_SECONDS = 15;

/** The run, as `begin` answered it. */
export const RUN_REFERENCE = { runId: '{% $run.runId %}', epoch: '{% $run.epoch %}' };

/** How any call that touches the state of a run may end. */
export const STATE_ERRORS: readonly RunErrorName[] = ['StateUnreadable', 'StateMalformed', 'StateNotWritten', 'ServiceUnavailable'];

/**
 * Calls a function of recovery and waits for its answer, which is `$states.result.Payload`. Lambda reports what the function throws by the
 * name of the error.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export function functionTask(context: MachineContext, id: RecoveryFunctionId, payload: object | string): State {
  const { names } = context;
  return {
    Type: 'Task',
    Resource: `arn:${names.topology.partition}:states:::lambda:invoke`,
    Arguments: { FunctionName: names.calledArn(id), Payload: payload },
    Next: NEXT,
  };
}

/** A call of `run-keeper`. Any may be made twice: it looks first. */
export function keeperTask(context: MachineContext, payload: object | string): State {
  return { ...functionTask(context, 'run-keeper', payload), TimeoutSeconds: CALL_SECONDS };
}

/** Lets the machine call a function of recovery. */
export function mayCall({ names }: MachineContext, id: RecoveryFunctionId): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [names.calledArn(id)] });
}

/** How an operator calls a function of recovery while Step Functions does not. */
export function callByHand({ names }: Pick<MachineContext, 'names'>, id: RecoveryFunctionId, payload: object): string {
  return `aws lambda invoke --region ${names.region.name} --function-name ${names.calledName(id)} `
    + `--cli-binary-format raw-in-base64-out --payload ${shellJson(payload)} /dev/stdout`;
}
