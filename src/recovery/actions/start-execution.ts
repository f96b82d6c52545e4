import * as iam from 'aws-cdk-lib/aws-iam';
import type { MachineContext, State } from './action-kind';
import type { RecoveryNames } from '../machinery/recovery-names';

/** By this rule Step Functions hears of the end of an execution that it waits for. It makes it itself. */
const RULE = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

/**
 * Runs a state machine of the same Region and waits for its end.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export function startTask({ names }: MachineContext, stateMachineArn: string, input: object | string): State {
  return {
    Type: 'Task',
    Resource: `arn:${names.topology.partition}:states:::states:startExecution.sync:2`,
    Arguments: { StateMachineArn: stateMachineArn, Input: input },
  };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/stepfunctions-iam.html */
export function mayStart({ topology, region }: RecoveryNames, stateMachineArn: string, executionArns: string): iam.PolicyStatement[] {
  const rule = `arn:${topology.partition}:events:${region.name}:${topology.account}:rule/${RULE}`;
  return [
    new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] }),
    new iam.PolicyStatement({ actions: ['states:DescribeExecution', 'states:StopExecution'], resources: [executionArns] }),
    new iam.PolicyStatement({ actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], resources: [rule] }),
  ];
}
