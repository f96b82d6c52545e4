import type { MachineState } from './machine/machines';
import { machinesOf } from './machine/machines';
import { planOf, stepOf, TRAFFIC } from './plan-fixture';
import { RunMode } from '../../src';
import { RoutingPolicy, TrafficShift } from '../../src/dns';
import type { FailoverDnsOptions } from '../../src/dns';
import { FailoverOrchestrator } from '../../src/recovery';
import { VERIFY_TRAFFIC } from '../../src/recovery/actions/verify-traffic';
import { RecoveryNames } from '../../src/recovery/machinery/recovery-names';
import type { PlanParts } from '../../src/recovery/plan/plan-parts';
import { createdDetection } from '../detection/fixture';
import { PRIMARY, SECONDARY } from '../support/environment';

const [HOME_LATCH, STANDBY_LATCH] = [PRIMARY, SECONDARY].map(region => `_latch.api-${region}.example.com`);
const TOLD: PlanParts['traffic'] = { ...TRAFFIC!, latchName: ({ name }) => `_latch.api-${name}.example.com` };
const STANDBY_CLOSED = [{ name: STANDBY_LATCH, closed: true }];
const BOTH_OPEN = [{ name: STANDBY_LATCH, closed: false }, { name: HOME_LATCH, closed: false }];

/** The latches that the machines of both Regions ask for, by machine and Region. */
function asked(options: Partial<FailoverDnsOptions>) {
  const { app, topology, dns, detection } = createdDetection({}, options);
  const orchestrator = new FailoverOrchestrator(topology, 'Orchestrator', { topology, dns, detection, recoverables: [] });
  return Object.fromEntries(topology.regions.map(region => {
    const { failover, planned } = machinesOf({ app, topology, orchestrator }, region);
    const latches = [failover, planned].map(machine => askOf(machine.States)?.Arguments?.Payload);
    return [region.name, latches.map(payload => (payload as { readonly latches?: object }).latches)];
  }));
}

/** The question of the step, wherever it is in a machine. */
function askOf(states: Record<string, MachineState>): MachineState | undefined {
  return states['verify-traffic.ask'] ?? Object.values(states).flatMap(({ Branches = [] }) => Branches).map(({ States }) => askOf(States)).find(found => found);
}

describe('the verification of traffic that more than latches move', () => {
  test.each<[string, Partial<FailoverDnsOptions>]>([
    ['endpoints', { trafficShift: TrafficShift.onEndpointHealth() }],
    ['weights', { routingPolicy: RoutingPolicy.weighted({ secondaryWeight: 5 }) }],
  ])('asks by each machine whether Route 53 has read the latches that the run moves: %s', (_, options) => {
    expect(asked(options)).toEqual({
      // Nobody could open the latch of a standby that is lost: the reverse latch is closed.
      [PRIMARY]: [[{ name: HOME_LATCH, closed: true }], BOTH_OPEN],
      [SECONDARY]: [STANDBY_CLOSED, STANDBY_CLOSED],
    });
  });

  test('asks for none where latches alone move it', () => {
    expect(asked({})).toEqual({ [PRIMARY]: [undefined, undefined], [SECONDARY]: [undefined, undefined] });
  });

  test.each([[RunMode.FAILOVER, STANDBY_CLOSED], [RunMode.SWITCHOVER, STANDBY_CLOSED], [RunMode.FAILBACK, BOTH_OPEN]])('is told by the plan of a %s', (mode, latches) => {
    const { plan } = planOf(mode, () => ({ traffic: TOLD }));
    expect(stepOf(plan, 'verify-traffic').action.parameters).toEqual({ domainName: 'api.example.com', latches: JSON.stringify(latches) });
  });

  test('by hand the names are asked one by one', () => {
    const { topology, plan } = planOf(RunMode.FAILBACK, () => ({ traffic: TOLD }));
    const context = { mode: RunMode.FAILBACK, names: new RecoveryNames(topology, topology.primary), topics: { pages: 'arn:aws:sns:eu-west-1:1:pages', notes: 'arn:aws:sns:eu-west-1:1:notes' } };
    expect(VERIFY_TRAFFIC.commands(stepOf(plan, 'verify-traffic'), context)).toEqual([
      `dig +short api.example.com # must give the addresses of ${PRIMARY}`,
      `dig +short TXT ${STANDBY_LATCH} # must say open`,
      `dig +short TXT ${HOME_LATCH} # must say open`,
    ]);
  });
});
