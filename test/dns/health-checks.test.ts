import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { createdDns, resourcesOf, templatesOf } from './fixture';
import { TrafficShift } from '../../src/dns';
import { PRIMARY, SECONDARY, templateOf } from '../support/environment';

const RECORD = 'AWS::Route53::RecordSet';
const CHECK = 'AWS::Route53::HealthCheck';

const created = createdDns();
const templates = templatesOf(created);

/** The configuration of a check that a record, or another check, refers to. */
function checkOf(template: typeof templates.global, reference: { Ref: string }) {
  return resourcesOf(template, CHECK)[reference.Ref].Properties.HealthCheckConfig;
}

function failoverRecord(template: typeof templates.global, failover: string, type = 'A') {
  return Object.values(resourcesOf(template, RECORD)).find(r => r.Properties.Failover === failover && r.Properties.Type === type)!.Properties;
}

describe('endpoint checks', () => {
  test.each([PRIMARY, SECONDARY])('DNS-01: %s is checked by HTTPS on port 443 of its own name, found by name and not by address', region => {
    templates.global.hasResourceProperties(CHECK, {
      HealthCheckConfig: {
        Type: 'HTTPS',
        Port: 443,
        FullyQualifiedDomainName: `api-${region}.example.com`,
        IPAddress: Match.absent(),
      },
    });
  });

  test('DNS-01: no check asks for the name of the failover record', () => {
    const names = Object.values(resourcesOf(templates.global, CHECK)).map(check => check.Properties.HealthCheckConfig.FullyQualifiedDomainName);
    expect(names.filter(name => name !== undefined)).toHaveLength(2);
    expect(names).not.toContain('api.example.com');
  });

  test('DNS-02: an outage is detected in about 30 seconds by default', () => {
    templates.global.resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', RequestInterval: 10, FailureThreshold: 3 } }, 2);
  });

  test('DNS-02: interval and threshold are props', () => {
    const slower = createdDns({ healthCheck: { interval: Duration.seconds(30), failureThreshold: 5 } });
    templateOf(slower.topology.globalStack)
      .resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', RequestInterval: 30, FailureThreshold: 5 } }, 2);
  });

  test('DNS-03: latency is measured and the name is sent with the TLS handshake', () => {
    templates.global.resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', MeasureLatency: true, EnableSNI: true } }, 2);
  });

  test.each<[string | undefined, string]>([[undefined, '/health'], ['/prod/health?shallow', '/prod/health?shallow']])(
    'the path %s is asked for as %s', (path, expected) => {
      const dns = createdDns({ healthCheck: { path } });
      templateOf(dns.topology.globalStack).resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', ResourcePath: expected } }, 2);
    });

  test('DNS-07: only HTTPS endpoints, alarms and other checks are looked at, never a database port', () => {
    for (const { Properties } of Object.values(resourcesOf(templates.global, CHECK))) {
      expect(['HTTPS', 'CLOUDWATCH_METRIC', 'CALCULATED']).toContain(Properties.HealthCheckConfig.Type);
      expect([undefined, 443]).toContain(Properties.HealthCheckConfig.Port);
    }
  });

  test('every check has a name that an operator can read', () => {
    templates.global.hasResourceProperties(CHECK, {
      HealthCheckConfig: { FullyQualifiedDomainName: `api-${PRIMARY}.example.com` },
      HealthCheckTags: Match.arrayWith([{ Key: 'Name', Value: 'api.example.com PrimaryEndpointCheck' }]),
    });
  });
});

describe('what the failover records look at', () => {
  test('DNS-14: by plan, PRIMARY follows the latch of the other Region alone', () => {
    const check = checkOf(templates.global, failoverRecord(templates.global, 'PRIMARY').HealthCheckId);
    expect(check).toMatchObject({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Region: SECONDARY }, Inverted: false });
  });

  test('DNS-14: by endpoint health, PRIMARY needs its endpoint and the latch', () => {
    const { global } = templatesOf(createdDns({ trafficShift: TrafficShift.onEndpointHealth() }));
    const check = checkOf(global, failoverRecord(global, 'PRIMARY').HealthCheckId);
    expect(check).toMatchObject({ Type: 'CALCULATED', HealthThreshold: 2, Inverted: false });
    const [endpoint, latch, ...others] = check.ChildHealthChecks.map((child: { Ref: string }) => checkOf(global, child));
    expect(others).toEqual([]);
    expect(endpoint).toMatchObject({ Type: 'HTTPS', FullyQualifiedDomainName: `api-${PRIMARY}.example.com` });
    expect(latch).toMatchObject({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Region: SECONDARY }, Inverted: false });
  });

  test.each([TrafficShift.byPlan(), TrafficShift.onEndpointHealth()].map(shift => [shift.name, shift] as const))(
    'DNS-14: %s, SECONDARY needs its endpoint or the latch, and the reverse latch open', (_name, trafficShift) => {
      const { global } = templatesOf(createdDns({ trafficShift }));
      const check = checkOf(global, failoverRecord(global, 'SECONDARY').HealthCheckId);
      expect(check).toMatchObject({ Type: 'CALCULATED', HealthThreshold: 3, Inverted: false });
      const refs: string[] = check.ChildHealthChecks.map((child: { Ref: string }) => child.Ref);
      expect(new Set(refs).size).toBe(4);
      expect(refs.map(Ref => checkOf(global, { Ref }))).toEqual([
        expect.objectContaining({ Type: 'HTTPS', FullyQualifiedDomainName: `api-${SECONDARY}.example.com` }),
        expect.objectContaining({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: expect.objectContaining({ Region: SECONDARY }), Inverted: true }),
        expect.objectContaining({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: expect.objectContaining({ Region: PRIMARY }), Inverted: false }),
        expect.objectContaining({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: expect.objectContaining({ Region: PRIMARY }), Inverted: false }),
      ]);
    });

  test('DNS-05: calculated checks have children, none of them calculated, and a threshold that can hold and fail', () => {
    const { global } = templatesOf(createdDns({ trafficShift: TrafficShift.onEndpointHealth() }));
    const calculated = Object.values(resourcesOf(global, CHECK)).map(c => c.Properties.HealthCheckConfig).filter(c => c.Type === 'CALCULATED');
    expect(calculated).toHaveLength(2);
    for (const { ChildHealthChecks, HealthThreshold } of calculated) {
      expect(ChildHealthChecks.length).toBeGreaterThan(0);
      expect(HealthThreshold).toBeGreaterThanOrEqual(1);
      expect(HealthThreshold).toBeLessThanOrEqual(ChildHealthChecks.length);
      ChildHealthChecks.forEach((child: { Ref: string }) => expect(checkOf(global, child).Type).not.toBe('CALCULATED'));
    }
  });

  test('the handles give the checks, for alarms in the same stack', () => {
    const { dns, topology } = created;
    const stack = topology.globalStack;
    const record = failoverRecord(templates.global, 'SECONDARY');
    expect(stack.resolve(dns.forRegion(topology.secondary).recordHealthCheck.healthCheckId)).toEqual(record.HealthCheckId);
    expect(checkOf(templates.global, stack.resolve(dns.forRegion(topology.primary).endpointHealthCheck.healthCheckId)))
      .toMatchObject({ FullyQualifiedDomainName: `api-${PRIMARY}.example.com` });
  });
});
