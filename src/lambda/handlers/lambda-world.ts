import { setTimeout as wait } from 'timers/promises';
import { bounded } from './bounded-calls';
import { LONGEST_CALL, PATIENCE, PATIENCE_WITH_PEER } from './service-call';
import type { World } from './world';

/** What a client of the SDK is made with. */
export type ClientConfig = typeof PATIENCE & { readonly region: string };

/**
 * Clients that live as long as the execution environment: a connection that is open already answers sooner. Whatever they are asked, their calls
 * end by themselves.
 */
export function clientsByRegion<Clients extends object>(connect: (config: ClientConfig) => Clients): (region: string) => Clients {
  const connected = new Map<string, Clients>();
  return region => {
    const clients = connected.get(region) ?? (region === process.env.AWS_REGION
      ? bounded(connect({ region, ...PATIENCE }), LONGEST_CALL.own)
      : bounded(connect({ region, ...PATIENCE_WITH_PEER }), LONGEST_CALL.peer));
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
