import { deploymentOf } from './deployment/deployment';
import { simulationOf } from './scoreboard/run-trial';
import { LOSS, MINUTE, REGION_LOSS, schedule, start } from './scoreboard/scenarios';
import { STANDBY, systemOf } from './scoreboard/system';
import type { Simulation } from './simulation';
import { paymentsTemplates } from '../support/payments-templates';

const SYSTEM = systemOf(deploymentOf(paymentsTemplates()));
const STARTED = LOSS + 2 * MINUTE;

/** A forced run in whose Region what the workload depends on does not work, as the deep path says: RDS says that the writer is available. */
async function withoutConnections(until: number): Promise<Simulation> {
  const fault = { principal: 'readiness-checker', service: 'http', fault: 'server-error', from: STARTED + MINUTE / 2, until } as const;
  const simulation = simulationOf(SYSTEM, { schedule: schedule({ orders: [start('failover', STANDBY, STARTED)], world: [REGION_LOSS], calls: [fault] }) });
  await simulation.run();
  return simulation;
}

const lastStateOf = ({ history }: Simulation) => history.of('state-written').filter(({ region }) => region === STANDBY).at(-1);

describe('a Region that took over, and in which nobody can write', () => {
  test('is the active one and stays it, but its run has not succeeded: people are paged by the name of what is wrong', async () => {
    const simulation = await withoutConnections(20 * MINUTE);
    const [end] = simulation.history.of('execution-ended');
    expect(end).toMatchObject({ status: 'FAILED', error: 'ServiceNotWorking', cause: expect.stringContaining('status 503') });
    expect(lastStateOf(simulation)).toMatchObject({ activeRegion: STANDBY });
    expect(simulation.history.of('paged').some(({ about }) => about === end.executionArn)).toBe(true);
  });

  test('is waited for: connections to another writer may take a minute', async () => {
    const simulation = await withoutConnections(STARTED + 3 * MINUTE);
    expect(simulation.history.of('execution-ended')).toMatchObject([{ status: 'SUCCEEDED' }]);
  });
});
