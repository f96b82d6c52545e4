import { check } from './checker/check';
import { deploymentOf } from './deployment/deployment';
import type { WorldFaultEntry } from './schedules/schedule';
import { judge } from './scoreboard/judge';
import { TOLD } from './scoreboard/points/faults/taken-over';
import { simulationOf } from './scoreboard/run-trial';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule, world } from './scoreboard/scenarios';
import { CHECKED, STANDBY, systemOf } from './scoreboard/system';
import type { Simulation } from './simulation';
import { START } from './simulation';
import { paymentsTemplates } from '../support/payments-templates';

const SYSTEM = systemOf(deploymentOf(paymentsTemplates()));
const BEFORE = LOSS - MINUTE;

/** The active Region is lost a minute after its standby fell ill. */
async function lostBehind(illness: WorldFaultEntry): Promise<Simulation> {
  const simulation = simulationOf(SYSTEM, { schedule: schedule({ minutes: 40, orders: ARMED, world: [illness, REGION_LOSS] }) });
  await simulation.run();
  expect(check(simulation.history, CHECKED)).toEqual([]);
  return simulation;
}

/** What the standby said since the loss, as often as it said another thing, and how many minutes after it. */
function said({ history }: Simulation) {
  return history.of('verdict').filter(({ region, at }) => region === STANDBY && at >= START + LOSS)
    .map(({ verdict, reason, at }) => ({ said: `${verdict}: ${reason}`, after: (at - START - LOSS) / MINUTE }));
}

test.each(['database-down', 'application-down'] as const)('armed, while the standby is ill itself (%s): nothing begins, and people are told so within three minutes, once', async fault => {
  const simulation = await lostBehind(world(fault, STANDBY, BEFORE));
  expect(judge(simulation, { unchanged: true, begun: 0, pages: [TOLD.nobodyActs] })).toEqual([]);
  const [verdict, ...others] = said(simulation);
  expect([verdict.said, others]).toEqual(['page: standby-ill', []]);
  expect(verdict.after).toBeLessThan(3);
  const told = simulation.history.of('paged').filter(({ topic, subject }) => topic.includes('-critical-') && `critical: ${subject}`.startsWith(TOLD.nobodyActs));
  expect(told.map(({ at }) => at - START - LOSS <= 3 * MINUTE)).toEqual([true]);
});

test('as soon as the standby is well again it takes over', async () => {
  const simulation = await lostBehind(world('application-down', STANDBY, BEFORE, { until: LOSS + 10 * MINUTE }));
  expect(judge(simulation, { at: STANDBY, promotions: 1, runs: 1, begun: 1, pages: [TOLD.nobodyActs, TOLD.succeeded] })).toEqual([]);
  expect(said(simulation).map(each => each.said).slice(0, 2)).toEqual(['page: standby-ill', 'forced: region-dead']);
});
