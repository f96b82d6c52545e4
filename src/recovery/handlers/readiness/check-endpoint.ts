import type { Check } from './check';
import { observe } from '../../../detection/handlers/endpoint-probe';

/** Asks as the prober does. */
export const checkEndpoint: Check = async ({ id, region, parameters: { url, searchString } }, { http }) => {
  const { failure } = await observe({ region, probe: 'readiness', url, searchString }, http.ask);
  return { id, ok: failure === undefined, detail: `${url}: ${failure ?? 'answers as it should'}` };
};
