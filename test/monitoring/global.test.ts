import type { App } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ALERT_CHATS } from './alert-bad-inputs';
import type { DrTopology } from '../../src';
import { StackLayer } from '../../src';
import type { HealthCheckOptions } from '../../src/dns';
import { EndpointHealth, FailoverDns, RegionalEndpoint } from '../../src/dns';
import type { AlertOptions } from '../../src/monitoring';
import { AlertChat, AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { importedZone, ZONE_ID } from '../dns/fixture';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const HOME = 'us-east-1';
const ALERTS: AlertOptions = {
  criticalRecipients: { https: ['https://incidents.example.com'] },
  warningRecipients: { https: ['https://tickets.example.com'] },
};
const SLACK = AlertChat.slack({ workspaceId: 'T0123456789', channelId: 'C0123456789' });
const UUID = '0b1c2d3e-0000-4000-8000-000000000001';
const TEAMS = { tenantId: UUID, teamId: UUID, channelId: '19%3a0123456789abcdef%40thread.tacv2' };

interface Watched {
  readonly app: App;
  readonly topology: DrTopology;
  readonly dns: FailoverDns;
}

/** Endpoints come last, as from a team's stacks. */
function watched(topology: DrTopology, alerts: AlertOptions = ALERTS, healthCheck?: HealthCheckOptions): Watched {
  const dns = new FailoverDns(topology, 'Dns', { topology, recordName: 'api', healthCheck, hostedZone: importedZone(topology.globalStack) });
  new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], alerts, dns });
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return { app: topology.node.root as App, topology, dns };
}

function inUsEast1(): DrTopology {
  return createdTopology(testApp(), { primary: { region: HOME, availabilityZones: ['us-east-1a'] } });
}

/** What a dashboard shows, by the stack that has it. */
function widgetsOf(template: Template): { type: string; properties: { [name: string]: any } }[] {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = dashboard.Properties.DashboardBody;
  const text = typeof body === 'string' ? body : body['Fn::Join'][1].map((part: unknown) => typeof part === 'string' ? part : JSON.stringify(part).replace(/"/g, '\'')).join('');
  return JSON.parse(text).widgets;
}

function healthAlarms(template: Template): { [name: string]: any }[] {
  return Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { Namespace: 'AWS/Route53' } })).map(({ Properties }) => Properties);
}

const ELSEWHERE = watched(createdTopology());
const GLOBAL = templateOf(ELSEWHERE.topology.globalStack);

test('what the other Region is told of an endpoint notifies as a warning, in the Region that is told', () => {
  const topology = createdTopology();
  const seen = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'HomeAnswers', period: Duration.minutes(1), statistic: 'Minimum' });
  const below = { threshold: 1, comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD };
  const endpointHealth = { primary: EndpointHealth.metric({ metric: seen, ...below }) };
  const dns = new FailoverDns(topology, 'Dns', { topology, recordName: 'api', endpointHealth, hostedZone: importedZone(topology.globalStack) });
  new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], alerts: ALERTS, dns });
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  const [alarm, ...others] = topology.regions.flatMap(region =>
    Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'HomeAnswers' } })));
  expect(others).toEqual([]);
  expect(JSON.stringify(alarm.Properties.AlarmActions)).toContain('warning');
  expect(alarm.Properties.OKActions).toEqual(alarm.Properties.AlarmActions);
});

describe('alarms on health checks', () => {
  test('MON-12: each Region\'s endpoint and record have one, in us-east-1, whatever the Regions are', () => {
    const checks = Object.keys(GLOBAL.findResources('AWS::Route53::HealthCheck'));
    const alarms = healthAlarms(GLOBAL);
    expect(alarms.map(({ AlarmName }) => AlarmName.replace(/-us-east-1-[0-9a-f]{8}$/, '').replace('payments-test-monitoring-', ''))).toEqual([
      `traffic-endpoint-${PRIMARY}`, `traffic-record-${PRIMARY}`, `traffic-endpoint-${SECONDARY}`, `traffic-record-${SECONDARY}`,
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        MetricName: 'HealthCheckStatus',
        Statistic: 'Minimum',
        Period: 60,
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        EvaluationPeriods: 2,
        DatapointsToAlarm: 2,
        TreatMissingData: 'breaching',
        ActionsEnabled: true,
      });
      expect(alarm.Dimensions).toEqual([{ Name: 'HealthCheckId', Value: { Ref: expect.any(String) } }]);
      expect(checks).toContain(alarm.Dimensions[0].Value.Ref);
    }
    expect(new Set(alarms.map(({ Dimensions }) => JSON.stringify(Dimensions))).size).toBe(4);
    // Each watches the check that its name says: of that Region's endpoint, or the one that its record has.
    const configs = GLOBAL.findResources('AWS::Route53::HealthCheck');
    const records = Object.values(GLOBAL.findResources('AWS::Route53::RecordSet')).map(({ Properties }) => Properties);
    for (const region of [PRIMARY, SECONDARY]) {
      const watchedBy = (what: string) => alarms.find(({ AlarmName }) => AlarmName.includes(`traffic-${what}-${region}`))!.Dimensions[0].Value.Ref;
      expect(configs[watchedBy('endpoint')].Properties.HealthCheckConfig.FullyQualifiedDomainName).toBe(`api-${region}.example.com`);
      const [record] = records.filter(({ SetIdentifier = '' }) => SetIdentifier.endsWith(region));
      expect(watchedBy('record')).toBe(record.HealthCheckId.Ref);
    }
  });

  test('MON-12: an endpoint is critical, a record a warning; both tell of the end, too', () => {
    const topic = (severity: string) => ({ Ref: Object.keys(GLOBAL.findResources('AWS::SNS::Topic', { Properties: { DisplayName: `Payments test ${severity}` } }))[0] });
    for (const { AlarmName, AlarmActions, OKActions } of healthAlarms(GLOBAL)) {
      expect(AlarmActions).toEqual([topic('information'), topic(AlarmName.includes('-endpoint-') ? 'critical' : 'warning')]);
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  test('MON-12: the topics there are encrypted with a key of us-east-1, and tell whoever the Regions\' tell', () => {
    GLOBAL.resourceCountIs('AWS::SNS::Topic', 3);
    GLOBAL.hasResourceProperties('AWS::KMS::Key', { Description: 'Payments test: notifications in us-east-1' });
    GLOBAL.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'https://incidents.example.com', RedrivePolicy: Match.anyValue() });
    GLOBAL.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'https://tickets.example.com', RedrivePolicy: Match.anyValue() });
    GLOBAL.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible' });
    GLOBAL.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SNS' }, 6);
  });

  test('MON-28: what AWS Health says of us-east-1, and of no Region, is told there', () => {
    const patterns = Object.values(GLOBAL.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern.detail.eventRegion);
    expect(patterns).toEqual([[HOME, 'global'], [HOME, 'global'], [HOME, 'global'], [HOME, 'global']]);
    GLOBAL.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Events', MetricName: 'FailedInvocations' }, 4);
  });

  test.each([['primary', HOME, SECONDARY], ['secondary', PRIMARY, HOME]])('MON-12: where us-east-1 is the %s Region its topics are told by name', (_, primary, secondary) => {
    const { topology } = watched(createdTopology(testApp(), {
      primary: { region: primary, availabilityZones: [`${primary}a`] }, secondary: { region: secondary, availabilityZones: [`${secondary}a`] },
    }));
    const template = templateOf(topology.globalStack);
    template.resourceCountIs('AWS::SNS::Topic', 0);
    template.resourceCountIs('AWS::SQS::Queue', 0);
    template.resourceCountIs('AWS::Events::Rule', 0);
    const arn = (severity: string) => expect.stringMatching(new RegExp(`^arn:aws:sns:us-east-1:${ACCOUNT}:payments-test-monitoring-${severity}-us-east-1-`));
    for (const { AlarmName, AlarmActions } of healthAlarms(template)) {
      expect(AlarmActions).toEqual([arn('information'), arn(AlarmName.includes('-endpoint-') ? 'critical' : 'warning')]);
    }
  });
});

describe('the dashboard in us-east-1', () => {
  const widgets = widgetsOf(GLOBAL);
  const drawn = (metric: string) => widgets.filter(({ properties }) => properties.metrics?.some(([, name]: string[]) => name === metric));

  test('MON-13: shows the queries of the zone and what health checkers measure, per Region', () => {
    const [queries] = drawn('DNSQueries');
    expect(queries.properties).toMatchObject({ region: HOME, metrics: [['AWS/Route53', 'DNSQueries', 'HostedZoneId', ZONE_ID, { region: HOME, stat: 'Sum' }]] });
    for (const metric of ['ConnectionTime', 'SSLHandshakeTime', 'TimeToFirstByte']) {
      const [graph, ...more] = drawn(metric);
      expect(more).toEqual([]);
      expect(graph.properties.region).toBe(HOME);
      expect(graph.properties.metrics.map((line: unknown[]) => [line[0], line[2], (line[4] as { label: string }).label]))
        .toEqual([['AWS/Route53', 'HealthCheckId', PRIMARY], ['AWS/Route53', 'HealthCheckId', SECONDARY]]);
    }
  });

  test('DNS-16: shows the share of health checkers that agree', () => {
    const [graph] = drawn('HealthCheckPercentageHealthy');
    expect(graph.properties.title).toContain('healthy above 18 %');
    expect(graph.properties.metrics).toHaveLength(2);
  });

  test('MON-13: shows no graph of what is not measured', () => {
    const { topology } = watched(createdTopology(), ALERTS, { measureLatency: false });
    const text = JSON.stringify(widgetsOf(templateOf(topology.globalStack)));
    expect(text).toMatch(/DNSQueries.*HealthCheckPercentageHealthy/);
    expect(text).not.toMatch(/ConnectionTime|SSLHandshakeTime|TimeToFirstByte/);
  });

  test('MON-13: shows the alarms, and says whose traffic it is', () => {
    expect(widgets[0].properties.markdown).toContain('traffic to api.example.com');
    expect(widgets.find(({ type }) => type === 'alarm')?.properties.alarms).toHaveLength(4);
  });
});

describe('the dashboards of the Regions', () => {
  const names = healthAlarms(GLOBAL).map(({ AlarmName }) => AlarmName);

  test.each(ELSEWHERE.topology.regions.map(region => [region.name, region] as const))('MON-12, MON-13: %s shows alarms, queries and the way to us-east-1, all by literal names', (_, region) => {
    const widgets = widgetsOf(templateOf(region.stack(StackLayer.VIEW)));
    const shown = widgets.filter(({ properties }) => properties.region === HOME);
    expect(shown.flatMap(({ properties }) => properties.annotations?.alarms ?? [])).toEqual(names.map(name => `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${name}`));
    expect(shown.flatMap(({ properties }) => properties.metrics ?? [])).toEqual([['AWS/Route53', 'DNSQueries', 'HostedZoneId', ZONE_ID, expect.objectContaining({ region: HOME })]]);
    const [{ Properties: { DashboardName } }] = Object.values(GLOBAL.findResources('AWS::CloudWatch::Dashboard'));
    const texts = widgets.filter(({ type }) => type === 'text').map(({ properties }) => properties.markdown).join('\n');
    expect(texts).toContain(`https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/${DashboardName}`);
  });

  test('MON-12: both show the latches, each from its own Region', () => {
    for (const region of ELSEWHERE.topology.regions) {
      const latches = widgetsOf(templateOf(region.stack(StackLayer.VIEW)))
        .filter(({ properties }) => properties.metrics?.some((line: string[]) => line.includes('LatchClosed')))
        .map(({ properties }) => properties.region);
      expect(latches.sort()).toEqual([SECONDARY, PRIMARY].sort());
    }
  });

  test('MON-24: a takeover is told by the latch of the Region that takes over, as critical', () => {
    for (const region of ELSEWHERE.topology.regions) {
      const template = templateOf(region.stack(StackLayer.RECOVERY));
      const [critical] = Object.keys(template.findResources('AWS::SNS::Topic', { Properties: { DisplayName: 'Payments test critical' } }));
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'LatchClosed', AlarmActions: [{ Ref: critical }], OKActions: [{ Ref: critical }] });
    }
  });
});

describe('chat', () => {
  const { topology } = watched(createdTopology(), {
    ...ALERTS, chat: [SLACK, AlertChat.microsoftTeams({ ...TEAMS, severities: [AlertSeverity.INFORMATION] })],
  });
  const template = templateOf(topology.globalStack);

  test('MON-25: a channel of Slack shows critical alerts and warnings of both Regions and of us-east-1', () => {
    const topics = [PRIMARY, SECONDARY].flatMap(region => ['critical', 'warning'].map(severity =>
      Match.stringLikeRegexp(`^arn:aws:sns:${region}:${ACCOUNT}:payments-test-monitoring-${severity}-`)));
    template.hasResourceProperties('AWS::Chatbot::SlackChannelConfiguration', {
      ConfigurationName: Match.stringLikeRegexp('^payments-test-monitoring-slack-t0123456789-c0123456789-[0-9a-f]{8}$'),
      SlackWorkspaceId: 'T0123456789',
      SlackChannelId: 'C0123456789',
      LoggingLevel: 'ERROR',
      SnsTopicArns: [...topics, Match.anyValue(), Match.anyValue()],
    });
  });

  test('MON-25: a channel of Microsoft Teams shows what it is given', () => {
    template.hasResourceProperties('AWS::Chatbot::MicrosoftTeamsChannelConfiguration', {
      TeamsTenantId: UUID, TeamId: UUID, TeamsChannelId: TEAMS.channelId, SnsTopicArns: [Match.stringLikeRegexp('information'), Match.stringLikeRegexp('information'), Match.anyValue()],
    });
  });

  test('MON-25: a channel can look at alarms and metrics, and do nothing else', () => {
    const [role] = Object.keys(template.findResources('AWS::IAM::Role', { Properties: { Description: Match.stringLikeRegexp('chat channels') } }));
    const [policy, ...more] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { Description: Match.stringLikeRegexp('chat channels') } }));
    expect(more).toEqual([]);
    for (const type of ['Slack', 'MicrosoftTeams']) {
      template.hasResourceProperties(`AWS::Chatbot::${type}ChannelConfiguration`, { IamRoleArn: { 'Fn::GetAtt': [role, 'Arn'] }, GuardrailPolicies: [{ Ref: policy }] });
    }
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Resource: '*',
          Action: [
            'cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:GetMetricWidgetImage', 'cloudwatch:ListMetrics',
          ],
        }],
      },
    });
  });

  test('MON-27: the log of each has a retention and a key', () => {
    template.resourcePropertiesCountIs('AWS::Logs::LogGroup', { LogGroupName: Match.stringLikeRegexp('^/aws/chatbot/payments-test-'), RetentionInDays: 30, KmsKeyId: Match.anyValue() }, 2);
  });

  test('MON-25: chat alone shows the topics of the Regions, and brings none of its own to us-east-1', () => {
    const own = createdTopology();
    new DrMonitoring(own, 'Monitoring', { topology: own, recoverables: [], alerts: { chat: [SLACK] } });
    const global = templateOf(own.globalStack);
    ['AWS::SNS::Topic', 'AWS::CloudWatch::Alarm', 'AWS::Events::Rule', 'AWS::SQS::Queue'].forEach(type => global.resourceCountIs(type, 0));
    global.hasResourceProperties('AWS::Chatbot::SlackChannelConfiguration', {
      SnsTopicArns: [PRIMARY, SECONDARY].flatMap(region => ['critical', 'warning'].map(severity => Match.stringLikeRegexp(`^arn:aws:sns:${region}:.*-${severity}-`))),
    });
  });

  test('MON-25: chat alone needs no name to watch, and tells both Regions\' topics where us-east-1 is one of them', () => {
    const own = inUsEast1();
    new DrMonitoring(own, 'Monitoring', { topology: own, recoverables: [], alerts: { chat: [SLACK] } });
    const global = templateOf(own.globalStack);
    global.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    global.hasResourceProperties('AWS::Chatbot::SlackChannelConfiguration', {
      SnsTopicArns: [HOME, SECONDARY].flatMap(region => ['critical', 'warning'].map(severity => Match.stringLikeRegexp(`^arn:aws:sns:${region}:.*-${severity}-`))),
    });
  });
});

test('MON-25: two monitorings of an app show their alerts in a channel each', () => {
  const own = createdTopology();
  const shown = (id: string, channelId: string) => () =>
    new DrMonitoring(own, id, { topology: own, recoverables: [], alerts: { chat: [AlertChat.slack({ workspaceId: 'T0123456789', channelId })] } });
  expect(shown('Monitoring', 'C0123456789')).not.toThrow();
  expect(shown('Second', 'C0000000009')).not.toThrow();
});

describe('standing', () => {
  test('TEST-17: works in stacks that the consumer owns, the global one after both Regions', () => {
    const app = testApp();
    const global = ownStack(app, 'Global', HOME);
    const { topology } = watched(handedOverTopology(app, { globalStack: global }));
    templateOf(global).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Route53' }, 4);
    expect(global.dependencies).toEqual(expect.arrayContaining(topology.regions.map(region => region.stack(StackLayer.RECOVERY))));
  });

  test('TEST-17: without a name to watch, budget and chat there is no stack in us-east-1', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], alerts: ALERTS });
    expect(stacksOf(app).map(({ region }) => region)).toEqual([PRIMARY, SECONDARY]);
  });

  test('law 3: no template reads another Region', () => {
    for (const stack of stacksOf(ELSEWHERE.app)) {
      expect(JSON.stringify(templateOf(stack).toJSON())).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
    }
  });

  test('SEC-03: passes cdk-nag AwsSolutions', () => {
    const { app, topology } = watched(createdTopology(testApp()), { ...ALERTS, chat: [SLACK] });
    templateOf(topology.globalStack).resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 1);
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });
});

describeBadInputs(ALERT_CHATS);
