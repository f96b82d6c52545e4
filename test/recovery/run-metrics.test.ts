import { fullOrchestrator } from './machine/machines';
import { RunMode } from '../../src';
import { runDurations } from '../../src/recovery/state/run-durations';
import { PRIMARY, SECONDARY } from '../support/environment';

const { topology, orchestrator } = fullOrchestrator();
const HOME = orchestrator.forRegion(topology.primary);
const STANDBY = orchestrator.forRegion(topology.secondary);
const STEP = { id: 'promote-main', startedAt: '2026-03-04T05:06:00.000Z', endedAt: '2026-03-04T05:06:01.500Z' };

/** What a run of a mode publishes at its end: names, each with its dimensions. */
function publishedBy(mode: RunMode): [string, object][] {
  return runDurations(mode, STEP.startedAt, [STEP], Date.parse(STEP.endedAt), 7)
    .map(({ MetricName, Dimensions }) => [MetricName!, Object.fromEntries(Dimensions!.map(({ Name, Value }) => [Name, Value]))]);
}

describe('how long runs took, as a metric', () => {
  test.each([
    ['the recovery of home', HOME.metricRecoveryTime(), PRIMARY, RunMode.FAILOVER],
    ['the recovery of the standby', STANDBY.metricRecoveryTime(), SECONDARY, RunMode.FAILOVER],
    ...[RunMode.FAILOVER, RunMode.FAILBACK, RunMode.DRILL].flatMap(mode => [
      [`a ${mode} to home`, HOME.metricRunDuration({ mode }), PRIMARY, mode],
      [`a step of a ${mode} to home`, HOME.metricStepDuration({ mode, stepId: STEP.id }), PRIMARY, mode],
    ] as const),
    ...[RunMode.FAILOVER, RunMode.SWITCHOVER, RunMode.DRILL].flatMap(mode => [
      [`a ${mode} to the standby`, STANDBY.metricRunDuration({ mode }), SECONDARY, mode],
      [`a step of a ${mode} to the standby`, STANDBY.metricStepDuration({ mode, stepId: STEP.id }), SECONDARY, mode],
    ] as const),
  ] as const)('of %s is read as it is published', (_, { namespace, metricName, dimensions, statistic, period, region }, published, mode) => {
    expect([namespace, statistic, period.toSeconds(), region]).toEqual(['MultiRegionDr/Payments/test', 'Maximum', 60, published]);
    expect(publishedBy(mode)).toContainEqual([metricName, dimensions]);
  });

  test('each has its own', () => {
    const runs = { mode: RunMode.FAILOVER };
    const metrics = [STANDBY.metricRecoveryTime(), STANDBY.metricRunDuration(runs), STANDBY.metricStepDuration({ ...runs, stepId: STEP.id })];
    expect(metrics.map(({ metricName }) => metricName)).toEqual(['RecoveryTime', 'RunDuration', 'StepDuration']);
  });

  test('options go before the defaults', () => {
    const options = { statistic: 'Average', label: 'mean' };
    expect(STANDBY.metricRecoveryTime(options)).toMatchObject(options);
    expect(STANDBY.metricRunDuration({ mode: RunMode.DRILL, ...options })).toMatchObject(options);
    expect(STANDBY.metricStepDuration({ mode: RunMode.DRILL, stepId: STEP.id, ...options })).toMatchObject(options);
  });

  test('law 6: of runs that a Region never has is refused: it would have no data for ever', () => {
    const refusals = [
      () => HOME.metricRunDuration({ mode: RunMode.SWITCHOVER }), () => HOME.metricStepDuration({ mode: RunMode.SWITCHOVER, stepId: STEP.id }),
      () => STANDBY.metricRunDuration({ mode: RunMode.FAILBACK }), () => STANDBY.metricStepDuration({ mode: RunMode.FAILBACK, stepId: STEP.id }),
    ];
    for (const refusal of refusals.slice(0, 2)) {
      expect(refusal).toThrow('[Recovery] mode = "switchover": a planned run to eu-west-1 is a failback');
    }
    for (const refusal of refusals.slice(2)) {
      expect(refusal).toThrow('[Recovery] mode = "failback": a planned run to eu-central-1 is a switchover');
    }
  });
});
