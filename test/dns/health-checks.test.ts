import { Aws, Duration, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { bareDns, createdDns, hostNameDns, resourcesOf, seenFromOutside, templatesOf } from './fixture';
import type { HealthCheckOptions } from '../../src/dns';
import { HealthCheckProtocol, TrafficShift } from '../../src/dns';
import { route } from '../app/handler/router';
import { endpointHealthy } from '../route53/endpoint-check';
import { answering } from '../route53/observed';
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

  test.each<[string, string | undefined, string]>([
    ['is /health when none is given', undefined, '/health'],
    ['may have the stage of an API in front', '/prod/health?shallow', '/prod/health?shallow'],
  ])('DNS-10: the path %s, and both Regions are asked for it', (_case, path, expected) => {
    const dns = createdDns({ healthCheck: { path } });
    templateOf(dns.topology.globalStack).resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', ResourcePath: expected } }, 2);
  });

  test.each([PRIMARY, SECONDARY])('DNS-10: what the check of %s asks for, the example service answers there with 200', async region => {
    const [config] = Object.values(resourcesOf(templates.global, CHECK)).map(({ Properties }) => Properties.HealthCheckConfig)
      .filter(({ FullyQualifiedDomainName: name }) => name === `api-${region}.example.com`);
    const nothing = { read: async () => undefined, write: async () => undefined };
    const refuse = () => Promise.reject(new Error('asked for more than the path'));
    const service = { region, role: refuse, deepHealth: refuse, sessions: nothing, documents: nothing };
    const request = {
      path: config.ResourcePath, httpMethod: 'GET', body: null, isBase64Encoded: false, requestContext: { elb: { targetGroupArn: '' } },
    };
    const { statusCode, body } = await route(request, service);
    expect([statusCode, JSON.parse(body!)]).toEqual([200, { status: 'OK', region }]);
    const endpoints = { [config.FullyQualifiedDomainName]: answering([config.ResourcePath], { status: statusCode, body }) };
    expect(endpointHealthy({ id: 'endpoint', config }, { endpoints, streams: [] })).toBe(true);
  });

  test('a text can be asked for, in the answer over HTTPS', () => {
    const { topology } = createdDns({ healthCheck: { searchString: '"status":"OK"' } });
    templateOf(topology.globalStack).resourcePropertiesCountIs(CHECK, {
      HealthCheckConfig: { Type: 'HTTPS_STR_MATCH', SearchString: '"status":"OK"', Port: 443, EnableSNI: true, MeasureLatency: true },
    }, 2);
    templates.global.resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', SearchString: Match.absent() } }, 2);
  });

  test('DNS-16: checkers of all Regions ask, unless three or more are named', () => {
    templates.global.resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', Regions: Match.absent() } }, 2);
    const regions = ['us-east-1', 'eu-west-1', 'sa-east-1'];
    const { topology } = createdDns({ healthCheck: { regions } });
    templateOf(topology.globalStack).resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', Regions: regions } }, 2);
  });

  test('times are not measured when that is asked for', () => {
    const { topology } = createdDns({ healthCheck: { measureLatency: false } });
    templateOf(topology.globalStack).resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', MeasureLatency: false } }, 2);
  });

  test('what is known only at deployment is let pass', () => {
    const token = Token.asNumber({ Ref: 'Port' });
    const regions = Token.asList({ Ref: 'Regions' });
    for (const healthCheck of [{ port: token, searchString: Aws.STACK_NAME, regions }, { regions: ['us-east-1', Aws.REGION, Aws.REGION] }]) {
      expect(() => bareDns({ healthCheck })).not.toThrow();
    }
  });

  test('the longest text and the outermost ports are accepted', () => {
    for (const healthCheck of [{ searchString: 'x'.repeat(255), port: 1 }, { searchString: 'x', port: 65535 }]) {
      expect(() => bareDns({ healthCheck })).not.toThrow();
    }
  });

  test('there are no switches that disable or invert a check', () => {
    // @ts-expect-error a disabled check counts as healthy, so that nothing would fail over; CloudFormation has no such property
    const disabled: HealthCheckOptions = { disabled: true };
    // @ts-expect-error an inverted check calls a working endpoint dead; a latch moves traffic
    const inverted: HealthCheckOptions = { inverted: true };
    for (const healthCheck of [disabled, inverted]) {
      const { topology } = createdDns({ healthCheck });
      expect(templateOf(topology.globalStack).toJSON()).toEqual(templates.global.toJSON());
    }
  });

  test('DNS-07: what can be asked for is HTTPS and HTTP, not TCP, which a database would answer', () => {
    expect(Object.values(HealthCheckProtocol)).toEqual(['HTTPS', 'HTTP']);
    // @ts-expect-error there is no such protocol
    expect(HealthCheckProtocol.TCP).toBeUndefined();
  });

  test.each<[string, HealthCheckOptions]>([
    ['by default', {}],
    ['for a text', { searchString: 'OK' }],
    ['by HTTP', { protocol: HealthCheckProtocol.HTTP }],
    ['on another port', { port: 8443 }],
  ])('DNS-07: asked %s, checks are of HTTP or HTTPS by the name of a Region, or of an alarm or other checks', (_case, healthCheck) => {
    const { global } = templatesOf(hostNameDns({ healthCheck }));
    const looks = Object.values(resourcesOf(global, CHECK)).map(({ Properties }) => Properties.HealthCheckConfig)
      .map(({ Type, FullyQualifiedDomainName: name }) => [Type.replace(/^HTTPS?(_STR_MATCH)?$/, 'HTTP'), name]);
    expect(looks.filter(([type]) => type === 'HTTP').map(([, name]) => name)).toEqual([PRIMARY, SECONDARY].map(region => `api-${region}.example.com`));
    looks.filter(([type]) => type !== 'HTTP').forEach(([type, name]) => {
      expect(['CLOUDWATCH_METRIC', 'CALCULATED']).toContain(type);
      expect(name).toBeUndefined();
    });
  });

  test('DNS-07: what a database says is told by an alarm, and no checker asks for it', () => {
    const { global } = templatesOf(hostNameDns({ endpointHealth: { primary: seenFromOutside(), secondary: seenFromOutside() } }));
    const types = Object.values(resourcesOf(global, CHECK)).map(({ Properties }) => Properties.HealthCheckConfig.Type);
    expect([...new Set(types)].sort()).toEqual(['CALCULATED', 'CLOUDWATCH_METRIC']);
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
