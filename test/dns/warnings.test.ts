import type { Stack } from 'aws-cdk-lib';
import { Aws } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { bareDns } from './fixture';
import { RegionalEndpoint } from '../../src/dns';
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
  ])('the path %s, which may lack the stage, is reported %i times, in the stack of its Region', (path, times) => {
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
