import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSClient } from '@aws-sdk/client-rds';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { DryCall } from './dry-call';
import type { KeeperRequest } from './requests';
import type { KeeperAnswer } from './run-keeper';
import { handleRunKeeper } from './run-keeper';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

const clients = clientsByRegion(config => ({
  dynamoDb: new DynamoDBClient(config),
  cloudWatch: new CloudWatchClient(config),
  sfn: new SFNClient(config),
  rds: new RDSClient(config),
}));

export async function handler(request: KeeperRequest | DryCall): Promise<KeeperAnswer> {
  return handleRunKeeper(request, lambdaWorld('KEEPER_SETTINGS', clients));
}
