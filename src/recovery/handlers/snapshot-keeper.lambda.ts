import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { handleSnapshotKeeper } from './snapshot-keeper';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

const clients = clientsByRegion(config => ({ rds: new RDSClient(config), cloudWatch: new CloudWatchClient(config) }));

export async function handler(request: unknown): Promise<void> {
  return handleSnapshotKeeper(request, lambdaWorld('SNAPSHOT_KEEPER_SETTINGS', clients));
}
