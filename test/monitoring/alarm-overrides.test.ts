import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarm } from './monitored';
import { alarmsOf, alarmsOn, graphsOf, healthSignal } from './monitored';
import type { AlarmOverride, DrTopology } from '../../src';
import { StackLayer } from '../../src';
import { AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { ExampleStore, exampleSignal } from '../recovery/example-store';
import { createdTopology, templateOf, testApp } from '../support/environment';

/** A store with a lag signal and a health signal in each Region, added after the overrides were given. */
function overridden(alarms: { [key: string]: AlarmOverride }): DrTopology {
  const topology = createdTopology(testApp());
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], alarms });
  monitoring.addRecoverable(new ExampleStore(topology, {
    replicationSignals: () => topology.regions.map(region => exampleSignal(region, { id: 'lag' })),
    healthSignals: () => topology.regions.flatMap(region => [
      healthSignal(region, { alarm: { ...healthSignal(region).alarm!, evaluationPeriods: 5, datapointsToAlarm: 4 } }),
      healthSignal(region, { id: 'shown', alarm: undefined }),
    ]),
  }));
  return topology;
}

function alarmsNamed(topology: DrTopology, id: string): Alarm[] {
  return topology.regions.flatMap(region => alarmsOn(region, 'database-main').filter(({ Properties }) => Properties.AlarmName.includes(`main-${id}-`)));
}

/** The severities whose pages name the alarm of a signal, in the home Region. */
function pagesOf(topology: DrTopology, id: string): string[] {
  const [{ Properties: { AlarmName } }] = alarmsNamed(topology, id);
  return ['critical', 'warning'].filter(severity => alarmsOf(topology.primary).some(({ Properties }) =>
    Properties.AlarmName.includes(`-page-${severity}-`) && String(Properties.AlarmRule).includes(`"${AlarmName}"`)));
}

describe('law 7: what a team changes of an alarm wins, in both Regions', () => {
  test('the threshold of a health signal, in the unit of the metric', () => {
    const topology = overridden({ 'database-main/refused': { threshold: 25 } });
    expect(alarmsNamed(topology, 'refused').map(({ Properties }) => [Properties.Threshold, Properties.EvaluationPeriods, Properties.DatapointsToAlarm]))
      .toEqual([[25, 5, 4], [25, 5, 4]]);
    expect(graphsOf(topology.primary, 'database-main').map(({ properties }) => JSON.stringify(properties))).toContainEqual(expect.stringContaining('refused above 25'));
  });

  test('the limit of replication lag, as a time', () => {
    const topology = overridden({ 'database-main/lag': { lag: Duration.seconds(20) } });
    expect(alarmsNamed(topology, 'lag').map(({ Properties }) => [Properties.Threshold, Properties.AlarmDescription])).toEqual(
      topology.regions.map(region => [20_000, `database-main: replication lag in ${region.name} (critical: above 20 seconds, 2 of 2 x 1 minute)`]));
  });

  test('the periods, all of which count unless it says otherwise', () => {
    expect(alarmsNamed(overridden({ 'database-main/refused': { evaluationPeriods: 3 } }), 'refused')[0].Properties)
      .toMatchObject({ EvaluationPeriods: 3, DatapointsToAlarm: 3, Threshold: 10 });
    expect(alarmsNamed(overridden({ 'database-main/refused': { evaluationPeriods: 3, datapointsToAlarm: 2 } }), 'refused')[0].Properties)
      .toMatchObject({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    expect(alarmsNamed(overridden({ 'database-main/refused': { datapointsToAlarm: 1 } }), 'refused')[0].Properties)
      .toMatchObject({ EvaluationPeriods: 5, DatapointsToAlarm: 1 });
  });

  test('the severity, and with it who is paged', () => {
    expect(pagesOf(overridden({}), 'refused')).toEqual(['warning']);
    expect(pagesOf(overridden({ 'database-main/refused': { severity: AlertSeverity.CRITICAL } }), 'refused')).toEqual(['critical']);
    expect(pagesOf(overridden({ 'database-main/refused': { severity: AlertSeverity.INFORMATION } }), 'refused')).toEqual([]);
  });

  test('what missing data means', () => {
    const topology = overridden({ 'database-main/refused': { treatMissingData: cloudwatch.TreatMissingData.BREACHING, threshold: undefined } });
    expect(alarmsNamed(topology, 'refused').map(({ Properties }) => [Properties.TreatMissingData, Properties.Threshold])).toEqual([['breaching', 10], ['breaching', 10]]);
  });

  test('whether there is one: the signal stays on the dashboards, without a limit', () => {
    const topology = overridden({ 'database-main/refused': { enabled: false }, 'database-main/lag': { enabled: true } });
    expect(alarmsNamed(topology, 'refused')).toEqual([]);
    expect(alarmsNamed(topology, 'lag')).toHaveLength(2);
    const [graph] = graphsOf(topology.primary, 'database-main').filter(({ properties }) => properties.title!.endsWith('Refused payments'));
    expect(graph.properties.metrics).toHaveLength(1);
    expect(graph.properties).not.toHaveProperty('annotations');
  });

  test('with a warning where a critical alarm is gone', () => {
    const warnings = (alarms: { [key: string]: AlarmOverride }) => {
      const { primary } = overridden(alarms);
      return Annotations.fromStack(primary.stack(StackLayer.RECOVERY)).findWarning('*', Match.stringLikeRegexp('criticalAlarmDisabled'));
    };
    expect(warnings({ 'database-main/lag': { enabled: false } }).map(({ entry }) => entry.data)).toEqual([
      expect.stringContaining('alarms["database-main/lag"].enabled is false: nobody is told of "replication lag in eu-west-1" in eu-west-1, which is critical'),
    ]);
    expect(warnings({ 'database-main/refused': { enabled: false } })).toEqual([]);
  });
});

describe('law 6: an override that cannot work is refused', () => {
  test.each<[string, { [key: string]: AlarmOverride }, RegExp]>([
    ['a number for a lag', { 'database-main/lag': { threshold: 5 } },
      /^\[Payments\/Monitoring\] alarms\["database-main\/lag"\]\.threshold = 5: the signal is replication lag, and its limit is a time\. Write "lag"/],
    ['a time for what is no lag', { 'database-main/refused': { lag: Duration.seconds(5) } },
      /alarms\["database-main\/refused"\]\.lag = Duration\.seconds\(5\): the signal is no replication lag\. Write "threshold"/],
    ['no lag at all', { 'database-main/lag': { lag: Duration.seconds(0) } }, /alarms\["database-main\/lag"\]\.lag = Duration\.seconds\(0\): .* longer than zero/],
    ['more data points than periods', { 'database-main/refused': { datapointsToAlarm: 6 } },
      /alarms\["database-main\/refused"\]\.datapointsToAlarm = 6: the alarm looks at 5 data points/],
    ['no period', { 'database-main/refused': { evaluationPeriods: 0 } }, /alarms\["database-main\/refused"\]\.evaluationPeriods = 0/],
    ['no number', { 'database-main/refused': { threshold: NaN } }, /alarms\["database-main\/refused"\]\.threshold = NaN/],
  ])('%s', (_case, alarms, message) => {
    expect(() => overridden(alarms)).toThrow(message);
  });

  test.each<[string, string, RegExp]>([
    ['a signal that the source has not', 'database-main/cpu',
      /alarms\["database-main\/cpu"\]: there is no such signal\. The alarms of database-main are database-main\/lag, database-main\/refused\./],
    ['a signal that is only shown', 'database-main/shown', /alarms\["database-main\/shown"\]: this signal is only shown and has no alarm\. The alarms of/],
    ['a source that there is not', 'database-mian/lag',
      /alarms\["database-mian\/lag"\]: there is no such signal\. Keys are "<source>\/<signal>", and the sources with alarms are (.*, )?database-main, .*recovery-state/],
    ['a name of JavaScript', 'constructor', /alarms\["constructor"\]: there is no such signal/],
  ])('at synthesis: %s', (_case, key, message) => {
    const topology = overridden({ [key]: { enabled: false } });
    expect(() => templateOf(topology.primary.stack(StackLayer.RECOVERY))).toThrow(message);
  });
});
