import type { Prng } from './clock/prng';
import type { OtherClients } from './models/lambda';
import type { Simulation } from './simulation';

/** How long a probe waits for an answer: the prober's own patience. */
const PATIENCE = 6000;

/** What handlers reach beside AWS: endpoints over HTTP, and names over DNS. */
export function surroundings(simulation: Simulation, prng: Prng): OtherClients {
  return caller => ({
    http: {
      ask: async (url: string) => {
        const { hostname, pathname } = new URL(url);
        const region = simulation.regionOfName(hostname);
        const application = simulation.applications.get(region)!;
        if (!application.serves() && !simulation.network.works(region) || !simulation.network.answers(caller.region, region)) {
          await simulation.fabric.pause(caller, PATIENCE);
          throw Object.assign(new Error('no answer in time'), { name: 'TimeoutError' });
        }
        await simulation.fabric.pause(caller, prng.between(20, 150));
        const healthy = simulation.deepPaths.has(pathname) ? application.isDeeplyHealthy() : application.serves();
        return { status: healthy ? 200 : 503, body: healthy ? simulation.healthyBody : '' };
      },
    },
    dns: {
      resolve: async (name: string) => {
        await simulation.fabric.pause(caller, prng.between(2, 60));
        return [`address-of-${simulation.regionOfName(name)}`];
      },
    },
  });
}
