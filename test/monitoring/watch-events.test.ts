import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { WatchedRegion } from './watched-workload';
import { seenIn, watchedWorkload, widgetOf } from './watched-workload';
import type { WatchQueueOptions } from '../../src';
import { ACCOUNT } from '../support/environment';

const EVERY_MINUTE = { schedule: events.Schedule.rate(Duration.minutes(1)) };
const ORDERS = { eventPattern: { source: ['orders'] } };
const ANY_EVENT = { Period: 60, Statistic: 'Sum', EvaluationPeriods: 2, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' };

/** Where the alarms of a watched resource are, and their dimensions. */
function alarmed(where: 'workload' | 'recovery', build: (each: WatchedRegion) => void, alarm: object): void {
  for (const seen of seenIn(watchedWorkload(build))) {
    seen[where].hasResourceProperties('AWS::CloudWatch::Alarm', alarm);
  }
}

describe('a rule, in both Regions', () => {
  test('MON-28: an invocation that failed for good, in one of the last two minutes', () => {
    alarmed('workload', ({ stack, monitoring }) => monitoring.watchRule(new events.Rule(stack, 'Tick', EVERY_MINUTE)), {
      ...ANY_EVENT,
      Namespace: 'AWS/Events',
      MetricName: 'FailedInvocations',
      Dimensions: [{ Name: 'RuleName', Value: { Ref: Match.stringLikeRegexp('^Tick') } }],
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  test('MON-28: what it matched and what it handed on is shown', () => {
    for (const seen of seenIn(watchedWorkload(({ stack, monitoring }) => monitoring.watchRule(
      new events.Rule(stack, 'Tick', { ...EVERY_MINUTE, ruleName: 'tick' }), { failedInvocationsThreshold: 5 })))) {
      for (const { name } of [seen.region, seen.region.peer]) {
        const widget = widgetOf(seen, `rule-tick, ${name}: Events matched and handed on`);
        expect(widget!.properties.metrics!.map(metric => metric.slice(0, 4))).toEqual([
          ['AWS/Events', 'TriggeredRules', 'RuleName', 'tick'], ['AWS/Events', 'Invocations', 'RuleName', 'tick'],
        ]);
      }
      seen.recovery.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'FailedInvocations', Threshold: 5 });
    }
  });

  const custom = (bus: unknown, RuleName: unknown) => ({
    MetricName: 'FailedInvocations', Dimensions: [{ Name: 'EventBusName', Value: bus }, { Name: 'RuleName', Value: RuleName }],
  });

  test('MON-20: a rule of another bus has the bus among its dimensions, and its name apart from it', () => {
    const ref = { Ref: Match.stringLikeRegexp('^Orders') };
    const name = { 'Fn::Select': [1, { 'Fn::Split': ['|', ref] }] };
    alarmed('workload', ({ stack, monitoring }) => monitoring.watchRule(
      new events.Rule(stack, 'Orders', { ...ORDERS, eventBus: new events.EventBus(stack, 'Bus') })), custom({ Ref: Match.stringLikeRegexp('^Bus') }, name));
    alarmed('workload', ({ stack, monitoring }) => monitoring.watchRule(
      new events.Rule(stack, 'Orders', { ...ORDERS, eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'orders') })), custom('orders', name));
    alarmed('recovery', ({ stack, monitoring }) => monitoring.watchRule(
      new events.Rule(stack, 'Orders', { ...ORDERS, ruleName: 'all', eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'orders') })), custom('orders', 'all'));
  });

  test('MON-20: a rule of the default bus has its name alone, even where the bus is spelt out', () => {
    const only = (name: unknown) => ({ MetricName: 'FailedInvocations', Dimensions: [{ Name: 'RuleName', Value: name }] });
    const bus = 'arn:aws:events:eu-west-1:111111111111:event-bus/default';
    alarmed('workload', ({ stack, monitoring }) => {
      const rule = new events.Rule(stack, 'Orders', ORDERS);
      (rule.node.defaultChild as events.CfnRule).eventBusName = bus;
      monitoring.watchRule(rule);
    }, only({ Ref: Match.stringLikeRegexp('^Orders') }));
    alarmed('recovery', ({ stack, monitoring }) => {
      const rule = new events.Rule(stack, 'Orders', { ...ORDERS, ruleName: 'all' });
      (rule.node.defaultChild as events.CfnRule).eventBusName = 'default';
      monitoring.watchRule(rule);
    }, only('all'));
  });

  test('MON-20: a rule that was created elsewhere is known by its ARN, with the bus that this has', () => {
    const arnOf = (region: string, rest: string) => `arn:aws:events:${region}:${ACCOUNT}:rule/${rest}`;
    alarmed('recovery', ({ region, stack, monitoring }) => monitoring.watchRule(
      events.Rule.fromEventRuleArn(stack, 'Orders', arnOf(region.name, 'orders/all'))), custom('orders', 'all'));
    alarmed('recovery', ({ region, stack, monitoring }) => monitoring.watchRule(
      events.Rule.fromEventRuleArn(stack, 'Orders', arnOf(region.name, 'all'))),
    { MetricName: 'FailedInvocations', Dimensions: [{ Name: 'RuleName', Value: 'all' }] });
  });
});

describe('a queue, in both Regions', () => {
  const GAUGE = { Namespace: 'AWS/SQS', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 2, TreatMissingData: 'notBreaching' };

  function queue(options?: WatchQueueOptions, queueName?: string) {
    return seenIn(watchedWorkload(({ stack, monitoring }) => monitoring.watchQueue(new sqs.Queue(stack, 'Jobs', { queueName }), options)));
  }

  test('MON-28: any message in a dead-letter queue', () => {
    for (const { workload } of queue({ deadLetter: true })) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
        ...GAUGE,
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Jobs'), 'QueueName'] } }],
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmDescription: Match.stringLikeRegexp('holds what could not be processed'),
        // Until somebody has dealt with it, which keeps no page from telling of anything else.
        AlarmActions: [Match.stringLikeRegexp('-information-'), Match.stringLikeRegexp('-warning-')],
      });
      workload.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 0);
      workload.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { MetricName: 'ApproximateAgeOfOldestMessage' }, 0);
    }
  });

  test('MON-28: as many messages, and as old ones, as a team says; otherwise none is too many', () => {
    for (const { recovery } of queue({ messagesThreshold: 1000, maxMessageAge: Duration.minutes(10) }, 'jobs')) {
      const Dimensions = [{ Name: 'QueueName', Value: 'jobs' }];
      recovery.hasResourceProperties('AWS::CloudWatch::Alarm', { ...GAUGE, Dimensions, MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1000 });
      recovery.hasResourceProperties('AWS::CloudWatch::Alarm', { ...GAUGE, Dimensions, MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 600 });
    }
    for (const seen of queue({}, 'jobs')) {
      seen.recovery.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Dimensions: [{ Name: 'QueueName', Value: 'jobs' }] }, 0);
      expect(widgetOf(seen, `queue-jobs, ${seen.region.name}: Messages that wait`)).toBeDefined();
      expect(widgetOf(seen, `queue-jobs, ${seen.region.peer.name}: Age of the oldest message`)).toBeDefined();
    }
  });

  test('MON-28: a queue that was created elsewhere', () => {
    alarmed('recovery', ({ region, stack, monitoring }) => monitoring.watchQueue(
      sqs.Queue.fromQueueArn(stack, 'Jobs', `arn:aws:sqs:${region.name}:${ACCOUNT}:elsewhere`), { deadLetter: true }),
    { MetricName: 'ApproximateNumberOfMessagesVisible', Dimensions: [{ Name: 'QueueName', Value: 'elsewhere' }] });
  });
});

describe('a state machine, in both Regions', () => {
  const build = (failedExecutions?: number) => ({ stack, monitoring }: WatchedRegion) => monitoring.watchStateMachine(
    new sfn.StateMachine(stack, 'Billing', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')) }), { failedExecutions });

  test.each(['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'])('MON-28: one execution that counts as %s', MetricName => {
    alarmed('workload', build(), {
      ...ANY_EVENT,
      Namespace: 'AWS/States',
      MetricName,
      Dimensions: [{ Name: 'StateMachineArn', Value: { Ref: Match.stringLikeRegexp('^Billing') } }],
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    alarmed('workload', build(3), { MetricName, Threshold: 3 });
  });

  test('MON-28: one that was created elsewhere is drawn on both dashboards', () => {
    const regions = seenIn(watchedWorkload(({ region, stack, monitoring }) => monitoring.watchStateMachine(
      sfn.StateMachine.fromStateMachineArn(stack, 'Billing', `arn:aws:states:${region.name}:${ACCOUNT}:stateMachine:billing`), { id: 'billing' })));
    for (const seen of regions) {
      for (const { name } of [seen.region, seen.region.peer]) {
        expect(widgetOf(seen, `state-machine-billing, ${name}: Executions without success`)!.properties.metrics!.map(metric => metric[1]))
          .toEqual(['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted']);
        expect(widgetOf(seen, `state-machine-billing, ${name}: Executions begun`)).toBeDefined();
      }
    }
  });
});
