import { deploymentOf } from './deployment/deployment';
import type { Schedule } from './schedules/schedule';
import { judge } from './scoreboard/judge';
import { simulationOf } from './scoreboard/run-trial';
import { ARMED, ENDPOINT_LOSS, LOSS, MINUTE, OPERATOR, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from './scoreboard/scenarios';
import { HOME, STANDBY, systemOf } from './scoreboard/system';
import type { Expectation } from './scoreboard/trial';
import type { Simulation } from './simulation';
import { paymentsTemplates } from '../support/payments-templates';

const TEMPLATES = paymentsTemplates();
const SYSTEM = systemOf(deploymentOf(TEMPLATES));
const BACK_HOME = start('planned', HOME, 12 * MINUTE);

/** Runs a schedule with the rendered machines and the library's handlers, and holds it against the laws and what is expected. */
async function ends(given: Schedule, expects: Expectation): Promise<Simulation> {
  const simulation = simulationOf(SYSTEM, { schedule: given });
  await simulation.run();
  expect(judge(simulation, expects)).toEqual([]);
  return simulation;
}

const outcomes = ({ history }: Simulation) => history.of('execution-ended').map(({ status }) => status);
const lost = ({ history }: Simulation) => history.of('writes-lost');

/** In milliseconds: what a run notes at its ends is so far from them, with what it sends afterwards. */
const A_CALL = 10_000;

const PARTIAL_FAILURE = [{ machine: 'failover', state: 'activate-region', moment: 'before the call' as const, skip: 0, resumeAfter: 5000 }];
/** What only the standby's own witness sees. */
const FALSE_ALARM = [world('application-down', STANDBY, LOSS), world('one-way', STANDBY, LOSS + MINUTE, { until: LOSS + 6 * MINUTE })];

describe('the rendered machines and the handlers, end to end', () => {
  test('an app that synthesises fails over, fails back, gets over a run that dies half way, and over a false alarm', async () => {
    expect(SYSTEM.deployment.machines.map(({ region }) => region).sort()).toEqual([HOME, HOME, HOME, STANDBY, STANDBY, STANDBY]);
    await ends(schedule({ orders: ARMED, world: [REGION_LOSS] }), { at: STANDBY, promotions: 1, moves: 1, runs: 1, begun: 1, within: 300 });
    const thereAndBack = schedule({ minutes: 25, orders: [...ARMED, ...SWITCHED_OVER, BACK_HOME] });
    await ends(thereAndBack, { at: HOME, promotions: 2, moves: 2, runs: 2, lossless: true });
    const halfWay = schedule({ orders: ARMED, world: [REGION_LOSS], kills: PARTIAL_FAILURE });
    const partial = await ends(halfWay, { at: STANDBY, promotions: 1, moves: 1, runs: 1, within: 300 });
    expect(outcomes(partial)).toEqual(['ABORTED', 'SUCCEEDED']);
    await ends(schedule({ orders: ARMED, world: FALSE_ALARM }), { unchanged: true, begun: 0 });
  });

  test('what a forced run loses is what it was allowed to lose', async () => {
    const simulation = await ends(schedule({ orders: ARMED, world: [REGION_LOSS] }), { at: STANDBY });
    expect(lost(simulation).length).toBeGreaterThan(0);
    expect(lost(simulation).every(({ forced }) => forced)).toBe(true);
  });

  test('an endpoint that is dead beside a database that works costs no write', async () => {
    await ends(schedule({ orders: ARMED, world: [ENDPOINT_LOSS] }), { at: STANDBY, promotions: 1, moves: 1, runs: 1, lossless: true });
  });

  test('an outage that is shorter than the alarm moves nothing', async () => {
    await ends(schedule({ orders: ARMED, world: [world('region-lost', HOME, LOSS, { until: LOSS + 30_000 })] }), { unchanged: true, begun: 0 });
  });
});

describe('a drill that moves production to the standby and home', () => {
  let simulation: Simulation;
  beforeAll(async () => {
    const drill = start('drill', STANDBY, 5 * MINUTE, 'drill', { ...OPERATOR, roundTrip: true, confirm: 'prod' });
    simulation = await ends(schedule({ minutes: 35, orders: [drill] }), { at: HOME, promotions: 2, moves: 2, runs: 3, lossless: true });
  });

  const lastRecords = () => [...new Map(simulation.history.of('run-recorded').map(({ run }) => [run.mode, run])).values()];

  test('TEST-12: both directions are planned switchovers, and each is reported with its time and the lag at its start', () => {
    expect(simulation.history.of('promotion-accepted').map(({ target, forced }) => [target, forced])).toEqual([[STANDBY, false], [HOME, false]]);
    expect(lastRecords().map(({ mode, outcome }) => [mode, outcome]).sort()).toEqual([['drill', 'succeeded'], ['failback', 'succeeded'], ['switchover', 'succeeded']]);
    const { history } = simulation;
    for (const run of lastRecords().filter(({ mode }) => mode !== 'drill')) {
      const { runId, startedAt, endedAt, lagInMilliseconds, lagMeasuredAt } = run;
      // It is reported when the run began and ended, as those saw it who executed it, and what took the time.
      const began = history.of('execution-started').find(({ executionArn }) => executionArn === runId)!.at;
      const ended = history.of('execution-ended').find(({ executionArn }) => executionArn === runId)!.at;
      expect(Math.abs(Date.parse(startedAt) - began)).toBeLessThan(A_CALL);
      expect(Math.abs(Date.parse(endedAt!) - ended)).toBeLessThan(A_CALL);
      expect(ended - began).toBeGreaterThan(30_000);
      const steps: { id: string; startedAt: string; endedAt: string }[] = JSON.parse((run as unknown as { steps: string }).steps);
      expect(steps.map(({ id }) => id)).toEqual(expect.arrayContaining(['promote-database-main', 'activate-region', 'verify-traffic']));
      for (const step of steps) {
        const moments = [startedAt, step.startedAt, step.endedAt, endedAt];
        expect(moments).toEqual([...moments].sort());
      }
      // What replication was behind in the minute of the measurement, as the model of the database had it.
      const minute = Date.parse(lagMeasuredAt!);
      const measured = simulation.lags.find(({ at }) => at >= minute && at < minute + MINUTE)!;
      expect(lagInMilliseconds).toBe(Math.round(measured.milliseconds!));
      expect(lagInMilliseconds).toBeGreaterThan(0);
      expect(Date.parse(startedAt) - measured.at).toBeLessThan(2 * MINUTE);
    }
  });

  test('TEST-13: failback is a switchover that is reported, opens the latch and loses nothing', () => {
    const { history } = simulation;
    expect(lastRecords().find(({ mode }) => mode === 'failback')).toMatchObject({ target: HOME, source: STANDBY, outcome: 'succeeded' });
    expect(history.of('promotion-accepted').at(-1)).toMatchObject({ target: HOME, forced: false });
    // Both of them, by this run: the reverse latch of home outweighs that of the standby.
    const { epoch } = lastRecords().find(({ mode }) => mode === 'failback')!;
    expect(history.of('latch-written').filter(latch => latch.epoch === epoch).map(({ region, closed }) => [region, closed]))
      .toEqual([[STANDBY, false], [HOME, false]]);
    expect(lost(simulation)).toEqual([]);
  });
});

describe('recovery without the peering connection', () => {
  test('a failover completes while every call of EC2 fails, and makes none', async () => {
    const calls = [{ fault: 'server-error' as const, service: 'ec2', from: 0, until: 40 * MINUTE }];
    const simulation = await ends(schedule({ orders: ARMED, world: [REGION_LOSS], calls }), { at: STANDBY, promotions: 1, runs: 1 });
    expect(simulation.history.of('call-fault')).toEqual([]);
  });

  test('no function that a simulation runs is in a VPC', () => {
    const names = new Set(SYSTEM.deployment.functions
      .filter(({ environment }) => SYSTEM.handlers.some(({ settingsVariable }) => environment[settingsVariable] !== undefined))
      .map(({ name }) => name));
    const inside = TEMPLATES.stacks.flatMap(({ resources }) => Object.values(resources))
      .filter(({ Properties }) => names.has(Properties?.FunctionName) && Properties.VpcConfig !== undefined);
    expect(names.size).toBeGreaterThan(10);
    expect(inside).toEqual([]);
  });
});
