import type { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface CallOnAlarm {
  readonly ruleName: string;
  readonly description: string;
  /** Of an alarm in the Region of the rule: the events of an alarm stay in its Region. */
  readonly alarmArn: string;
  readonly alarmName: string;
  readonly handler: lambda.IFunction;
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
  /** Receives the events that were given up. */
  readonly deadLetterQueue: sqs.IQueue;
}

/**
 * Has a function called when an alarm changes to `ALARM`, and not when it returns, is changed, or stays in `ALARM` while its actions are
 * suppressed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function callOnAlarm(scope: Construct, id: string, props: CallOnAlarm): void {
  const { ruleName, description, alarmArn, alarmName, handler, retryAttempts, maxEventAge, deadLetterQueue } = props;
  new events.Rule(scope, id, {
    ruleName,
    description,
    eventPattern: {
      source: ['aws.cloudwatch'],
      detailType: ['CloudWatch Alarm State Change'],
      resources: [alarmArn],
      detail: {
        alarmName: [alarmName],
        state: { value: ['ALARM'] },
        previousState: { value: [{ 'anything-but': ['ALARM'] }] },
      },
    },
    targets: [new LambdaFunction(handler, { retryAttempts, maxEventAge, deadLetterQueue })],
  });
}
