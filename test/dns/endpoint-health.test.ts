import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { ComparisonOperator, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { InsufficientDataHealthStatusEnum, PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  allTemplates, bareDns, createdDns, importedVpc, loadBalancer, resourcesOf, seenFromOutside, seenMetric, templatesOf, ZONE_NAME,
} from './fixture';
import type { EndpointMetricOptions } from '../../src/dns';
import { EndpointHealth, RegionalEndpoint } from '../../src/dns';
import { StackLayer } from '../../src/topology';
import { createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const ALARM = 'AWS::CloudWatch::Alarm';
const CHECK = 'AWS::Route53::HealthCheck';

const BOTH = { primary: seenFromOutside(), secondary: seenFromOutside() };

/** The alarm of the home Region's endpoint. */
function alarmOf(options: Partial<EndpointMetricOptions> = {}) {
  const { dns, topology } = createdDns({ endpointHealth: { primary: seenFromOutside(options) } });
  const alarms = resourcesOf(templateOf(topology.secondary.stack(StackLayer.RECOVERY)), ALARM);
  return { dns, topology, alarm: Object.values(alarms).find(({ Properties }) => Properties.Namespace === 'Payments')!.Properties };
}

describe('endpoints whose health a metric tells', () => {
  const { dns, topology } = createdDns({ endpointHealth: BOTH });
  const { global, recoveries } = templatesOf({ app: topology.globalStack.node.root as never, topology, dns });

  test.each([
    ['primary', PRIMARY, 1, SECONDARY],
    ['secondary', SECONDARY, 0, PRIMARY],
  ])('DNS-06: the %s endpoint in %s has an alarm in the other Region and a check that follows it by name', (role, region, index, observer) => {
    const name = Match.stringLikeRegexp(`^payments-test-dns-${role}-endpoint-[0-9a-f]{8}-${observer}-[0-9a-f]{8}$`);
    recoveries[index].hasResourceProperties(ALARM, {
      AlarmName: name,
      AlarmDescription: Match.stringLikeRegexp(`${observer} sees the endpoint of ${region} for api.example.com as not healthy`),
      Namespace: 'Payments',
      MetricName: 'EndpointSeen',
      Dimensions: [{ Name: 'Endpoint', Value: 'api' }],
      Statistic: 'Minimum',
      ExtendedStatistic: Match.absent(),
      Metrics: Match.absent(),
      Period: 60,
      EvaluationPeriods: 2,
      DatapointsToAlarm: Match.absent(),
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'missing',
    });
    global.hasResourceProperties(CHECK, {
      HealthCheckConfig: {
        Type: 'CLOUDWATCH_METRIC',
        AlarmIdentifier: { Name: name, Region: observer },
        InsufficientDataHealthStatus: 'LastKnownStatus',
        Inverted: false,
        Port: Match.absent(),
        FullyQualifiedDomainName: Match.absent(),
        MeasureLatency: Match.absent(),
      },
      HealthCheckTags: Match.arrayWith([{ Key: 'Name', Value: `api.example.com ${role === 'primary' ? 'Primary' : 'Secondary'}EndpointCheck` }]),
    });
    const own = dns.forRegion(topology.regions.find(each => each.name === region)!);
    expect(own.endpointAlarm!.stack).toBe(own.region.peer.stack(StackLayer.RECOVERY));
  });

  test('DNS-06: no health checker asks either endpoint, and the checks are those of the rules', () => {
    const types = Object.values(resourcesOf(global, CHECK)).map(({ Properties }) => Properties.HealthCheckConfig.Type);
    expect(types.sort()).toEqual(['CALCULATED', ...Array(6).fill('CLOUDWATCH_METRIC')]);
  });

  test('DNS-06: one Region can be told by a metric, the other asked by health checkers', () => {
    const templates = templatesOf(createdDns({ endpointHealth: { primary: seenFromOutside(), secondary: EndpointHealth.healthCheckers() } }));
    templates.global.resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS' } }, 1);
    templates.global.hasResourceProperties(CHECK, { HealthCheckConfig: { FullyQualifiedDomainName: `api-${SECONDARY}.example.com` } });
    templates.recoveries[0].resourcePropertiesCountIs(ALARM, { Namespace: 'Payments' }, 0);
  });

  test('DNS-06: the check is healthy without data when that is asked for', () => {
    const insufficientDataHealthStatus = InsufficientDataHealthStatusEnum.HEALTHY;
    const fixture = createdDns({ endpointHealth: { primary: seenFromOutside({ insufficientDataHealthStatus }) } });
    templatesOf(fixture).global.resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { InsufficientDataHealthStatus: 'Healthy' } }, 1);
  });

  test.each<[string, Partial<EndpointMetricOptions>]>([
    ['metric', { metric: seenMetric({ metricName: 'Other' }) }],
    ['statistic', { metric: seenMetric({ statistic: Stats.SUM }) }],
    ['period', { metric: seenMetric({ period: Duration.minutes(2) }) }],
    ['threshold', { threshold: 2 }],
    ['comparison', { comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD }],
    ['number of periods', { evaluationPeriods: 3 }],
  ])('DNS-06: another %s gives another alarm, which the check notices', (_case, options) => {
    const { alarm } = alarmOf(options);
    expect(alarm.AlarmName).toMatch(/^payments-test-dns-primary-endpoint-/);
    expect(alarm.AlarmName).not.toBe(alarmOf().alarm.AlarmName);
  });

  test('a metric without dimensions, and one that names Region and account, is taken', () => {
    const plain = new Metric({ namespace: 'Payments', metricName: 'EndpointSeen', statistic: Stats.MINIMUM, period: Duration.minutes(5) });
    expect(alarmOf({ metric: plain }).alarm).toMatchObject({ Period: 300, EvaluationPeriods: 2 });
    const placed = alarmOf({ metric: seenMetric({ region: SECONDARY, account: '111111111111' }) });
    expect(placed.alarm.AlarmName).toBe(alarmOf().alarm.AlarmName);
    expect(alarmOf({ metric: seenMetric({ period: Duration.minutes(5) }), evaluationPeriods: 288 }).alarm.EvaluationPeriods).toBe(288);
  });

  test('M out of N cannot be asked for', () => {
    // @ts-expect-error Route 53 knows no "M out of N", so there is no such option
    const options: Partial<EndpointMetricOptions> = { metric: seenMetric(), datapointsToAlarm: 1 };
    expect(alarmOf(options).alarm.DatapointsToAlarm).toBeUndefined();
  });

  test('where one stack holds both, the check waits for the alarm that it knows by name only', () => {
    const app = testApp();
    const east = ownStack(app, 'East', 'us-east-1');
    const shared = handedOverTopology(app, { secondary: { foundation: east }, globalStack: east });
    const inOne = bareDns({ endpointHealth: BOTH }, shared);
    shared.regions.forEach(region => inOne.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
    const template = templateOf(east);
    const [alarm] = Object.entries(resourcesOf(template, ALARM)).find(([, { Properties }]) => Properties.Namespace === 'Payments')!;
    const check = Object.values(resourcesOf(template, CHECK))
      .find(({ Properties }) => /primary-endpoint/.test(Properties.HealthCheckConfig.AlarmIdentifier?.Name))!;
    expect(check.DependsOn).toContain(alarm);
  });
});

describe('what only a metric makes legal', () => {
  test('DNS-06: internal load balancers, without a listener on port 443', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const dns = bareDns({ endpointHealth: BOTH }, topology);
    for (const region of topology.regions) {
      const internal = loadBalancer(app, region, { internetFacing: false });
      internal.node.tryRemoveChild('Https');
      dns.addEndpoint(region, RegionalEndpoint.loadBalancer(internal));
      expect((internal.node.defaultChild as CfnLoadBalancer).scheme).toBe('internal');
    }
    expect(() => app.synth()).not.toThrow();
  });

  test('a data store\'s name and the default endpoint of an API', () => {
    const topology = createdTopology();
    const dns = bareDns({ endpointHealth: BOTH }, topology);
    dns.addEndpoint(topology.primary, RegionalEndpoint.hostName('main.abc.0001.euw1.cache.amazonaws.com'));
    dns.addEndpoint(topology.secondary, RegionalEndpoint.hostName('abc123.execute-api.eu-central-1.amazonaws.com'));
    expect(() => topology.node.root.node.validate()).not.toThrow();
  });

  test('DNS-06: a private zone, which must be imported like any other', () => {
    const topology = createdTopology();
    const hostedZone = new PrivateHostedZone(topology.globalStack, 'Private', { zoneName: ZONE_NAME, vpc: importedVpc(topology.globalStack) });
    expect(() => bareDns({ endpointHealth: BOTH, hostedZone }, topology)).toThrow('hostedZone.hostedZoneId = not known at synthesis');
  });

  test('nothing of one Region is read by another', () => {
    const created = createdDns({ endpointHealth: BOTH });
    for (const [name, text] of Object.entries(allTemplates(created.app))) {
      expect([name, text.match(/ExportReader|ExportWriter|GetStackOutput/)]).toEqual([name, null]);
    }
    expect(JSON.stringify(templatesOf(created).global.toJSON())).not.toContain('Fn::ImportValue');
  });
});
