import type { State } from './action-kind';

/**
 * What Lambda is worth asking again for: that it throttles or fails, and that the function died. Functions of recovery look before they act,
 * and those of teams are told that they may be called twice.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html#troubleshooting-timeouts
 */
export const OF_LAMBDA = [
  'Lambda.TooManyRequestsException', 'Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException', 'Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError', 'Runtime.OutOfMemory',
  'Lambda.ResourceNotReadyException', 'Lambda.ResourceConflictException',
];

/** By what its resource contains. A service that Step Functions knows by heart is spelled as it does, one of the SDK integration in Pascal case. */
const RETRYABLE: readonly { readonly resource: string; readonly errors: readonly string[] }[] = [
  { resource: ':lambda:invoke', errors: ['ServiceUnavailable', ...OF_LAMBDA] },
  { resource: ':sns:publish', errors: ['SNS.InternalErrorException', 'SNS.ThrottledException', 'SNS.KMSThrottlingException', 'SNS.SdkClientException'] },
  { resource: ':states:startExecution', errors: ['StepFunctions.ThrottlingException', 'StepFunctions.SdkClientException'] },
  { resource: ':aws-sdk:ecs:', errors: ['Ecs.ServerException', 'Ecs.ThrottlingException', 'Ecs.SdkClientException'] },
  {
    resource: ':aws-sdk:autoscaling:',
    errors: ['AutoScaling.ResourceContentionException', 'AutoScaling.ScalingActivityInProgressException', 'AutoScaling.ThrottlingException',
      'AutoScaling.SdkClientException'],
  },
];

/** What says that a function was not even called, and that asking again does not help. */
export const NOT_CALLED = ['Lambda.AccessDeniedException', 'Lambda.ResourceNotFoundException', 'Lambda.KMSAccessDeniedException'];

/** What Step Functions calls a time limit that is over. */
export const TIME_OVER = 'States.Timeout';

/** What the service of a task calls a failure that may pass. */
export function passingOf({ Resource }: State): readonly string[] {
  return RETRYABLE.find(({ resource }) => String(Resource).includes(resource))!.errors;
}
