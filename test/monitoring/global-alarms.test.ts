import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { dashboardOf } from './monitored';
import type { AlarmOverride, BudgetOptions, DrTopology } from '../../src';
import { StackLayer } from '../../src';
import { FailoverDns, RegionalEndpoint } from '../../src/dns';
import { AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { importedZone } from '../dns/fixture';
import { ACCOUNT, createdTopology, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

interface Watch {
  readonly alarms?: { [key: string]: AlarmOverride };
  readonly budget?: BudgetOptions;
  readonly dns?: boolean;
}

function watched({ alarms, budget, dns: withDns = true }: Watch = {}): DrTopology {
  const topology = createdTopology(testApp());
  const dns = withDns ? new FailoverDns(topology, 'Dns', { topology, recordName: 'api', hostedZone: importedZone(topology.globalStack) }) : undefined;
  new DrMonitoring(topology, 'Monitoring', {
    topology, recoverables: [], dns, alarms, budget, alerts: { criticalRecipients: { https: ['https://incidents.example.com'] } },
  });
  topology.regions.forEach(region => dns?.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return topology;
}

/** The alarms in us-east-1, by their keys. */
function alarmsIn({ globalStack }: DrTopology): Map<string, { [name: string]: any }> {
  return new Map(Object.values(templateOf(globalStack).findResources('AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => [Properties.AlarmName.replace('payments-test-monitoring-', '').replace(/-us-east-1-[0-9a-f]{8}$/, ''), Properties]));
}

function topicIn({ globalStack }: DrTopology, severity: string): object {
  return { Ref: Object.keys(templateOf(globalStack).findResources('AWS::SNS::Topic', { Properties: { DisplayName: `Payments test ${severity}` } }))[0] };
}

const alarmArns = (topology: DrTopology) => [...alarmsIn(topology).values()].map(({ AlarmName }) => `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${AlarmName}`);
const ENDPOINT = `traffic/endpoint-${SECONDARY}`;

describe('law 7: what a team changes of an alarm in us-east-1 wins', () => {
  test('how urgent it is: the topic of the new severity is told, and not that of the old one', () => {
    const topology = watched({ alarms: { [ENDPOINT]: { severity: AlertSeverity.WARNING, evaluationPeriods: 5 } } });
    const changed = alarmsIn(topology).get(`traffic-endpoint-${SECONDARY}`)!;
    expect(changed).toMatchObject({ EvaluationPeriods: 5, DatapointsToAlarm: 5 });
    expect(changed.AlarmActions).toEqual([topicIn(topology, 'information'), topicIn(topology, 'warning')]);
    expect(alarmsIn(topology).get(`traffic-endpoint-${PRIMARY}`)!.AlarmActions).toEqual([topicIn(topology, 'information'), topicIn(topology, 'critical')]);
  });

  test('whether there is one: no dashboard shows it, and synthesis warns where it was critical', () => {
    const topology = watched({ alarms: { [ENDPOINT]: { enabled: false } } });
    expect([...alarmsIn(topology).keys()].filter(key => key.startsWith('traffic-'))).toEqual([
      `traffic-endpoint-${PRIMARY}`, `traffic-record-${PRIMARY}`, `traffic-record-${SECONDARY}`,
    ]);
    for (const template of [templateOf(topology.globalStack), templateOf(topology.primary.stack(StackLayer.VIEW))]) {
      const dashboards = JSON.stringify(template.findResources('AWS::CloudWatch::Dashboard'));
      expect(dashboards).toContain(`traffic-endpoint-${PRIMARY}`);
      expect(dashboards).not.toContain(`traffic-endpoint-${SECONDARY}`);
    }
    expect(Annotations.fromStack(topology.globalStack).findWarning('*', Match.stringLikeRegexp('criticalAlarmDisabled')).map(({ entry }) => entry.data)).toEqual([
      expect.stringContaining(`alarms["${ENDPOINT}"].enabled is false: nobody is told of "The endpoint of ${SECONDARY} is unhealthy" in us-east-1`),
    ]);
  });

  test('with all of them gone the dashboard there has no widget of alarms, which would be refused', () => {
    const keys = [PRIMARY, SECONDARY].flatMap(region => ['endpoint', 'record'].map(id => `traffic/${id}-${region}`));
    const topology = watched({ alarms: Object.fromEntries(keys.map(key => [key, { enabled: false }])) });
    const [{ Properties }] = Object.values(templateOf(topology.globalStack).findResources('AWS::CloudWatch::Dashboard'));
    expect(JSON.stringify(Properties.DashboardBody)).toContain('DNSQueries');
    expect(JSON.stringify(Properties.DashboardBody)).not.toMatch(/\\"type\\":\\"alarm\\"/);
  });

  test('of what is watched in the Regions as well, everywhere', () => {
    const topology = watched({ alarms: { 'alerts/undelivered': { threshold: 7 } } });
    expect(alarmsIn(topology).get('alerts-undelivered')!.Threshold).toBe(7);
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.RECOVERY)).hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: Match.stringLikeRegexp('-alerts-undelivered-eu'), Threshold: 7,
      });
    }
  });

  test('of the charges of the account', () => {
    const budget = { notifyTopic: true, estimatedCharges: 500 };
    expect(alarmsIn(watched({ budget })).get('billing-estimated-charges')!.EvaluationPeriods).toBe(1);
    expect(alarmsIn(watched({ budget, alarms: { 'billing/estimated-charges': { evaluationPeriods: 2 } } })).get('billing-estimated-charges')!.EvaluationPeriods).toBe(2);
    const without = watched({ budget, alarms: { 'billing/estimated-charges': { enabled: false } } });
    expect(alarmsIn(without).has('billing-estimated-charges')).toBe(false);
    expect(JSON.stringify(dashboardOf(without.primary).widgets)).not.toContain('The estimated charges');
  });

  test.each<[string, AlarmOverride, RegExp]>([
    [ENDPOINT, { datapointsToAlarm: 3 }, /alarms\["traffic\/endpoint-eu-central-1"\]\.datapointsToAlarm = 3: the alarm looks at 2 data points/],
    [ENDPOINT, { threshold: NaN }, /alarms\["traffic\/endpoint-eu-central-1"\]\.threshold = NaN/],
  ])('law 6: unless it cannot work: %s %j', (key, override, message) => {
    expect(() => watched({ alarms: { [key]: override } })).toThrow(message);
  });

  test('law 6: a key that no alarm has is refused, and the error names those there are', () => {
    const topology = watched({ alarms: { 'traffic/endpoint': { enabled: false } } });
    expect(() => templateOf(topology.primary.stack(StackLayer.RECOVERY))).toThrow(
      /alarms\["traffic\/endpoint"\]: there is no such signal\. The alarms of traffic are traffic\/endpoint-eu-central-1, traffic\/endpoint-eu-west-1, traffic\/record-/);
  });
});

describe('MON-22: the dashboards of the Regions show every alarm in us-east-1 beside their own', () => {
  test.each<[string, Watch]>([
    ['with a name', {}],
    ['with nothing there but a budget', { dns: false, budget: { notifyTopic: true, estimatedCharges: 500 } }],
  ])('%s', (_case, watch) => {
    const topology = watched(watch);
    expect(alarmArns(topology).length).toBeGreaterThan(0);
    for (const region of topology.regions) {
      const { widgets } = dashboardOf(region);
      const [shown] = widgets.filter(({ type, properties }) => type === 'alarm' && properties.title?.includes('us-east-1'));
      expect(shown).toMatchObject({ x: 0, width: 24 });
      expect([...shown.properties.alarms as string[]].sort()).toEqual(alarmArns(topology).sort());
      expect(widgets.indexOf(shown)).toBeLessThan(widgets.findIndex(({ properties }) => properties.markdown?.startsWith('## ')));
    }
  });

  test('without any there is no such widget, which would be refused', () => {
    const { widgets } = dashboardOf(watched({ dns: false }).primary);
    expect(widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => properties.title)).toEqual([`Alarms, ${PRIMARY}`, `Alarms, ${SECONDARY}`]);
  });
});
