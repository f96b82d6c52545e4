import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { EmailSubscription, SmsSubscription, SqsSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { DrTopology } from '../../src';
import { StackLayer } from '../../src';
import type { AlertOptions } from '../../src/monitoring';
import { AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const BY_EMAIL_ONLY = Match.stringLikeRegexp('cdk-multi-region-dr:alertsByEmailOnly');
const REACH_NOBODY = Match.stringLikeRegexp('cdk-multi-region-dr:alertsReachNobody');

function monitored(alerts?: AlertOptions, app: App = testApp()): { app: App; topology: DrTopology; monitoring: DrMonitoring } {
  const topology = createdTopology(app);
  return { app, topology, monitoring: new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], alerts }) };
}

/** The messages of warnings with an id, in both Regions. */
function warnings(topology: DrTopology, message: Match | ReturnType<typeof Match.stringLikeRegexp>): unknown[] {
  return [topology.primary, topology.secondary]
    .flatMap(region => Annotations.fromStack(region.stack(StackLayer.RECOVERY)).findWarning('*', message))
    .map(warning => warning.entry.data);
}

describe('subscriptions', () => {
  test('law 9: each is put on the topics of its severity in both Regions', () => {
    const { topology } = monitored({
      critical: [new UrlSubscription('https://incidents.example.com/aws'), new SmsSubscription('+15550100')],
      warning: [new EmailSubscription('team@example.com')],
    });
    for (const region of [topology.primary, topology.secondary]) {
      const template = templateOf(region.stack(StackLayer.RECOVERY));
      const topic = (severity: string) => ({
        Ref: Object.keys(template.findResources('AWS::SNS::Topic', { Properties: { DisplayName: `Payments test ${severity}` } }))[0],
      });
      template.resourceCountIs('AWS::SNS::Subscription', 3);
      template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'https', Endpoint: 'https://incidents.example.com/aws', TopicArn: topic('critical') });
      template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sms', Endpoint: '+15550100', TopicArn: topic('critical') });
      template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'team@example.com', TopicArn: topic('warning') });
    }
  });

  test('law 1: a queue cannot be told by both Regions, because one of them may be lost with it', () => {
    const app = testApp();
    const queue = new sqs.Queue(ownStack(app, 'Tickets', PRIMARY), 'Queue');
    expect(() => monitored({ warning: [new EmailSubscription('team@example.com'), new SqsSubscription(queue)] }, app)).toThrow(
      /\[Payments\/Monitoring\] alerts\.warning\[1\] = a subscriber in eu-west-1: .* eu-central-1 must alert without eu-west-1\. Subscribe it in its own Region only/);
  });

  test('law 1: a queue is told by its own Region', () => {
    const { app, topology, monitoring } = monitored();
    const stack = ownStack(app, 'Tickets', SECONDARY);
    monitoring.topic(topology.secondary, AlertSeverity.CRITICAL).addSubscription(new SqsSubscription(new sqs.Queue(stack, 'Queue')));
    templateOf(stack).hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sqs' });
    expect(warnings(topology, REACH_NOBODY)).toEqual([expect.stringContaining(`critical alerts in ${PRIMARY}.`)]);
  });

  test('law 6: a subscriber in a stack without a Region is let pass', () => {
    const app = testApp();
    const queue = new sqs.Queue(new Stack(app, 'Agnostic'), 'Queue');
    const { topology } = monitored(undefined, app);
    expect(() => new DrMonitoring(topology, 'Second', { topology, recoverables: [], alerts: { critical: [new SqsSubscription(queue)] } })).not.toThrow();
  });
});

describe('law 7: a warning with a stable id', () => {
  test('is given in each Region while nobody hears of critical alerts', () => {
    const { topology } = monitored({ warning: [new UrlSubscription('https://chat.example.com')] });
    expect(warnings(topology, REACH_NOBODY)).toEqual([
      expect.stringContaining(`Nobody is subscribed to critical alerts in ${PRIMARY}.`),
      expect.stringContaining(`Nobody is subscribed to critical alerts in ${SECONDARY}.`),
    ]);
  });

  test('is given for each topic that only e-mail leaves', () => {
    const { topology } = monitored({
      critical: [new EmailSubscription('on-call@example.com'), new EmailSubscription('json@example.com', { json: true })],
      warning: [new EmailSubscription('team@example.com')],
    });
    expect(warnings(topology, BY_EMAIL_ONLY)).toEqual([PRIMARY, SECONDARY].flatMap(region => ['critical', 'warning'].map(
      severity => expect.stringContaining(`severity "${severity}" in ${region} go out by e-mail only`))));
    expect(warnings(topology, REACH_NOBODY)).toEqual([]);
  });

  test('is not given where a subscription needs no human', () => {
    const { topology } = monitored({
      critical: [new EmailSubscription('on-call@example.com'), new UrlSubscription('https://incidents.example.com/aws')],
    });
    expect(warnings(topology, BY_EMAIL_ONLY)).toEqual([]);
    expect(warnings(topology, REACH_NOBODY)).toEqual([]);
  });

  test('takes in who was subscribed afterwards', () => {
    const { topology, monitoring } = monitored({ critical: [new EmailSubscription('on-call@example.com')] });
    monitoring.topic(topology.primary, AlertSeverity.CRITICAL).addSubscription(new UrlSubscription('https://incidents.example.com/aws'));
    expect(warnings(topology, BY_EMAIL_ONLY)).toEqual([expect.stringContaining(`in ${SECONDARY} go out`)]);
  });
});

describe('a team\'s own alarms', () => {
  function alarmIn(stack: Stack): cloudwatch.Alarm {
    const metric = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'Refused' });
    return metric.createAlarm(stack, 'Refused', { threshold: 1, evaluationPeriods: 2 });
  }

  test('law 9: notify the topic of their Region and severity, of trouble and of its end', () => {
    const { app, topology, monitoring } = monitored();
    const stack = ownStack(app, 'Workload', SECONDARY);
    monitoring.addAlarm(topology.secondary, alarmIn(stack), AlertSeverity.WARNING);
    const action = Match.stringLikeRegexp(`^arn:aws:sns:${SECONDARY}:${ACCOUNT}:payments-test-.*warning-${SECONDARY}-[0-9a-f]{8}$`);
    templateOf(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [action], OKActions: [action] });
  });

  test('law 9: may be composite', () => {
    const { app, topology, monitoring } = monitored();
    const stack = ownStack(app, 'Workload', PRIMARY);
    const alarm = new cloudwatch.CompositeAlarm(stack, 'Page', { alarmRule: cloudwatch.AlarmRule.fromAlarm(alarmIn(stack), cloudwatch.AlarmState.ALARM) });
    monitoring.forRegion(topology.primary).addAlarm(alarm, AlertSeverity.CRITICAL);
    templateOf(stack).hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
      AlarmActions: [Match.stringLikeRegexp(`^arn:aws:sns:${PRIMARY}:.*critical`)],
    });
  });

  test('law 3: make no cycle with widgets on the dashboard: the workload names the topics and is named by the dashboard', () => {
    const { app, topology, monitoring } = monitored();
    const regional = monitoring.forRegion(topology.primary);
    const alarm = alarmIn(ownStack(app, 'Workload', PRIMARY));
    regional.addAlarm(alarm, AlertSeverity.CRITICAL);
    regional.dashboard.addWidgets(new cloudwatch.AlarmWidget({ alarm }));
    expect(() => app.synth()).not.toThrow();
  });

  test('law 6: are refused in another account', () => {
    const { app, topology, monitoring } = monitored();
    const alarm = alarmIn(new Stack(app, 'Elsewhere', { env: { account: '222222222222', region: PRIMARY } }));
    expect(() => monitoring.addAlarm(topology.primary, alarm, AlertSeverity.CRITICAL)).toThrow('alarm = "Elsewhere/Refused" in 222222222222/eu-west-1');
  });

  test('law 6: are refused in another Region, with both named', () => {
    const { app, topology, monitoring } = monitored();
    const alarm = alarmIn(ownStack(app, 'Workload', SECONDARY));
    expect(() => monitoring.addAlarm(topology.primary, alarm, AlertSeverity.CRITICAL)).toThrow(
      /\[Payments\/Monitoring\] alarm = "Workload\/Refused" in 111111111111\/eu-central-1: an alarm can only notify a topic of its own Region and account, .* eu-west-1\. Use the monitoring/);
  });

  test('law 6: are let pass where the Region is not known', () => {
    const { app, topology, monitoring } = monitored();
    expect(() => monitoring.addAlarm(topology.primary, alarmIn(new Stack(app, 'Agnostic')), AlertSeverity.CRITICAL)).not.toThrow();
  });

  test('law 9: the team\'s widgets join the dashboard of the Region', () => {
    const { topology, monitoring } = monitored();
    monitoring.forRegion(topology.primary).dashboard.addWidgets(new cloudwatch.TextWidget({ markdown: 'workload' }));
    const [dashboard] = Object.values(templateOf(topology.primary.stack(StackLayer.VIEW)).findResources('AWS::CloudWatch::Dashboard'));
    expect(dashboard.Properties.DashboardBody).toContain('workload');
  });
});
