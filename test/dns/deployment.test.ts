import { readFileSync } from 'fs';
import * as path from 'path';
import type { Stack } from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib';
import { bareDns, createdDns, handedOverDns, loadBalancer, resourcesOf, templatesOf } from './fixture';
import type { Templates } from './fixture';
import { RegionalEndpoint, RoutingPolicy, TrafficShift } from '../../src/dns';
import { DrMonitoring } from '../../src/monitoring';
import { StackLayer } from '../../src/topology';
import { handedOverTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const PAGE = readFileSync(path.join(__dirname, '../../src/dns/README.md'), 'utf8');

const POLICIES = [RoutingPolicy.failover(), RoutingPolicy.weighted(), RoutingPolicy.weighted({ secondaryWeight: 50 })];
const SHIFTS = [TrafficShift.byPlan(), TrafficShift.onEndpointHealth()];
const CASES = POLICIES.flatMap(routingPolicy => SHIFTS.map(trafficShift =>
  [routingPolicy.name, trafficShift.name, { routingPolicy, trafficShift }] as const));

/**
 * Whether a check counts as healthy before there is any data: a new check does, an inverted one does not.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
function healthyWhenNew({ global }: Templates, id: string): boolean {
  const { Type, Inverted, ChildHealthChecks, HealthThreshold } = resourcesOf(global, 'AWS::Route53::HealthCheck')[id].Properties.HealthCheckConfig;
  const healthy = Type !== 'CALCULATED'
    || ChildHealthChecks.filter(({ Ref }: { Ref: string }) => healthyWhenNew({ global } as Templates, Ref)).length >= HealthThreshold;
  return Inverted ? !healthy : healthy;
}

/** The stacks that must be there before, themselves or what they wait for. Synthesis completes them with what templates refer to. */
function deployedBefore(stack: Stack): string[] {
  stack.node.root.node.findAll().filter(Stage.isStage).forEach(stage => stage.synth());
  const names = (each: Stack): string[] => each.dependencies.flatMap(before => [before.stackName, ...names(before)]);
  return [...new Set(names(stack))].sort();
}

describe('a deployment moves no traffic', () => {
  test('DNS-08: records and checks go live after the endpoints\' records and the alarms of both Regions', () => {
    const fixture = createdDns();
    const { topology } = fixture;
    // Synthesis finds out that a record needs its endpoint.
    templatesOf(fixture);
    for (const region of topology.regions) {
      expect(topology.globalStack.dependencies).toContain(region.stack(StackLayer.EDGE));
      expect(topology.globalStack.dependencies).toContain(region.stack(StackLayer.RECOVERY));
      expect(region.stack(StackLayer.EDGE).dependencies.map(stack => stack.stackName)).toContain(`Workload-${region.name}`);
    }
  });

  test('DNS-08: so they do in stacks that the consumer owns, each layer of a Region in its own, around the stacks of the workload', () => {
    const app = testApp();
    const layersIn = (region: string) => ({
      foundation: ownStack(app, `Foundation-${region}`, region), recovery: ownStack(app, `Recovery-${region}`, region), edge: ownStack(app, `Edge-${region}`, region),
    });
    const topology = handedOverTopology(app, {
      primary: layersIn(PRIMARY), secondary: layersIn(SECONDARY), globalStack: ownStack(app, 'Global', 'us-east-1'),
    });
    const dns = bareDns({}, topology);
    topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.loadBalancer(loadBalancer(app, region))));
    const before = deployedBefore(topology.globalStack);
    for (const region of topology.regions) {
      expect(deployedBefore(region.stack(StackLayer.EDGE))).toContain(`Workload-${region.name}`);
      expect(before).toEqual(expect.arrayContaining([`Edge-${region.name}`, `Recovery-${region.name}`]));
    }
  });

  test('DNS-08: in one stack per Region that also has the endpoint, the Region\'s record refers to it, and failover records come after both', () => {
    const { topology } = handedOverDns();
    for (const region of topology.regions) {
      const edge = templateOf(region.stack(StackLayer.EDGE));
      const [balancer] = Object.keys(resourcesOf(edge, 'AWS::ElasticLoadBalancingV2::LoadBalancer'));
      const [record] = Object.values(resourcesOf(edge, 'AWS::Route53::RecordSet'));
      expect(JSON.stringify(record.Properties.AliasTarget.DNSName)).toContain(`{"Fn::GetAtt":["${balancer}","DNSName"]}`);
      expect(resourcesOf(edge, 'AWS::CloudWatch::Alarm')).not.toEqual({});
    }
    expect(deployedBefore(topology.globalStack)).toEqual(['Primary', 'Secondary']);
  });

  test('DNS-08: while it is deployed people watch the alarms that the page names', () => {
    const { topology, dns } = createdDns();
    new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], dns });
    const alarmsIn = (stack: Stack) => Object.values(resourcesOf(templateOf(stack), 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmName);
    const [traffic, latch] = [...PAGE.matchAll(/--alarm-name-prefix payments-prod-(\S+)/g)].map(([, prefix]) => `payments-test-${prefix}`);
    const beginning = (prefix: string, names: string[]) => names.filter(name => name.startsWith(prefix));
    expect(beginning(traffic, alarmsIn(topology.globalStack)).map(name => /(endpoint|record)-(primary|secondary|[a-z]+-[a-z]+-\d)/.exec(name)![0]).sort()).toEqual([
      `endpoint-${SECONDARY}`, `endpoint-${PRIMARY}`, `record-${SECONDARY}`, `record-${PRIMARY}`,
    ]);
    for (const region of topology.regions) {
      expect(beginning(latch, alarmsIn(region.stack(StackLayer.RECOVERY)))).toEqual([dns.forRegion(region).latch.alarmName]);
    }
  });

  test.each(CASES)('DNS-08: %s, %s: checks without data leave both records healthy, though inverted ones are not', (_policy, _shift, options) => {
    const templates = templatesOf(createdDns(options));
    const records = Object.values(resourcesOf(templates.global, 'AWS::Route53::RecordSet')).filter(({ Properties }) => Properties.Type === 'A');
    expect(records.map(({ Properties }) => [Properties.SetIdentifier, healthyWhenNew(templates, Properties.HealthCheckId.Ref)])).toEqual([
      ['primary-eu-west-1', true],
      ['secondary-eu-central-1', true],
    ]);
    const checks = resourcesOf(templates.global, 'AWS::Route53::HealthCheck');
    expect(Object.keys(checks).filter(id => !healthyWhenNew(templates, id)).length).toBeGreaterThan(0);
  });
});
