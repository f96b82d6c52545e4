import { Duration } from 'aws-cdk-lib';
import { PAYMENTS, recordsOf, secondsBetween, simulated, stepsOf } from './payments-simulation';
import { readProjectFile } from '../../project/project-files';
import { CloudWatch } from '../../simulation/models/cloudwatch/cloudwatch';
import { seriesKey } from '../../simulation/models/cloudwatch/series';
import { MINUTE, OPERATOR, schedule, start } from '../../simulation/scoreboard/scenarios';
import { HOME, STANDBY } from '../../simulation/scoreboard/system';
import type { Simulation } from '../../simulation/simulation';
import { templateOf } from '../../support/environment';
import { runbookExample } from '../runbook/environment';

const RTO_SECONDS = 300;
const { topology, orchestrator } = runbookExample();

/** The alarms on a metric of the example app, of a Region and a kind of run. */
function alarmsOn(region: string, metricName: string, mode: string): any[] {
  return PAYMENTS.stacks.filter(stack => stack.region === region).flatMap(({ resources }) => Object.values(resources))
    .filter(({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties.MetricName === metricName)
    .map(({ Properties }) => Properties)
    .filter(({ Dimensions }) => Dimensions.some(({ Name, Value }: any) => Name === 'Mode' && Value === mode));
}

/** The state of an alarm after a run of so many seconds. */
function stateAfter(region: string, alarm: any, seconds: number): string {
  const cloudWatch = new CloudWatch(() => undefined, () => undefined);
  cloudWatch.addAlarm(region, alarm);
  cloudWatch.publish(seriesKey(region, alarm.Namespace, alarm.MetricName, alarm.Dimensions), seconds, 30_000);
  cloudWatch.evaluate(region, MINUTE, true);
  return cloudWatch.stateOf(region, alarm.AlarmName);
}

interface Point {
  readonly region: string;
  readonly name: string;
  readonly mode: string;
  readonly step?: string;
  readonly seconds: number;
  /** As an alarm names it. */
  readonly metric: object;
}

function noteWhatIsPublished({ cloudWatch: { operations } }: Simulation, published: Point[]): void {
  const put = operations.PutMetricData;
  Object.assign(operations, {
    PutMetricData: (input: any, context: any) => {
      for (const { MetricName: name, Dimensions, Value: seconds } of input.MetricData) {
        const of = (dimension: string) => Dimensions?.find(({ Name }: any) => Name === dimension)?.Value;
        published.push({ region: context.region, name, mode: of('Mode'), step: of('Step'), seconds, metric: { Namespace: input.Namespace, Dimensions } });
      }
      return put(input, context);
    },
  });
}

test('OPS-16: recovery time is a budget with sources, held against an objective; drills measure it, step by step, and one that exceeds it is told', async () => {
  for (const region of topology.regions) {
    const { best, typical, worst, objective, lines } = orchestrator.budget(region);
    const totals = [best, typical, worst].map(total => total.toSeconds());
    expect(totals).toEqual([...totals].sort((one, other) => one - other));
    expect(typical.toSeconds()).toBeLessThanOrEqual(objective!.toSeconds());
    expect(lines.map(({ id }) => id)).toEqual(expect.arrayContaining(['detection', 'decision', 'promote-database-main', 'latch-reading', 'record-cache']));
    const tooShort = runbookExample({ objectives: { rto: Duration.seconds(typical.toSeconds() - 1) } });
    expect(() => templateOf(tooShort.stacks()[0])).toThrow(`objectives.rto = ${typical.toSeconds() - 1} seconds: a forced failover to`);
    lines.forEach(({ id, source }) => expect([id, source]).toEqual([id, expect.stringMatching(/.{10}/)]));
  }
  const documented = [readProjectFile('docs', 'runbooks', 'example.md'), readProjectFile('docs', 'recovery.md'), readProjectFile('docs', 'drills.md')];
  expect(documented[0]).toMatch(/\n## Time budget and recovery points\n/);
  documented.forEach(text => expect(text).not.toMatch(/guarant/i));

  const published: Point[] = [];
  const drill = await simulated(
    schedule({ minutes: 35, orders: [start('drill', STANDBY, 5 * MINUTE, 'drill', { ...OPERATOR, roundTrip: true, confirm: 'prod' })] }),
    { prepare: simulation => noteWhatIsPublished(simulation, published) });
  for (const [mode, region] of [['switchover', STANDBY], ['failback', HOME]] as const) {
    const record = recordsOf(drill).find(run => run.mode === mode)!;
    const measured = published.filter(point => point.mode === mode);
    const [run] = measured.filter(({ name }) => name === 'RunDuration');
    expect(run).toMatchObject({ region, seconds: expect.any(Number) });
    expect(Math.abs(run.seconds - secondsBetween(record.startedAt, record.endedAt!))).toBeLessThan(5);
    expect(alarmsOn(region, 'RunDuration', mode)).toEqual([expect.objectContaining(run.metric)]);
    expect(stepsOf(record).length).toBeGreaterThan(6);
    expect(measured.filter(({ name }) => name === 'StepDuration').map(({ step, seconds }) => [step, seconds]))
      .toEqual(stepsOf(record).map(({ id, startedAt, endedAt }) => [id, secondsBetween(startedAt, endedAt)]));
  }

  for (const [region, mode] of [[STANDBY, 'failover'], [STANDBY, 'switchover'], [HOME, 'failover'], [HOME, 'failback']] as const) {
    const [alarm, ...others] = alarmsOn(region, 'RunDuration', mode);
    expect(others).toEqual([]);
    expect([stateAfter(region, alarm, RTO_SECONDS), stateAfter(region, alarm, RTO_SECONDS + 1)]).toEqual(['OK', 'ALARM']);
    expect(alarm.AlarmActions.length).toBeGreaterThan(0);
  }
});
