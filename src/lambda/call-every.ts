import type { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface RepeatedCall {
  /** Between two calls, 1 minute to 24 hours. */
  readonly interval: Duration;
  readonly ruleName: string;
  readonly description: string;
  readonly handler: lambda.IFunction;
  /** Receives the calls that were given up. @default - they are dropped: the next one does the same */
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * Has a function called again and again, by a rule that fires more evenly than EventBridge Scheduler. A call that could not be delivered
 * until the next one is due is given up.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 */
export function callEvery(scope: Construct, id: string, { interval, ruleName, description, handler, deadLetterQueue }: RepeatedCall): void {
  new events.Rule(scope, id, {
    ruleName,
    description,
    schedule: events.Schedule.rate(interval),
    targets: [new LambdaFunction(handler, { retryAttempts: 0, maxEventAge: interval, deadLetterQueue })],
  });
}
