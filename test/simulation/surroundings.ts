import type { CallFault } from './behaviours/faults';
import type { Prng } from './clock/prng';
import type { Caller } from './models/fabric';
import type { OtherClients } from './models/lambda';
import type { Simulation } from './simulation';

/** How long a probe waits for an answer: the prober's own patience. */
const PATIENCE = 6000;
/** How long a resolver is asked, twice. */
const RESOLVER_PATIENCE = 4000;

/** What handlers reach beside AWS: endpoints over HTTP, and names over DNS. */
export function surroundings(simulation: Simulation, prng: Prng): OtherClients {
  return caller => ({
    http: {
      ask: async (url: string) => {
        const { hostname, pathname } = new URL(url);
        const region = simulation.regionOfName(hostname);
        const application = simulation.applications.get(region)!;
        const fault = faultOf(simulation, caller, region, 'http', 'Ask');
        if (fault === 'timeout' || !application.serves() && !simulation.network.works(region) || !simulation.network.answers(caller.region, region)) {
          await simulation.fabric.pause(caller, PATIENCE);
          throw Object.assign(new Error('no answer in time'), { name: 'TimeoutError' });
        }
        await simulation.fabric.pause(caller, prng.between(20, 150));
        const healthy = fault === undefined && (simulation.deepPaths.has(pathname) ? application.isDeeplyHealthy() : application.serves());
        return { status: healthy ? 200 : 503, body: healthy ? simulation.healthyBody : '' };
      },
    },
    dns: {
      resolve: (name: string) => ask(simulation, caller, prng, () => [`address-of-${simulation.regionOfName(name)}`]),
      texts: (name: string) => ask(simulation, caller, prng, () => simulation.traffic.texts(name)),
    },
  });
}

/** A question to the resolver of a function. */
async function ask(simulation: Simulation, caller: Caller, prng: Prng, answer: () => string[]): Promise<string[]> {
  const fault = faultOf(simulation, caller, caller.region, 'dns', 'Resolve');
  if (fault !== undefined) {
    await simulation.fabric.pause(caller, fault === 'timeout' ? RESOLVER_PATIENCE : prng.between(2, 60));
    throw Object.assign(new Error('nobody says where the name leads'), { code: fault === 'timeout' ? 'ETIMEOUT' : 'ESERVFAIL' });
  }
  await simulation.fabric.pause(caller, prng.between(2, 60));
  return answer();
}

function faultOf(
  simulation: Simulation, { principal, region: callerRegion }: Caller, region: string, service: string, operation: string,
): CallFault | undefined {
  return simulation.fabric.fault({ principal, service, operation, region, callerRegion });
}
