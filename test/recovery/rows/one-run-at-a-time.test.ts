import { recordsOf, simulated } from './payments-simulation';
import { RenderedRun } from './rendered-run';
import { StackLayer } from '../../../src';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule, start } from '../../simulation/scoreboard/scenarios';
import { STANDBY } from '../../simulation/scoreboard/system';
import { templateOf } from '../../support/environment';
import type { Machine } from '../machine/machines';
import { fullOrchestrator, machinesOf } from '../machine/machines';

const fixture = fullOrchestrator();
const { topology } = fixture;
const { failover, planned } = machinesOf(fixture, topology.secondary);

/** The promotion is asked for, and never reported as done. */
async function withoutWriter(machine: Machine) {
  const run = new RenderedRun({ machine, answers: { 'promote-main.ask': () => ({ status: 'promoting', detail: 'under way' }) } });
  const { status, error } = await run.toItsEnd();
  return { run, status, error };
}

test('ORC-06: a run is one machine with persisted progress: resumed it promotes nothing twice, nor does another one, and what moves traffic is verified', async () => {
  for (const region of topology.regions) {
    const machines = Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::StepFunctions::StateMachine'));
    expect(machines.map(({ Properties }) => Properties.StateMachineType)).toEqual(['STANDARD', 'STANDARD', 'STANDARD']);
  }

  // By force the latch closes before the promotion is asked for; by plan once the writer is verified and admitted.
  const forced = new RenderedRun({ machine: failover });
  await expect(forced.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
  expect(forced.states.indexOf('shift-traffic')).toBeLessThan(forced.states.indexOf('promote-main.ask'));
  const byPlan = new RenderedRun({ machine: planned });
  await expect(byPlan.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
  expect(byPlan.states.indexOf('shift-traffic')).toBeGreaterThan(byPlan.states.lastIndexOf('promote-main.ask'));

  // Without a writer that was seen, neither is a success: the forced one leaves the latch closed, to be resumed, and the planned one moves nothing.
  for (const [machine, shifts] of [[failover, 1], [planned, 0]] as const) {
    const { run, status, error } = await withoutWriter(machine);
    expect([status, error]).toEqual(['FAILED', 'PromotionTimedOut']);
    expect(run.states.filter(state => state === 'shift-traffic')).toHaveLength(shifts);
    expect(run.states).not.toContain('activate-region');
    expect(run.states).not.toContain('finish-run');
  }

  // A redrive takes the lock again, and goes on at the step that failed; by plan behind a new fence, for the end of the run took the first one away.
  for (const [machine, goesOn] of [[failover, 'activate-region'], [planned, 'fence-source']] as const) {
    const run = new RenderedRun({ machine, failing: { 'activate-region': 'Broken' } });
    await expect(run.toItsEnd()).resolves.toMatchObject({ status: 'FAILED' });
    const before = run.states.length;
    await expect(run.redriven()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(run.states.slice(before, before + 2)).toEqual(['run.fail', goesOn]);
  }

  const simulation = await simulated(schedule({
    orders: [...ARMED, start('failover', STANDBY, LOSS + 2 * MINUTE, 'meanwhile'), start('failover', STANDBY, LOSS + 12 * MINUTE, 'afterwards')],
    world: [REGION_LOSS],
    kills: [{ machine: 'failover', state: 'promote-database-main.ask', moment: 'after the call', skip: 0, resumeAfter: 5000 }],
  }));
  const { history } = simulation;
  const [{ runId }] = recordsOf(simulation);
  const endsOf = (isThat: (arn: string) => boolean) =>
    history.of('execution-ended').filter(({ executionArn }) => isThat(executionArn)).map(({ status, error }) => error ?? status);
  expect(endsOf(arn => arn === runId)).toEqual(['Killed', 'SUCCEEDED']);
  // It gives its lock back itself, before it ends: nobody has to find out that it did.
  const [ended] = history.of('execution-ended').filter(({ executionArn, status }) => executionArn === runId && status === 'SUCCEEDED');
  const released = history.of('lock-released').filter(each => each.runId === runId);
  expect(released.map(({ at }) => at <= ended.at)).toEqual([true]);
  expect(endsOf(arn => arn.endsWith(':meanwhile'))).toEqual(['RunInProgress']);
  expect(endsOf(arn => arn.endsWith(':afterwards'))).toHaveLength(1);
  expect(history.of('promotion-accepted')).toHaveLength(1);
  expect(history.of('promotion-refused')).toEqual([]);
  // Of two runs the later one begins when the lock of the earlier one is free.
  const locks = history.of('lock-taken', 'lock-released').map(({ kind, runId: holder }) => `${kind} ${holder === runId ? 'first' : 'later'}`);
  const taken = locks.filter((each, index) => each !== locks[index - 1]);
  expect(taken.slice(0, 2)).toEqual(['lock-taken first', 'lock-released first']);
  const phases = history.of('run-recorded').filter(({ run }) => run.runId === runId).map(({ run }) => run.phase);
  expect([...new Set(phases)]).toEqual(['begun', 'checked', 'activated', 'ended']);
});
