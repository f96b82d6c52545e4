import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';

export interface HandlerOptionsProps {
  readonly functionName: string;
  readonly description: string;
  /** Has every statement that the function needs. */
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
  readonly timeout: Duration;
}

/** What every function that acts for recovery has alike. Whoever called it calls again: Lambda does not. */
export function handlerOptions({ functionName, description, role, logGroup, timeout }: HandlerOptionsProps): lambda.FunctionOptions {
  return {
    functionName,
    description,
    // The policy is complete: CDK would add to it what it holds already.
    role: role.withoutPolicyUpdates(),
    logGroup,
    timeout,
    memorySize: 256,
    retryAttempts: 0,
  };
}
