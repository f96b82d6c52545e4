import { setTimeout as wait } from 'timers/promises';
import { PATIENCE, PATIENCE_WITH_PEER } from './service-call';
import type { World } from './world';

/** What a client of the SDK is made with. */
export type ClientConfig = typeof PATIENCE & { readonly region: string };

/** Clients that live as long as the execution environment: a connection that is open already answers sooner. */
export function clientsByRegion<Clients>(connect: (config: ClientConfig) => Clients): (region: string) => Clients {
  const connected = new Map<string, Clients>();
  return region => {
    const clients = connected.get(region) ?? connect({ region, ...region === process.env.AWS_REGION ? PATIENCE : PATIENCE_WITH_PEER });
    connected.set(region, clients);
    return clients;
  };
}

/**
 * The world of a function in Lambda.
 *
 * @param settingsVariable the environment variable that holds the settings as JSON
 */
export function lambdaWorld<Settings, Clients>(settingsVariable: string, clients: (region: string) => Clients): World<Settings, Clients> {
  return {
    settings: JSON.parse(process.env[settingsVariable]!),
    clients,
    now: Date.now,
    wait: async milliseconds => { await wait(milliseconds); },
    log: entry => console.log(JSON.stringify(entry)),
  };
}
