import type { App } from 'aws-cdk-lib';
import { Duration, Token } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { BAD_HEALTH_CHECKS, check } from './bad-health-checks';
import { BAD_LISTENERS } from './bad-listeners';
import { BAD_METRICS, seen } from './bad-metrics';
import { bareDns, importedVpc, importedZone, loadBalancerIn, seenFromOutside, ZONE_NAME } from './fixture';
import type { FailoverDnsOptions } from '../../src/dns';
import { EndpointHealth, FailoverDns, HealthCheckProtocol, RegionalEndpoint, RoutingPolicy } from '../../src/dns';
import { DrTopology, StackLayer } from '../../src/topology';
import type { BadInput } from '../support/bad-inputs';
import { badInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

type Row = BadInput<Partial<FailoverDnsOptions>>;

const WEIGHT = {
  prop: 'routingPolicy.secondaryWeight',
  rule: 'a weight is a whole number from 0 to 255, known at synthesis; the home Region has 100',
  remedy: 'Write for example 11 for a tenth of the answers, or 0 for none until the home Region may not answer',
};
const weighted = (secondaryWeight: number) => ({ routingPolicy: RoutingPolicy.weighted({ secondaryWeight }) });
const weights: Row[] = [
  { title: 'a weight below 0', options: weighted(-1), value: '-1', ...WEIGHT },
  { title: 'a weight above 255', options: weighted(256), value: '256', ...WEIGHT },
  { title: 'half a weight', options: weighted(0.5), value: '0.5', ...WEIGHT },
];

const TTL = {
  prop: 'ttl',
  rule: 'a record is kept for 0 to 2147483647 whole seconds',
  remedy: 'Write Duration.seconds(60) or less, or leave it out',
};
const TTL_OF_ALIASES = {
  prop: 'ttl',
  rule: 'the endpoints are reached by alias records, which have the TTL of what they lead to: 60 seconds for a load balancer',
  remedy: 'Leave it out; only RegionalEndpoint.hostName() gives records with a TTL of their own',
};
const aliasWithTtl = (ttl: Duration) => () => {
  const app = testApp();
  const topology = createdTopology(app);
  const balancer = loadBalancerIn(ownStack(app, 'Workload', PRIMARY));
  bareDns({ ttl }, topology).addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(balancer));
};
const ttls: Row[] = [
  { title: 'a TTL of half a second', options: { ttl: Duration.millis(500) }, value: '0.5 seconds', ...TTL },
  { title: 'a TTL above what DNS can say', options: { ttl: Duration.seconds(2147483648) }, value: '2147483648 seconds', ...TTL },
  { title: 'a TTL for alias records', make: aliasWithTtl(Duration.seconds(30)), value: '30 seconds', ...TTL_OF_ALIASES },
  {
    title: 'a TTL for alias records, known only at deployment',
    make: aliasWithTtl(Duration.seconds(Token.asNumber({ Ref: 'Ttl' }))),
    value: 'a token',
    ...TTL_OF_ALIASES,
  },
];

const PRIVATE_ZONE = {
  prop: 'hostedZone',
  value: 'private hosted zone',
  rule: 'Route 53\'s health checkers are outside of any VPC and find no name of it, so every endpoint check would fail',
  remedy: 'Give the public zone of the name, or publish the health of both endpoints as metrics: endpointHealth',
};
const inPrivateZone = (endpointHealth?: FailoverDnsOptions['endpointHealth']) => () => {
  const topology = createdTopology();
  const hostedZone = new PrivateHostedZone(topology.globalStack, 'Private', { zoneName: ZONE_NAME, vpc: importedVpc(topology.globalStack) });
  bareDns({ hostedZone, endpointHealth }, topology);
};
const zones: Row[] = [
  { title: 'a private zone that health checkers would have to see', make: inPrivateZone(), ...PRIVATE_ZONE },
  { title: 'a private zone with a metric for one Region only', make: inPrivateZone({ primary: seenFromOutside() }), ...PRIVATE_ZONE },
  {
    title: 'a private zone with health checkers named for one Region',
    make: inPrivateZone({ primary: seenFromOutside(), secondary: EndpointHealth.healthCheckers() }),
    ...PRIVATE_ZONE,
  },
];

/** A second FailoverDns in the app, beside one for `api`. */
const beside = (recordName: string, topologyOf = (first: DrTopology, _app: App) => first) => () => {
  const app = testApp();
  const first = createdTopology(app);
  const hostedZone = importedZone(first.globalStack);
  bareDns({ hostedZone }, first);
  const topology = topologyOf(first, app);
  new FailoverDns(topology, 'Second', { topology, hostedZone, recordName });
};
const taken = (name: string) => ({
  prop: 'recordName',
  rule: `it needs records of the name "${name}", and "Payments/Dns" has records of that name in the same zone`,
  remedy: 'Create one FailoverDns for a name, and give another one another recordName',
});
const SECOND = 'Payments/Second';
const ANOTHER_TOPOLOGY = (_: DrTopology, app: App) => new DrTopology(app, 'Orders', {
  account: ACCOUNT, primary: { region: PRIMARY }, secondary: { region: SECONDARY },
});
const names: Row[] = [
  { title: 'the record of another FailoverDns', make: beside('api'), path: SECOND, value: '"api"', ...taken('api.example.com') },
  { title: 'that record in full and in capitals', make: beside('API.Example.com.'), path: SECOND, value: '"API.Example.com."', ...taken('api.example.com') },
  { title: 'the record of a FailoverDns in another topology', make: beside('api', ANOTHER_TOPOLOGY), path: 'Orders/Second', value: '"api"', ...taken('api.example.com') },
  {
    title: 'the name by which another FailoverDns leads to one Region',
    make: beside(`api-${PRIMARY}`),
    path: SECOND,
    value: `"api-${PRIMARY}"`,
    ...taken(`api-${PRIMARY}.example.com`),
  },
];

const layers: Row[] = [
  {
    title: 'a VPC in the stack of the record, with its load balancer in another stack',
    make: () => {
      const app = testApp();
      const topology = handedOverTopology(app, { globalStack: ownStack(app, 'Global', 'us-east-1') });
      const vpc = new Vpc(topology.primary.stack(StackLayer.EDGE), 'Vpc');
      const balancer = loadBalancerIn(ownStack(app, 'Workload', PRIMARY), { vpc });
      bareDns({}, topology).addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(balancer));
    },
    prop: 'primary.edge',
    value: 'stack "Primary"',
    rule: 'it holds the VPC of the load balancer, whose stack is deployed after it, and would hold the record, which is deployed after the load balancer',
    remedy: 'Give the layer a stack of its own: DrTopology.fromStacks(..., { primary: { foundation, edge: ownStack } })',
  },
];

const closedGroup = (region: string) => {
  const stack = ownStack(testApp(), 'Closed', region);
  return new SecurityGroup(stack, 'Group', { vpc: importedVpc(stack) });
};
const handles: Row[] = [
  {
    title: 'a security group of the other Region for health checkers',
    make: () => {
      const topology = createdTopology();
      bareDns({}, topology).forRegion(topology.primary).allowHealthCheckersTo(closedGroup(SECONDARY));
    },
    prop: `allowHealthCheckersTo of ${PRIMARY}`,
    value: `security group in ${SECONDARY}`,
    rule: 'each Region has a list of health checkers of its own',
    remedy: `Give what the endpoint of ${PRIMARY} stands behind`,
  },
  {
    title: 'health checkers where a metric tells the health',
    make: () => {
      const topology = createdTopology();
      bareDns(seen({}), topology).forRegion(topology.primary).allowHealthCheckersTo(closedGroup(PRIMARY));
    },
    prop: `allowHealthCheckersTo of ${PRIMARY}`,
    rule: 'a metric tells the health of this endpoint: no health checker asks it',
    remedy: 'Leave the call out, or leave endpointHealth.primary to health checkers',
  },
  {
    title: 'a metric of health checkers where a metric tells the health',
    make: () => {
      const topology = createdTopology();
      bareDns(seen({}), topology).forRegion(topology.primary).metricHealthCheckPercentageHealthy();
    },
    prop: `metric "HealthCheckPercentageHealthy" of ${PRIMARY}`,
    rule: 'Route 53 publishes no such metric of this endpoint\'s health check, only HealthCheckStatus',
    remedy: 'Ask healthCheckMetrics first, or change how the endpoint is checked',
  },
  {
    title: 'the time of a handshake over HTTP',
    make: () => {
      const topology = createdTopology();
      bareDns(check({ protocol: HealthCheckProtocol.HTTP }), topology).forRegion(topology.primary).metricSSLHandshakeTime();
    },
    prop: `metric "SSLHandshakeTime" of ${PRIMARY}`,
    rule: 'Route 53 publishes no such metric of this endpoint\'s health check, only HealthCheckStatus, HealthCheckPercentageHealthy, '
      + 'ConnectionTime, TimeToFirstByte',
    remedy: 'Ask healthCheckMetrics first, or change how the endpoint is checked',
  },
  {
    title: 'a time that is not measured',
    make: () => {
      const topology = createdTopology();
      bareDns(check({ measureLatency: false }), topology).forRegion(topology.primary).metricTimeToFirstByte();
    },
    prop: `metric "TimeToFirstByte" of ${PRIMARY}`,
    rule: 'Route 53 publishes no such metric of this endpoint\'s health check, only HealthCheckStatus, HealthCheckPercentageHealthy',
    remedy: 'Ask healthCheckMetrics first, or change how the endpoint is checked',
  },
];

export const FAILOVER_DNS_BAD_INPUTS = badInputs<Partial<FailoverDnsOptions>>({
  construct: 'FailoverDns',
  requirements: 'DNS-06, DNS-07, DNS-09, DNS-16, DNS-17',
  path: 'Payments/Dns',
  make: options => {
    const topology = createdTopology();
    return bareDns({ hostedZone: importedZone(topology.globalStack), ...options }, topology);
  },
  inputs: [...names, ...weights, ...ttls, ...BAD_HEALTH_CHECKS, ...BAD_METRICS, ...zones, ...BAD_LISTENERS, ...layers, ...handles],
});
