import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

/** Metrics of Step Functions state machines. */
export const STEP_FUNCTIONS_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/States',
    metrics: {
      ExecutionsAborted: Unit.COUNT,
      ExecutionsFailed: Unit.COUNT,
      ExecutionsRedriven: Unit.COUNT,
      ExecutionsStarted: Unit.COUNT,
      ExecutionsSucceeded: Unit.COUNT,
      ExecutionsTimedOut: Unit.COUNT,
      ExecutionThrottled: Unit.COUNT,
      ExecutionTime: Unit.MILLISECONDS,
      RedrivenExecutionsAborted: Unit.COUNT,
      RedrivenExecutionsFailed: Unit.COUNT,
      RedrivenExecutionsSucceeded: Unit.COUNT,
      RedrivenExecutionsTimedOut: Unit.COUNT,
    },
    dimensionSets: [['StateMachineArn']],
    place: PublishingPlace.OWN,
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html',
  },
];
