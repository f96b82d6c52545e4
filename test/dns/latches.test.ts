import { Match } from 'aws-cdk-lib/assertions';
import { createdDns, importedZone, resourcesOf, templatesOf, ZONE_ID } from './fixture';
import { StackLayer } from '../../src';
import { FailoverDns } from '../../src/dns';
import { AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { PRIMARY, SECONDARY, createdTopology, templateOf } from '../support/environment';

const CHECK = 'AWS::Route53::HealthCheck';
const ALARM = 'AWS::CloudWatch::Alarm';

const created = createdDns();
const templates = templatesOf(created);

describe('latches', () => {
  test.each([[0, PRIMARY], [1, SECONDARY]])('each Region has the alarm of its own latch (%i, %s), within what Route 53 can follow', (index, region) => {
    templates.recoveries[index].resourceCountIs(ALARM, 1);
    templates.recoveries[index].hasResourceProperties(ALARM, {
      AlarmName: Match.stringLikeRegexp(`^payments-test-dns-latch-[0-9a-f]{8}-${region}-[0-9a-f]{8}$`),
      Namespace: 'MultiRegionDr/Payments/test',
      MetricName: 'LatchClosed',
      Dimensions: [{ Name: 'HostedZone', Value: ZONE_ID }, { Name: 'Record', Value: 'api.example.com' }],
      Statistic: 'Maximum',
      ExtendedStatistic: Match.absent(),
      Metrics: Match.absent(),
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: Match.absent(),
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      TreatMissingData: 'missing',
    });
  });

  test('checks follow the alarms by literal name and Region, and keep their last status when data is missing', () => {
    const alarmNames = templates.recoveries.map(template => Object.values(resourcesOf(template, ALARM))[0].Properties.AlarmName);
    const follows = (index: number, region: string, inverted: boolean) => ({
      HealthCheckConfig: {
        Type: 'CLOUDWATCH_METRIC',
        AlarmIdentifier: { Name: alarmNames[index], Region: region },
        InsufficientDataHealthStatus: 'LastKnownStatus',
        Inverted: inverted,
      },
    });
    templates.global.resourcePropertiesCountIs(CHECK, follows(1, SECONDARY, false), 1);
    templates.global.resourcePropertiesCountIs(CHECK, follows(1, SECONDARY, true), 1);
    templates.global.resourcePropertiesCountIs(CHECK, follows(0, PRIMARY, false), 2);
    templates.global.resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC' } }, 4);
  });

  test('MON-24: the handle gives the alarm to whoever is to be told, in its own Region', () => {
    const { dns, topology } = createdDns();
    const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] });
    topology.regions.forEach(region => monitoring.addAlarm(region, dns.forRegion(region).latchAlarm, AlertSeverity.CRITICAL));
    for (const region of topology.regions) {
      const topic = [{ Ref: Match.stringLikeRegexp('[Cc]ritical') }];
      templateOf(region.stack(StackLayer.RECOVERY)).hasResourceProperties(ALARM, { MetricName: 'LatchClosed', AlarmActions: topic, OKActions: topic });
    }
  });

  test('the handle says what must be published, as the alarm expects it', () => {
    const { latch } = created.dns.forRegion(created.topology.secondary);
    expect(latch.region).toBe(created.topology.secondary);
    templates.recoveries[1].hasResourceProperties(ALARM, {
      AlarmName: latch.alarmName,
      Namespace: latch.metricNamespace,
      MetricName: latch.metricName,
      Dimensions: Object.entries(latch.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Threshold: latch.closedValue,
    });
    expect(latch.openValue).toBeLessThan(latch.closedValue);
    expect(latch.metric().toMetricConfig().metricStat).toMatchObject({ region: SECONDARY, statistic: 'Maximum', metricName: 'LatchClosed' });
  });

  test('two records of one environment have latches of their own', () => {
    const topology = createdTopology();
    const zone = importedZone(topology.globalStack);
    const latches = ['Api', 'Web'].map(id => new FailoverDns(topology, id, { topology, hostedZone: zone, recordName: id })
      .forRegion(topology.primary).latch);
    expect(latches[0].alarmName).not.toBe(latches[1].alarmName);
    expect(latches[0].dimensions).not.toEqual(latches[1].dimensions);
  });
});
