import { deploymentOf, templatesOf } from './deployment/deployment';
import { judge } from './scoreboard/judge';
import { simulationOf } from './scoreboard/run-trial';
import { ARMED, MINUTE, schedule, world } from './scoreboard/scenarios';
import { HOME, STANDBY, systemOf } from './scoreboard/system';
import { timeLimitsOf } from './scoreboard/time-limits';
import type { Simulation } from './simulation';
import { START } from './simulation';
import { paymentsApp } from '../app/payments-app';

const APP = paymentsApp();
const SYSTEM = systemOf(deploymentOf(templatesOf(APP)));
const LOST = 11 * MINUTE;

/** The endpoint dies, automation moves the workload by plan, and in the middle of it the Region is lost: the switchover has been asked for. */
async function lostInTheMiddle(switchover: 'ends unchanged' | 'never ends'): Promise<Simulation> {
  const stuck = world('promotion-stuck', STANDBY, LOST - 30_000, { until: LOST + 30_000 });
  const simulation = simulationOf(SYSTEM, {
    schedule: schedule({
      seed: 7,
      minutes: 30,
      orders: ARMED,
      world: [world('application-down', HOME, 10 * MINUTE), ...switchover === 'never ends' ? [stuck] : [], world('region-lost', HOME, LOST)],
    }),
  });
  await simulation.run();
  return simulation;
}

describe.each(['ends unchanged', 'never ends'] as const)('a Region that is lost while a planned run leaves it, and whose switchover %s', switchover => {
  let simulation: Simulation;
  beforeAll(async () => { simulation = await lostInTheMiddle(switchover); });

  const ends = () => simulation.history.of('execution-ended');

  test('the planned run had begun', () => {
    const [promotion] = simulation.history.of('promotion-accepted');
    expect(promotion).toMatchObject({ forced: false });
    expect(promotion.at).toBeLessThan(START + LOST);
  });

  test('the planned run ends under a name of its own, a minute and some after the loss', () => {
    const [planned] = ends();
    expect(planned).toMatchObject({ status: 'FAILED', error: 'SourceLost' });
    expect(planned.at - START - LOST).toBeLessThan(90_000);
  });

  test('automation goes on by force, and nobody has to be asked', () => {
    expect(ends().map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
    expect(judge(simulation, { at: STANDBY, promotions: 2, runs: 1, moves: 1 })).toEqual([]);
  });

  test('the database is promoted, and its applications admitted, within the worst time of the budget', () => {
    const { recovery: { worst } } = timeLimitsOf(APP);
    const moved = simulation.history.of('writer-moved').find(({ to }) => to === STANDBY)!;
    const admitted = simulation.history.of('state-written').find(({ region, activeRegion }) => region === STANDBY && activeRegion === STANDBY)!;
    for (const { at } of [moved, admitted]) {
      expect((at - START - LOST) / 1000).toBeLessThan(worst);
    }
  });
});
