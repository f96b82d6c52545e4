import { SFNClient } from '@aws-sdk/client-sfn';
import type { DryAnswer, DryCall } from './dry-call';
import { handlePeerRun } from './peer-run';
import type { PeerRunAnswer, PeerRunRequest } from './requests';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

const clients = clientsByRegion(config => ({ sfn: new SFNClient(config) }));

export async function handler(request: PeerRunRequest | DryCall): Promise<PeerRunAnswer | DryAnswer> {
  return handlePeerRun(request, lambdaWorld('PEER_RUN_SETTINGS', clients));
}
