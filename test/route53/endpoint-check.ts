import type { HealthCheck } from './configuration';
import { plainName } from './configuration';
import type { HttpAnswer, Listener, Observed } from './observed';
import { unknown } from './rules';

export const CONNECT_SECONDS = 4;
const TCP_CONNECT_SECONDS = 10;
export const STATUS_SECONDS = 2;
export const BODY_SECONDS = 2;
const SEARCHED_BYTES = 5120;
const DEFAULT_PORTS: { [protocol: string]: number } = { HTTP: 80, HTTPS: 443 };

/** Whether the health checkers find the endpoint healthy, before any inversion; undefined before they have looked. */
export function endpointHealthy({ id, config }: HealthCheck, observed: Observed): boolean | undefined {
  if (config.FullyQualifiedDomainName === undefined) {
    unknown(`health check "${id}" of an address`);
  }
  const endpoint = observed.endpoints[plainName(config.FullyQualifiedDomainName)] ?? {};
  if (endpoint === 'not checked yet') {
    return undefined;
  }
  const [protocol] = config.Type.split('_');
  const listener = endpoint[config.Port ?? DEFAULT_PORTS[protocol]];
  if (listener === undefined) {
    return false;
  }
  return protocol === 'TCP' ? listener.secondsToConnect <= TCP_CONNECT_SECONDS : httpHealthy(config, protocol, listener);
}

function httpHealthy(config: HealthCheck['config'], protocol: string, listener: Listener): boolean {
  const answer = listener.answers?.[config.ResourcePath ?? '/'];
  return listener.protocol === protocol
    && listener.secondsToConnect <= CONNECT_SECONDS
    && answer !== undefined
    && answer.status >= 200 && answer.status < 400
    && answer.secondsToStatus <= STATUS_SECONDS
    && (!config.Type.endsWith('STR_MATCH') || bodyMatches(config.SearchString, answer));
}

function bodyMatches(searched: string, { body = '', secondsToBody = 0 }: HttpAnswer): boolean {
  return secondsToBody <= BODY_SECONDS && Buffer.from(body).subarray(0, SEARCHED_BYTES).includes(searched);
}
