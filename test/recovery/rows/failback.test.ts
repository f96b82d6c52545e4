import { BY_ITSELF, RenderedRun } from './rendered-run';
import { RunMode, StackLayer, StepFailure } from '../../../src';
import { templateOf } from '../../support/environment';
import { fullOrchestrator, machinesOf, statesOf } from '../machine/machines';

const fixture = fullOrchestrator();
const { topology, orchestrator } = fixture;
const { planned: failback } = machinesOf(fixture, topology.primary);
const plan = orchestrator.plan(topology.primary, RunMode.FAILBACK);
/** Checks are one call, and a wait cannot fail. */
const CALLS_NOTHING = /^(check-|wait$)/;
const stopping = plan.steps.filter(({ onFailure, action }) => onFailure === StepFailure.STOP && !CALLS_NOTHING.test(action.kind)).map(({ id }) => id);

/**
 * Home healthy and in step: checks of one call, and behind the fence a wait for what was written last. Promoted: when the whole global database is
 * at rest again. Then traffic, seen through the name that clients use, and what the workload depends on; and people are told.
 */
const SIX_STEPS = [
  'readiness', 'fence-source', 'await-pending-orders.ask', 'promote-main.ask', 'shift-traffic', 'verify-traffic.ask', 'verify-service.ask', 'finish-run', 'notify',
];

/** The state that makes a step's first call. */
function callOf(step: string): string {
  const names = statesOf(failback).filter(([, { Type }]) => Type === 'Task').map(([name]) => name);
  return names.find(name => name === step || name.startsWith(`${step}.`))!;
}

const mainOrder = Object.keys(failback.States);

/** The state of the main line in which another one is. */
function phaseOf(state: string): string {
  const parallel = mainOrder.find(name => failback.States[name].Branches?.some(branch => state in branch.States));
  return parallel ?? state;
}

/** All resources of a kind, of both Regions. */
function all(type: string): any[] {
  return topology.regions.flatMap(region => Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources(type)))
    .map(({ Properties }) => Properties);
}

/** Whose policies let them start executions of a machine. */
function startersOf(machineArn: string): string[] {
  return all('AWS::IAM::ManagedPolicy')
    .filter(({ PolicyDocument: { Statement } }) => Statement.some(({ Action, Resource }: any) =>
      [Action].flat().includes('states:StartExecution') && [Resource].flat().includes(machineArn)))
    .map(({ Description }) => Description)
    .sort();
}

describe('failback', () => {
  test('ORC-10: a machine of its own whose six steps come in order, that no alarm starts, and that stops and tells when any step fails', async () => {
    const { plannedMachineName, plannedMachineArn, failoverMachineName, failoverMachineArn } = orchestrator.forRegion(topology.primary);
    expect(plannedMachineName).toMatch(/-failback-/);
    expect(plannedMachineName).not.toBe(failoverMachineName);

    const whole = new RenderedRun({ machine: failback });
    await expect(whole.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(whole.states.filter(state => SIX_STEPS.includes(state))).toEqual(SIX_STEPS);
    const checks: any[] = whole.call('readiness').given.Payload.checks;
    expect(checks.map(({ id, region }) => [id, region])).toEqual(expect.arrayContaining([['check-main', topology.primary.name], ['check-endpoint', topology.primary.name]]));
    expect(checks.find(({ id }) => id === 'check-main').parameters.maxReplicationLagInMilliseconds).toBe('60000');
    expect(whole.call('shift-traffic').given.Payload).toMatchObject({ action: 'shift', mode: 'failback' });
    expect(whole.told).toEqual(['Failback to eu-west-1 of Payments test: approval needed', 'Failback to eu-west-1 of Payments test succeeded']);

    // The drill of either Region leads home at its end. Nobody else may, the decider least of all, which starts forced runs.
    expect(startersOf(plannedMachineArn)).toEqual(['Drill in eu-west-1 of Payments test', 'Starts planned runs in eu-west-1, for drills of eu-central-1']);
    expect(startersOf(failoverMachineArn)).toEqual(['Decides whether eu-west-1 takes over from eu-central-1, and starts the run']);
    expect(all('AWS::Events::Rule').filter(rule => JSON.stringify(rule).includes(plannedMachineName))).toEqual([]);
    const alarms = [...all('AWS::CloudWatch::Alarm'), ...all('AWS::CloudWatch::CompositeAlarm')];
    expect(alarms.length).toBeGreaterThan(5);
    expect(alarms.filter(({ AlarmActions = [] }) => JSON.stringify(AlarmActions).includes('stateMachine'))).toEqual([]);

    expect(stopping.length).toBeGreaterThan(10);
    // What is not among them is none of the run's own steps but the message.
    expect(plan.steps.filter(({ onFailure }) => onFailure !== StepFailure.STOP).map(({ id }) => id)).toEqual(['check-orders', 'fence-main', 'settle', 'notify']);
    for (const step of ['readiness', ...stopping]) {
      const state = callOf(step);
      const run = new RenderedRun({ machine: failback, failing: { [state]: 'Broken' }, input: BY_ITSELF });
      const { status } = await run.toItsEnd();
      const rest = run.calls.slice(run.states.lastIndexOf('run.report'));
      expect([step, status, run.told.at(-1)]).toEqual([step, 'FAILED', 'Failback to eu-west-1 of Payments test failed']);
      expect(rest.map(call => call.state)).toEqual(['run.report', 'run.fail']);
      expect([step, rest[0].given.Message]).toEqual([step, expect.stringContaining(`failed at step ${step}: `)]);
      expect(rest[1].given.Payload).toMatchObject({ action: 'finish', outcome: 'failed', failure: { step } });
      const later = mainOrder.slice(mainOrder.indexOf(phaseOf(state)) + 1).filter(name => !name.startsWith('run.'));
      expect([step, run.states.filter(each => later.includes(phaseOf(each)))]).toEqual([step, []]);
    }
  });
});
