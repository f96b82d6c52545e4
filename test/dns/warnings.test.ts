import type { Stack } from 'aws-cdk-lib';
import { Aws, Duration, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { bareDns } from './fixture';
import { RegionalEndpoint, RoutingPolicy, TrafficShift } from '../../src/dns';
import { StackLayer } from '../../src/topology';
import { createdTopology } from '../support/environment';

const HOST = RegionalEndpoint.hostName('ingress.example.net');

/** What CDK tells the user about a stack: it collects nothing from outside of stacks. */
function reported(stack: Stack, id: string) {
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`\\[ack: cdk-multi-region-dr:${id}\\]`));
}

describe('the default endpoint of an API', () => {
  const API = RegionalEndpoint.hostName('abc123.execute-api.eu-west-1.amazonaws.com');

  test.each([
    ['/health', 1],
    ['/prod/health', 0],
    [Aws.STACK_NAME, 0],
  ])('DNS-10: the path %s, which may lack the stage, is reported %i times, in the stack of its Region', (path, times) => {
    const topology = createdTopology();
    const dns = bareDns({ healthCheck: { path } }, topology);
    dns.addEndpoint(topology.primary, API);
    dns.addEndpoint(topology.secondary, HOST);
    const warnings = topology.regions.map(region => reported(region.stack(StackLayer.EDGE), 'executeApiPathWithoutStage').length);
    expect(warnings).toEqual([times, 0]);
  });
});

describe('a record name that looks like one of another zone', () => {
  test.each([
    ['api.other.org', 1],
    ['API.Other.DEV', 1],
    ['api', 0],
    ['org', 0],
    ['api.v1', 0],
    ['api.production', 0],
    ['api.other.org.example.com', 0],
    ['api.example.com.', 0],
    ['example.com', 0],
  ])('"%s" is reported %i times', (recordName, times) => {
    const topology = createdTopology();
    const dns = bareDns({ recordName }, topology);
    const host = RegionalEndpoint.alias({ bind: () => ({ dnsName: 'ingress.example.net', hostedZoneId: 'ZTARGET' }) });
    topology.regions.forEach(region => dns.addEndpoint(region, host));
    const warnings = reported(topology.globalStack, 'recordNameLooksAbsolute');
    expect(warnings).toHaveLength(times);
    warnings.forEach(({ entry }) => expect(entry.data).toContain(`clients will have to ask for "${dns.domainName}"`));
  });
});

describe('a TTL', () => {
  test.each([
    [undefined, 0],
    [Duration.seconds(60), 0],
    [Duration.seconds(61), 1],
    [Duration.seconds(Token.asNumber({ Ref: 'Ttl' })), 0],
  ])('of %s is reported %i times as too long', (ttl, times) => {
    const topology = createdTopology();
    const dns = bareDns({ ttl }, topology);
    topology.regions.forEach(region => dns.addEndpoint(region, HOST));
    const warnings = reported(topology.globalStack, 'longRecordTtl');
    expect(warnings).toHaveLength(times);
    warnings.forEach(({ entry }) => expect(entry.data).toContain('ttl is 61 seconds'));
  });
});

describe('a share for the standby', () => {
  test.each([
    ['by plan', TrafficShift.byPlan(), RoutingPolicy.weighted({ secondaryWeight: 25 }), 1],
    ['by plan', TrafficShift.byPlan(), RoutingPolicy.weighted(), 0],
    ['by plan', TrafficShift.byPlan(), RoutingPolicy.failover(), 0],
    ['on endpoint health', TrafficShift.onEndpointHealth(), RoutingPolicy.weighted({ secondaryWeight: 25 }), 0],
  ])('%s (%#) is reported where a database may be behind it', (_shift, trafficShift, routingPolicy, times) => {
    const topology = createdTopology();
    const dns = bareDns({ trafficShift, routingPolicy }, topology);
    topology.regions.forEach(region => dns.addEndpoint(region, HOST));
    const warnings = reported(topology.globalStack, 'standbyServesShare');
    expect(warnings).toHaveLength(times);
    warnings.forEach(({ entry }) => expect(entry.data).toContain('25 of 125 answers'));
  });
});
