import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { place } from './functions/fixture';
import { AlertSeverity } from '../../src/monitoring/alert-severity';
import { DashboardSection } from '../../src/monitoring/dashboard-section';
import type { HealthSignal } from '../../src/monitoring/health-signal';
import { Automation } from '../../src/recovery/automation';
import { createPeerRun } from '../../src/recovery/functions/peer-run';
import { createSnapshotKeeper } from '../../src/recovery/functions/snapshot-keeper';
import { orchestratorSignals } from '../../src/recovery/machinery/orchestrator-signals';
import type { RecoveryFunction } from '../../src/recovery/machinery/recovery-function';
import { RunDecider } from '../../src/recovery/machinery/run-decider';
import type { DrRegion, DrTopology } from '../../src/topology';

const { CRITICAL, WARNING } = AlertSeverity;

/** What an alarm says, so that what is left out shows, too. */
const ALARM = { comparisonOperator: undefined, datapointsToAlarm: undefined, evaluationPeriods: undefined, ownPage: undefined, treatMissingData: 'notBreaching' };
const AT_ONCE = { ...ALARM, evaluationPeriods: 1, threshold: 0 };
const ONCE = { ...ALARM, evaluationPeriods: 2, datapointsToAlarm: 1 };

const RUNS = { longestRun: Duration.minutes(15), beginsRuns: true };

function signalsOf(choose?: (topology: DrTopology) => DrRegion) {
  const where = place(choose);
  const decider = new RunDecider(where.scope, 'decider', { ...where, automation: Automation.automatic(), decisionAlarmName: 'decision', ownEndpointAlarms: [], bothFail: () => undefined });
  const command = { node: { id: 'arm' }, functionName: 'arm', timeout: Duration.seconds(60) } as RecoveryFunction;
  const functions = [createPeerRun(where.scope, where), createSnapshotKeeper(where.scope, where, () => []), command];
  return { where, decider, signals: orchestratorSignals({ names: where.names, functions, decider, rto: Duration.minutes(5), ...RUNS }) };
}

describe('what tells that recovery does not work', () => {
  const { where: { names, region }, decider, signals } = signalsOf();
  const one = (id: string) => {
    const [signal, ...others] = signals.filter(each => each.id === id);
    expect(others).toEqual([]);
    const { namespace, metricName, dimensions, statistic, period, region: of } = signal.metric as cloudwatch.Metric;
    expect([of, period.toSeconds()]).toEqual([region.name, 60]);
    return { signal, metric: [namespace, metricName, dimensions, statistic] };
  };
  const machine = (id: 'failover' | 'planned' | 'drill') => ({ StateMachineArn: names.machineArn(id) });
  const paged = { ...ONCE, threshold: 0, ownPage: true, severity: CRITICAL };

  test.each([
    ['failed', 'ExecutionsFailed'], ['timed-out', 'ExecutionsTimedOut'], ['aborted', 'ExecutionsAborted'], ['throttled', 'ExecutionThrottled'],
    ['failed-again', 'RedrivenExecutionsFailed'], ['timed-out-again', 'RedrivenExecutionsTimedOut'], ['aborted-again', 'RedrivenExecutionsAborted'],
  ])('a run of any machine that is %s pages by itself, during a drill, too', (way, metricName) => {
    for (const id of ['failover', 'planned', 'drill'] as const) {
      const { signal, metric } = one(`${id}-run-${way}`);
      expect(metric).toEqual(['AWS/States', metricName, machine(id), 'Sum']);
      expect({ ...ALARM, ...signal.alarm }).toEqual(paged);
      expect(signal.description).toContain(names.machineName(id));
    }
  });

  const peerRun = { FunctionName: names.functionName('peer-run') };
  test.each([
    ['peer-run-errors', 'Errors', 'Sum', { ...AT_ONCE, severity: CRITICAL }],
    ['peer-run-throttles', 'Throttles', 'Sum', { ...AT_ONCE, severity: WARNING }],
    ['peer-run-concurrency', 'ConcurrentExecutions', 'Maximum', undefined],
  ])('MON-15: %s', (id, metricName, statistic, alarm) => {
    const { signal, metric } = one(id);
    expect(metric).toEqual(['AWS/Lambda', metricName, peerRun, statistic]);
    expect(signal.alarm && { ...ALARM, ...signal.alarm }).toEqual(alarm);
  });

  test('MON-14: a function that needs more than 80 % of its time is told', () => {
    const { signal, metric } = one('peer-run-duration');
    expect(metric).toEqual(['AWS/Lambda', 'Duration', peerRun, 'Maximum']);
    const [limit] = signal.description.match(/80 % of the .* that it has/)!;
    expect(limit).toBeDefined();
    expect({ ...ALARM, ...signal.alarm }).toEqual({ ...AT_ONCE, threshold: expect.any(Number), severity: WARNING });
    expect(one('arm-duration').signal.alarm!.threshold).toBe(48_000);
  });

  test('a command that fails tells its operator itself, and the keeper of snapshots tells at its own pace', () => {
    expect(one('arm-errors').signal.alarm!.severity).toBe(WARNING);
    expect(signals.filter(({ id }) => id === 'snapshot-keeper-errors')).toEqual([]);
    expect(one('snapshot-keeper-throttles').signal.alarm).toBeDefined();
  });

  test('something should be done and nobody does it: a page of its own, from the first minute', () => {
    const { signal, metric } = one('nobody-acts');
    expect(metric).toEqual(['MultiRegionDr/Payments/test', 'Verdict', { Component: 'run-decider' }, 'Maximum']);
    expect({ ...ALARM, ...signal.alarm }).toEqual({ ...paged, threshold: 3, comparisonOperator: 'GreaterThanOrEqualToThreshold' });
    expect(signal.axisLabel).toBe('0 nothing, 1 planned, 2 forced, 3 page');
  });

  test('nobody decides: a page of its own', () => {
    const { signal, metric } = one('decider-silent');
    expect(metric).toEqual(['MultiRegionDr/Payments/test', 'Verdict', { Component: 'run-decider' }, 'SampleCount']);
    expect({ ...ALARM, ...signal.alarm }).toEqual({
      ...ALARM, threshold: 1, comparisonOperator: 'LessThanThreshold', evaluationPeriods: 3, treatMissingData: 'breaching', severity: CRITICAL, ownPage: true,
    });
  });

  test('a run that does not end pages by itself before its time is over', () => {
    const { signal, metric } = one('run-under-way-too-long');
    expect(metric).toEqual(['MultiRegionDr/Payments/test', 'RunAge', { Component: 'run-decider' }, 'Maximum']);
    expect({ ...ALARM, ...signal.alarm }).toEqual({ ...paged, threshold: 900 });
  });

  test('automation that is off for four hours is told, and keeps no page busy', () => {
    const [{ metric, alarm, description }] = signals.filter(({ id }) => id === 'automation-off');
    const { expression, usingMetrics, period } = metric as cloudwatch.MathExpression;
    expect([expression, period.toMinutes()]).toEqual(['IF(armed < 1 OR blocked > 0, 1, 0)', 15]);
    expect(Object.entries(usingMetrics).map(([id, used]) => [id, (used as cloudwatch.Metric).metricName, (used as cloudwatch.Metric).statistic]))
      .toEqual([['armed', 'Armed', 'Maximum'], ['blocked', 'Blocked', 'Minimum']]);
    expect({ ...ALARM, ...alarm }).toEqual({ ...ALARM, threshold: 0, evaluationPeriods: 16, severity: WARNING, ownPage: true });
    expect(description).toContain('for 4 hours');
    const manual = orchestratorSignals({ names, functions: [], decider, ...RUNS, beginsRuns: false });
    expect(manual.map(({ id }) => id)).not.toContain('automation-off');
  });

  test('that the other Region is held for lost is shown: the decision alarm tells of it', () => {
    const { signal, metric } = one('held-for-lost');
    expect(metric).toEqual(['MultiRegionDr/Payments/test', 'HeldForLost', { Component: 'run-decider' }, 'Maximum']);
    expect(signal.alarm).toBeUndefined();
  });

  test('the decider is watched as what is called every minute, and so is the rule that calls it at once', () => {
    expect(one('decider-errors').metric).toEqual(['AWS/Lambda', 'Errors', { FunctionName: names.functionName('run-decider') }, 'Sum']);
    expect(one('decider-errors').signal.alarm!.severity).toBe(CRITICAL);
    const { signal, metric } = one('decision-event-not-delivered');
    expect(metric).toEqual(['AWS/Events', 'FailedInvocations', { RuleName: decider.eventRuleName }, 'Sum']);
    expect({ ...ALARM, ...signal.alarm }).toEqual({ ...AT_ONCE, severity: WARNING });
  });

  test('all are of the Region, in its section of the dashboards, and no two have one id', () => {
    expect(new Set(signals.map(({ id }) => id)).size).toBe(signals.length);
    for (const { publishedIn, section, description, graph } of signals) {
      expect([publishedIn.name, section]).toEqual([region.name, DashboardSection.DETECTION]);
      expect(description + graph).not.toContain('Token');
    }
  });
});

describe('how long runs take', () => {
  const durations = (...given: Parameters<typeof signalsOf>) => signalsOf(...given).signals.filter(({ graph }) => graph === 'Duration of runs');
  const told = ({ id, metric, goal, alarm }: HealthSignal) => [id, (metric as cloudwatch.Metric).dimensions, goal, alarm?.threshold];

  test('a run that takes longer than the objective, in earnest or as a drill, is told', () => {
    expect(durations().map(told)).toEqual([
      ['recovery-time', { Mode: 'failover' }, 300, 300],
      ['failover-duration', { Mode: 'failover' }, undefined, undefined],
      ['switchover-duration', { Mode: 'switchover' }, 300, 300],
    ]);
    expect(durations().map(({ metric }) => (metric as cloudwatch.Metric).metricName)).toEqual(['RecoveryTime', 'RunDuration', 'RunDuration']);
    expect({ ...ALARM, ...durations()[0].alarm }).toEqual({ ...ONCE, threshold: 300, severity: WARNING });
    expect(durations().map(({ description }) => description)).toEqual([
      'Recovery took longer than the recovery time objective of 5 minutes, from the loss of eu-west-1, as far as it was seen, until clients were served in eu-central-1',
      'How long a failover to eu-central-1 took, from its start',
      'A switchover to eu-central-1, in earnest or as a drill, took longer from its start to its end than the recovery time objective of 5 minutes',
    ]);
  });

  test('the planned run home is a failback', () => {
    expect(durations(topology => topology.primary).map(told)).toEqual([
      ['recovery-time', { Mode: 'failover' }, 300, 300],
      ['failover-duration', { Mode: 'failover' }, undefined, undefined],
      ['failback-duration', { Mode: 'failback' }, 300, 300],
    ]);
  });

  test('without an objective it is shown', () => {
    const where = place();
    const shown = orchestratorSignals({ names: where.names, functions: [], ...RUNS }).filter(({ graph }) => graph === 'Duration of runs');
    expect(shown.map(told)).toEqual([
      ['recovery-time', { Mode: 'failover' }, undefined, undefined],
      ['failover-duration', { Mode: 'failover' }, undefined, undefined],
      ['switchover-duration', { Mode: 'switchover' }, undefined, undefined],
    ]);
    expect(shown[0].description).toBe('How long recovery took, from the loss of eu-west-1, as far as it was seen, until clients were served in eu-central-1');
    expect(shown[2].description).toBe('How long a switchover to eu-central-1 took');
  });
});
