import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { bareDns, createdDns, resourcesOf, seenFromOutside, ZONE_ID } from './fixture';
import type { RegionalDns } from '../../src/dns';
import { HealthCheckProtocol } from '../../src/dns';
import { createdTopology, templateOf } from '../support/environment';

const { dns, topology } = createdDns();
const handle = dns.forRegion(topology.secondary);

const COMMON = { namespace: 'AWS/Route53', region: 'us-east-1', period: Duration.minutes(1) };

describe('metrics of Route 53, in us-east-1 wherever the Regions are', () => {
  test.each<[string, (regional: RegionalDns) => ReturnType<RegionalDns['metricHealthCheckStatus']>, string]>([
    ['HealthCheckStatus', regional => regional.metricHealthCheckStatus(), 'Minimum'],
    ['HealthCheckPercentageHealthy', regional => regional.metricHealthCheckPercentageHealthy(), 'Average'],
    ['ConnectionTime', regional => regional.metricConnectionTime(), 'Average'],
    ['SSLHandshakeTime', regional => regional.metricSSLHandshakeTime(), 'Average'],
    ['TimeToFirstByte', regional => regional.metricTimeToFirstByte(), 'Average'],
  ])('%s of the endpoint', (metricName, metricOf, statistic) => {
    expect(metricOf(handle).toMetricConfig().metricStat).toMatchObject({
      ...COMMON, metricName, statistic, dimensions: [{ name: 'HealthCheckId', value: handle.endpointHealthCheck.healthCheckId }],
    });
    expect(handle.healthCheckMetrics).toContain(metricName);
  });

  test('HealthCheckStatus of the record', () => {
    expect(handle.metricRecordHealthCheckStatus().toMetricConfig().metricStat).toMatchObject({
      ...COMMON, metricName: 'HealthCheckStatus', statistic: 'Minimum', dimensions: [{ name: 'HealthCheckId', value: handle.recordHealthCheck.healthCheckId }],
    });
  });

  test('DNSQueries of the zone', () => {
    expect(dns.metricDnsQueries().toMetricConfig().metricStat)
      .toMatchObject({ ...COMMON, metricName: 'DNSQueries', statistic: 'Sum', dimensions: [{ name: 'HostedZoneId', value: ZONE_ID }] });
  });

  test('whatever differs is given', () => {
    const period = Duration.minutes(5);
    const metrics = [handle.metricHealthCheckStatus({ period }), handle.metricTimeToFirstByte({ period }), dns.metricDnsQueries({ period })];
    expect([...metrics, handle.latch.metric({ period })].map(metric => metric.toMetricConfig().metricStat!.period)).toEqual(Array(4).fill(period));
  });

  test('an alarm in the stack of the checks has the check\'s id as its dimension', () => {
    const created = createdDns();
    const stack = created.topology.globalStack;
    new Alarm(stack, 'Alarm', {
      metric: created.dns.forRegion(created.topology.primary).metricHealthCheckStatus(),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    });
    const template = templateOf(stack);
    const [alarm] = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
    const [{ Value }] = alarm.Properties.Dimensions;
    expect(resourcesOf(template, 'AWS::Route53::HealthCheck')[Value.Ref].Properties.HealthCheckConfig.FullyQualifiedDomainName).toMatch(/^api-eu-west-1/);
  });

  test.each([
    ['health checkers by HTTPS', {}, ['HealthCheckStatus', 'HealthCheckPercentageHealthy', 'ConnectionTime', 'SSLHandshakeTime', 'TimeToFirstByte']],
    ['a text in the answer', { healthCheck: { searchString: 'OK' } }, ['HealthCheckStatus', 'HealthCheckPercentageHealthy', 'ConnectionTime', 'SSLHandshakeTime', 'TimeToFirstByte']],
    ['health checkers by HTTP', { healthCheck: { protocol: HealthCheckProtocol.HTTP } }, ['HealthCheckStatus', 'HealthCheckPercentageHealthy', 'ConnectionTime', 'TimeToFirstByte']],
    ['health checkers that measure nothing', { healthCheck: { measureLatency: false } }, ['HealthCheckStatus', 'HealthCheckPercentageHealthy']],
    ['a metric', { endpointHealth: { secondary: seenFromOutside() } }, ['HealthCheckStatus']],
  ])('with %s they are those that are published', (_case, options, expected) => {
    const other = createdTopology();
    expect(bareDns(options, other).forRegion(other.secondary).healthCheckMetrics).toEqual(expected);
  });
});
