import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Sections } from './fixture';
import { pattern, STORES, withDns } from './fixture';
import type { MultiRegionDr } from '../../src';
import { AlertSeverity, DecisionSignal, EndpointProbes, ProbeDepth, RegionalEndpoint, StackLayer } from '../../src';
import { ownStack, PRIMARY, SECONDARY, templateOf } from '../support/environment';

function recoveries(dr: MultiRegionDr) {
  return dr.topology.regions.map(region => templateOf(region.stack(StackLayer.RECOVERY)));
}

/** With a name that leads somewhere. */
function reachable(sections: Sections = {}): MultiRegionDr {
  const dr = withDns(sections);
  dr.regions.forEach(region => region.addEndpoint(RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return dr;
}

describe('how the pattern notices the loss of a Region', () => {
  test('with DNS, each Region probes both and decides, deeper where a path is given', () => {
    const dr = reachable({ detection: { probes: EndpointProbes.deep('/health/deep') } });
    for (const [index, region] of dr.regions.entries()) {
      expect(region.detection).toBe(dr.detection!.forRegion(dr.topology.regions[index]));
      expect(region.detection.endpointAlarms).toHaveLength(4);
    }
    recoveries(dr).forEach(template => template.resourcePropertiesCountIs('AWS::CloudWatch::CompositeAlarm', {
      AlarmRule: Match.stringLikeRegexp('deep-probe-of.*AND NOT'), AlarmActions: [Match.anyValue()], OKActions: [Match.anyValue()],
    }, 1));
  });

  test('an alarm of the team joins through the Region\'s handle', () => {
    const dr = reachable();
    const [home] = dr.regions;
    const team = ownStack(dr.node.root as never, 'Team', PRIMARY);
    const metric = home.detection.metricEndpointFailed(dr.topology.secondary, ProbeDepth.SHALLOW);
    home.detection.addSignal(metric.createAlarm(team, 'Own', { alarmName: 'own', threshold: 1, evaluationPeriods: 1 }), DecisionSignal.SUFFICIENT);
    const [template] = recoveries(dr);
    template.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', { AlarmRule: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(' OR ALARM')])] } });
  });

  test('without DNS there is nothing to probe, and the section is refused', () => {
    const dr = pattern();
    expect(dr.detection).toBeUndefined();
    expect(() => dr.regions[0].detection).toThrow('the workload has no name that could follow a failover');
    expect(() => pattern({ detection: { probes: EndpointProbes.deep('/deep') } }))
      .toThrow('detection: the workload has no names by which the Regions could be probed. Give the section dns');
  });
});

describe('what the pattern watches', () => {
  test('metric streams are on in both Regions, unless they are switched off', () => {
    recoveries(pattern()).forEach(template => template.resourceCountIs('AWS::CloudWatch::MetricStream', 1));
    const without = pattern({ monitoring: { metricStreams: { enabled: false } } });
    recoveries(without).forEach(template => template.resourceCountIs('AWS::CloudWatch::MetricStream', 0));
    expect(without.monitoring.metricsBucket).toBeUndefined();
  });

  test('the name, the detection and the NAT gateways, in both Regions', () => {
    for (const template of recoveries(reachable())) {
      for (const [MetricName, times] of [['LatchClosed', 1], ['EndpointFailed', 3]]) {
        expect([MetricName, Object.keys(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName } })).length]).toEqual([MetricName, times]);
      }
    }
    recoveries(pattern()).forEach(template => expect(JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'))).toContain('AWS/NATGateway'));
  });

  test('of VPCs that exist, no NAT gateway', () => {
    const vpc = (region: string) => {
      const app = pattern().node.root;
      return ec2.Vpc.fromVpcAttributes(ownStack(app as never, `Network-${region}`, region), 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'] });
    };
    const existing: Sections = { primary: { region: PRIMARY, vpc: vpc(PRIMARY) }, secondary: { region: SECONDARY, vpc: vpc(SECONDARY) } };
    expect(JSON.stringify(recoveries(pattern(existing)).map(template => template.toJSON()))).not.toContain('AWS/NATGateway');
  });

  test('overrides and the budget are handed on', () => {
    const dr = reachable({
      ...STORES,
      monitoring: {
        alarms: { 'database-main/cpu': { threshold: 42, severity: AlertSeverity.CRITICAL } },
        budget: { emails: ['finops@example.com'] },
      },
    });
    recoveries(dr).forEach(template => template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'CPUUtilization', Threshold: 42 }));
    templateOf(dr.topology.globalStack).resourceCountIs('AWS::Budgets::Budget', 1);
  });
});
