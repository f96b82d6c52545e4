import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const RULES = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html';
const SCHEDULES = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html';

/** The rule's name alone stands for a rule of the default event bus. */
const RULE = [['RuleName'], ['EventBusName', 'RuleName']];
const RULE_BUS_OR_ALL = [...RULE, ['EventBusName'], []];

/** Metrics of EventBridge rules and of EventBridge Scheduler. */
export const EVENTS_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/Events',
    metrics: {
      DeadLetterInvocations: Unit.COUNT,
      FailedInvocations: Unit.COUNT,
      InvocationsFailedToBeSentToDlq: Unit.COUNT,
      InvocationsSentToDlq: Unit.COUNT,
    },
    dimensionSets: RULE,
    place: PublishingPlace.OWN,
    source: RULES,
  },
  {
    namespace: 'AWS/Events',
    metrics: { Invocations: Unit.COUNT },
    dimensionSets: [...RULE, []],
    place: PublishingPlace.OWN,
    source: RULES,
  },
  {
    namespace: 'AWS/Events',
    metrics: { MatchedEvents: Unit.COUNT },
    dimensionSets: [...RULE, ['EventBusName'], ['EventSourceName']],
    place: PublishingPlace.OWN,
    source: RULES,
  },
  {
    namespace: 'AWS/Events',
    metrics: {
      IngestiontoInvocationCompleteLatency: Unit.MILLISECONDS,
      IngestiontoInvocationStartLatency: Unit.MILLISECONDS,
      IngestionToInvocationSuccessLatency: Unit.MILLISECONDS,
      InvocationAttempts: Unit.COUNT,
      RetryInvocationAttempts: Unit.COUNT,
      SuccessfulInvocationAttempts: Unit.COUNT,
      ThrottledRules: Unit.COUNT,
      TriggeredRules: Unit.COUNT,
    },
    dimensionSets: RULE_BUS_OR_ALL,
    place: PublishingPlace.OWN,
    source: RULES,
  },
  {
    namespace: 'AWS/Events',
    metrics: {
      InvocationsCreated: Unit.COUNT,
      PutEventsApproximateCallCount: Unit.COUNT,
      PutEventsApproximateFailedCount: Unit.COUNT,
      PutEventsApproximateSuccessCount: Unit.COUNT,
      PutEventsApproximateThrottledCount: Unit.COUNT,
      PutEventsEntriesCount: Unit.COUNT,
      PutEventsFailedEntriesCount: Unit.COUNT,
      PutEventsLatency: Unit.MILLISECONDS,
      PutEventsRequestSize: Unit.BYTES,
    },
    dimensionSets: [[]],
    place: PublishingPlace.PUBLISHER,
    source: RULES,
  },
  {
    namespace: 'AWS/Scheduler',
    metrics: {
      InvocationAttemptCount: Unit.COUNT,
      InvocationDroppedCount: Unit.COUNT,
      InvocationThrottleCount: Unit.COUNT,
      InvocationsFailedToBeSentToDeadLetterCount: Unit.COUNT,
      InvocationsSentToDeadLetterCount: Unit.COUNT,
      TargetErrorCount: Unit.COUNT,
      TargetErrorThrottledCount: Unit.COUNT,
    },
    dimensionSets: [['ScheduleGroup'], []],
    place: PublishingPlace.OWN,
    source: SCHEDULES,
  },
];
