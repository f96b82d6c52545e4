import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { FunctionPlace, RecoveryFunction } from './recovery-function';
import { AlertSeverity } from '../../monitoring/alert-severity';
import type { HealthSignal } from '../../monitoring/health-signal';
import { anyOf, ONCE } from '../../monitoring/signal-terms';
import { NAME_KINDS } from '../../topology/name-kinds';

const INTERVAL = Duration.minutes(5);

/**
 * Calls, every five minutes, the functions that nothing but a run would call. One that is idle for weeks becomes inactive, and its next
 * call fails; and what is wrong with its permissions or settings would show in the run that needs it. One rule has room for five functions.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export class DryCalls {
  private readonly ruleName: string;
  private readonly rule: events.Rule;

  constructor(scope: Construct, private readonly place: FunctionPlace) {
    const { topology, region } = place;
    this.ruleName = topology._name(NAME_KINDS.rule, 'recovery/dry-calls', region);
    this.rule = new events.Rule(scope, 'dry-calls', {
      ruleName: this.ruleName,
      description: `Keeps the functions active that runs of ${region.name} call, and sees that they work`,
      schedule: events.Schedule.rate(INTERVAL),
    });
  }

  /** The next call does the same: one that could not be delivered is given up. */
  public add(...functions: RecoveryFunction[]): void {
    functions.forEach(({ handler }) => this.rule.addTarget(new LambdaFunction(handler, { retryAttempts: 0, maxEventAge: INTERVAL })));
  }

  /** What tells that they are not called. That they fail, each tells itself. */
  public signal(): Omit<HealthSignal, 'publishedIn' | 'section'> {
    const { place: { region }, ruleName: RuleName } = this;
    return {
      id: 'dry-calls-not-delivered',
      description: `EventBridge cannot call functions of recovery by rule ${RuleName}: nobody sees whether they work in ${region.name}`,
      graph: 'Dry calls not delivered',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Events', metricName: 'FailedInvocations', dimensionsMap: { RuleName }, statistic: cloudwatch.Stats.SUM, period: INTERVAL, region: region.name,
      }),
      alarm: anyOf(AlertSeverity.WARNING, ONCE),
    };
  }
}
