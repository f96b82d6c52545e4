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
  };
  readonly http: { readonly ask: Ask };
}

type VerifierWorld = World<VerifierSettings, VerifierClients>;

/**
 * Looks once whether clients are led to the Region that took over and are served there. DNS needs minutes to converge: whoever asks
 * comes again.
 */
export async function handleTrafficVerifier(request: TrafficRequest | DryCall, world: VerifierWorld): Promise<TrafficAnswer | DryAnswer> {
  if (!isDryCall(request)) {
    const answer = await look(request.domainName, world);
    world.log({ message: 'traffic looked at', runId: request.runId, domainName: request.domainName, ...answer });
    return answer;
  }
  for (const domainName of Object.keys(world.settings.names)) {
    world.log({ message: 'dry call', domainName, ...await look(domainName, world) });
  }
  return DRY_ANSWER;
}

async function look(domainName: string, world: VerifierWorld): Promise<TrafficAnswer> {
  const { region, names } = world.settings;
  const { ownName: own, peerName: peer, url, searchString } = names[domainName];
  const { dns, http } = world.clients(region);
  const addressesOf = async (name: string) => {
    try {
      return await dns.resolve(name);
    } catch (error) {
      world.log({ message: 'name not resolved', name, cause: String(error) });
      return [];
    }
  };
  const [clientName, ownName, peerName, observation] = await Promise.all([
    addressesOf(domainName),
    addressesOf(own),
    addressesOf(peer),
    url === undefined ? undefined : observe({ region, probe: 'shallow', url, searchString }, http.ask),
  ]);
  return judgeTraffic({ clientName, ownName, peerName }, observation?.failure);
}
