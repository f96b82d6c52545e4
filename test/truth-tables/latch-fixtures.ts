import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { IpAddressType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { StackLayer } from '../../src';
import type { FailoverDnsOptions } from '../../src/dns';
import { EndpointHealth, RegionalEndpoint } from '../../src/dns';
import type { Fixture } from '../dns/fixture';
import { bareDns, createdDns, hostNameDns, loadBalancerIn } from '../dns/fixture';
import { createdTopology, handedOverTopology, ownStack, testApp } from '../support/environment';

/** A way to build the same system, and what its clients ask for. */
export interface LatchFixture {
  readonly name: string;
  readonly recordType: 'A' | 'AAAA';
  readonly build: (options: Partial<FailoverDnsOptions>) => Fixture;
  /** Where us-east-1 is one of the two Regions its loss is that Region's, which the table has in lines of its own. */
  readonly withUsEast1?: true;
}

/** What a team publishes in the other Region about an endpoint: 1 while it is healthy, 0 while it is not. */
export const ENDPOINT_METRIC = { namespace: 'Team/Endpoints', metricName: 'Healthy' };

/** Every kind of records, in stacks that the topology creates. */
export const CREATED: readonly LatchFixture[] = [
  { name: 'load balancers', recordType: 'A', build: options => createdDns(options) },
  { name: 'load balancers over IPv6', recordType: 'AAAA', build: options => createdDns(options, { ipAddressType: IpAddressType.DUAL_STACK }) },
  { name: 'host names', recordType: 'A', build: options => hostNameDns(options) },
];

export const FIXTURES: readonly LatchFixture[] = [
  ...CREATED,
  { name: 'stacks of the consumer', recordType: 'A', build: inStacksOfTheConsumer },
  { name: 'endpoints that metrics tell of', recordType: 'A', build: withEndpointMetrics },
  { name: 'home in us-east-1', recordType: 'A', build: atHomeInUsEast1, withUsEast1: true },
];

function inStacksOfTheConsumer(options: Partial<FailoverDnsOptions>): Fixture {
  const app = testApp();
  const topology = handedOverTopology(app, { globalStack: ownStack(app, 'Global', 'us-east-1') });
  const dns = bareDns(options, topology);
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.loadBalancer(loadBalancerIn(region.stack(StackLayer.EDGE)))));
  return { app, topology, dns };
}

function withEndpointMetrics(options: Partial<FailoverDnsOptions>): Fixture {
  const health = (role: string) => EndpointHealth.metric({
    metric: new Metric({ ...ENDPOINT_METRIC, dimensionsMap: { Endpoint: role }, period: Duration.minutes(1), statistic: 'Minimum' }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  });
  return createdDns({ ...options, endpointHealth: { primary: health('primary'), secondary: health('secondary') } });
}

function atHomeInUsEast1(options: Partial<FailoverDnsOptions>): Fixture {
  const app = testApp();
  const topology = createdTopology(app, { primary: { region: 'us-east-1' }, secondary: { region: 'us-west-2' } });
  const dns = bareDns(options, topology);
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return { app, topology, dns };
}
