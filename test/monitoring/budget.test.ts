import { Lazy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import type { Template } from 'aws-cdk-lib/assertions';
import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { BUDGETS } from './alert-bad-inputs';
import type { DrTopology } from '../../src';
import { StackLayer } from '../../src';
import type { AlertOptions, BudgetOptions } from '../../src/monitoring';
import { AlertChat, DrMonitoring } from '../../src/monitoring';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, stacksOf, templateOf, testApp } from '../support/environment';

const EMAILS = ['money@example.com'];
const WARNED: AlertOptions = { warningRecipients: { https: ['https://tickets.example.com'] } };

function budgeted(budget: BudgetOptions | undefined, alerts?: AlertOptions, topology: DrTopology = createdTopology()): DrTopology {
  new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], budget, alerts });
  return topology;
}

function subscribersOf(template: Template): { SubscriptionType: string; Address: unknown }[][] {
  const [budget, ...more] = Object.values(template.findResources('AWS::Budgets::Budget'));
  expect(more).toEqual([]);
  return budget.Properties.NotificationsWithSubscribers.map(({ Subscribers }: { Subscribers: object[] }) => Subscribers);
}

describe('the budget', () => {
  const topology = budgeted({ emails: EMAILS }, WARNED);
  const template = templateOf(topology.globalStack);

  test('COST-01: there is one, in one stack: monthly, of costs, 1,000 US dollars, named with the environment', () => {
    expect(stacksOf(topology.node.root).filter(stack => Object.keys(templateOf(stack).findResources('AWS::Budgets::Budget')).length > 0))
      .toEqual([topology.globalStack]);
    template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: {
        BudgetName: Match.stringLikeRegexp('^payments-test-monitoring-[0-9a-f]{8}$'),
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: 1000, Unit: 'USD' },
      },
    });
  });

  test('COST-01: it counts what has both tags, so that no other environment uses it up', () => {
    template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: {
        CostFilters: Match.absent(),
        Metrics: ['UnblendedCost'],
        FilterExpression: {
          And: [
            { Tags: { Key: 'application', Values: ['Payments'], MatchOptions: ['EQUALS'] } },
            { Tags: { Key: 'environment', Values: ['test'], MatchOptions: ['EQUALS'] } },
          ],
        },
      },
    });
  });

  test('COST-01: tells of 80 % spent and of a forecast beyond the limit, by e-mail and to the topic for warnings', () => {
    const [topic] = Object.keys(template.findResources('AWS::SNS::Topic', { Properties: { DisplayName: 'Payments test warning' } }));
    const percent = { ComparisonOperator: 'GREATER_THAN', ThresholdType: 'PERCENTAGE' };
    const [{ Properties }] = Object.values(template.findResources('AWS::Budgets::Budget'));
    expect(Properties.NotificationsWithSubscribers.map(({ Notification }: { Notification: object }) => Notification)).toEqual([
      { ...percent, NotificationType: 'ACTUAL', Threshold: 80 },
      { ...percent, NotificationType: 'FORECASTED', Threshold: 100 },
    ]);
    const subscribers = [
      { SubscriptionType: 'EMAIL', Address: 'money@example.com' },
      { SubscriptionType: 'SNS', Address: expect.stringMatching(new RegExp(`^arn:aws:sns:us-east-1:${ACCOUNT}:payments-test-monitoring-warning-us-east-1-`)) },
    ];
    expect(subscribersOf(template)).toEqual([subscribers, subscribers]);
    const [{ DependsOn }] = Object.values(template.findResources('AWS::Budgets::Budget'));
    expect(DependsOn).toContain(topic);
  });

  test('COST-01: AWS Budgets may publish to that topic with its key, for budgets of the account', () => {
    const statement = {
      Sid: 'BudgetsOfThisAccount',
      Effect: 'Allow',
      Principal: { Service: 'budgets.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': `arn:aws:budgets::${ACCOUNT}:*` } },
    };
    template.resourcePropertiesCountIs('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ ...statement, Action: 'sns:Publish' })]) },
    }, 1);
    template.hasResourceProperties('AWS::KMS::Key', {
      Description: 'Payments test: notifications in us-east-1',
      KeyPolicy: { Statement: Match.arrayWith([{ ...statement, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' }]) },
    });
  });

  test('COST-01: where us-east-1 is a Region, that Region\'s topic is told, and lets AWS Budgets publish', () => {
    const own = budgeted({ notifyTopic: true }, undefined, createdTopology(testApp(), { primary: { region: 'us-east-1', availabilityZones: ['us-east-1a'] } }));
    const global = templateOf(own.globalStack);
    global.resourceCountIs('AWS::SNS::Topic', 0);
    expect(subscribersOf(global)[0]).toEqual([{ SubscriptionType: 'SNS', Address: expect.stringContaining('warning-us-east-1') }]);
    templateOf(own.primary.stack(StackLayer.RECOVERY)).resourcePropertiesCountIs('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'BudgetsOfThisAccount' })]) },
    }, 1);
  });

  test('COST-01: one that AWS Budgets tells of by e-mail alone brings no topics, alarms, rules and keys to us-east-1', () => {
    const own = templateOf(budgeted({ emails: EMAILS }).globalStack);
    expect(Object.values(own.toJSON().Resources as { [id: string]: { Type: string } }).map(({ Type }) => Type)).toEqual(['AWS::Budgets::Budget']);
    templateOf(budgeted({ emails: EMAILS, estimatedCharges: 100 }).globalStack).resourceCountIs('AWS::SNS::Topic', 3);
  });

  test.each<[string, BudgetOptions, AlertOptions | undefined, string[]]>([
    ['e-mail alone where nobody hears of warnings', { emails: EMAILS }, undefined, ['EMAIL']],
    ['e-mail alone where the topic is not to be told', { emails: EMAILS, notifyTopic: false }, WARNED, ['EMAIL']],
    ['the topic where a subscription hears of warnings', {}, { warning: [new UrlSubscription('https://a.example.com')] }, ['SNS']],
    ['the topic where an address hears of warnings', {}, { warningRecipients: { sms: ['+15550100'] } }, ['SNS']],
    ['the topic where a chat channel shows warnings', {}, { chat: [AlertChat.slack({ workspaceId: 'T0', channelId: 'C0' })] }, ['SNS']],
  ])('COST-01: tells %s', (_, budget, alerts, types) => {
    expect(subscribersOf(templateOf(budgeted(budget, alerts).globalStack))[0].map(({ SubscriptionType }) => SubscriptionType)).toEqual(types);
  });

  test('TEST-17: works in stacks that the consumer owns: the one in us-east-1 comes after those of the Regions', () => {
    const app = testApp();
    const globalStack = ownStack(app, 'Global', 'us-east-1');
    const own = budgeted({ emails: EMAILS }, WARNED, handedOverTopology(app, { globalStack }));
    templateOf(globalStack).resourceCountIs('AWS::Budgets::Budget', 1);
    expect(globalStack.dependencies).toEqual(own.regions.map(region => region.stack(StackLayer.RECOVERY)));
  });

  test('COST-01: is as large as it is given, and off unless it is', () => {
    templateOf(budgeted({ limit: 250.5, emails: EMAILS }).globalStack).hasResourceProperties('AWS::Budgets::Budget', { Budget: { BudgetLimit: { Amount: 250.5 } } });
    expect(() => budgeted({ limit: Lazy.number({ produce: () => 5 }), emails: EMAILS })).not.toThrow();
    expect(() => budgeted({ emails: Array.from({ length: 10 }, (_, index) => `money-${index}@example.com`) })).not.toThrow();
    const none = budgeted(undefined, WARNED);
    expect(stacksOf(none.node.root).filter(({ region }) => region === 'us-east-1')).toEqual([]);
  });
});

describe('estimated charges', () => {
  test('COST-02: have an alarm when asked for, in us-east-1 only', () => {
    const topology = budgeted({ emails: EMAILS, estimatedCharges: 5000 });
    const alarms = stacksOf(topology.node.root).flatMap(stack =>
      Object.values(templateOf(stack).findResources('AWS::CloudWatch::Alarm', { Properties: { Namespace: 'AWS/Billing' } })).map(({ Properties }) => ({ ...Properties, stack: stack.region })));
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toMatchObject({
      stack: 'us-east-1',
      MetricName: 'EstimatedCharges',
      Dimensions: [{ Name: 'Currency', Value: 'USD' }],
      Statistic: 'Maximum',
      Period: 21600,
      Threshold: 5000,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'ignore',
    });
    expect(alarms[0].AlarmActions).toHaveLength(2);
    expect(alarms[0].OKActions).toEqual(alarms[0].AlarmActions);
    for (const region of topology.regions) {
      const [{ Properties: { DashboardBody } }] = Object.values(templateOf(region.stack(StackLayer.VIEW)).findResources('AWS::CloudWatch::Dashboard'));
      expect(JSON.stringify(DashboardBody)).toContain(alarms[0].AlarmName);
    }
  });

  test('COST-02: have none by default', () => {
    templateOf(budgeted({ emails: EMAILS }).globalStack).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Billing' }, 0);
  });
});

describeBadInputs(BUDGETS);
