import { deploymentOf, templatesOf } from './deployment/deployment';
import { judge } from './scoreboard/judge';
import { simulationOf } from './scoreboard/run-trial';
import { ARMED, MINUTE, schedule, start, world } from './scoreboard/scenarios';
import { HOME, STANDBY, systemOf } from './scoreboard/system';
import { timeLimitsOf } from './scoreboard/time-limits';
import type { Simulation } from './simulation';
import { START } from './simulation';
import { paymentsApp } from '../app/payments-app';
import { TEMPLATES_ONLY } from '../support/environment';

const APP = paymentsApp(TEMPLATES_ONLY);
const SYSTEM = systemOf(deploymentOf(templatesOf(APP)));
const LOST = 11 * MINUTE;

type Switchover = 'ends unchanged' | 'never ends';

/** The endpoint dies, the workload is moved by plan, and in the middle of it the Region is lost: the switchover has been asked for. */
async function lostInTheMiddle(switchover: Switchover, orders = ARMED): Promise<Simulation> {
  const stuck = world('promotion-stuck', STANDBY, LOST - 30_000, { until: LOST + 30_000 });
  const simulation = simulationOf(SYSTEM, {
    schedule: schedule({
      seed: 7,
      minutes: 30,
      orders,
      world: [world('application-down', HOME, 10 * MINUTE), ...switchover === 'never ends' ? [stuck] : [], world('region-lost', HOME, LOST)],
    }),
  });
  await simulation.run();
  return simulation;
}

/** Of a simulation: of the switchover that was asked for before the loss, and how runs ended. */
const promotionOf = ({ history }: Simulation) => history.of('promotion-accepted')[0];
const endsOf = ({ history }: Simulation) => history.of('execution-ended');

describe.each<Switchover>(['ends unchanged', 'never ends'])('a Region that is lost while a planned run leaves it, and whose switchover %s', switchover => {
  let simulation: Simulation;
  beforeAll(async () => { simulation = await lostInTheMiddle(switchover); });

  test('the planned run had begun', () => {
    expect(promotionOf(simulation)).toMatchObject({ forced: false });
    expect(promotionOf(simulation).at).toBeLessThan(START + LOST);
  });

  test('the planned run is not waited for: a forced one has taken its lock at the second decision after the loss', () => {
    const [planned] = endsOf(simulation);
    expect(planned).toMatchObject({ status: 'FAILED', error: 'LockLost' });
    const [ofPlanned, ofForced] = simulation.history.of('lock-taken').filter(({ region }) => region === STANDBY);
    expect(ofPlanned).toMatchObject({ runId: planned.executionArn });
    expect(ofForced.at).toBeLessThan(planned.at);
    expect(ofForced.at - START - LOST).toBeLessThan(2 * MINUTE);
  });

  test('automation goes on by force, and nobody has to be asked', () => {
    expect(endsOf(simulation).map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
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

test('where nobody is armed the planned run ends under a name of its own, a minute and some after the loss', async () => {
  const simulation = await lostInTheMiddle('never ends', [start('planned', STANDBY, LOST - 10_000)]);
  expect(promotionOf(simulation)).toMatchObject({ forced: false });
  expect(promotionOf(simulation).at).toBeLessThan(START + LOST);
  const [planned, ...others] = endsOf(simulation);
  expect(planned).toMatchObject({ status: 'FAILED', error: 'SourceLost' });
  expect(planned.at - START - LOST).toBeLessThan(90_000);
  expect(others).toStrictEqual([]);
});
