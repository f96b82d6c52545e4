import { Duration } from 'aws-cdk-lib';
import { RenderedRun } from './rendered-run';
import type { FailoverOrchestratorProps } from '../../../src';
import { FailoverOrchestrator } from '../../../src';
import { createdDetection, recoveryTemplate } from '../../detection/fixture';
import { StateError } from '../../simulation/asl/errors';
import { auroraStore, fullOrchestrator, machinesOf, statesOf } from '../machine/machines';

/** Seconds of functions by their names, and of machines, of the standby. */
function limitsOf(props: Partial<FailoverOrchestratorProps> = {}) {
  const { topology, dns, detection } = createdDetection();
  new FailoverOrchestrator(topology, 'Recovery', { topology, dns, detection, recoverables: [auroraStore(topology)], ...props });
  const template = recoveryTemplate(topology.secondary);
  const functions = Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties: { FunctionName, Timeout } }): [string, number] => [/(?:recovery|detection)-([a-z-]+?)-eu-central-1/.exec(FunctionName)?.[1] ?? FunctionName, Timeout]);
  const machines = Object.values(template.findResources('AWS::StepFunctions::StateMachine')).map(({ Properties: { StateMachineName, DefinitionString } }): [string, number] =>
    [/recovery-([a-z]+)-/.exec(StateMachineName)![1], JSON.parse(DefinitionString).TimeoutSeconds]);
  return { functions: Object.fromEntries(functions), machines: Object.fromEntries(machines) };
}

test('ORC-03: the function that promotes has five minutes, one that probes for a minute somewhat more than that, others one at most, and a run half an hour; props change it', () => {
  const { functions: { 'aurora-promoter': promoter, prober, ...others }, machines } = limitsOf();
  expect(promoter).toBe(300);
  expect(Object.keys(others).length).toBeGreaterThan(8);
  expect(Object.entries(others).filter(([, seconds]) => seconds > 60 || seconds < 30)).toEqual([]);
  expect(prober).toBeGreaterThan(60);
  expect(prober).toBeLessThanOrEqual(90);
  expect(machines).toMatchObject({ failover: 1800, switchover: 1800 });
  // A drill holds what it has moved, between two runs.
  expect(machines.drill).toBeGreaterThan(2 * 1800);
  const own = limitsOf({ handlerTimeout: Duration.minutes(4), functionTimeout: Duration.seconds(90), timeout: Duration.hours(1) });
  expect(own.functions).toMatchObject({ 'aurora-promoter': 240, 'run-keeper': 90, 'readiness-checker': 90 });
  expect(own.machines).toMatchObject({ failover: 3600, switchover: 3600 });
});

test('ORC-04: a call that is throttled is made again, three times at most, later each time and jittered; whatever does not pass by itself is not', async () => {
  const fixture = fullOrchestrator();
  const { failover: machine } = machinesOf(fixture, fixture.topology.secondary);
  for (const [name, { Retry }] of statesOf(machine).filter(([each, { Type }]) => Type === 'Task' && !each.startsWith('run.'))) {
    expect([name, Retry]).toEqual([name, [expect.objectContaining({ MaxAttempts: 3, BackoffRate: 2, IntervalSeconds: 1, JitterStrategy: 'FULL' })]]);
    expect([name, Retry![0].ErrorEquals.filter(error => /ALL|TaskFailed|Runtime$|AccessDenied|^NotReady|LockLost|Refused/.test(error))]).toEqual([name, []]);
  }
  const failing = (error: string, times: number) => {
    let failures = 0;
    const run: RenderedRun = new RenderedRun({
      machine,
      answers: {
        'shift-traffic': () => {
          failures += 1;
          if (failures <= times) {
            throw new StateError(error, 'told to');
          }
          return {};
        },
      },
    });
    return run;
  };
  const callsOf = async (run: RenderedRun) => {
    const { status, error } = await run.toItsEnd();
    return [error ?? status, run.states.filter(state => state === 'shift-traffic').length];
  };
  for (const error of ['ServiceUnavailable', 'Lambda.TooManyRequestsException', 'Lambda.ServiceException']) {
    expect(await callsOf(failing(error, 2))).toEqual(['SUCCEEDED', 3]);
    expect(await callsOf(failing(error, 9))).toEqual(['ServiceUnavailable', 4]);
  }
  for (const error of ['LockLost', 'Lambda.AccessDeniedException']) {
    expect((await callsOf(failing(error, 1)))[1]).toBe(1);
  }
});
