import type { DryAnswer, DryCall } from './dry-call';
import { DRY_ANSWER, isDryCall } from './dry-call';
import type { TrafficAnswer, TrafficRequest } from './requests';
import { judgeTraffic } from './traffic-verdict';
import type { Ask } from '../../detection/handlers/endpoint-probe';
import { observe } from '../../detection/handlers/endpoint-probe';
import type { World } from '../../lambda/handlers/world';

/** What is looked up and asked to see where a name leads. */
export interface VerifiedName {
  /** The name of the Region that the function is in. */
  readonly ownName: string;
  readonly peerName: string;
  /** The shallow path under the name that clients use. Absent where the function cannot reach it. */
  readonly url?: string;
  readonly searchString?: string;
}

export interface VerifierSettings {
  readonly region: string;
  /** By the names that clients use. */
  readonly names: { readonly [domainName: string]: VerifiedName };
}

export interface VerifierClients {
  readonly dns: {
    /** All addresses of a name. Empty for a name that has none; rejects when nobody answers. */
    readonly resolve: (name: string) => Promise<string[]>;
    /** All texts of a name, likewise. */
    readonly texts: (name: string) => Promise<string[]>;
  };
  readonly http: { readonly ask: Ask };
}

type VerifierWorld = World<VerifierSettings, VerifierClients>;

/**
 * Looks once whether clients are led to the Region that took over, kept there by its latch, and served there. DNS needs minutes to converge:
 * whoever asks comes again.
 */
export async function handleTrafficVerifier(request: TrafficRequest | DryCall, world: VerifierWorld): Promise<TrafficAnswer | DryAnswer> {
  if (!isDryCall(request)) {
    const answer = await look(request, world);
    world.log({ message: 'traffic looked at', runId: request.runId, domainName: request.domainName, ...answer });
    return answer;
  }
  for (const domainName of Object.keys(world.settings.names)) {
    world.log({ message: 'dry call', domainName, ...await look({ domainName }, world) });
  }
  return DRY_ANSWER;
}

async function look({ domainName, latches = [] }: Pick<TrafficRequest, 'domainName' | 'latches'>, world: VerifierWorld): Promise<TrafficAnswer> {
  const { region, names } = world.settings;
  const { ownName: own, peerName: peer, url, searchString } = names[domainName];
  const { dns, http } = world.clients(region);
  const told = async (name: string, resolve: (name: string) => Promise<string[]>) => {
    try {
      return await resolve(name);
    } catch (error) {
      world.log({ message: 'name not resolved', name, cause: String(error) });
      return [];
    }
  };
  const [clientName, ownName, peerName, readLatches, observation] = await Promise.all([
    told(domainName, dns.resolve),
    told(own, dns.resolve),
    told(peer, dns.resolve),
    Promise.all(latches.map(async latch => ({ ...latch, texts: await told(latch.name, dns.texts) }))),
    url === undefined ? undefined : observe({ region, probe: 'shallow', url, searchString }, http.ask),
  ]);
  return judgeTraffic({ clientName, ownName, peerName }, readLatches, observation?.failure);
}
