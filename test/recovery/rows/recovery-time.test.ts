import { Duration } from 'aws-cdk-lib';
import { PAYMENTS, recordsOf, secondsBetween, simulated, stepsOf } from './payments-simulation';
import { readProjectFile } from '../../project/project-files';
import { CloudWatch } from '../../simulation/models/cloudwatch/cloudwatch';
import { seriesKey } from '../../simulation/models/cloudwatch/series';
import { ARMED, LOSS, MINUTE, OPERATOR, REGION_LOSS, schedule, start } from '../../simulation/scoreboard/scenarios';
import { HOME, STANDBY } from '../../simulation/scoreboard/system';
import type { Simulation } from '../../simulation/simulation';
import { START } from '../../simulation/simulation';
import { templateOf } from '../../support/environment';
import { runbookExample } from '../runbook/environment';

const RTO_SECONDS = 300;
/** As many of six probes, ten seconds apart, must fail that the last is so much later than the first. */
const PROBES_SECONDS = 40;
/** A Region is lost between two probes, and the next may wait until it gives up; then alarms are evaluated. */
const PROBE_SECONDS = 40;

/** Of a planned run, in order. What ends a run is not in the record that it writes. */
const TIMED_STEPS = [
  'begin-run', 'readiness', 'record-readiness', 'fence-source', 'promote-database-main', 'drain-source', 'activate-region', 'shift-traffic', 'verify-traffic',
  'verify-service',
];

const HELD_TO_OBJECTIVE = [
  [STANDBY, 'failover', 'RecoveryTime'], [STANDBY, 'switchover', 'RunDuration'], [HOME, 'failover', 'RecoveryTime'], [HOME, 'failback', 'RunDuration'],
] as const;
const { topology, orchestrator, stacks } = runbookExample();

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

test('OPS-16: recovery time is a budget with sources, held against an objective; it is measured from the loss on, by drills step by step, and what exceeds it is told', async () => {
  for (const region of topology.regions) {
    const { best, typical, worst, objective, lines } = orchestrator.budget(region);
    const totals = [best, typical, worst].map(total => total.toSeconds());
    expect(totals).toEqual([...totals].sort((one, other) => one - other));
    // The whole is over when the last part is: clients who keep the answer of before are among those that count.
    expect(totals).toEqual((['best', 'typical', 'worst'] as const).map(which => Math.max(...lines.map(line => line[which].end.toSeconds()))));
    const typically = new Map(lines.map(({ id, typical: span }) => [id, span.end.toSeconds() - span.start.toSeconds()]));
    expect(typically.get('detection')).toBeGreaterThanOrEqual(PROBES_SECONDS);
    expect([typically.get('decision')! <= 120, typically.get('promote-database-main')! >= 60, typically.get('record-cache')]).toEqual([true, true, 60]);
    expect(typical.toSeconds()).toBeLessThanOrEqual(objective!.toSeconds());
    expect(lines.map(({ id }) => id)).toEqual(expect.arrayContaining(['detection', 'decision', 'promote-database-main', 'latch-reading', 'record-cache']));
    const tooShort = runbookExample({ objectives: { rto: Duration.seconds(typical.toSeconds() - 1) } });
    expect(() => templateOf(tooShort.stacks()[0])).toThrow(`objectives.rto = ${typical.toSeconds() - 1} seconds: a forced failover to`);
    lines.forEach(({ id, source }) => expect([id, source]).toEqual([id, expect.stringMatching(/.{10}/)]));
  }
  // What is typical is refused, what happens at worst is told.
  templateOf(stacks()[0]);
  const warnings = orchestrator.node.metadata.map(({ data }) => String(data)).filter(text => /but at worst \d+, above objectives\.rto = 300/.test(text));
  expect(warnings).toHaveLength(topology.regions.length);
  const documented = [readProjectFile('docs', 'runbooks', 'example.md'), readProjectFile('docs', 'recovery.md'), readProjectFile('docs', 'drills.md')];
  expect(documented[0]).toMatch(/\n## Time budget and recovery points\n/);
  documented.forEach(text => expect(text).not.toMatch(/guarant/i));
  // Elsewhere the word is for what a construct does, not for times.
  for (const page of [['README.md'], ['src', 'recovery', 'README.md']]) {
    const promises = readProjectFile(...page).split('\n').filter(line => /guarant/i.test(line) && /recovery (time|point)|\bR[TP]O\b|minutes|seconds/i.test(line));
    expect([page, promises]).toEqual([page, []]);
  }

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
    expect(stepsOf(record).map(({ id }) => id)).toEqual(TIMED_STEPS);
    expect(measured.filter(({ name }) => name === 'StepDuration').map(({ step, seconds }) => [step, seconds]))
      .toEqual(stepsOf(record).map(({ id, startedAt, endedAt }) => [id, secondsBetween(startedAt, endedAt)]));
  }

  const inEarnest: Point[] = [];
  const loss = await simulated(schedule({ minutes: 20, orders: ARMED, world: [REGION_LOSS] }), {
    prepare: simulation => noteWhatIsPublished(simulation, inEarnest),
  });
  const [taken] = recordsOf(loss);
  const [recovery, ...more] = inEarnest.filter(({ name }) => name === 'RecoveryTime');
  expect(more).toEqual([]);
  expect(recovery).toMatchObject({ region: STANDBY, mode: 'failover' });
  expect(taken).toMatchObject({ mode: 'failover', lossSeenAt: expect.any(String), recoverySeconds: Math.round(recovery.seconds) });
  // It counts from the loss, but for the probe that noticed it: what is noticed and decided before the run begins is a part of it.
  const reached = Date.parse(stepsOf(taken).find(({ id }) => id === 'verify-traffic')!.endedAt);
  expect(recovery.seconds).toBe(secondsBetween(taken.lossSeenAt!, new Date(reached).toISOString()));
  expect(reached).toBeLessThan(Date.parse(taken.endedAt!));
  const unseen = (reached - START - LOSS) / 1000 - recovery.seconds;
  expect([unseen >= 0, unseen < PROBE_SECONDS]).toEqual([true, true]);
  expect(recovery.seconds - secondsBetween(taken.startedAt, new Date(reached).toISOString())).toBeGreaterThan(PROBES_SECONDS);
  expect(alarmsOn(STANDBY, 'RecoveryTime', 'failover')).toEqual([expect.objectContaining(recovery.metric)]);

  for (const [region, mode, metric] of HELD_TO_OBJECTIVE) {
    const [alarm, ...others] = alarmsOn(region, metric, mode);
    expect(others).toEqual([]);
    expect([stateAfter(region, alarm, RTO_SECONDS), stateAfter(region, alarm, RTO_SECONDS + 1)]).toEqual(['OK', 'ALARM']);
    expect(alarm.AlarmActions.length).toBeGreaterThan(0);
  }
});
