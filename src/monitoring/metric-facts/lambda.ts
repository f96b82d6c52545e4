import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const METRICS = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html';
const DIMENSIONS = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html';

/** Metrics of Lambda. */
export const LAMBDA_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/Lambda',
    metrics: {
      AsyncEventAge: Unit.MILLISECONDS,
      AsyncEventsDropped: Unit.COUNT,
      AsyncEventsReceived: Unit.COUNT,
      ConcurrentExecutions: Unit.COUNT,
      DeadLetterErrors: Unit.COUNT,
      DestinationDeliveryFailures: Unit.COUNT,
      Duration: Unit.MILLISECONDS,
      Errors: Unit.COUNT,
      Invocations: Unit.COUNT,
      IteratorAge: Unit.MILLISECONDS,
      PostRuntimeExtensionsDuration: Unit.MILLISECONDS,
      ProvisionedConcurrencyInvocations: Unit.COUNT,
      ProvisionedConcurrencySpilloverInvocations: Unit.COUNT,
      ProvisionedConcurrencyUtilization: undefined,
      ProvisionedConcurrentExecutions: Unit.COUNT,
      RecursiveInvocationsDropped: Unit.COUNT,
      Throttles: Unit.COUNT,
    },
    dimensionSets: [['FunctionName'], ['FunctionName', 'Resource'], ['FunctionName', 'Resource', 'ExecutedVersion'], []],
    place: PublishingPlace.OWN,
    source: DIMENSIONS,
  },
  {
    namespace: 'AWS/Lambda',
    metrics: { ClaimedAccountConcurrency: Unit.COUNT, UnreservedConcurrentExecutions: Unit.COUNT },
    dimensionSets: [[]],
    place: PublishingPlace.PUBLISHER,
    source: METRICS,
  },
];
