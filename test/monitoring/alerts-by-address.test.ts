import { Lazy, Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { EmailSubscription, SqsSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ALERT_ADDRESSES } from './alert-bad-inputs';
import type { DrTopology } from '../../src';
import { StackLayer } from '../../src';
import type { AlertOptions } from '../../src/monitoring';
import { AlertChat, AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const TOLD: AlertOptions = {
  critical: [new UrlSubscription('https://incidents.example.com/aws')],
  criticalRecipients: { emails: ['on-call@example.com'], sms: ['+15550100'], https: ['https://pages.example.com/aws?key=1'] },
  warningRecipients: { emails: ['team@example.com'] },
  informationRecipients: { https: ['https://log.example.com'] },
};

function monitored(alerts: AlertOptions): { topology: DrTopology; monitoring: DrMonitoring } {
  const topology = createdTopology();
  return { topology, monitoring: new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], alerts }) };
}

function recoveries(topology: DrTopology): Template[] {
  return topology.regions.map(region => templateOf(region.stack(StackLayer.RECOVERY)));
}

function idOf(template: Template, type: string, properties: object): string {
  const [id, ...more] = Object.keys(template.findResources(type, { Properties: properties }));
  expect(more).toEqual([]);
  return id;
}

const UNDELIVERED = { QueueName: Match.stringLikeRegexp('undelivered-alerts') };

function warnings(topology: DrTopology, id: string): unknown[] {
  return topology.regions.flatMap(region =>
    Annotations.fromStack(region.stack(StackLayer.RECOVERY)).findWarning('*', Match.stringLikeRegexp(`cdk-multi-region-dr:${id}`)));
}

describe('topics', () => {
  const { topology } = monitored(TOLD);

  test('MON-24: each Region has a topic per severity, encrypted with its own customer-managed key', () => {
    for (const template of recoveries(topology)) {
      const topics = Object.values(template.findResources('AWS::SNS::Topic'));
      expect(topics.map(({ Properties }) => Properties.DisplayName).sort())
        .toEqual(['Payments test critical', 'Payments test information', 'Payments test warning']);
      topics.forEach(({ Properties }) => expect(JSON.stringify(Properties.KmsMasterKeyId)).toContain('notificationskey'));
    }
  });

  test('MON-24: the keys let CloudWatch and EventBridge publish, and the topics take nothing without TLS', () => {
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.FOUNDATION)).hasResourceProperties('AWS::KMS::Key', {
        KeyPolicy: {
          Statement: Match.arrayWith([
            Match.objectLike({ Principal: { Service: Match.arrayWith(['cloudwatch.amazonaws.com']) } }),
            Match.objectLike({ Principal: { Service: 'events.amazonaws.com' } }),
          ]),
        },
      });
    }
    for (const template of recoveries(topology)) {
      template.resourcePropertiesCountIs('AWS::SNS::TopicPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
        },
      }, 3);
    }
  });

  test('MON-25: whoever is given by address is subscribed in both Regions, beside subscriptions', () => {
    for (const template of recoveries(topology)) {
      const subscribed = Object.values(template.findResources('AWS::SNS::Subscription')).map(({ Properties }) => Properties);
      const topic = (severity: string) => ({ Ref: idOf(template, 'AWS::SNS::Topic', { DisplayName: `Payments test ${severity}` }) });
      expect(subscribed.map(({ Protocol, Endpoint, TopicArn }) => [Protocol, Endpoint, TopicArn])).toEqual([
        ['https', 'https://incidents.example.com/aws', topic('critical')],
        ['email', 'on-call@example.com', topic('critical')],
        ['sms', '+15550100', topic('critical')],
        ['https', 'https://pages.example.com/aws?key=1', topic('critical')],
        ['email', 'team@example.com', topic('warning')],
        ['https', 'https://log.example.com', topic('information')],
      ]);
    }
  });

  test('MON-25: an address keeps its logical id whichever way it is given', () => {
    const ids = (alerts: AlertOptions) => Object.keys(recoveries(monitored(alerts).topology)[0].findResources('AWS::SNS::Subscription'));
    expect(ids({ criticalRecipients: { emails: ['on-call@example.com'] } })).toEqual(ids({ critical: [new EmailSubscription('on-call@example.com')] }));
  });

  test('law 6: an address that is not known at synthesis is let pass', () => {
    const https = [Lazy.string({ produce: () => 'https://late.example.com' })];
    for (const template of recoveries(monitored({ criticalRecipients: { https } }).topology)) {
      template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'https', Endpoint: 'https://late.example.com' });
    }
  });
});

describe('undelivered alerts', () => {
  const { topology } = monitored(TOLD);

  test('MON-28: each Region has a queue for them: encrypted, TLS only, kept as long as SQS can', () => {
    recoveries(topology).forEach((template, index) => {
      template.resourcePropertiesCountIs('AWS::SQS::Queue', UNDELIVERED, 1);
      template.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: Match.stringLikeRegexp(`^payments-test-monitoring-undelivered-alerts-${[PRIMARY, SECONDARY][index]}-[0-9a-f]{8}$`),
        KmsMasterKeyId: Match.anyValue(),
        MessageRetentionPeriod: 1209600,
      });
      template.hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: idOf(template, 'AWS::SQS::Queue', UNDELIVERED) }],
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
        },
      });
    });
  });

  test('MON-28: what a subscriber does not take goes there, and SNS may send it for these topics', () => {
    for (const template of recoveries(topology)) {
      const queue = { 'Fn::GetAtt': [idOf(template, 'AWS::SQS::Queue', UNDELIVERED), 'Arn'] };
      template.allResourcesProperties('AWS::SNS::Subscription', { RedrivePolicy: { deadLetterTargetArn: queue } });
      for (const topic of Object.keys(template.findResources('AWS::SNS::Topic'))) {
        template.hasResourceProperties('AWS::SQS::QueuePolicy', {
          PolicyDocument: {
            Statement: Match.arrayWith([Match.objectLike({
              Action: 'sqs:SendMessage',
              Principal: { Service: 'sns.amazonaws.com' },
              Resource: queue,
              Condition: { ArnEquals: { 'aws:SourceArn': { Ref: topic } } },
            })]),
          },
        });
      }
    }
  });

  test('law 7: a subscription with a queue of its own keeps it', () => {
    const app = testApp();
    const own = createdTopology(app);
    const deadLetterQueue = sqs.Queue.fromQueueArn(ownStack(app, 'Own', PRIMARY), 'Dead', `arn:aws:sqs:${PRIMARY}:${ACCOUNT}:dead`);
    new DrMonitoring(own, 'Monitoring', {
      topology: own, recoverables: [], alerts: { critical: [new UrlSubscription('https://a.example.com', { deadLetterQueue })] },
    });
    recoveries(own)[0].hasResourceProperties('AWS::SNS::Subscription', { RedrivePolicy: { deadLetterTargetArn: `arn:aws:sqs:${PRIMARY}:${ACCOUNT}:dead` } });
  });

  test('law 3: a subscription in a stack of its own is not tied to the queue', () => {
    const app = testApp();
    const own = createdTopology(app);
    const stack = new Stack(app, 'Agnostic');
    new DrMonitoring(own, 'Monitoring', { topology: own, recoverables: [], alerts: { critical: [new SqsSubscription(new sqs.Queue(stack, 'Queue'))] } });
    templateOf(stack).hasResourceProperties('AWS::SNS::Subscription', { RedrivePolicy: Match.absent() });
  });

  test('MON-28: an alarm watches the queue', () => {
    for (const template of recoveries(topology)) {
      const [{ Properties: { QueueName } }] = Object.values(template.findResources('AWS::SQS::Queue', { Properties: UNDELIVERED }));
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: QueueName }],
        Statistic: 'Maximum',
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        TreatMissingData: 'notBreaching',
      });
    }
  });

  test.each([['critical', 'warning'], ['warning', 'critical'], ['information', 'warning']])(
    'MON-28: that the %s topic does not deliver is told through the %s topic', (severity, through) => {
      for (const template of recoveries(topology)) {
        const [{ Properties: { TopicName } }] = Object.values(template.findResources('AWS::SNS::Topic', { Properties: { DisplayName: `Payments test ${severity}` } }));
        const page = JSON.stringify(Object.values(template.findResources('AWS::CloudWatch::CompositeAlarm', {
          Properties: { AlarmActions: Match.arrayWith([{ Ref: idOf(template, 'AWS::SNS::Topic', { DisplayName: `Payments test ${through}` }) }]) },
        })));
        for (const MetricName of ['NumberOfNotificationsFailed', 'NumberOfNotificationsFailedToRedriveToDlq']) {
          const [alarm, ...more] = Object.values(template.findResources('AWS::CloudWatch::Alarm', {
            Properties: {
              Namespace: 'AWS/SNS',
              MetricName,
              Dimensions: [{ Name: 'TopicName', Value: TopicName }],
              Statistic: 'Sum',
              Threshold: 0,
              TreatMissingData: 'notBreaching',
            },
          }));
          expect(more).toEqual([]);
          expect(page).toContain(alarm.Properties.AlarmName);
        }
      }
    });

  test('MON-28: that something waits there is told through both topics, whichever it was that nobody took it from', () => {
    for (const template of recoveries(topology)) {
      const [{ Properties: { QueueName } }] = Object.values(template.findResources('AWS::SQS::Queue', { Properties: UNDELIVERED }));
      const severities = Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { Dimensions: [{ Name: 'QueueName', Value: QueueName }] } }))
        .map(({ Properties }) => /[(](critical|warning): /.exec(Properties.AlarmDescription)?.[1]);
      expect(severities).toEqual(['critical', 'warning']);
    }
  });

  test('SEC-03: passes cdk-nag AwsSolutions', () => {
    const app = testApp();
    const own = createdTopology(app);
    new DrMonitoring(own, 'Monitoring', { topology: own, recoverables: [], alerts: TOLD });
    expect(stacksOf(app).length).toBeGreaterThan(0);
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });
});

describe('law 7: a warning with a stable id', () => {
  test('MON-25: is given where e-mail is the only way out, however it is given', () => {
    const { topology } = monitored({ criticalRecipients: { emails: ['on-call@example.com'] } });
    expect(warnings(topology, 'alertsByEmailOnly')).toHaveLength(2);
  });

  test('MON-25: is given where SMS is, because of the sandbox', () => {
    const { topology } = monitored({ criticalRecipients: { sms: ['+15550100'] } });
    expect(warnings(topology, 'alertsBySmsOnly')).toHaveLength(2);
    expect(warnings(topology, 'alertsByEmailOnly')).toEqual([]);
  });

  test('MON-25: is given where both are, and nothing else', () => {
    const { topology } = monitored({ criticalRecipients: { sms: ['+15550100'], emails: ['on-call@example.com'] } });
    expect(warnings(topology, 'alertsByHandOnly')).toHaveLength(2);
  });

  test('MON-28: is given where somebody hears of critical alerts, and nobody that they do not arrive', () => {
    const { topology } = monitored({ criticalRecipients: { https: ['https://incidents.example.com'] } });
    expect(warnings(topology, 'failedAlertsReachNobody').map(warning => (warning as { entry: { data: string } }).entry.data)).toEqual([PRIMARY, SECONDARY].map(
      region => expect.stringContaining(`Nobody is subscribed to warnings in ${region}, and a warning is what tells that critical alerts are not delivered.`)));
    const chat = [AlertChat.slack({ workspaceId: 'T0', channelId: 'C0', severities: [AlertSeverity.CRITICAL] })];
    expect(warnings(monitored({ chat }).topology, 'failedAlertsReachNobody')).toHaveLength(2);
  });

  test.each<[string, AlertOptions]>([
    ['somebody hears of warnings', { criticalRecipients: { https: ['https://incidents.example.com'] }, warningRecipients: { emails: ['team@example.com'] } }],
    ['a chat channel shows warnings', {
      criticalRecipients: { https: ['https://incidents.example.com'] },
      chat: [AlertChat.slack({ workspaceId: 'T0', channelId: 'C0', severities: [AlertSeverity.WARNING] })],
    }],
    ['nobody hears of critical alerts either, which is said instead', { informationRecipients: { emails: ['team@example.com'] } }],
  ])('MON-28: is not given where %s', (_, alerts) => {
    expect(warnings(monitored(alerts).topology, 'failedAlertsReachNobody')).toEqual([]);
  });

  test('MON-28: is not given where somebody was subscribed to warnings afterwards, in that Region', () => {
    const { topology, monitoring } = monitored({ criticalRecipients: { https: ['https://incidents.example.com'] } });
    monitoring.topic(topology.primary, AlertSeverity.WARNING).addSubscription(new UrlSubscription('https://tickets.example.com'));
    expect(warnings(topology, 'failedAlertsReachNobody')).toHaveLength(1);
  });

  test('MON-25: is not given where a tool is told as well', () => {
    const { topology } = monitored({ criticalRecipients: { emails: ['on-call@example.com'], https: ['https://incidents.example.com'] } });
    expect(warnings(topology, 'alerts')).toEqual([]);
  });
});

describeBadInputs(ALERT_ADDRESSES);
