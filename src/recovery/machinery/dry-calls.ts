import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { FunctionPlace, RecoveryFunction } from './recovery-function';
import { AlertSeverity } from '../../monitoring/alert-severity';
import type { HealthSignal } from '../../monitoring/health-signal';
import { anyOf, ONCE } from '../../monitoring/signal-terms';
import { NAME_KINDS } from '../../topology/name-kinds';

/** Whose functions a rule calls. One rule has room for five. */
const CALLED = {
  'dry-calls': 'runs',
  'command-dry-calls': 'operators',
} as const;

/**
 * Calls, again and again, functions that nothing but a run or an operator would call. One that is idle for weeks becomes inactive, and its next
 * call fails; and what is wrong with its permissions or settings would show when it is needed.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export class DryCalls {
  private readonly ruleName: string;
  private readonly rule: events.Rule;

  constructor(
    scope: Construct, private readonly id: keyof typeof CALLED, private readonly place: FunctionPlace, private readonly interval: Duration,
  ) {
    const { topology, region } = place;
    this.ruleName = topology._name(NAME_KINDS.rule, `recovery/${id}`, region);
    this.rule = new events.Rule(scope, id, {
      ruleName: this.ruleName,
      description: `Keeps the functions active that ${CALLED[id]} of ${region.name} call, and sees that they work`,
      schedule: events.Schedule.rate(interval),
    });
  }

  /** The next call does the same: one that could not be delivered is given up. */
  public add(...functions: RecoveryFunction[]): void {
    functions.forEach(({ handler }) => this.rule.addTarget(new LambdaFunction(handler, { retryAttempts: 0, maxEventAge: this.interval })));
  }

  /** What tells that they are not called. That they fail, each tells itself. */
  public signal(): Omit<HealthSignal, 'publishedIn' | 'section'> {
    const { id, interval: period, place: { region }, ruleName: RuleName } = this;
    return {
      id: `${id}-not-delivered`,
      description: `EventBridge cannot call functions of recovery by rule ${RuleName}: nobody sees whether they work in ${region.name}`,
      graph: 'Dry calls not delivered',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Events', metricName: 'FailedInvocations', dimensionsMap: { RuleName }, statistic: cloudwatch.Stats.SUM, period, region: region.name,
      }),
      alarm: anyOf(AlertSeverity.WARNING, ONCE),
    };
  }
}
