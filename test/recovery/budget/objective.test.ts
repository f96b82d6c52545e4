import { Duration } from 'aws-cdk-lib';
import { RunMode } from '../../../src';
import { runDurations } from '../../../src/recovery/state/run-durations';
import { readProjectFile } from '../../project/project-files';
import { SECONDARY, templateOf } from '../../support/environment';
import { runbookExample } from '../runbook/environment';

const { topology, orchestrator, stacks } = runbookExample();
const budget = orchestrator.budget(topology.secondary);
const toSeconds = (objective: number) => ({ rto: Duration.seconds(objective) });

describe('the recovery time objective', () => {
  test('is stated as a budget at best, typically and at worst, from detection to the TTL of the record', () => {
    expect([budget.best, budget.typical, budget.worst].map(total => total.toSeconds())).toEqual([112, 240, 806]);
    expect(budget.lines.map(({ id }) => id)).toEqual(expect.arrayContaining([
      'detection', 'decision', 'begin-run', 'promote-database-main', 'latch-reading', 'record-cache', 'verify-traffic', 'reconnection',
    ]));
    expect(budget.objective?.toSeconds()).toBe(300);
    for (const { source } of budget.lines) {
      expect(source.length).toBeGreaterThan(10);
    }
  });

  test('is compared with what is typical, in either Region: one second below it fails synthesis', () => {
    const tooShort = runbookExample({ objectives: toSeconds(239) });
    expect(() => templateOf(tooShort.stacks()[0])).toThrow(/objectives\.rto = 239 seconds: a forced failover to eu-west-1 typically takes 240 seconds[\s\S]*to eu-central-1/);
    expect(() => templateOf(runbookExample({ objectives: toSeconds(240) }).stacks()[0])).not.toThrow();
  });

  test('is measured: every run publishes its time, and that of each of its steps', () => {
    const steps = [{ id: 'shift-traffic', startedAt: '2026-05-01T10:00:10.000Z', endedAt: '2026-05-01T10:00:12.000Z' }];
    expect(runDurations(RunMode.FAILOVER, '2026-05-01T10:00:00.000Z', steps, Date.parse('2026-05-01T10:04:00Z')))
      .toMatchObject([{ MetricName: 'RunDuration', Value: 240 }, { MetricName: 'StepDuration', Value: 2 }]);
  });

  test.each(['RecoveryTime', 'RunDuration'])('is the threshold of an alarm on the time of runs: %s', MetricName => {
    const alarms = stacks().filter(({ region }) => region === SECONDARY)
      .flatMap(stack => Object.values(templateOf(stack).findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName } })));
    expect(alarms.map(({ Properties }) => [Properties.Threshold, Properties.Dimensions]))
      .toEqual([[300, [{ Name: 'Mode', Value: MetricName === 'RecoveryTime' ? 'failover' : 'switchover' }]]]);
  });

  test('is never called guaranteed', () => {
    const told = [budget.summary(), orchestrator.runbook(), readProjectFile('docs', 'recovery.md'), readProjectFile('docs', 'adr', '0030-a-time-budget-with-a-source-for-each-figure.md')];
    expect(told.filter(text => /guarant/i.test(text))).toEqual([]);
  });
});
