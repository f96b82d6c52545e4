import { recordsOf, secondsBetween, simulated, stepsOf } from './payments-simulation';
import { machineOf } from './readiness-run';
import { RenderedRun } from './rendered-run';
import { RunMode, StepFailure } from '../../../src';
import type { RunRecord } from '../../simulation/history/events';
import { ARMED, LOSS, MINUTE, OPERATOR, REGION_LOSS, schedule, start, world } from '../../simulation/scoreboard/scenarios';
import { HOME, STANDBY } from '../../simulation/scoreboard/system';
import { START } from '../../simulation/simulation';
import { fullOrchestrator, machinesOf, statesOf, successorsOf } from '../machine/machines';

const fixture = fullOrchestrator();
const { failover, planned } = machinesOf(fixture, fixture.topology.secondary);

/** Detected and triggered before it begins, and watched after it: what a machine does between. */
const BY_FORCE = ['begin-run', 'shift-traffic', 'promote-main.ask', 'activate-region', 'verify-traffic.ask', 'finish-run', 'notify'];
const BY_PLAN = ['begin-run', 'promote-main.ask', 'activate-region', 'shift-traffic', 'verify-traffic.ask', 'finish-run', 'notify'];

test('ORC-09: from the loss of a Region to the one that is served and watched: each step in its order, caught, told, and timed', async () => {
  for (const [mode, machine, order] of [[RunMode.FAILOVER, failover, BY_FORCE], [RunMode.SWITCHOVER, planned, BY_PLAN]] as const) {
    const rendered = new RenderedRun({ machine });
    await expect(rendered.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(rendered.states.filter(state => order.includes(state))).toEqual(order);
    // The writers of the Region that is left are fenced: by plan before the promotion, by force beside it.
    const fenced = rendered.states.indexOf('fence-source');
    const before = mode === RunMode.FAILOVER ? 'activate-region' : 'promote-main.ask';
    expect([mode, fenced > 0, fenced < rendered.states.indexOf(before)]).toEqual([mode, true, true]);
    expectToldWhatIsNext(rendered, mode);
    // Whatever a step throws that a run cannot do without leads to the message, on the main line and out of branches.
    const { steps } = fixture.orchestrator.plan(fixture.topology.secondary, mode);
    const stopping = steps.filter(({ onFailure }) => onFailure === StepFailure.STOP).map(({ id }) => id);
    const calls = Object.entries<any>(machine.States).filter(([name, { Type }]) => Type === 'Task' && stopping.includes(name.replace(/\.ask$/, '')));
    expect(calls.length).toBeGreaterThan(3);
    for (const [name, { Catch }] of calls) {
      expect([name, Catch.at(-1)]).toEqual([name, expect.objectContaining({ ErrorEquals: ['States.ALL'], Next: 'run.report' })]);
    }
    for (const parallel of Object.values(machine.States).filter(({ Type }) => Type === 'Parallel')) {
      expect(parallel.Catch!.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'], Next: 'run.report' });
      expect(successorsOf(machine.States[parallel.Next!])).toContain('run.report');
    }
    const broken = new RenderedRun({ machine, failing: { 'promote-main.ask': 'Broken' } });
    await expect(broken.toItsEnd()).resolves.toMatchObject({ status: 'FAILED' });
    expect([mode, broken.told.at(-1), broken.states.includes('activate-region')]).toEqual([mode, expect.stringMatching(/ failed$/), false]);
    expect(statesOf(machine).find(([name]) => name === 'run.report')![1].Resource).toBe('arn:aws:states:::sns:publish');
  }

  const [HOME_IS_BACK, STANDBY_FAILS] = [15 * MINUTE, 20 * MINUTE];
  const simulation = await simulated(schedule({
    minutes: 25, orders: ARMED, world: [{ ...REGION_LOSS, until: HOME_IS_BACK }, world('application-down', STANDBY, STANDBY_FAILS)],
  }));
  const { history } = simulation;
  const [run, ...others] = recordsOf(simulation);
  expect(others).toEqual([]);
  expect(run).toMatchObject({ mode: 'failover', outcome: 'succeeded', target: STANDBY, lagInMilliseconds: expect.any(Number) });
  const firstAfter = (time: number, fits: (event: any) => boolean) => history.events.find(event => event.at >= START + time && fits(event))!.at;
  const decidedIn = (region: string) => (event: any) => event.kind === 'alarm-changed' && event.region === region && /decision/.test(event.alarm) && event.to === 'ALARM';
  const moments = [
    firstAfter(LOSS, decidedIn(STANDBY)),
    firstAfter(LOSS, ({ kind, region }) => kind === 'execution-started' && region === STANDBY),
    firstAfter(LOSS, ({ kind, region, closed }) => kind === 'latch-written' && region === STANDBY && closed),
    firstAfter(LOSS, ({ kind, target }) => kind === 'promotion-accepted' && target === STANDBY),
    firstAfter(LOSS, ({ kind, region, activeRegion }) => kind === 'state-written' && region === STANDBY && activeRegion === STANDBY),
    firstAfter(LOSS, ({ kind, about }) => kind === 'paged' && about === run.runId),
    // From then on the Region that was left watches the one that took over.
    firstAfter(STANDBY_FAILS, decidedIn(HOME)),
  ];
  expect(moments).toEqual([...moments].sort((one, other) => one - other));
  expectTimed(run, BY_FORCE);
  expect(Date.parse(run.endedAt!) - START - LOSS).toBeLessThan(5 * MINUTE);

  const drill = await simulated(schedule({ minutes: 35, orders: [start('drill', STANDBY, 5 * MINUTE, 'drill', { ...OPERATOR, roundTrip: true, confirm: 'prod' })] }));
  const moved = recordsOf(drill).filter(({ mode }) => mode !== 'drill');
  expect(moved.map(({ mode, outcome }) => [mode, outcome])).toEqual([['switchover', 'succeeded'], ['failback', 'succeeded']]);
  // By plan it waits for what was written last, too.
  moved.forEach(record => expectTimed(record, BY_PLAN, 450));
});

/** By force somebody is woken; either way people are told that it blocks automation, and what ends that in both Regions. */
function expectToldWhatIsNext(rendered: RenderedRun, mode: RunMode.FAILOVER | RunMode.SWITCHOVER): void {
  const [told, pages] = ['notify', 'run.report'].map(state => (machineOf(STANDBY, mode).States[state].Arguments as { readonly TopicArn: string }).TopicArn);
  expect([mode, told === pages]).toEqual([mode, mode === RunMode.FAILOVER]);
  const { Message } = rendered.call('notify').given;
  expect(Message).toContain(mode === RunMode.FAILOVER ? 'by force. Writes that' : 'by plan. Nothing was lost.');
  expect(Message).toMatch(/\nRun: arn:\S+\nTook: \d+ seconds/);
  fixture.topology.regions.forEach(({ name }) => expect(Message).toMatch(new RegExp(`\\n {3}in ${name}.*: aws lambda invoke --region ${name} .*acknowledge`)));
  expect([mode, /Suspect writes: [^]*It expires with the retention of backups/.test(Message)]).toEqual([mode, mode === RunMode.FAILOVER]);
}

/** The record of a run of the example app has each step with its times, of which the longest take what the run took, and the whole took less than five minutes by force. */
function expectTimed(record: RunRecord, order: readonly string[], seconds = 300): void {
  const steps = stepsOf(record);
  const timed = order.map(state => state.replace('.ask', '').replace('promote-main', 'promote-database-main')).filter(id => !['finish-run', 'notify'].includes(id));
  expect(steps.map(({ id }) => id).filter(id => timed.includes(id))).toEqual(timed);
  steps.forEach(({ id, startedAt, endedAt }) => expect([id, secondsBetween(startedAt, endedAt) >= 0]).toEqual([id, true]));
  const took = secondsBetween(record.startedAt, record.endedAt!);
  expect(took).toBeLessThan(seconds);
  const ofSteps = steps.reduce((sum, { startedAt, endedAt }) => sum + secondsBetween(startedAt, endedAt), 0);
  expect(ofSteps).toBeGreaterThan(took / 2);
}
