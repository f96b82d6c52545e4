import { check } from './checker/check';
import { deploymentOf } from './deployment/deployment';
import type { WorldFaultEntry } from './schedules/schedule';
import { simulationOf } from './scoreboard/run-trial';
import { LOSS, MINUTE, schedule, world } from './scoreboard/scenarios';
import type { Alteration } from './scoreboard/system';
import { CHECKED, HOME, STANDBY, systemOf } from './scoreboard/system';
import { paymentsTemplates } from '../support/payments-templates';

const SYSTEM = systemOf(deploymentOf(paymentsTemplates()));

/** As `TrafficShift.onEndpointHealth()` has it: PRIMARY needs its endpoint beside the latch. */
const onEndpointHealth: Alteration = ({ deployment, handlers }) => {
  const { route53 } = deployment;
  const endpoint = [...route53.healthChecks.values()].find(({ config }) => config.FullyQualifiedDomainName?.includes(HOME))!;
  const latch = route53.records.find(({ failover }) => failover === 'PRIMARY')!.healthCheckId!;
  const both = { ...endpoint, id: 'both', config: { Type: 'CALCULATED', ChildHealthChecks: [endpoint.id, latch], HealthThreshold: 2 } };
  const healthChecks = new Map([...route53.healthChecks, ['both', both]]);
  const records = route53.records.map(record => record.failover === 'PRIMARY' ? { ...record, healthCheckId: 'both' } : record);
  return { deployment: { ...deployment, route53: { ...route53, healthChecks, records } }, handlers };
};

/** Where traffic goes, nobody being armed: no run tells it to. */
async function movesOf(...faults: readonly WorldFaultEntry[]): Promise<string[]> {
  const simulation = simulationOf(SYSTEM, { schedule: schedule({ world: faults }), alteration: onEndpointHealth });
  const history = await simulation.run();
  expect(check(history, { ...CHECKED, trafficShift: 'endpoint' })).toEqual([]);
  expect(history.of('execution-started')).toEqual([]);
  return history.of('traffic-moved').map(({ region }) => region);
}

describe('where the health of endpoints moves the traffic', () => {
  test('it goes to the side that is up, without a decision, and returns with the other one', async () => {
    expect(await movesOf(world('application-down', HOME, LOSS, { until: LOSS + 5 * MINUTE }))).toEqual([STANDBY, HOME]);
  });

  test('it never goes to a side that is down', async () => {
    expect(await movesOf(world('application-down', STANDBY, LOSS - MINUTE), world('application-down', HOME, LOSS + MINUTE))).toEqual([]);
    expect(await movesOf(world('region-lost', STANDBY, LOSS))).toEqual([]);
  });
});
