import { deploymentOf, templatesOf } from './deployment/deployment';
import type { Schedule } from './schedules/schedule';
import { judge } from './scoreboard/judge';
import { simulationOf } from './scoreboard/run-trial';
import { ARMED, ENDPOINT_LOSS, LOSS, MINUTE, OPERATOR, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from './scoreboard/scenarios';
import { HOME, STANDBY, systemOf } from './scoreboard/system';
import type { Expectation } from './scoreboard/trial';
import type { Simulation } from './simulation';
import { paymentsApp } from '../app/payments-app';

const TEMPLATES = templatesOf(paymentsApp());
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

describe('TEST-04: the rendered machines and the handlers, end to end', () => {
  test('TEST-04: the app of the scenarios synthesises, with three machines in each Region', () => {
    expect(SYSTEM.deployment.machines.map(({ region }) => region).sort()).toEqual([HOME, HOME, HOME, STANDBY, STANDBY, STANDBY]);
  });

  test('TEST-04: a Region is lost: the standby takes over by force, once', async () => {
    const simulation = await ends(schedule({ orders: ARMED, world: [REGION_LOSS] }), { at: STANDBY, promotions: 1, runs: 1, movesAtMost: 1 });
    expect(lost(simulation).every(({ forced }) => forced)).toBe(true);
  });

  test('TEST-04: what was moved is moved home again, by a person only', async () => {
    const simulation = await ends(schedule({ minutes: 25, orders: [...ARMED, ...SWITCHED_OVER, BACK_HOME] }), { at: HOME, promotions: 2, runs: 2 });
    expect(lost(simulation)).toEqual([]);
  });

  test('TEST-04: a run that is killed after its promotion is resumed, and promotes nothing twice', async () => {
    const kills = [{ machine: 'failover', state: 'activate-region', moment: 'before the call' as const, skip: 0, resumeAfter: 5000 }];
    const simulation = await ends(schedule({ orders: ARMED, world: [REGION_LOSS], kills }), { at: STANDBY, promotions: 1, runs: 1 });
    expect(outcomes(simulation)[0]).toBe('ABORTED');
  });

  test('TEST-04: an endpoint that is dead beside a database that works costs no write', async () => {
    const simulation = await ends(schedule({ orders: ARMED, world: [ENDPOINT_LOSS] }), { at: STANDBY, promotions: 1, runs: 1 });
    expect(lost(simulation)).toEqual([]);
  });

  test('TEST-04: a false alarm, which only the standby\'s own witness sees, moves nothing', async () => {
    const faults = [world('application-down', STANDBY, LOSS), world('one-way', STANDBY, LOSS + MINUTE, { until: LOSS + 6 * MINUTE })];
    await ends(schedule({ orders: ARMED, world: faults }), { unchanged: true, begun: 0 });
  });

  test('TEST-04: an outage that is shorter than the alarm moves nothing', async () => {
    await ends(schedule({ orders: ARMED, world: [world('region-lost', HOME, LOSS, { until: LOSS + 30_000 })] }), { unchanged: true, begun: 0 });
  });
});

describe('a drill that moves production to the standby and home', () => {
  let simulation: Simulation;
  beforeAll(async () => {
    const drill = start('drill', STANDBY, 5 * MINUTE, 'drill', { ...OPERATOR, roundTrip: true, confirm: 'prod' });
    simulation = await ends(schedule({ minutes: 35, orders: [drill] }), { at: HOME, promotions: 2, runs: 3 });
  });

  const lastRecords = () => [...new Map(simulation.history.of('run-recorded').map(({ run }) => [run.mode, run])).values()];

  test('TEST-12: both directions are planned switchovers, and each is reported with its time and the lag at its start', () => {
    expect(lastRecords().map(({ mode, outcome }) => [mode, outcome]).sort()).toEqual([['drill', 'succeeded'], ['failback', 'succeeded'], ['switchover', 'succeeded']]);
    for (const { startedAt, endedAt, lagInMilliseconds } of lastRecords().filter(({ mode }) => mode !== 'drill')) {
      expect(Date.parse(endedAt!) - Date.parse(startedAt)).toBeGreaterThan(30_000);
      expect(lagInMilliseconds).toBeGreaterThanOrEqual(0);
    }
  });

  test('TEST-13: failback is a switchover, opens the latch and loses nothing', () => {
    const { history } = simulation;
    expect(history.of('promotion-accepted').map(({ target, forced }) => [target, forced])).toEqual([[STANDBY, false], [HOME, false]]);
    expect([...history.of('latch-written')].reverse().find(({ region }) => region === STANDBY)?.closed).toBe(false);
    expect(lost(simulation)).toEqual([]);
  });
});

describe('NET-11: recovery without the peering connection', () => {
  test('NET-11: a failover completes while every call of EC2 fails, and makes none', async () => {
    const calls = [{ fault: 'server-error' as const, service: 'ec2', from: 0, until: 40 * MINUTE }];
    const simulation = await ends(schedule({ orders: ARMED, world: [REGION_LOSS], calls }), { at: STANDBY, promotions: 1, runs: 1 });
    expect(simulation.history.of('call-fault')).toEqual([]);
  });

  test('NET-11: no function that a simulation runs is in a VPC', () => {
    const names = new Set(SYSTEM.deployment.functions
      .filter(({ environment }) => SYSTEM.handlers.some(({ settingsVariable }) => environment[settingsVariable] !== undefined))
      .map(({ name }) => name));
    const inside = TEMPLATES.stacks.flatMap(({ resources }) => Object.values(resources))
      .filter(({ Properties }) => names.has(Properties?.FunctionName) && Properties.VpcConfig !== undefined);
    expect(names.size).toBeGreaterThan(10);
    expect(inside).toEqual([]);
  });
});
