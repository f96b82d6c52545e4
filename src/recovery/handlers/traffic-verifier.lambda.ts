import type { DryAnswer, DryCall } from './dry-call';
import type { TrafficAnswer, TrafficRequest } from './requests';
import { resolveAddresses } from './resolve-addresses';
import { resolveTexts } from './resolve-texts';
import { handleTrafficVerifier } from './traffic-verifier';
import { askEndpoint } from '../../detection/handlers/ask-endpoint';
import { lambdaWorld } from '../../lambda/handlers/lambda-world';

const clients = () => ({ dns: { resolve: resolveAddresses, texts: resolveTexts }, http: { ask: askEndpoint } });

export async function handler(request: TrafficRequest | DryCall): Promise<TrafficAnswer | DryAnswer> {
  return handleTrafficVerifier(request, lambdaWorld('VERIFIER_SETTINGS', clients));
}
