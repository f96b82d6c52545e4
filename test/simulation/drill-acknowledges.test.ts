import { deploymentOf } from './deployment/deployment';
import { judge } from './scoreboard/judge';
import { simulationOf } from './scoreboard/run-trial';
import { ARMED, MINUTE, OPERATOR, schedule, start, world } from './scoreboard/scenarios';
import { HOME, STANDBY, systemOf } from './scoreboard/system';
import type { Simulation } from './simulation';
import { paymentsTemplates } from '../support/payments-templates';

const SYSTEM = systemOf(deploymentOf(paymentsTemplates()));
const DRILL = start('drill', STANDBY, 5 * MINUTE, 'drill', { ...OPERATOR, roundTrip: true, confirm: 'prod' });
/** The drill is over by then, and the minimum time after its last run, too. */
const LOSS = 60 * MINUTE;

async function drillThenLoss(lost: string, lag = 0): Promise<Simulation> {
  const behind = lag === 0 ? [] : [world('lag', STANDBY, 8 * MINUTE, { until: 58 * MINUTE, amount: lag })];
  const simulation = simulationOf(SYSTEM, {
    schedule: schedule({ minutes: 80, orders: [...ARMED, DRILL], world: [...behind, world('region-lost', lost, LOSS)] }),
  });
  await simulation.run();
  return simulation;
}

const ends = ({ history }: Simulation) => history.of('execution-ended').map(({ executionArn, status }) =>
  `${/recovery-(\w+)-/.exec(executionArn)![1]} ${status}`);

test('a round trip that succeeded leaves automation on: the next loss is failed over by itself', async () => {
  const simulation = await drillThenLoss(HOME);
  expect(ends(simulation)).toEqual(['switchover SUCCEEDED', 'failback SUCCEEDED', 'drill SUCCEEDED', 'failover SUCCEEDED']);
  expect(judge(simulation, { at: STANDBY, promotions: 3, runs: 4 })).toEqual([]);
});

test('one that failed on its way leaves it off until somebody acknowledges it', async () => {
  // Further behind than a planned run allows, until the return is given up: production is in the standby then.
  const simulation = await drillThenLoss(STANDBY, 90_000);
  expect(ends(simulation)).toContain('drill FAILED');
  expect(ends(simulation)).not.toContain('failover SUCCEEDED');
  const [blocked] = simulation.history.of('verdict').filter(({ reason }) => reason === 'blocked');
  expect(blocked).toMatchObject({ region: HOME, verdict: 'page' });
});
