import { Duration, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { HEALTH_EVENTS } from './alert-bad-inputs';
import { healthSignal } from './monitored';
import type { DrRegion, DrTopology } from '../../src';
import { StackLayer } from '../../src';
import type { HealthEventOptions } from '../../src/monitoring';
import { DrMonitoring } from '../../src/monitoring';
import { healthRegionsIn, SERVICES_OF_DNS, SERVICES_OF_RECOVERY } from '../../src/monitoring/health-events';
import { describeBadInputs } from '../support/bad-inputs';
import { createdTopology, templateOf, testApp } from '../support/environment';

interface Detail {
  readonly eventRegion: string[];
  readonly service?: unknown[];
}

function between(primary: string, secondary: string): DrTopology {
  return createdTopology(testApp(), {
    primary: { region: primary, availabilityZones: [`${primary}a`] }, secondary: { region: secondary, availabilityZones: [`${secondary}a`] },
  });
}

function monitored(healthEvents?: HealthEventOptions, topology = createdTopology()): { topology: DrTopology; monitoring: DrMonitoring } {
  return { topology, monitoring: new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], alerts: { healthEvents } }) };
}

/** The patterns of AWS Health in a stack, by the ids of their rules. */
function healthOf(stack: DrTopology['globalStack']): { [id: string]: Detail } {
  const rules = Object.values(templateOf(stack).findResources('AWS::Events::Rule', { Properties: { EventPattern: { source: ['aws.health'] } } }));
  return Object.fromEntries(rules.map(({ Properties: { Name, EventPattern } }) => [/(health-[a-z]+)/.exec(Name)![1], EventPattern.detail]));
}

function healthIn(region: DrRegion): { [id: string]: Detail } {
  return healthOf(region.stack(StackLayer.RECOVERY));
}

/** https://docs.aws.amazon.com/health/latest/ug/choosing-a-region.html */
describe('MON-28: AWS Health delivers to the Region concerned, and a copy to its backup Region', () => {
  test.each([
    ['eu-west-1', ['eu-west-1', 'eu-central-1'], ['eu-west-1'], []],
    ['us-west-2', ['us-east-1', 'us-west-2'], ['us-west-2'], ['us-east-1', 'global']],
    ['us-east-1', ['us-east-1', 'us-west-2'], ['us-east-1', 'global'], ['us-west-2']],
    ['us-west-2', ['eu-west-1', 'us-west-2'], ['us-west-2'], ['eu-west-1', 'global']],
    ['eu-west-1', ['eu-west-1', 'us-west-2'], ['eu-west-1'], []],
    ['us-east-1', ['eu-west-1', 'eu-central-1'], ['us-east-1', 'global'], []],
  ])('in %s, of %j: %j, and copies of %j', (region, of, own, backedUp) => {
    expect(healthRegionsIn(region, of)).toEqual({ own, backedUp });
  });
});

describe('MON-26: an issue is critical once', () => {
  test('where each Region backs up the other, either tells its own as critical, and the other\'s as a warning', () => {
    const { topology } = monitored(undefined, between('us-east-1', 'us-west-2'));
    const [east, west] = topology.regions.map(healthIn);
    expect([east, west].map(rules => rules['health-critical'].eventRegion)).toEqual([['us-east-1', 'global'], ['us-west-2']]);
    expect([east, west].map(rules => rules['health-elsewhere'])).toEqual([['us-west-2'], ['us-east-1', 'global']].map(eventRegion => (
      { page: ['1', 1], eventTypeCategory: ['issue'], statusCode: ['open'], eventRegion })));
    const [rule] = Object.values(templateOf(topology.secondary.stack(StackLayer.RECOVERY)).findResources('AWS::Events::Rule'))
      .filter(({ Properties }) => /health-elsewhere/.test(Properties.Name));
    expect(rule.Properties.Targets[0].Arn).toMatch(/-warning-us-west-2-/);
  });

  test('a second monitoring of the topology has no rules of AWS Health in any Region', () => {
    const { topology } = monitored();
    new DrMonitoring(topology, 'Second', { topology, recoverables: [] });
    topology.regions.forEach(region => templateOf(region.stack(StackLayer.RECOVERY))
      .resourcePropertiesCountIs('AWS::Events::Rule', { EventPattern: { source: ['aws.health'] } }, 4));
  });
});

describe('the services whose issues are critical', () => {
  test('MON-26: are those that recovery rests on where nothing else is watched, so that no database of others wakes anybody', () => {
    monitored().topology.regions.forEach(region => expect(healthIn(region)['health-critical'].service).toEqual(SERVICES_OF_RECOVERY));
  });

  test('MON-28: and those of what is watched, in its Region alone, whenever it is added', () => {
    const { topology, monitoring } = monitored();
    const watched = (namespace: string) => healthSignal(topology.primary, {
      id: namespace.replace('AWS/', ''),
      metric: new cloudwatch.Metric({ namespace, metricName: 'Errors', dimensionsMap: { Name: 'checkout' }, statistic: 'Sum', period: Duration.minutes(1) }),
      alarm: undefined,
    });
    monitoring.addSignals('checkout', ['AWS/ApiGateway', 'AWS/ApplicationELB', 'AWS/NATGateway', 'AWS/NetworkELB', 'AWS/RDS', 'AWS/S3', 'AWS/States'].map(watched));
    expect(healthIn(topology.primary)['health-critical'].service).toEqual([
      ...SERVICES_OF_RECOVERY, 'APIGATEWAY', 'ELASTICLOADBALANCING', 'RDS', 'S3', 'SECRETSMANAGER', 'STATES', 'VPC',
    ].sort());
    expect(healthIn(topology.secondary)['health-critical'].service).toEqual(SERVICES_OF_RECOVERY);
  });

  test('MON-28: are those of DNS in us-east-1, where it is no Region of the topology', () => {
    const topology = createdTopology();
    new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], budget: { emails: ['money@example.com'], estimatedCharges: 100 } });
    expect(healthOf(topology.globalStack)['health-critical']).toMatchObject({ service: SERVICES_OF_DNS, eventRegion: ['us-east-1', 'global'] });
  });

  test('law 7: are those that are given, and no others', () => {
    const criticalServices = ['RDS', Lazy.string({ produce: () => 'EKS' })];
    monitored({ criticalServices }).topology.regions.map(healthIn).forEach(rules => {
      expect(rules['health-critical'].service).toEqual(['RDS', 'EKS']);
      expect(rules['health-issues'].service).toEqual([{ 'anything-but': ['RDS', 'EKS'] }]);
    });
  });

  test('law 7: are none where none is given: every issue is a warning', () => {
    monitored({ criticalServices: [] }).topology.regions.map(healthIn).forEach(rules => {
      expect(Object.keys(rules).sort()).toEqual(['health-changes', 'health-issues', 'health-over']);
      expect(rules['health-issues']).not.toHaveProperty('service');
    });
  });

  test('law 7: nobody is told of AWS Health where it is switched off', () => {
    monitored({ enabled: false }).topology.regions.forEach(region => expect(healthIn(region)).toEqual({}));
  });
});

describeBadInputs(HEALTH_EVENTS);
