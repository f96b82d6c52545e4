import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ruleOf } from './alarm-rule';
import type { Alarm } from './monitored';
import { alarmsOf, healthSignal } from './monitored';
import type { AlarmOverride, DrRegion, DrTopology, SignalAlarm } from '../../src';
import { StackLayer } from '../../src';
import { AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { ExampleStore } from '../recovery/example-store';
import { createdTopology, templateOf } from '../support/environment';

function monitored(warnings = 1): DrTopology {
  const topology = createdTopology();
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [new ExampleStore(topology)] });
  monitoring.addSignals('checkout', topology.regions.flatMap(region =>
    Array.from({ length: warnings }, (_, index) => healthSignal(region, { id: `refused-${index}` }))));
  monitoring.addSignals('log', [healthSignal(topology.primary, { alarm: { ...healthSignal(topology.primary).alarm!, severity: AlertSeverity.INFORMATION } })]);
  return topology;
}

function topicOf(region: DrRegion, severity: string): object {
  const topics = templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::SNS::Topic', { Properties: { DisplayName: `Payments test ${severity}` } });
  return { Ref: Object.keys(topics)[0] };
}

const composites = (region: DrRegion): Alarm[] => alarmsOf(region).filter(({ Type }) => Type === 'AWS::CloudWatch::CompositeAlarm');
const metricAlarms = (region: DrRegion): Alarm[] => alarmsOf(region).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
/** Of an alarm that is in a page of its own, the topic that it tells beside the one for information. */
const toldAlone = (region: DrRegion, { Properties: { AlarmActions } }: Alarm): object[] =>
  (AlarmActions as object[]).filter(action => JSON.stringify(action) !== JSON.stringify(topicOf(region, 'information')));
const drillAlarm = (region: DrRegion): Alarm => metricAlarms(region).find(({ Properties }) => Properties.MetricName === 'DrillRunning')!;

describe.each(['primary', 'secondary'] as const)('in the %s Region', role => {
  const region = monitored()[role];

  test('MON-26: there is one page per severity, whose rule names every alarm of that severity that has no page of its own, and no other', () => {
    const pages = composites(region);
    expect(pages.map(({ Properties }) => Properties.AlarmActions)).toEqual(expect.arrayContaining([[topicOf(region, 'critical')], [topicOf(region, 'warning')]]));
    expect(pages).toHaveLength(2);
    const paged = pages.map(({ Properties }) => ruleOf(String(Properties.AlarmRule)).alarms);
    const names = metricAlarms(region).filter(alarm => alarm.Properties.MetricName !== 'DrillRunning' && !alarm.Properties.AlarmName.includes('-log-'))
      .filter(alarm => toldAlone(region, alarm).length === 0)
      .map(({ Properties }) => Properties.AlarmName);
    expect(paged.flat().sort()).toEqual(names.sort());
    const [critical] = pages.filter(({ Properties }) => Properties.AlarmName.includes('-page-critical-'));
    expect(ruleOf(String(critical.Properties.AlarmRule)).alarms).toContainEqual(expect.stringContaining('database-main-lag'));
    expect(ruleOf(String(critical.Properties.AlarmRule)).alarms).not.toContainEqual(expect.stringContaining('checkout-refused'));
  });

  test('MON-26: each alarm of the recovery stack tells the topic for information of trouble and of its end, and only some tell people', () => {
    const alarms = metricAlarms(region).filter(alarm => alarm.Properties.MetricName !== 'DrillRunning');
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toContainEqual(topicOf(region, 'information'));
      expect(Properties.OKActions).toEqual(Properties.AlarmActions);
    }
    const own = alarms.filter(alarm => toldAlone(region, alarm).length > 0);
    const idOf = ({ Properties }: Alarm) => Properties.AlarmName.replace('payments-test-monitoring-', '').replace(new RegExp(`-${region.name}-[0-9a-f]{8}$`), '');
    expect(own.map(alarm => [idOf(alarm), toldAlone(region, alarm)]).sort()).toEqual([
      ['alerts-undelivered', [topicOf(region, 'critical')]],
      ['alerts-undelivered-as-warning', [topicOf(region, 'warning')]],
      ['recovery-state-publisher-dead-letters', [topicOf(region, 'warning')]],
      ['recovery-state-publisher-silent', [topicOf(region, 'critical')]],
    ]);
  });

  test('MON-26: pages wait for all alarms that they name to exist', () => {
    const resources = templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::CloudWatch::Alarm');
    for (const { Properties, DependsOn } of composites(region)) {
      const idOf = (name: string) => Object.keys(resources).find(id => resources[id].Properties.AlarmName === name);
      expect(DependsOn!.sort()).toEqual(ruleOf(String(Properties.AlarmRule)).alarms.map(idOf).sort());
    }
  });

  test('MON-26: a drill of this Region holds pages back, and says so', () => {
    const drill = drillAlarm(region);
    const logicalId = Object.entries(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::CloudWatch::Alarm'))
      .find(([, { Properties }]) => Properties.MetricName === 'DrillRunning')![0];
    for (const { Properties } of composites(region)) {
      expect(Properties).toMatchObject({
        ActionsSuppressor: { 'Fn::GetAtt': [logicalId, 'Arn'] }, ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 300,
      });
    }
    expect(drill.Properties).toMatchObject({
      Namespace: 'MultiRegionDr/Payments/test',
      Dimensions: [{ Name: 'Component', Value: 'recovery-state' }],
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      AlarmActions: [topicOf(region, 'warning')],
      OKActions: [topicOf(region, 'warning')],
    });
  });

  test('MON-26: when nobody says whether a drill runs, nothing is held back', () => {
    expect(drillAlarm(region).Properties.TreatMissingData).toBe('notBreaching');
  });
});

test('MON-26: no metric alarm has its actions suppressed, and only pages name the drill', () => {
  for (const region of monitored().regions) {
    const drill = drillAlarm(region).Properties.AlarmName;
    for (const { Properties } of alarmsOf(region)) {
      expect(JSON.stringify(Properties.AlarmRule ?? '')).not.toContain(drill);
    }
    expect(metricAlarms(region).filter(({ Properties }) => 'ActionsSuppressor' in Properties)).toEqual([]);
  }
});

describe('a page of its own', () => {
  const { IGNORE, NOT_BREACHING } = cloudwatch.TreatMissingData;
  const { CRITICAL, WARNING, INFORMATION } = AlertSeverity;

  /** Who is told by the alarm itself, and whether the page of its severity names it. */
  function told(alarm: Partial<SignalAlarm>, override: AlarmOverride = {}): { topics: object[]; paged: boolean; region: DrRegion } {
    const topology = createdTopology();
    const region = topology.primary;
    const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], alarms: { 'checkout/refused': override } });
    monitoring.addSignals('checkout', [healthSignal(region, { alarm: { ...healthSignal(region).alarm!, ...alarm } })]);
    const [own] = metricAlarms(region).filter(({ Properties }) => Properties.AlarmName.includes('-checkout-'));
    const paged = composites(region).some(({ Properties }) => String(Properties.AlarmRule).includes(`"${own.Properties.AlarmName}"`));
    return { topics: toldAlone(region, own), paged, region };
  }

  test.each<[string, Partial<SignalAlarm>, AlarmOverride, string[], boolean]>([
    ['by default there is none', { treatMissingData: NOT_BREACHING, severity: CRITICAL }, {}, [], true],
    ['an alarm may ask for one', { ownPage: true, severity: CRITICAL }, {}, ['critical'], false],
    ['what ignores missing data has one, since it keeps its state while nothing is published', { treatMissingData: IGNORE, severity: WARNING }, {}, ['warning'], false],
    ['unless it says otherwise', { treatMissingData: IGNORE, ownPage: false }, {}, [], true],
    ['what tells nobody has none', { ownPage: true, severity: INFORMATION }, {}, [], false],
    ['a team may give one', {}, { ownPage: true }, ['warning'], false],
    ['a team may take it', { ownPage: true }, { ownPage: false }, [], true],
  ])('MON-26: %s', (_case, alarm, override, severities, expected) => {
    const { topics, paged, region } = told(alarm, override);
    expect(topics).toEqual(severities.map(severity => topicOf(region, severity)));
    expect(paged).toBe(expected);
  });
});

test('MON-26: a drill is told once in a Region, however many stacks hold back pages for it', () => {
  const topology = createdTopology();
  const region = topology.primary;
  const workload = new Stack(topology.node.root, 'Workload', { env: region.env });
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] });
  monitoring._addSignals('service', [healthSignal(region)], { scope: () => workload });
  const [drill, ...more] = Object.values(templateOf(workload).findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'DrillRunning' } }));
  expect(more).toEqual([]);
  expect(drill.Properties.AlarmActions).toEqual([expect.stringMatching(/:payments-test-monitoring-information-eu-west-1-/)]);
  expect(drill.Properties.OKActions).toEqual(drill.Properties.AlarmActions);
  expect(drillAlarm(region).Properties.AlarmActions).toEqual([topicOf(region, 'warning')]);
});

describe('with more alarms than one rule can name', () => {
  const region = monitored(260).primary;
  const warnings = composites(region).filter(({ Properties }) => Properties.AlarmName.includes('-page-warning-'));
  const [page, ...parts] = [...warnings].sort((a, b) => Number('ActionsSuppressor' in b.Properties) - Number('ActionsSuppressor' in a.Properties));
  const byName = new Map(parts.map(part => [part.Properties.AlarmName, ruleOf(String(part.Properties.AlarmRule))]));

  test('MON-26: one composite alarm pages, the others hold what it does not, and tell only the topic for information', () => {
    expect(parts.length).toBeGreaterThan(1);
    expect(page.Properties.AlarmActions).toEqual([topicOf(region, 'warning')]);
    for (const { Properties } of parts) {
      expect(Properties).not.toHaveProperty('ActionsSuppressor');
      expect([Properties.AlarmActions, Properties.OKActions]).toEqual([[topicOf(region, 'information')], [topicOf(region, 'information')]]);
    }
  });

  test('MON-26: each alarm is in one rule, and each rule within the limits of CloudWatch', () => {
    const rules = warnings.map(({ Properties }) => String(Properties.AlarmRule));
    const named = rules.flatMap(rule => ruleOf(rule).alarms).filter(name => name.includes('checkout'));
    expect(named).toHaveLength(260);
    expect(new Set(named).size).toBe(260);
    rules.forEach(rule => {
      expect(rule.length).toBeLessThanOrEqual(10_240);
      expect(ruleOf(rule).alarms.length).toBeLessThanOrEqual(100);
    });
  });

  test('MON-26: any one of them pages', () => {
    const rule = ruleOf(String(page.Properties.AlarmRule));
    const pages = (inAlarm: string | undefined) => rule.isTrue(name => {
      const on = byName.get(name)?.isTrue(child => (child === inAlarm ? 'ALARM' : 'OK')) ?? name === inAlarm;
      return on ? 'ALARM' : 'OK';
    });
    expect(pages(undefined)).toBe(false);
    const all = [rule, ...byName.values()].flatMap(({ alarms }) => alarms).filter(name => !byName.has(name));
    expect(all.length).toBeGreaterThanOrEqual(260);
    expect(all.filter(name => !pages(name))).toEqual([]);
  });
});

test('MON-26: long names fill a rule sooner', () => {
  const topology = createdTopology();
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] });
  const source = 's'.repeat(80);
  monitoring.addSignals(source, Array.from({ length: 60 }, (_, index) => healthSignal(topology.primary, { id: `${'x'.repeat(77)}-${index}` })));
  const rules = composites(topology.primary).map(({ Properties }) => String(Properties.AlarmRule));
  expect(rules.flatMap(rule => ruleOf(rule).alarms).filter(name => name.includes('sss'))).toHaveLength(60);
  expect(Math.max(...rules.map(rule => rule.length))).toBeLessThanOrEqual(10_240);
  expect(rules.length).toBeGreaterThan(2);
});
