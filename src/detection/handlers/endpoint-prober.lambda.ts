import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { askEndpoint } from './ask-endpoint';
import { handleEndpointProber } from './endpoint-prober';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

/** A call that hangs must not take the minute's other rounds with it. */
const PATIENCE = { maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true } };

/** Once: a probe may take six of the ten seconds of a round, and the next round tells the Region again. */
const HURRY = { maxAttempts: 1, requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true } };

const clients = clientsByRegion(({ region }) => ({
  cloudWatch: new CloudWatchClient({ region, ...region === process.env.AWS_REGION ? PATIENCE : HURRY }),
  http: { ask: askEndpoint },
}));

export async function handler(request?: unknown): Promise<void> {
  return handleEndpointProber(request, { ...lambdaWorld('PROBER_SETTINGS', clients), region: process.env.AWS_REGION! });
}
