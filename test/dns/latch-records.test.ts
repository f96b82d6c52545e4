import { createdDns, hostNameDns, resourcesOf, templatesOf, ZONE_ID } from './fixture';
import type { FailoverDnsOptions } from '../../src/dns';
import { RoutingPolicy, TrafficShift } from '../../src/dns';
import { PRIMARY, SECONDARY } from '../support/environment';

const onEndpointHealth = { trafficShift: TrafficShift.onEndpointHealth() };
const weighted = { routingPolicy: RoutingPolicy.weighted() };

/** The records of text, by their names, with what their checks follow. */
function told(options: Partial<FailoverDnsOptions>, created = createdDns) {
  const { global } = templatesOf(created(options));
  const checks = resourcesOf(global, 'AWS::Route53::HealthCheck');
  return Object.values(resourcesOf(global, 'AWS::Route53::RecordSet')).map(({ Properties }) => Properties)
    .filter(({ Type }) => Type === 'TXT')
    .map(({ HealthCheckId, ...properties }) => ({
      ...properties, ...HealthCheckId && { check: checks[HealthCheckId.Ref].Properties.HealthCheckConfig } as object,
    }));
}

/** The two records of the latch of a Region. */
function recordsOf(region: string) {
  const shared = { Name: `_latch.api-${region}.example.com.`, Type: 'TXT', TTL: '5', HostedZoneId: ZONE_ID };
  return [
    {
      ...shared,
      Failover: 'PRIMARY',
      SetIdentifier: 'open',
      ResourceRecords: ['"open"'],
      check: {
        Type: 'CLOUDWATCH_METRIC',
        AlarmIdentifier: { Name: expect.stringContaining('-dns-latch-'), Region: region },
        InsufficientDataHealthStatus: 'LastKnownStatus',
        Inverted: false,
      },
    },
    { ...shared, Failover: 'SECONDARY', SetIdentifier: 'closed', ResourceRecords: ['"closed"'] },
  ];
}

describe('names that say what Route 53 has read of the latches', () => {
  test.each<[string, Partial<FailoverDnsOptions>]>([
    ['where endpoints move traffic', onEndpointHealth],
    ['where both Regions answer by their share', weighted],
    ['where they do both', { ...onEndpointHealth, ...weighted }],
  ])('%s: open while the latch alone is, whatever the endpoints are, and closed otherwise', (_, options) => {
    expect(told(options)).toEqual([...recordsOf(PRIMARY), ...recordsOf(SECONDARY)]);
  });

  test('stand beside CNAME records', () => {
    expect(told(onEndpointHealth, hostNameDns)).toEqual([...recordsOf(PRIMARY), ...recordsOf(SECONDARY)]);
  });

  test('are not needed where latches alone move traffic: the name of clients leads where they lead', () => {
    expect(told({})).toEqual([]);
  });

  test('bring no health check', () => {
    const count = (options: Partial<FailoverDnsOptions>) => Object.keys(resourcesOf(templatesOf(createdDns(options)).global, 'AWS::Route53::HealthCheck')).length;
    // One more than by plan: the calculated one of the home Region.
    expect(count(onEndpointHealth)).toBe(count({}) + 1);
  });
});
