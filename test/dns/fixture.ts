import type { App, Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { DrRegion, DrTopology } from '../../src';
import { StackLayer } from '../../src';
import type { EndpointMetricOptions, FailoverDnsOptions } from '../../src/dns';
import { EndpointHealth, FailoverDns, RegionalEndpoint } from '../../src/dns';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, stacksOf, templateOf, testApp } from '../support/environment';

export const ZONE_ID = 'Z0123456789ABCDEFGHIJ';
export const ZONE_NAME = 'example.com';

/** What makes a listener answer HTTPS. */
export function https({ region }: Stack): { port: number; certificates: elbv2.IListenerCertificate[] } {
  const arn = `arn:aws:acm:${region}:${ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000`;
  return { port: 443, certificates: [elbv2.ListenerCertificate.fromArn(arn)] };
}

/** The zone, as a consumer imports it. */
export function importedZone(scope: Stack, zoneName = ZONE_NAME): route53.IHostedZone {
  return HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: ZONE_ID, zoneName });
}

/** A FailoverDns without endpoints. */
export function bareDns(options: Partial<FailoverDnsOptions> = {}, topology: DrTopology = createdTopology()): FailoverDns {
  return new FailoverDns(topology, 'Dns', {
    topology,
    recordName: 'api',
    ...options,
    hostedZone: options.hostedZone ?? importedZone(topology.globalStack),
  });
}

/** A workload's load balancer in a stack of the workload. */
export function loadBalancer(app: App, region: DrRegion, props: Partial<elbv2.ApplicationLoadBalancerProps> = {}): elbv2.ApplicationLoadBalancer {
  return loadBalancerIn(ownStack(app, `Workload-${region.name}`, region.name), props);
}

/** Reachable from the Internet, and answering HTTPS. */
export function loadBalancerIn(stack: Stack, props: Partial<elbv2.ApplicationLoadBalancerProps> = {}): elbv2.ApplicationLoadBalancer {
  const balancer = bareLoadBalancer(stack, props);
  balancer.addListener('Https', { ...https(stack), defaultAction: elbv2.ListenerAction.fixedResponse(200), open: false });
  return balancer;
}

/** Without a listener. */
export function bareLoadBalancer(stack: Stack, props: Partial<elbv2.ApplicationLoadBalancerProps> = {}): elbv2.ApplicationLoadBalancer {
  return new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc: importedVpc(stack), internetFacing: true, ...props });
}

/** A workload's VPC, as a consumer imports it. */
export function importedVpc(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a', 'b'],
    publicSubnetIds: ['subnet-1', 'subnet-2'],
    privateSubnetIds: ['subnet-3', 'subnet-4'],
  });
}

/** What one Region publishes of the other's endpoint: 1 while it sees it, 0 while it does not. */
export function seenMetric(props: Partial<cloudwatch.MetricProps> = {}): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'Payments',
    metricName: 'EndpointSeen',
    dimensionsMap: { Endpoint: 'api' },
    statistic: cloudwatch.Stats.MINIMUM,
    period: Duration.minutes(1),
    ...props,
  });
}

/** The health of an endpoint by that metric. */
export function seenFromOutside(options: Partial<EndpointMetricOptions> = {}): EndpointHealth {
  return EndpointHealth.metric({
    metric: seenMetric(), threshold: 1, comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD, ...options,
  });
}

/** Everything that the tests look at. */
export interface Fixture {
  readonly app: App;
  readonly topology: DrTopology;
  readonly dns: FailoverDns;
}

/** In stacks that the topology creates, with a load balancer in each Region. */
export function createdDns(options: Partial<FailoverDnsOptions> = {}, balancer: Partial<elbv2.ApplicationLoadBalancerProps> = {}): Fixture {
  const app = testApp();
  const topology = createdTopology(app);
  const dns = bareDns(options, topology);
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.loadBalancer(loadBalancer(app, region, balancer))));
  return { app, topology, dns };
}

/** In stacks that the consumer owns: one per Region with the load balancer in it, and one in us-east-1. */
export function handedOverDns(): Fixture {
  const app = testApp();
  const topology = handedOverTopology(app, { globalStack: ownStack(app, 'Global', 'us-east-1') });
  const dns = bareDns({}, topology);
  topology.regions.forEach(region =>
    dns.addEndpoint(region, RegionalEndpoint.loadBalancer(loadBalancerIn(region.stack(StackLayer.EDGE)))));
  return { app, topology, dns };
}

/** With a host name per Region instead of a load balancer. */
export function hostNameDns(options: Partial<FailoverDnsOptions> = {}): Fixture {
  const app = testApp();
  const topology = createdTopology(app);
  const dns = bareDns(options, topology);
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return { app, topology, dns };
}

export interface Templates {
  readonly global: Template;
  readonly edges: Template[];
  readonly recoveries: Template[];
}

export function templatesOf({ topology }: Fixture): Templates {
  return {
    global: templateOf(topology.globalStack),
    edges: topology.regions.map(region => templateOf(region.stack(StackLayer.EDGE))),
    recoveries: topology.regions.map(region => templateOf(region.stack(StackLayer.RECOVERY))),
  };
}

export interface Resource {
  readonly Type: string;
  readonly Properties: { [name: string]: any };
  readonly DependsOn?: string[];
}

export function resourcesOf(template: Template, type: string): { [logicalId: string]: Resource } {
  return template.findResources(type) as { [logicalId: string]: Resource };
}

/** The templates of all stacks as text, by stack name. */
export function allTemplates(app: App): { [stackName: string]: string } {
  return Object.fromEntries(stacksOf(app).map(stack => [stack.stackName, JSON.stringify(templateOf(stack).toJSON())]));
}
