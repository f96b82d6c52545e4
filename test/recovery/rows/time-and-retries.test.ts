import { Duration } from 'aws-cdk-lib';
import { RenderedRun } from './rendered-run';
import type { FailoverOrchestratorProps } from '../../../src';
import { FailoverOrchestrator } from '../../../src';
import { createdDetection, recoveryTemplate } from '../../detection/fixture';
import { StateError } from '../../simulation/asl/errors';
import type { Machine } from '../machine/machines';
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
  const { 'state-publisher': publisher, ...ordinary } = others;
  expect(Object.entries(ordinary).filter(([, seconds]) => seconds !== 60)).toEqual([]);
  // Over before its next call.
  expect(publisher).toBe(30);
  expect(prober).toBeGreaterThan(60);
  expect(prober).toBeLessThanOrEqual(90);
  expect(machines).toMatchObject({ failover: 1800, switchover: 1800 });
  // A drill holds what it has moved, between two runs.
  expect(machines.drill).toBeGreaterThan(2 * 1800);
  const own = limitsOf({ handlerTimeout: Duration.minutes(4), functionTimeout: Duration.seconds(90), timeout: Duration.hours(1) });
  // Those that are called every minute keep their own.
  const { 'prober': _prober, 'run-decider': decider, 'state-publisher': publisherThen, 'aurora-promoter': promoterThen, ...changed } = own.functions;
  expect([promoterThen, decider, publisherThen]).toEqual([240, 60, 30]);
  expect(Object.keys(changed).length).toBeGreaterThan(6);
  expect(Object.entries(changed).filter(([, seconds]) => seconds !== 90)).toEqual([]);
  expect(own.machines).toMatchObject({ failover: 3600, switchover: 3600 });
  expect(own.machines.drill).toBeGreaterThan(2 * 3600);
});

const fixture = fullOrchestrator();
const MACHINES = fixture.topology.regions.flatMap(region =>
  Object.entries(machinesOf(fixture, region)).map(([name, machine]) => [`${name} of ${region.name}`, machine] as const));
const tasksOf = (machine: Machine) => statesOf(machine).filter(([, { Type }]) => Type === 'Task');

test.each(MACHINES)('ORC-03: %s leaves no task without a limit of its own, and none has more time than the whole', (_name, machine) => {
  expect(machine.TimeoutSeconds).toBeGreaterThan(0);
  const tasks = tasksOf(machine);
  expect(tasks.length).toBeGreaterThan(8);
  for (const [name, { TimeoutSeconds }] of tasks) {
    // A number, or what is left of one: `$min([20, …])`.
    const seconds = Number(typeof TimeoutSeconds === 'string' ? /\$min\(\[(\d+), /.exec(TimeoutSeconds)?.[1] : TimeoutSeconds);
    expect([name, seconds > 0 && seconds <= machine.TimeoutSeconds]).toEqual([name, true]);
  }
});

/** What passes by itself, as each service calls it. Whatever else it says would be said again. */
const OF_LAMBDA = [
  'Lambda.AWSLambdaException', 'Lambda.ClientExecutionTimeoutException', 'Lambda.ResourceConflictException', 'Lambda.ResourceNotReadyException',
  'Lambda.SdkClientException', 'Lambda.ServiceException', 'Lambda.TooManyRequestsException', 'Lambda.Unknown',
  'Runtime.ExitError', 'Runtime.OutOfMemory', 'Sandbox.Timedout',
];
const PASSING: { readonly [service: string]: readonly string[] } = {
  'lambda:invoke': [...OF_LAMBDA, 'ServiceUnavailable'],
  'sns:publish': ['SNS.InternalErrorException', 'SNS.KMSThrottlingException', 'SNS.SdkClientException', 'SNS.ThrottledException'],
  'states:startExecution': ['StepFunctions.SdkClientException', 'StepFunctions.ThrottlingException'],
  'aws-sdk:ecs': ['Ecs.SdkClientException', 'Ecs.ServerException', 'Ecs.ThrottlingException'],
  'aws-sdk:autoscaling': [
    'AutoScaling.ResourceContentionException', 'AutoScaling.ScalingActivityInProgressException', 'AutoScaling.SdkClientException', 'AutoScaling.ThrottlingException',
  ],
};

test.each(MACHINES)('ORC-04: in %s each call is made again for what its service says of load and nothing else, three times at most, later each time, never long', (title, machine) => {
  const services = new Set<string>();
  for (const [name, { Resource, Retry }] of tasksOf(machine)) {
    const service = Object.keys(PASSING).find(each => Resource!.includes(`:::${each}`))!;
    services.add(service);
    const [{ ErrorEquals, ...pace }, ...others] = Retry!;
    expect([name, others]).toEqual([name, []]);
    // The last call throws what the run failed with: `ServiceUnavailable` may be that. Nobody waits for it, and it is the more patient.
    const isLast = name === 'run.fail';
    expect([name, pace]).toEqual([name, isLast
      ? { MaxAttempts: 6, BackoffRate: 2, IntervalSeconds: 2, MaxDelaySeconds: 30, JitterStrategy: 'FULL' }
      : { MaxAttempts: 3, BackoffRate: 2, IntervalSeconds: 1, MaxDelaySeconds: 5, JitterStrategy: 'FULL' }]);
    expect([name, ErrorEquals.filter(error => error !== 'States.Timeout').sort()]).toEqual([name, isLast ? OF_LAMBDA : PASSING[service]]);
  }
  expect([...services].sort()).toEqual(/^drill/.test(title) ? ['lambda:invoke', 'sns:publish', 'states:startExecution'] : expect.arrayContaining(['aws-sdk:autoscaling', 'aws-sdk:ecs']));
});

test('ORC-04: a call that is throttled is made again, three times at most, later each time and jittered; whatever does not pass by itself is not', async () => {
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
